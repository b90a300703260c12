"""Settings files (.ini, .cfg in the manner of configparser): the values, with their indented continuation lines.

Sections, keys and whole-line comments (`#`, `;`) stay; there are no escapes.
"""

from __future__ import annotations

import re

from cleaner.formats.base import Format, Piece, Unit, malformed, pieces_of

_LINE = re.compile(r"(?P<indent>[ \t]*)(?P<body>[^\r\n]*?)(?P<trail>[ \t]*)(?:\r\n|\n|\r|\Z)")
_KEY = re.compile(r"[^\s:=][^:=\r\n]*?(?=[ \t]*(?P<mark>[:=])[ \t]*)[ \t]*[:=][ \t]*")
_SECTION = re.compile(r"\[(?P<name>[^\]\r\n]+)\]")


def units(text: str, format: Format) -> list[Unit]:
    """The values of a file, in order of place."""
    found: list[tuple[str, list[tuple[int, int]]]] = []
    section, depth, at = "", 0, int(text.startswith("\ufeff"))
    while at < len(text):
        match = _LINE.match(text, at)
        assert match
        body, indent = match["body"], len(match["indent"])
        if not body or body[0] in "#;":
            pass
        elif found and indent > depth:
            found[-1][1].append(match.span("body"))
        elif name := _SECTION.match(body):
            section, depth = name["name"], indent
            found.append((f"[{section}]", []))
        else:
            depth = indent
            found.append(_entry(text, match, section))
        at = match.end() if match.end() > at else len(text)
    return [Unit(tuple(pieces), _escape, key=key) for key, spans in found if not key.startswith("[") and (pieces := _pieces(text, spans))]


def _entry(text: str, match: re.Match[str], section: str) -> tuple[str, list[tuple[int, int]]]:
    start, end = match.span("body")
    key = _KEY.match(text, start, end)
    if not key:
        if not section:
            raise malformed(text, start, "there is no section or key before this.")
        return f"{section}/{match['body']}", []
    name = key.group().rstrip(" \t").rstrip(":=").rstrip()
    return f"{section}/{name}", [(key.end(), end)] if key.end() < end else []


def _pieces(text: str, spans: list[tuple[int, int]]) -> list[Piece]:
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
