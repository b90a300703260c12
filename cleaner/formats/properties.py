"""Java's .properties: the values, with their continuation lines.

Read as `java.util.Properties.load` does; what it calls a comment (`#`, `!`) and the keys stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from cleaner.formats.base import Format, Piece, Unit, malformed, pieces_of, without_outer_joints

_ENTRY = re.compile(
    r"""
      [ \t\f]*[#!][^\r\n]*                                                    # a comment
    | [ \t\f]*(?P<key>(?:[^\s:=\\]|\\(?:\r\n|[\s\S]))+)[ \t\f]*[:=]?[ \t\f]*   # a key, and what divides it from
      (?P<value>(?:[^\r\n\\]|\\(?:\r\n|[\s\S]))*)                                # its value, over lines that end in \
    """,
    re.VERBOSE,
)
_NEWLINES = re.compile(r"(?:[ \t\f]*(?:\r\n|\n|\r))+|[ \t\f]+\Z")
_PAIR = r"\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}"
_ESCAPE = re.compile(_PAIR + r"|\\u[0-9A-Fa-f]{4}|\\(?:\r\n|\n|\r)[ \t\f]*|\\[^\r\n]|\\\Z")
_CHARACTERS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}
_WRITTEN = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\f": "\\f"}


def units(text: str, format: Format) -> list[Unit]:
    """The values of a file, in order of place."""
    found: list[Unit] = []
    at = int(text.startswith("\ufeff"))
    escape = partial(_escape, ascii_only=text.isascii() and "\\u" in text)
    while at < len(text):
        if newline := _NEWLINES.match(text, at):
            at = newline.end()
            continue
        match = _ENTRY.match(text, at)
        if not match or match.end() == at:
            raise malformed(text, at, "there is no key before this.")
        if match["key"] and (pieces := _pieces(text, match)):
            found.append(Unit(tuple(pieces), escape, key=match["key"]))
        at = match.end()
    return found


def _pieces(text: str, match: re.Match[str]) -> Sequence[Piece]:
    start, end = match.span("value")
    return without_outer_joints(pieces_of(text, start, end, [_escaped(one) for one in _ESCAPE.finditer(text, start, end)]))


def _escaped(match: re.Match[str]) -> Piece:
    raw = match.group()
    if len(raw) >= 6 and raw[1] == "u":
        units = bytes.fromhex(raw.replace("\\u", ""))
        char = units.decode("utf-16-be", "replace")
        is_half = char == "\ufffd"
        return Piece(*match.span(), raw if is_half else char, fixed=is_half or not char.isprintable())
    if raw[1:2] in ("\r", "\n", ""):
        return Piece(*match.span(), "")
    char = _CHARACTERS.get(raw[1], raw[1])
    return Piece(*match.span(), char, fixed=not char.isprintable())


def _escape(text: str, ascii_only: bool) -> str:
    written = "".join(_WRITTEN.get(char) or (char if char.isascii() or not ascii_only else _hex(char)) for char in text)
    return written if written.strip(" ") or not written else written.replace(" ", "\\ ")


def _hex(char: str) -> str:
    code = char.encode("utf-16-be")
    return "".join(f"\\u{code[at]:02x}{code[at + 1]:02x}" for at in range(0, len(code), 2))
