"""A change with its place and its surroundings: all that a report prints, free of the text it came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cleaner.edits import Change, Safety

_NEWLINE = re.compile(r"\r\n|\r|\n")
_SHOWN = 50
"""How many characters of a line are shown on each side, at most."""
_REACH = 24
"""How many characters of the word around a change are shown on each side, at most."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`line` and `column` count from 1, `start` and `end` from 0, all in code points of the file's text.

    `end_line` and `end_column` are where the change ends, likewise; `byte_column` and `end_byte_column` count bytes of UTF-8 instead.
    `left` and `right` are the rest of the words that the change stands in, `lead` and `tail` what else there is on its lines, as far as
    it is shown; only people need them. In a container `path` names the part, too, the places are those in it, and `part` is its number.
    """

    path: str
    line: int
    column: int
    start: int
    end: int
    before: str
    after: str
    rule: str
    safety: Safety
    reason: str
    left: str = ""
    right: str = ""
    part: int = 0
    end_line: int = 0
    end_column: int = 0
    byte_column: int = 0
    end_byte_column: int = 0
    lead: str = ""
    tail: str = ""


def find(path: str, text: str, changes: Iterable[Change], part: int = 0) -> list[Finding]:
    """The changes of a text as findings, in order of place."""
    ordered = sorted(changes, key=lambda change: (change.start, change.end))
    if not ordered:
        return []
    places = _Places(text)
    return [replace(_finding(path, text, change, places), part=part) for change in ordered]


def _finding(path: str, text: str, change: Change, places: _Places) -> Finding:
    line, column, byte_column = places.at(change.start)
    end_line, end_column, end_byte_column = places.at(change.end)
    before = text[change.start : change.end]
    left, right = surroundings(text, change)
    lead, tail = _excerpt(text, change.start - len(left), change.end + len(right))
    here, what = (line, column, change.start, change.end), (before, change.replacement, change.rule)
    ends = (end_line, end_column, byte_column, end_byte_column)
    return Finding(path, *here, *what, change.safety, change.reason, left, right, 0, *ends, lead, tail)


class _Places:
    """Lines and columns of offsets that are asked for in order; so a long line is walked once, however many changes it has."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in _NEWLINE.finditer(text))]
        self._at = self._bytes = 0

    def at(self, offset: int) -> tuple[int, int, int]:
        """The line, the column in code points and the column in bytes, all from 1."""
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        if not start <= self._at <= offset:
            self._at, self._bytes = start, 0
        self._bytes += len(self._text[self._at : offset].encode("utf-8", "surrogatepass"))
        self._at = offset
        return line, offset - start + 1, self._bytes + 1


def _excerpt(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands beside a span on its lines, cut to what can be shown."""
    before, after = text[max(0, start - _SHOWN) : start], text[end : end + _SHOWN]
    lines = _NEWLINE.split(before)
    lead, tail = lines[-1], _NEWLINE.split(after)[0]
    cut = len(lines) == 1 and start > _SHOWN, len(tail) == _SHOWN and end + _SHOWN < len(text)
    return ("…" if cut[0] else "") + lead, tail + ("…" if cut[1] else "")


def surroundings(text: str, change: Change) -> tuple[str, str]:
    """What stands between the change and the nearest white space on either side."""
    before = text[max(0, change.start - _REACH) : change.start]
    after = text[change.end : change.end + _REACH]
    left = before[max((at + 1 for at, char in enumerate(before) if char.isspace()), default=0) :]
    right = after[: next((at for at, char in enumerate(after) if char.isspace()), len(after))]
    # What begins the next line is no part of a line that goes.
    return left, "" if text[change.start : change.end].endswith(("\r", "\n")) else right
