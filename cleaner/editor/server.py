"""Diagnostics and quick fixes over the Language Server Protocol."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from cleaner import __version__
from cleaner.allow import Allowed
from cleaner.config import load_settings
from cleaner.editor.checked import Checked, Units, check, word_of
from cleaner.edits import Change
from cleaner.errors import CleanerError
from cleaner.partial import partly
from cleaner.remember import remember
from cleaner.reports.text import quoted

ALLOW = "mt-cleaner.allow"
FIX_ALL = "source.fixAll.mt-cleaner"
PAUSE = 0.3
"""Seconds without typing after which a text is checked."""
_SEVERITIES = {"safe": lsp.DiagnosticSeverity.Warning, "unsafe": lsp.DiagnosticSeverity.Information, "hint": lsp.DiagnosticSeverity.Hint}


class Server(LanguageServer):
    """Keeps what was found in each open text."""

    def __init__(self) -> None:
        # Whole texts: pygls counts lines in parts of one as Python does, for which U+2028 or a form feed ends a line, too.
        super().__init__("mt-cleaner", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.checked: dict[str, Checked] = {}

    def look(self, uri: str) -> None:
        """Checks an open text and tells the editor what was found."""
        document = self.workspace.get_text_document(uri)
        path = Path(to_fs_path(uri) or uri)
        self.checked[uri] = checked = check(path, document.language_id or "", document.source)
        diagnostics = list(_diagnostics(checked, self.units(checked)))
        self.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(uri=uri, version=document.version, diagnostics=diagnostics)
        )

    def units(self, checked: Checked) -> Units:
        return Units(checked.text, str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding)))


def _range(units: Units, start: int, end: int) -> lsp.Range:
    (first, left), (last, right) = units.place(start), units.place(end)
    return lsp.Range(lsp.Position(first, left), lsp.Position(last, right))


def _diagnostics(checked: Checked, units: Units) -> Iterator[lsp.Diagnostic]:
    if checked.error:
        where = _range(units, *units.line(checked.line or 1))
        yield lsp.Diagnostic(where, checked.error, severity=lsp.DiagnosticSeverity.Error, source="mt-cleaner")
    for change in (*checked.changes, *checked.hints):
        yield _diagnostic(checked, units, change)


def _diagnostic(checked: Checked, units: Units, change: Change) -> lsp.Diagnostic:
    before = checked.text[change.start : change.end]
    shown = f"{quoted(before)} → {quoted(change.replacement)}: " if before != change.replacement else ""
    return lsp.Diagnostic(
        _range(units, change.start, change.end),
        f"{shown}{change.reason}",
        severity=_SEVERITIES[change.safety],
        code=change.rule,
        source="mt-cleaner",
    )


def _actions(checked: Checked, units: Units, uri: str, wanted: lsp.Range) -> Iterator[lsp.CodeAction]:
    """What can be done about the changes that the range touches, and about all of them."""
    here = [change for change in checked.changes if _touches(_range(units, change.start, change.end), wanted)]
    for change in here:
        found = [_diagnostic(checked, units, change)]
        yield from _fix(checked, units, uri, f"Change to {quoted(change.replacement)}", [change], found)
        same = [each for each in checked.changes if each.rule == change.rule]
        if len(same) > 1:
            yield from _fix(checked, units, uri, f"Make all {len(same)} changes of {change.rule}", same, found)
        if word := word_of(checked.text, change):
            command = lsp.Command(f"Never change '{word}'", ALLOW, arguments=[uri, word])
            yield lsp.CodeAction(command.title, kind=lsp.CodeActionKind.QuickFix, diagnostics=found, command=command)
    if checked.changes:
        title = f"Make all {len(checked.changes)} changes of mt-cleaner"
        yield from _fix(checked, units, uri, title, checked.changes, None, FIX_ALL)


def _fix(
    checked: Checked, units: Units, uri: str, title: str, changes: Sequence[Change], found: list[lsp.Diagnostic] | None, kind: str = ""
) -> Iterator[lsp.CodeAction]:
    """The action that makes some changes, where they can be made without the others."""
    assert checked.format is not None
    try:
        partly(checked.text, changes, checked.format)
    except CleanerError:
        return
    edits = [lsp.TextEdit(_range(units, change.start, change.end), change.replacement) for change in changes]
    action = lsp.CodeAction(title, kind=kind or lsp.CodeActionKind.QuickFix, edit=lsp.WorkspaceEdit({uri: edits}), diagnostics=found)
    if found and len(changes) == 1:
        action.is_preferred = True
    yield action


def _touches(one: lsp.Range, other: lsp.Range) -> bool:
    def place(at: lsp.Position) -> tuple[int, int]:
        return at.line, at.character

    return place(one.start) <= place(other.end) and place(other.start) <= place(one.end)


def _wanted(kinds: Sequence[str] | None, kind: str) -> bool:
    return not kinds or any(kind == each or kind.startswith(f"{each}.") for each in kinds)


def make() -> Server:
    """The server, its handlers in place."""
    server = Server()

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(ls: Server, given: lsp.DidOpenTextDocumentParams) -> None:
        ls.look(given.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(ls: Server, given: lsp.DidChangeTextDocumentParams) -> None:
        uri, version = given.text_document.uri, given.text_document.version
        await asyncio.sleep(PAUSE)
        if uri in ls.checked and ls.workspace.get_text_document(uri).version == version:
            ls.look(uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(ls: Server, given: lsp.DidCloseTextDocumentParams) -> None:
        ls.checked.pop(given.text_document.uri, None)
        ls.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri=given.text_document.uri, diagnostics=[]))

    kinds: list[Any] = [lsp.CodeActionKind.QuickFix, FIX_ALL]

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=kinds))
    def actions(ls: Server, given: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        uri = given.text_document.uri
        if uri not in ls.checked or ls.checked[uri].text != ls.workspace.get_text_document(uri).source:
            ls.look(uri)
        checked = ls.checked[uri]
        found = _actions(checked, ls.units(checked), uri, given.range)
        return [action for action in found if _wanted(given.context.only, str(getattr(action.kind, "value", action.kind)))]

    @server.command(ALLOW)
    def allow(ls: Server, uri: str, word: str) -> None:
        folder = Path(to_fs_path(uri) or ".").parent
        try:
            origin = load_settings(folder=folder).origin
            where = remember(Allowed(word), origin or str(folder / ".mt-cleaner.toml"))
        except CleanerError as error:
            ls.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, str(error)))
            return
        said = f"'{word}' stays as it is from now on; it was added to {where}."
        ls.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Info, said))
        for each in list(ls.checked):
            ls.look(each)

    return server
