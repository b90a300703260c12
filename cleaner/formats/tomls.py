"""Translations in TOML (.toml): the string values of all four kinds of strings.

tomllib (or tomli) says whether a file is TOML; what is, is then cut into tokens, which needs no more than a stack.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

from cleaner.formats.base import Escape, Format, Piece, Unit, malformed, pieces_of
from cleaner.formats.objects import Path, keys_of

_TOKEN = re.compile(
    r"""
      (?P<space>[ \t]+|\#[^\r\n]*) | (?P<newline>\r?\n)
    | (?P<long>\"\"\"(?:[^"\\]|\\[\s\S]|\"{1,2}(?!\"))*\"{3,5}|'''(?:[^']|'{1,2}(?!'))*'{3,5})
    | (?P<string>"(?:[^"\\\r\n]|\\.)*"|'[^'\r\n]*')
    | (?P<mark>[\[\]{}=,.])
    | (?P<bare>[^\s\[\]{}=,.\#"']+)
    """,
    re.VERBOSE,
)
_HEADER = re.compile(r"\[(?P<list>\[)?(?P<name>[^\r\n]*?)\]{1,2}[ \t]*(?:#[^\r\n]*)?(?=\r?\n|\Z)")
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_BASIC = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[ \t]*\r?\n[ \t\r\n]*|.)|\r\n")
_LITERAL = re.compile(r"\r\n")
_CHARACTERS = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}
_WRITTEN = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}


@dataclass(slots=True)
class _Place:
    """Where a reader of tokens is: in which table, under which key, in which lists and inline tables."""

    table: Path = ()
    key: list[str | int] = field(default_factory=list)
    nested: list[tuple[str, list[str | int]]] = field(default_factory=list)
    in_value: bool = False
    tables: dict[str, int] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        outer = [part for _, key in self.nested for part in key]
        return (*self.table, *outer, *self.key)


def units(text: str, format: Format) -> list[Unit]:
    """The strings of a file, in order of place."""
    _check(text)
    found = list(_strings(text))
    made = []
    for (_, start, end), key in zip(found, keys_of([path for path, _, _ in found]), strict=True):
        quote = text[start] * (3 if text.startswith((text[start] * 3,), start) and end - start >= 6 else 1)
        pieces = _pieces(text, (start, end), quote)
        if pieces:
            made.append(Unit(tuple(pieces), _ESCAPES[quote], key=key))
    return made


def _check(text: str) -> None:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.search(str(error))
        at = len(text)
        if found and found[1]:
            starts = [0, *(match.end() for match in re.finditer("\n", text))]
            at = starts[min(int(found[1]), len(starts)) - 1] + int(found[2]) - 1
        raise malformed(text, at, f"this is not TOML: {_PLACE.sub('', str(error))}.") from None
    except RecursionError:
        raise malformed(text, 0, "this TOML is nested too deeply.") from None


def _strings(text: str) -> Iterator[tuple[Path, int, int]]:
    """The strings that are values, with their paths; `start` and `end` take in the quotation marks."""
    place = _Place()
    at = int(text.startswith("\ufeff"))
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise malformed(text, at, "this is not TOML.")
        at = match.end()
        if match.lastgroup in ("string", "long") and place.in_value:
            yield place.path, *match.span()
        elif match.lastgroup != "space":
            at = _step(place, match, text)


def _step(place: _Place, match: re.Match[str], text: str) -> int:
    """Goes on behind a token that is no value."""
    token, kind = match.group(), match.lastgroup
    if kind == "newline":
        if not place.nested:
            place.key, place.in_value = [], False
    elif kind in ("bare", "string"):
        if not place.in_value:
            place.key.append(token.strip("\"'"))
    elif token == "=":
        place.in_value = True
    elif token == "[" and not place.in_value and not place.key:
        return _header(place, match, text)
    elif token in "[{":
        place.nested.append((token, place.key))
        place.key, place.in_value = ([0], True) if token == "[" else ([], False)
    elif token in "]}" and place.nested:
        _, place.key = place.nested.pop()
        place.in_value = True
    elif token == "," and place.nested:
        in_list = place.nested[-1][0] == "["
        place.key, place.in_value = ([int(place.key[0]) + 1], True) if in_list else ([], False)
    return match.end()


def _header(place: _Place, match: re.Match[str], text: str) -> int:
    """Goes on behind the line of a table; tables of a list are told apart by their number."""
    line = _HEADER.match(text, match.start())
    assert line
    name = line["name"].strip()
    place.tables[name] = place.tables.get(name, -1) + 1
    place.table = (name, place.tables[name]) if line["list"] else (name,)
    return line.end()


def _pieces(text: str, span: tuple[int, int], quote: str) -> list[Piece]:
    start, end = span[0] + len(quote), span[1] - len(quote)
    if len(quote) == 3:
        start += 2 if text.startswith("\r\n", start) else text.startswith("\n", start)
    pattern = _BASIC if quote[0] == '"' else _LITERAL
    return pieces_of(text, start, end, [_escaped(match) for match in pattern.finditer(text, start, end)])


def _escaped(match: re.Match[str]) -> Piece:
    raw = match.group()
    if raw == "\r\n":
        return Piece(*match.span(), "\n", fixed=True)
    if "\n" in raw:
        return Piece(*match.span(), "")
    char = chr(int(raw[2:], 16)) if raw[1] in "uU" else _CHARACTERS.get(raw[1], raw[1])
    return Piece(*match.span(), char, fixed=not char.isprintable())


def _basic(text: str) -> str:
    return "".join(_WRITTEN.get(char) or (char if char.isprintable() or ord(char) > 0x9F else f"\\u{ord(char):04X}") for char in text)


def _literal(text: str) -> str:
    if "'" in text or any(char < " " and char != "\t" or char == "\x7f" for char in text):
        raise ValueError("a literal string has no escapes")
    return text


_ESCAPES: dict[str, Escape] = {'"': _basic, '"""': _basic, "'": _literal, "'''": _literal}
