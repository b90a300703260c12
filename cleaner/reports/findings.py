"""A change with its place and its surroundings: all that a report prints, free of the text it came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cleaner.edits import Change, Safety

_NEWLINE = re.compile(r"\r\n|\r|\n")
_REACH = 24
"""How many characters of the word around a change are shown on each side, at most."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`line` and `column` count from 1, `start` and `end` from 0, all in code points of the file's text.

    `left` and `right` are the rest of the words that the change stands in; only people need them. In a container `path` names the part,
    too, the places are those in it, and `part` is its number.
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


def find(path: str, text: str, changes: Iterable[Change], part: int = 0) -> list[Finding]:
    """The changes of a text as findings, in order of place."""
    ordered = sorted(changes, key=lambda change: (change.start, change.end))
    if not ordered:
        return []
    starts = [0, *(match.end() for match in _NEWLINE.finditer(text))]
    return [replace(_finding(path, text, change, starts), part=part) for change in ordered]


def _finding(path: str, text: str, change: Change, starts: list[int]) -> Finding:
    line = bisect_right(starts, change.start)
    column = change.start - starts[line - 1] + 1
    before = text[change.start : change.end]
    left, right = _surroundings(text, change)
    places = (line, column, change.start, change.end)
    return Finding(path, *places, before, change.replacement, change.rule, change.safety, change.reason, left, right)


def _surroundings(text: str, change: Change) -> tuple[str, str]:
    """What stands between the change and the nearest white space on either side."""
    before = text[max(0, change.start - _REACH) : change.start]
    after = text[change.end : change.end + _REACH]
    left = before[max((at + 1 for at, char in enumerate(before) if char.isspace()), default=0) :]
    right = after[: next((at for at, char in enumerate(after) if char.isspace()), len(after))]
    # What begins the next line is no part of a line that goes.
    return left, "" if text[change.start : change.end].endswith(("\r", "\n")) else right
