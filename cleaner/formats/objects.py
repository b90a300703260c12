"""JSON with places: every value with its path and where it stands. Read with a stack of its own, so that depth does not hurt."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cleaner.formats.base import Escape, Piece, malformed, pieces_of

Path = tuple[str | int, ...]

_STRING = r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*)*"'
_TOKEN = re.compile(
    rf"(?P<space>[ \t\r\n]+)|(?P<string>{_STRING})|(?P<mark>[{{}}\[\],:])"
    r"|(?P<plain>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)\b)"
)
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\.")
_FIXED = frozenset("\n\r\t\b\f")


@dataclass(frozen=True, slots=True)
class Value:
    """A string, number or literal; `text[start:end]` is how it is written, a string with its quotation marks."""

    path: Path
    start: int
    end: int
    is_string: bool


@dataclass(slots=True)
class _Container:
    """An object or a list that is being read; `want` is what may come next."""

    is_object: bool
    want: str
    key: str | int = 0


@dataclass(slots=True)
class _Reading:
    text: str
    stack: list[_Container] = field(default_factory=list)

    def values(self, at: int, end: int) -> Iterator[Value]:
        done = False
        while at < end:
            match = _TOKEN.match(self.text, at, end)
            if not match:
                raise malformed(self.text, at, _wrong(self.text, at))
            if match.lastgroup != "space":
                if done:
                    raise malformed(self.text, at, "there is text behind the end of the JSON value.")
                yield from self._take(match)
                done = not self.stack
            at = match.end()
        if not done:
            raise malformed(self.text, end, "the JSON value is not closed." if self.stack else "the file holds no JSON value.")

    def _take(self, match: re.Match[str]) -> Iterator[Value]:
        token, top = match.group(), self.stack[-1] if self.stack else None
        if top and token in "}]":
            self._close(match, top, token)
        elif top and token in ",:":
            if top.want != token and not (token == "," and top.want == ",}"):
                raise malformed(self.text, match.start(), f"'{token}' does not belong here.")
            top.want = "value" if token == ":" or not top.is_object else "key"
            if token == "," and not top.is_object:
                top.key = int(top.key) + 1
        elif top and top.is_object and top.want in ("key", "key}"):
            if match.lastgroup != "string":
                raise malformed(self.text, match.start(), "a key in quotation marks belongs here.")
            top.key, top.want = json.loads(token), ":"
        elif token in "{[":
            self._expect_value(match, top)
            self.stack.append(_Container(token == "{", "key}" if token == "{" else "value]"))
        elif match.lastgroup == "mark":
            raise malformed(self.text, match.start(), f"'{token}' does not belong here.")
        else:
            self._expect_value(match, top)
            yield Value(tuple(one.key for one in self.stack), *match.span(), match.lastgroup == "string")

    def _expect_value(self, match: re.Match[str], top: _Container | None) -> None:
        if top:
            if not top.want.startswith("value"):
                raise malformed(self.text, match.start(), f"a {'colon' if top.want == ':' else 'comma'} is missing before this.")
            top.want = ",}"

    def _close(self, match: re.Match[str], top: _Container, token: str) -> None:
        closes = "}" if top.is_object else "]"
        if token != closes or top.want not in (",}", "key}", "value]"):
            raise malformed(self.text, match.start(), f"'{token}' does not belong here.")
        self.stack.pop()


def values(text: str, start: int = 0, end: int | None = None) -> Iterator[Value]:
    """The values of the JSON text at `text[start:end]`, in order of place. Raises InputError with the place of what is no JSON."""
    return _Reading(text).values(start, len(text) if end is None else end)


def _wrong(text: str, at: int) -> str:
    if text[at] == '"':
        return "this string is not closed on its line, or has an escape or a control character that JSON does not know."
    found = text[at : at + 20].split(maxsplit=1)
    return f"'{found[0]}' is not JSON." if found else f"{ascii(text[at])} is not JSON."


def string_pieces(text: str, start: int, end: int) -> list[Piece]:
    """The pieces of a string; `text[start:end]` holds its quotation marks."""
    escapes = [_escaped(match) for match in _ESCAPE.finditer(text, start + 1, end - 1)]
    return pieces_of(text, start + 1, end - 1, escapes)


def _escaped(match: re.Match[str]) -> Piece:
    char = str(json.loads(f'"{match.group()}"'))
    if "\ud800" <= char <= "\udfff":
        return Piece(*match.span(), match.group(), fixed=True)
    return Piece(*match.span(), char, fixed=char in _FIXED)


def value_of(text: str, value: Value) -> str:
    """A string without escapes, or another value as it is written."""
    return str(json.loads(text[value.start : value.end])) if value.is_string else text[value.start : value.end]


def escape_for(text: str) -> Escape:
    """How new text is written into this file: beyond ASCII only where the file has it, too."""
    ascii_only = text.isascii() and "\\u" in text
    return _escape_ascii if ascii_only else _escape


def _escape(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _escape_ascii(text: str) -> str:
    return json.dumps(text)[1:-1]


def keys_of(paths: Sequence[Path]) -> list[str]:
    """Paths as names; a single root (`de:`), by which files of two languages would differ in every name, is left out.

    >>> keys_of([("de", "a", "b"), ("de", "c/d", 0)])
    ['a/b', 'c~1d/0']
    """
    one_root = len({path[:1] for path in paths}) == 1 and all(len(path) > 1 for path in paths)
    return ["/".join(str(part).replace("~", "~0").replace("/", "~1") for part in path[one_root:]) for path in paths]
