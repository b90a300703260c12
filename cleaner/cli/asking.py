"""Questions on the terminal, and their answers."""

from __future__ import annotations

import re
from types import ModuleType

from cleaner.reports.findings import Finding
from cleaner.reports.full import full_lines
from cleaner.reports.style import Style

KEYS = {
    "y": "make this change",
    "n": "leave it",
    "a": "make this and all later changes of this rule",
    "d": "leave this and all later changes of this rule",
    "w": "never change this word: it goes into the configuration",
    "e": "edit by hand what is to stand there",
    "u": "undo the last answer in this file",
    "q": "quit, and keep what was decided",
    "?": "show this",
}
_AROUND = ".,;:!?()[]{}“”\"‘’'«»…*_`"

_LETTERS_BEFORE, _LETTERS_AFTER = re.compile(r"[\w’'-]*\Z"), re.compile(r"[\w’'-]*")


class Stopped(Exception):
    """The user has had enough."""


def ask(finding: Finding, numbered: str, style: Style) -> str:
    """The key that the user chose for a change; `numbered` is which of how many it is. Raises Stopped for `q` and the end of input."""
    print(full_lines(finding, style), end="")
    while True:
        key = read(f"({numbered}) make this change [{','.join(KEYS)}]? ", style).strip().lower()[:1]
        if key == "q":
            raise Stopped
        if key != "?" and key in KEYS:
            print()
            return key
        print("".join(f"{each} - {what}\n" for each, what in KEYS.items()), end="")


def read(prompt: str, style: Style, proposal: str = "") -> str:
    """A line of the terminal; the proposal stands there to be edited, where the terminal can do that.

    Raises Stopped at the end of input.
    """
    lines = _line_editor()
    shown = style.bold(prompt)
    if lines:
        lines.set_startup_hook((lambda: lines.insert_text(proposal)) if proposal else None)
        if style.colored:  # so that the editor does not count the codes as columns
            shown = shown.replace("\x1b[1m", "\x01\x1b[1m\x02").replace("\x1b[0m", "\x01\x1b[0m\x02")
    try:
        return input(shown)
    except EOFError:
        print()
        raise Stopped from None
    finally:
        if lines:
            lines.set_startup_hook(None)


def _line_editor() -> ModuleType | None:
    """GNU readline or its like; Windows has none."""
    try:
        import readline
    except ImportError:
        return None
    readline.set_auto_history(False)
    return readline


def around(finding: Finding) -> tuple[str, str]:
    """What stands before and behind a change up to white space, or to a tag of markup."""
    return finding.left.rpartition(">")[2], finding.right.partition("<")[0]


def words(finding: Finding) -> list[str]:
    """What `never this word` may mean, the shortest first: the letters around a change; all up to white space, without and with marks."""
    left, right = around(finding)
    before, after = _LETTERS_BEFORE.search(left), _LETTERS_AFTER.match(right)
    word = f"{before[0] if before else ''}{finding.before}{after[0] if after else ''}".strip()
    whole = f"{left}{finding.before}{right}".strip()
    return list(dict.fromkeys(each for each in (word, whole.strip(_AROUND).strip(), whole) if each))
