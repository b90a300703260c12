"""Sub Station Alpha (.ass, .ssa): the text of the lines `Dialogue:`; styles, times, comments and override tags stay."""

from __future__ import annotations

import re

from cleaner.formats.base import Format, Piece, Unit, malformed, pieces_of, without_outer_joints

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_MARKUP = re.compile(r"\{[^{}\r\n]*\}|\\[Nnh]")
_DRAWS = re.compile(r"\{[^{}]*\\p[1-9]")
"""A line of drawing commands."""


def units(text: str, format: Format) -> list[Unit]:
    """The lines of dialogue, in order of place; the key is their times and their number."""
    if not text.lstrip("\ufeff \t\r\n").startswith("["):
        raise malformed(text, 0, "a file of Sub Station Alpha begins with a section such as '[Script Info]'.")
    found: list[Unit] = []
    columns, in_events = 10, False
    at = int(text.startswith("\ufeff"))
    while at < len(text):
        match = _LINE.match(text, at)
        assert match
        line, at = match[1], match.end()
        if line.startswith("["):
            in_events = line.strip().lower() == "[events]"
        elif in_events and line.startswith("Format:"):
            columns = line.count(",") + 1
        elif in_events and line.startswith("Dialogue:") and not _DRAWS.search(line):
            found += _unit(text, match, columns)
    return found


def _unit(text: str, match: re.Match[str], columns: int) -> list[Unit]:
    """The last column of a line, which may hold commas."""
    fields = match[1].split(",", columns - 1)
    if len(fields) < columns:
        raise malformed(text, match.start(), f"this line has {len(fields)} fields, and 'Format:' names {columns}.")
    start, end = match.end(1) - len(fields[-1]), match.end(1)
    pieces = without_outer_joints(pieces_of(text, start, end, [_marked(one) for one in _MARKUP.finditer(text, start, end)]))
    return [Unit(tuple(pieces), _escape, key=",".join(fields[1:3]) + f",{match.start()}")] if pieces else []


def _marked(match: re.Match[str]) -> Piece:
    raw = match.group()
    return Piece(*match.span(), "\xa0", True) if raw == "\\h" else Piece(*match.span(), "" if raw[0] == "{" else " ", kept=True)


def _escape(text: str) -> str:
    if re.search(r"[{}\r\n]|\\[Nnh]", text):
        raise ValueError("text that would be read as a tag or a line of its own")
    return text
