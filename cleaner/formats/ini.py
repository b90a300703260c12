"""Settings files (.ini, .cfg in the manner of configparser): the values, with their indented continuation lines.

Sections, keys and whole-line comments (`#`, `;`) stay; there are no escapes.
"""

from __future__ import annotations

import re

from cleaner.edits import Span
from cleaner.formats.base import Format, Piece, Unit, malformed, pieces_of

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_MARK = re.compile(r"[:=]")
_SECTION = re.compile(r"\[(?P<name>[^\]\r\n]+)\]")


def units(text: str, format: Format) -> list[Unit]:
    """The values of a file, in order of place."""
    found: list[tuple[str, list[Span]]] = []
    section, depth, at = "", 0, int(text.startswith("\ufeff"))
    while at < len(text):
        match = _LINE.match(text, at)
        assert match
        start, end = _stripped(text, *match.span(1))
        indent = start - at
        at = match.end()
        if start == end or text[start] in "#;":
            continue
        if found and indent > depth:
            found[-1][1].append((start, end))
            continue
        depth = indent
        if name := _SECTION.match(text, start, end):
            section = name["name"]
            found.append(("", []))
        else:
            found.append(_entry(text, (start, end), section))
    return [Unit(tuple(pieces), _escape, key=key) for key, spans in found if key and (pieces := _pieces(text, spans))]


def _stripped(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    line = text[start:end]
    return end - len(line.lstrip(" \t")), start + max(len(line.rstrip(" \t")), len(line) - len(line.lstrip(" \t")))


def _entry(text: str, line: Span, section: str) -> tuple[str, list[Span]]:
    """A key, under its section, and where its value stands; a key may stand alone in a section."""
    mark = _MARK.search(text, *line)
    if not mark or mark.start() == line[0]:
        if mark or not section:
            raise malformed(text, line[0], "there is no section or key before this.")
        return f"{section}/{text[slice(*line)]}", []
    start, end = _stripped(text, mark.end(), line[1])
    return f"{section}/{text[line[0] : mark.start()].rstrip()}", [(start, end)] if start < end else []


def _pieces(text: str, spans: list[Span]) -> list[Piece]:
    """The lines of a value; the breaks between them, with comments on lines of their own, are fixed."""
    pieces: list[Piece] = []
    for start, end in spans:
        if pieces:
            pieces.append(Piece(pieces[-1].end, start, "\n", True))
        pieces += pieces_of(text, start, end, [])
    return pieces


def _escape(text: str) -> str:
    if "\n" in text or "\r" in text:
        raise ValueError("a value with a new line in it")
    return text
