"""`fix --interactive` on a real pseudo-terminal."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="pseudo-terminals are a thing of Unix")

ROOT = Path(__file__).parent.parent
TEXT = "All of thisyear is over .\nThe the police said thisyear , and the the end .\n"
SECONDS = 20


class Terminal:
    """A run of the program whose questions are answered as they come."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.master, slave = pty.openpty()
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "TERM": "dumb"}
        command = [sys.executable, "-m", "cleaner", "fix", "--interactive", "--no-glossary", *arguments]
        streams = {"stdin": slave, "stdout": slave, "stderr": slave}
        self.process = subprocess.Popen(command, cwd=folder, env=environment, start_new_session=True, **streams)
        os.close(slave)
        self.seen = ""

    def _read(self) -> bool:
        ready, _, _ = select.select([self.master], [], [], 0.2)
        if not ready:
            return self.process.poll() is None
        try:
            data = os.read(self.master, 65536)
        except OSError:  # the other end is closed
            return False
        self.seen += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)

    def answer(self, question: str, answer: str) -> None:
        """Waits for the question, and types the answer."""
        until = time.monotonic() + SECONDS
        while question not in self.seen:
            assert self._read() and time.monotonic() < until, f"no {question!r} in:\n{self.seen}"
        self.seen = self.seen.partition(question)[2]
        os.write(self.master, answer.encode())

    def interrupt(self) -> None:
        """Ctrl-C, while a question waits: a line editor that was about to wait would miss the signal until the next key."""
        time.sleep(0.3)
        os.killpg(self.process.pid, signal.SIGINT)

    def end(self) -> tuple[int, str]:
        until = time.monotonic() + SECONDS
        while self._read() and time.monotonic() < until:
            pass
        code = self.process.wait(SECONDS)
        os.close(self.master)
        return code, self.seen


def answered(folder: Path, *answers: str) -> tuple[int, str]:
    """Answers one question after another; those that ask for a text are told by `question=answer`."""
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    terminal = Terminal(folder, "a.txt")
    for each in answers:
        question, _, answer = each.rpartition("=")
        terminal.answer(question or "make this change", f"{answer}\n")
    return terminal.end()


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (("y", "n", "y", "n", "y", "y", "y"), "All of this year is over .\nThe police said thisyear, and the end.\n"),
        (("n", "a", "n", "n", "n"), "All of thisyear is over.\nThe the police said thisyear, and the the end.\n"),
        (("d", "y", "d", "y", "n"), "All of thisyear is over.\nThe the police said thisyear, and the the end .\n"),
        (("y", "q"), "All of this year is over .\nThe the police said thisyear , and the the end .\n"),
        (("y", "y", "u", "n", "q"), "All of this year is over .\nThe the police said thisyear , and the the end .\n"),
        (("e", "stand there=\x15this_year", "q"), "All of this_year is over .\nThe the police said thisyear , and the the end .\n"),
        (("e", "stand there=", "n", "q"), "All of this year is over .\nThe the police said thisyear , and the the end .\n"),
        (("e", "stand there=\x15thisyear", "y", "q"), "All of thisyear is over.\nThe the police said thisyear , and the the end .\n"),
        (("w", "leave alone [thisyear]: =", "why=", "u", "n", "q"), TEXT),
        (("?", "x", "u", "y", "q"), "All of this year is over .\nThe the police said thisyear , and the the end .\n"),
    ],
)
def test_answers_decide(tmp_path: Path, answers: tuple[str, ...], expected: str) -> None:
    code, seen = answered(tmp_path, *answers)
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == expected, seen
    assert code == 0 and not (tmp_path / ".mt-cleaner.toml").exists()


def test_never_this_word_goes_into_the_configuration(tmp_path: Path) -> None:
    (tmp_path / ".mt-cleaner.toml").write_text("unsafe = false\n", encoding="utf-8")
    code, seen = answered(tmp_path, "w", "leave alone [thisyear]: =", "why=a brand", "y", "y", "y", "y", "y")
    assert code == 0, seen
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "All of thisyear is over.\nThe police said thisyear, and the end.\n"
    written = (tmp_path / ".mt-cleaner.toml").read_text(encoding="utf-8")
    assert written == 'unsafe = false\n\n[[allow]]\ntext = "thisyear"\nreason = "a brand"\n'


def test_a_word_that_would_prevent_nothing_or_cannot_be_noted_is_asked_about_again(tmp_path: Path) -> None:
    asked = ("leave alone [over .]: ", "does not hold this change", "make this change")
    code, seen = answered(tmp_path, "n", "w", f"{asked[0]}=year", f"{asked[1]}=w", f"{asked[0]}=", "why=", "q")
    assert code == 0 and (tmp_path / "a.txt").read_text(encoding="utf-8") == TEXT, seen
    assert (tmp_path / ".mt-cleaner.toml").read_text(encoding="utf-8") == '[[allow]]\ntext = "over ."\n'
    (tmp_path / ".mt-cleaner.toml").write_text('allow = ["one"]\n', encoding="utf-8")
    code, seen = answered(tmp_path, "y", "n", "w", "leave alone=", "why=", "by hand=y", "q")
    assert code == 0 and "The police said" in (tmp_path / "a.txt").read_text(encoding="utf-8"), seen
    assert (tmp_path / ".mt-cleaner.toml").read_text(encoding="utf-8") == 'allow = ["one"]\n'


@pytest.mark.parametrize(
    ("name", "text", "typed", "why", "keys"),
    [
        ("a.po", 'msgid "a"\nmsgstr "It is thisyear"\n\nmsgid "b"\nmsgstr "the the end"\n', 'this"year', "would break the file", "na"),
        ("a.txt", "caf\xe9 in thisyear\nthe the end\n", "this—year", "iso-8859-1 has no", "na"),
        ("a.txt", "It was thisyear,the the end\n", "this year", "another change stands", "nna"),
    ],
)
def test_what_the_file_cannot_hold_is_said_at_once_and_costs_no_other_answer(
    tmp_path: Path, name: str, text: str, typed: str, why: str, keys: str
) -> None:
    (tmp_path / name).write_text(text, encoding="latin-1")
    terminal = Terminal(tmp_path, "--encoding", "latin-1", name)
    for question, answer in (("make this change", "e\n"), ("stand there", f"\x15{typed}\n"), (why, "")):
        terminal.answer(question, answer)
    for key in keys:
        terminal.answer("make this change", f"{key}\n")
    code, seen = terminal.end()
    assert code == 0, seen
    assert (tmp_path / name).read_text(encoding="latin-1") == text.replace("the the", "the"), seen


def test_what_cannot_be_written_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.txt").chmod(0o444)
    code, seen = Terminal(tmp_path, "a.txt").end()
    assert code == 2 and "read-only" in seen and "make this change" not in seen


def test_what_is_no_word_cannot_be_noted_or_edited(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The po\u200blice said so.\n", encoding="utf-8")
    terminal = Terminal(tmp_path, "a.txt")
    for question, key in (("make this", "w"), ("not about a word", "e"), ("not about a word", "y")):
        terminal.answer(question, f"{key}\n")
    code, _ = terminal.end()
    assert code == 0 and (tmp_path / "a.txt").read_text(encoding="utf-8") == "The police said so.\n"


def test_the_word_that_is_proposed_is_the_least_that_prevents_the_change(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("We like (thisyear,interconnectedmutualcomplementation) so.\n", encoding="utf-8")
    terminal = Terminal(tmp_path, "a.txt")
    for question, key in (("make this", "w"), ("leave alone [thisyear]:", ""), ("why", ""), ("make this", "q")):
        terminal.answer(question, f"{key}\n")
    code, _ = terminal.end()
    assert code == 0 and (tmp_path / ".mt-cleaner.toml").read_text(encoding="utf-8") == '[[allow]]\ntext = "thisyear"\n'


def test_tags_are_no_part_of_a_word(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>The trial <b>ended .</b></p><p>So the the end</p>\n", encoding="utf-8")
    terminal = Terminal(tmp_path, "a.html")
    asked = ("make this", "w"), ("leave alone [ended .]:", ""), ("why", ""), ("make this", "e"), ("stand there", "\x15a a")
    for question, key in asked:
        terminal.answer(question, f"{key}\n")
    code, seen = terminal.end()
    assert code == 0, seen
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == "<p>The trial <b>ended .</b></p><p>So a a end</p>\n", seen


def test_nothing_is_repaired_where_nothing_was_accepted_and_what_is_repaired_with_it_is_said(tmp_path: Path) -> None:
    data = "The café said thisyear , “so” .\n".encode() + "It said “no” of the café.\n".encode("cp1252")
    for keys, repaired in (("nq", False), ("yq", True)):
        (tmp_path / "a.txt").write_bytes(data)
        terminal = Terminal(tmp_path, "--guess-encoding", "a.txt")
        for key in keys:
            terminal.answer("make this", f"{key}\n")
        code, seen = terminal.end()
        assert code == 0, seen
        assert ((tmp_path / "a.txt").read_bytes() != data) is repaired
        assert ("with the changes that were made" in seen) is repaired


def test_ctrl_c_after_a_word_was_noted_leaves_the_configuration_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    terminal = Terminal(tmp_path, "a.txt")
    for question, answer in (("make this", "w\n"), ("leave alone", "\n"), ("why", "\n"), ("make this change", "")):
        terminal.answer(question, answer)
    terminal.interrupt()
    code, seen = terminal.end()
    assert code == 130 and "a.txt was left as it was" in seen
    assert not (tmp_path / ".mt-cleaner.toml").exists()


@pytest.mark.parametrize(
    ("arguments", "why"), [(("-",), "name a file"), (("--format", "sarif", "a.txt"), "leave out"), (("--statistics", "a.txt"), "leave out")]
)
def test_what_does_not_go_with_questions_is_refused(tmp_path: Path, arguments: tuple[str, ...], why: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    code, seen = Terminal(tmp_path, *arguments).end()
    assert code == 2 and why in seen


def test_ctrl_c_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    terminal = Terminal(tmp_path, "a.txt")
    terminal.answer("make this change", "y\n")
    terminal.answer("make this change", "")
    terminal.interrupt()
    code, seen = terminal.end()
    assert code == 130 and "a.txt was left as it was" in seen
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == TEXT


def test_without_a_terminal_it_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cleaner", "fix", "--interactive", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 2 and "needs a terminal" in done.stderr
