"""The language server, in a session over stdio: what is found, where, and what its quick fixes make of the text."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from cleaner import Cleaner

client = pytest.importorskip("pygls.lsp.client", reason="pygls (the extra lsp) is not installed")
lsp = pytest.importorskip("lsprotocol.types", reason="pygls (the extra lsp) is not installed")

MARKDOWN = "# Title\n\n😀 All of thisyear is over .\nThe the police said so , and `the the` left .\n"
PO = 'msgid "end"\nmsgstr "It was the the \\"end\\" of it ."\n'
SECONDS = 30


class Session:
    """An editor with one file open."""

    def __init__(self, server: Any, path: Path) -> None:
        self.server, self.path, self.uri, self.version = server, path, path.as_uri(), 1
        self.text = path.read_bytes().decode()
        self.published: asyncio.Queue[Any] = asyncio.Queue()
        self.messages: asyncio.Queue[Any] = asyncio.Queue()

        @server.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(given: Any) -> None:
            self.published.put_nowait(given)

        @server.feature(lsp.WINDOW_SHOW_MESSAGE)
        def said(given: Any) -> None:
            self.messages.put_nowait(given)

    async def open(self, language: str) -> list[Any]:
        item = lsp.TextDocumentItem(self.uri, language, self.version, self.text)
        self.server.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return await self.diagnostics()

    async def change(self, text: str) -> list[Any]:
        self.text, self.version = text, self.version + 1
        document = lsp.VersionedTextDocumentIdentifier(self.version, self.uri)
        whole = lsp.TextDocumentContentChangeWholeDocument(text)
        self.server.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [whole]))
        return await self.diagnostics()

    async def diagnostics(self) -> list[Any]:
        published = await asyncio.wait_for(self.published.get(), SECONDS)
        return list(published.diagnostics)

    async def actions(self, where: Any, *kinds: str) -> list[Any]:
        context = lsp.CodeActionContext([], only=list(kinds) or None)
        given = lsp.CodeActionParams(lsp.TextDocumentIdentifier(self.uri), where, context)
        return list(await self.server.text_document_code_action_async(given))

    def offset(self, place: Any) -> int:
        """A place in UTF-16 as an offset of the text."""
        lines = self.text.split("\n")
        before = lines[place.line].encode("utf-16-le")[: 2 * place.character].decode("utf-16-le")
        return sum(len(line) + 1 for line in lines[: place.line]) + len(before)

    def applied(self, action: Any) -> str:
        text = self.text
        for edit in sorted(action.edit.changes[self.uri], key=lambda each: self.offset(each.range.start), reverse=True):
            text = text[: self.offset(edit.range.start)] + edit.new_text + text[self.offset(edit.range.end) :]
        return text


def session(path: Path, text: str, act: Callable[[Session], Awaitable[None]]) -> None:
    """Writes the file, starts a server in its folder and lets `act` use it."""
    path.write_bytes(text.encode())

    async def go() -> None:
        server = client.BaseLanguageClient("test", "1")
        await server.start_io(sys.executable, "-m", "cleaner", "lsp", cwd=str(Path(__file__).parent.parent))
        await server.initialize_async(lsp.InitializeParams(capabilities=lsp.ClientCapabilities(), root_uri=path.parent.as_uri()))
        server.initialized(lsp.InitializedParams())
        await act(Session(server, path))
        await server.shutdown_async(None)
        server.exit(None)
        await server.stop()

    asyncio.run(asyncio.wait_for(go(), 2 * SECONDS))


def cleaned(text: str, format: str) -> str:
    return Cleaner().clean(text, format=format).text


@pytest.mark.parametrize(("name", "language", "text", "format"), [("a.md", "markdown", MARKDOWN, "markdown"), ("a.po", "po", PO, "po")])
def test_all_fixes_together_give_what_fix_gives(tmp_path: Path, name: str, language: str, text: str, format: str) -> None:
    async def act(editor: Session) -> None:
        diagnostics = await editor.open(language)
        assert len(diagnostics) == len(Cleaner().clean(text, format=format).changes)
        assert {each.source for each in diagnostics} == {"mt-cleaner"} and all(each.code for each in diagnostics)
        (action,) = await editor.actions(diagnostics[0].range, "source.fixAll")
        assert action.kind == "source.fixAll.mt-cleaner"
        assert editor.applied(action) == cleaned(text, format)
        assert await editor.change(editor.applied(action)) == []

    session(tmp_path / name, text, act)


def test_columns_are_right_behind_an_emoji_and_one_fix_makes_one_change(tmp_path: Path) -> None:
    async def act(editor: Session) -> None:
        diagnostics = await editor.open("markdown")
        (glued,) = [each for each in diagnostics if each.code == "words.lower-run"]
        assert (glued.range.start.line, glued.range.start.character) == (2, len("xx All of this"))
        fix, *others = await editor.actions(glued.range, "quickfix")
        assert fix.title == "Change to ' '" and fix.is_preferred
        assert editor.applied(fix) == MARKDOWN.replace("thisyear", "this year")
        assert [each.title for each in others] == ["Never change 'thisyear'"]
        (space,) = [each for each in diagnostics if each.code == "spacing.before-punctuation"][:1]
        _, every, _ = await editor.actions(space.range, "quickfix")
        assert every.title == "Make all 3 changes of spacing.before-punctuation"
        assert editor.applied(every) == MARKDOWN.replace(" .", ".").replace(" ,", ",")

    session(tmp_path / "a.md", MARKDOWN, act)


def test_never_this_word_is_written_down_and_holds_at_once(tmp_path: Path) -> None:
    async def act(editor: Session) -> None:
        diagnostics = await editor.open("plaintext")
        (glued,) = [each for each in diagnostics if each.code == "words.lower-run"]
        never = [each for each in await editor.actions(glued.range, "quickfix") if each.title.startswith("Never")][0]
        # The client library reads an action with a command as a command whose name is all of it.
        assert "'command': 'mt-cleaner.allow'" in repr(never).replace("\\", "")
        command = lsp.ExecuteCommandParams("mt-cleaner.allow", arguments=[editor.uri, "thisyear"])
        await editor.server.workspace_execute_command_async(command)
        assert "stays as it is" in (await asyncio.wait_for(editor.messages.get(), SECONDS)).message
        assert "words.lower-run" not in {each.code for each in await editor.diagnostics()}

    session(tmp_path / "a.txt", MARKDOWN, act)
    assert (tmp_path / ".mt-cleaner.toml").read_text(encoding="utf-8") == '[[allow]]\ntext = "thisyear"\n'


def test_a_broken_file_is_one_diagnostic_in_its_line_and_other_files_are_none(tmp_path: Path) -> None:
    async def broken(editor: Session) -> None:
        (found,) = await editor.open("po")
        assert found.severity == lsp.DiagnosticSeverity.Error and found.range.start.line == 1
        assert await editor.actions(found.range) == []

    session(tmp_path / "a.po", 'msgid "a"\nmsgstr "b\n', broken)

    async def code(editor: Session) -> None:
        assert await editor.open("python") == []

    session(tmp_path / "a.py", "# the the end .\n", code)
