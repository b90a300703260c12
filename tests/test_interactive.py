"""`fix --interactive` on a real pseudo-terminal."""

from __future__ import annotations

import contextlib
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
SECONDS = 30


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
        (("e", "stand there=_", "q"), "All of this_year is over .\nThe the police said thisyear , and the the end .\n"),
        (("?", "x", "u", "y", "q"), "All of this year is over .\nThe the police said thisyear , and the the end .\n"),
    ],
)
def test_answers_decide(tmp_path: Path, answers: tuple[str, ...], expected: str) -> None:
    code, seen = answered(tmp_path, *answers)
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == expected, seen
    assert code == 0


def test_never_this_word_goes_into_the_configuration(tmp_path: Path) -> None:
    (tmp_path / ".mt-cleaner.toml").write_text("unsafe = false\n", encoding="utf-8")
    code, seen = answered(tmp_path, "w", "leave alone [thisyear]: =", "why=a brand", "y", "y", "y", "y", "y")
    assert code == 0, seen
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "All of thisyear is over.\nThe police said thisyear, and the end.\n"
    written = (tmp_path / ".mt-cleaner.toml").read_text(encoding="utf-8")
    assert written == 'unsafe = false\n\n[[allow]]\ntext = "thisyear"\nreason = "a brand"\n'


def test_ctrl_c_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    terminal = Terminal(tmp_path, "a.txt")
    terminal.answer("make this change", "y\n")
    terminal.answer("make this change", "")
    for _ in range(20):  # one that comes just before the program begins to wait is seen with the next key
        os.killpg(terminal.process.pid, signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            terminal.process.wait(0.3)
            break
    code, seen = terminal.end()
    assert code == 130 and "a.txt was left as it was" in seen
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == TEXT


def test_without_a_terminal_it_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cleaner", "fix", "--interactive", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 2 and "needs a terminal" in done.stderr
