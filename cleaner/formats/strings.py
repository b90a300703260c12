"""Apple's .strings: the values of `"key" = "value";`; comments and keys stay."""

from __future__ import annotations

import re

from cleaner.formats import plist
from cleaner.formats.base import Format, Piece, Unit, malformed, pieces_of

_TOKEN = re.compile(
    r"""
      (?P<space>\s+|//[^\r\n]*|/\*[\s\S]*?\*/)
    | (?P<string>"(?:[^"\\]|\\[\s\S])*")
    | (?P<bare>[\w.$:/-]+)
    | (?P<mark>[=;])
    """,
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(?:[Uu][0-9A-Fa-f]{4}|[0-7]{1,3}|[\s\S])")
_CHARACTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_WRITTEN = str.maketrans({"\\": "\\\\", '"': '\\"'})
_ORDER = "k=v;"
"""What an entry is made of: key, mark, value, mark."""


def units(text: str, format: Format) -> list[Unit]:
    """The values of a file, in order of place."""
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        return plist.units(text, format)
    found: list[Unit] = []
    at, step, key = int(text.startswith("\ufeff")), 0, ""
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise malformed(text, at, _wrong(text, at))
        at = match.end()
        if match.lastgroup == "space":
            continue
        step = _next(text, match, step)
        if _ORDER[step] == "k":
            key = match.group()
        elif _ORDER[step] == "v" and match["string"]:
            pieces = _pieces(text, match.start() + 1, match.end() - 1)
            if pieces:
                found.append(Unit(tuple(pieces), _escape, key=key.strip('"')))
        step = (step + 1) % 4
    if step:
        raise malformed(text, at, f"the last entry is not complete: {_missing(step)} is missing.")
    return found


def _next(text: str, match: re.Match[str], step: int) -> int:
    """The step that the token takes; a key alone (`"key";`) stands for itself."""
    token = match.group()
    if match.lastgroup == "mark":
        if token == ";" and step == 1:
            return 3
        fits = token == _ORDER[step]
    else:
        fits = _ORDER[step] in "kv"
    if not fits:
        raise malformed(text, match.start(), f"{_missing(step)} is missing before this.")
    return step


def _missing(step: int) -> str:
    return ("a key", "'='", "a value in quotation marks", "';'")[step]


def _wrong(text: str, at: int) -> str:
    open_ends = {'"': "this string is not closed.", "/": "this comment is not closed."}
    return open_ends.get(text[at], f"'{text[at]}' does not belong here.")


def _pieces(text: str, start: int, end: int) -> list[Piece]:
    return pieces_of(text, start, end, [_escaped(match) for match in _ESCAPE.finditer(text, start, end)])


def _escaped(match: re.Match[str]) -> Piece:
    raw = match.group()
    if raw[1] in "01234567":
        return Piece(*match.span(), raw, True)  # a byte of NextStep's own encoding
    char = chr(int(raw[2:], 16)) if len(raw) == 6 else _CHARACTERS.get(raw[1], raw[1])
    if "\ud800" <= char <= "\udfff":
        return Piece(*match.span(), raw, True)
    return Piece(*match.span(), char, not char.isprintable())


def _escape(text: str) -> str:
    return text.translate(_WRITTEN)
