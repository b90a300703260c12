"""Android's string resources (strings.xml): `string`, and the items of `plurals` and `string-array`.

Android has escapes of its own inside those of XML: `\\'`, `\\n`, `\\u2026`. A quotation mark without a backslash is not shown, it only
keeps spaces; it stays. What is marked `translatable="false"` is left out unless asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from cleaner.formats.base import Escape, Format, Piece, Unit, malformed, pieces_of
from cleaner.formats.markup import Element, Inline, content, escape_text, parse

_INLINE = Inline(lambda element: element.name == "g")
"""`xliff:g` marks what is not to be translated."""
_ESCAPE = re.compile(r"""\\(?:u[0-9A-Fa-f]{4}|[\s\S])|["]""")
_CHARACTERS = {"n": "\n", "t": "\t"}
_WRITTEN = str.maketrans({"\\": "\\\\", "'": "\\'", '"': '\\"', "\n": "\\n", "\t": "\\t"})


def units(text: str, format: Format) -> list[Unit]:
    """The strings of a file, in order of place."""
    root = parse(text)
    if root.name != "resources":
        raise malformed(text, root.start, f"the root element of Android's resources is 'resources', not '{root.name}'.")
    found: list[Unit] = []
    for entry in root.elements("string", "plurals", "string-array"):
        if entry.get("translatable") == "false" and not format.include_locked:
            continue
        for key, element in _strings(entry):
            pieces = tuple(part for piece in content(text, element, _INLINE) for part in _split(text, piece))
            if any(piece.is_text for piece in pieces):
                found.append(Unit(pieces, partial(_escape, escape_text), key=key))
    return found


def _strings(entry: Element) -> Iterator[tuple[str, Element]]:
    name = f"{entry.name}/{entry.get('name') or ''}"
    if entry.name == "string":
        yield name, entry
    for number, item in enumerate(entry.elements("item")):
        yield f"{name}/{item.get('quantity') or number}", item


def _split(text: str, piece: Piece) -> Iterator[Piece]:
    """A piece with its escapes taken apart."""
    escape = partial(_escape, piece.escape) if piece.escape else None
    if not piece.is_text or piece.text != text[piece.start : piece.end]:
        yield replace(piece, fixed=piece.fixed or piece.text == '"', escape=escape)
        return
    escapes = [_escaped(match) for match in _ESCAPE.finditer(text, piece.start, piece.end)]
    for part in pieces_of(text, piece.start, piece.end, escapes):
        yield replace(part, escape=escape)


def _escaped(match: re.Match[str]) -> Piece:
    raw = match.group()
    if raw == '"':
        return Piece(*match.span(), raw, True)
    char = chr(int(raw[2:], 16)) if raw[1] == "u" and len(raw) == 6 else _CHARACTERS.get(raw[1], raw[1])
    if "\ud800" <= char <= "\udfff" or (raw[1] == "u" and len(raw) < 6):
        return Piece(*match.span(), raw, True)
    return Piece(*match.span(), char, not char.isprintable())


def _escape(outer: Escape, text: str) -> str:
    return outer(text.translate(_WRITTEN))
