"""Translations in YAML (.yaml, .yml), as Rails keeps them: the string values; keys, numbers, dates, comments and anchors stay.

libyaml says where every scalar is; its pieces are worked out from what is written there, and checked against the value that libyaml
read. A scalar whose pieces do not give its value is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import yaml

from cleaner.errors import InputError
from cleaner.formats.base import Escape, Format, Piece, Unit, malformed, pieces_of
from cleaner.formats.objects import Path, keys_of

_STR = "tag:yaml.org,2002:str"
_PROPERTIES = re.compile(r"(?:[&!]\S*(?:[ \t]|\r\n|\n|\r)+)*")
_FOLD = r"(?:(?<![ \t])[ \t]+)?(?:\r\n|\n|\r)(?:[ \t]*(?:\r\n|\n|\r))*[ \t]*"
_BREAK = re.compile(r"\r\n|\n|\r")
_PLAIN = re.compile(_FOLD)
_SINGLE = re.compile(rf"''|{_FOLD}")
_DOUBLE = re.compile(
    rf"\\(?:x[0-9A-Fa-f]{{2}}|u[0-9A-Fa-f]{{4}}|U[0-9A-Fa-f]{{8}}|(?:\r\n|\n|\r)(?:[ \t]*(?:\r\n|\n|\r))*[ \t]*|.)|{_FOLD}"
)
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)")
_LINE = re.compile(r"([ \t]*)([^\r\n]*)(\r\n|\n|\r|\Z)")
_CHARACTERS = {"0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b"}
_CHARACTERS |= {"N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029", "\t": "\t"}


@dataclass(frozen=True, slots=True)
class _Scalar:
    """A string value: `text[start:end]` is how it is written, without anchor and tag."""

    path: Path
    start: int
    end: int
    value: str
    style: str
    in_flow: bool


def units(text: str, format: Format) -> list[Unit]:
    """The strings of all documents of a file, in order of place."""
    found = list(_scalars(text))
    made = []
    for scalar, key in zip(found, keys_of([scalar.path for scalar in found]), strict=True):
        pieces = tuple(_pieces(text, scalar))
        if pieces and "".join(piece.text for piece in pieces) == scalar.value.rstrip("\n"):
            made.append(_unit(text, scalar, pieces, key))
    return made


def _unit(text: str, scalar: _Scalar, pieces: tuple[Piece, ...], key: str) -> Unit:
    if scalar.style in ("|", ">"):
        return Unit(pieces, _one_line, key=key)
    escapes: dict[str, Escape] = {"": _one_line, "'": _single, '"': _double_ascii if text.isascii() and "\\u" in text else _double}
    rewrap = None if scalar.style else partial(_rewrapped, scalar.in_flow)
    return Unit(pieces, escapes[scalar.style], key=key, frame=(scalar.start, scalar.end), rewrap=rewrap)


def _scalars(text: str) -> Iterator[_Scalar]:
    """The scalars that are strings and no keys, with their paths."""
    shift = int(text.startswith("\ufeff"))  # libyaml does not count it
    resolver: Any = yaml.resolver.Resolver
    resolve = resolver().resolve
    stack: list[_Collection] = []
    event: Any
    for event in _events(text):
        if isinstance(event, (yaml.CollectionEndEvent, yaml.DocumentEndEvent)):
            stack.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            stack.append(_Collection("document"))
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            _step(stack, "")
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            stack.append(_Collection("mapping" if is_mapping else "sequence", bool(event.flow_style) or stack[-1].in_flow))
        elif isinstance(event, yaml.AliasEvent):
            _step(stack, "")
        elif isinstance(event, yaml.ScalarEvent):
            is_key = _step(stack, event.value)
            tag = event.tag or (resolve(yaml.ScalarNode, event.value, event.implicit) if event.implicit[0] else _STR)
            if not is_key and tag in (_STR, "!"):
                yield _scalar(text, event, stack, shift)


def _scalar(text: str, event: Any, stack: Sequence[_Collection], shift: int) -> _Scalar:
    begins = _PROPERTIES.match(text, event.start_mark.index + shift)
    assert begins
    path = tuple(one.key for one in stack if one.kind != "document")
    return _Scalar(path, begins.end(), event.end_mark.index + shift, event.value, event.style or "", stack[-1].in_flow)


@dataclass(slots=True)
class _Collection:
    """What is being read. `key` is that of a mapping's present value, or the number of a sequence's present item."""

    kind: str
    in_flow: bool = False
    key: str | int = -1
    wants_key: bool = True


def _step(stack: list[_Collection], value: str) -> bool:
    """Takes note of the next node, and says whether it is a key."""
    top = stack[-1]
    if top.kind == "mapping":
        is_key, top.wants_key = top.wants_key, not top.wants_key
        if is_key:
            top.key = value
        return is_key
    top.key = int(top.key) + 1
    return False


def _events(text: str) -> Iterator[Any]:
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from yaml.parse(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = ", ".join(filter(None, (error.context, error.problem)))
        raise malformed(text, mark.index if mark else 0, f"this is not YAML: {what}.") from None
    except yaml.YAMLError as error:
        raise InputError(f"this is not YAML: {str(error).splitlines()[0]}. The file was left alone.", line=1, column=1) from None


def _pieces(text: str, scalar: _Scalar) -> list[Piece]:
    if scalar.style in ("|", ">"):
        return _block(text, scalar)
    start, end = (scalar.start + 1, scalar.end - 1) if scalar.style else (scalar.start, scalar.end)
    pattern = {"": _PLAIN, "'": _SINGLE, '"': _DOUBLE}[scalar.style]
    return pieces_of(text, start, end, [_escaped(match) for match in pattern.finditer(text, start, end)])


def _escaped(match: re.Match[str]) -> Piece:
    """An escape, or a break between two lines of one string."""
    raw = match.group()
    if raw == "''":
        return Piece(*match.span(), "'")
    if raw[0] == "\\" and raw[1] not in "\r\n":
        char = chr(int(raw[2:], 16)) if raw[1] in "xuU" else _CHARACTERS.get(raw[1], raw[1])
        return Piece(*match.span(), char, fixed=char not in '"\\/' and not char.isprintable())
    if raw[0] == "\\":
        return Piece(*match.span(), "")
    return _folded(*match.span(), len(_BREAK.findall(raw)))


def _folded(start: int, end: int, breaks: int) -> Piece:
    """One break is a space, and each more is a newline."""
    return Piece(start, end, " " if breaks == 1 else "\n" * (breaks - 1), fixed=breaks > 1)


def _block(text: str, scalar: _Scalar) -> list[Piece]:
    """The lines of a block scalar; its indentation is what its first line with something on it has more than the value's."""
    header = _HEADER.match(text, scalar.start, scalar.end)
    first = next((line for line in scalar.value.split("\n") if line), "")
    if not header or not first:
        return []
    pieces: list[Piece] = []
    indent, breaks, deeper = -1, 0, False
    for match in _lines(text, header.end(), scalar.end):
        if not match[2]:
            breaks += 1
            continue
        if indent < 0:
            indent = len(match[1]) - (len(first) - len(first.lstrip(" \t")))
        start = match.start() + indent
        is_deeper = text[start] in " \t"
        if pieces:
            folds = scalar.style == ">" and not deeper and not is_deeper
            last = pieces[-1].end
            pieces.append(_folded(last, start, breaks) if folds else Piece(last, start, "\n" * breaks, True))
        elif breaks:
            pieces.append(Piece(header.end(), start, "\n" * breaks, True))
        pieces.append(Piece(start, match.end(2), text[start : match.end(2)]))
        deeper, breaks = is_deeper, 1
    return pieces


def _lines(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    while start < end:
        match = _LINE.match(text, start, end)
        assert match
        yield match
        start = max(match.end(), start + 1)


def _one_line(text: str) -> str:
    if not all(char.isprintable() or char in "\t\xa0\xad\u200b\u200c\u200d" for char in text):
        raise ValueError("a character that needs an escape")
    return text


def _single(text: str) -> str:
    return _one_line(text).replace("'", "''")


_WRITTEN = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _double(text: str) -> str:
    return "".join(_WRITTEN.get(char) or (char if char.isprintable() else _hex(char)) for char in text)


def _double_ascii(text: str) -> str:
    return "".join(_WRITTEN.get(char) or (char if char.isprintable() and char.isascii() else _hex(char)) for char in text)


def _hex(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def _rewrapped(in_flow: bool, text: str) -> str | None:
    """A plain scalar in quotation marks, where its new text would be read as something else without them."""
    if _reads_as(f"a: {text}\n", text) and (not in_flow or _reads_as(f"a: [{text}, b]\n", text)):
        return None
    if "'" in text or not _writable(text):
        return f'"{_double(text)}"'
    return f"'{text}'"


def _writable(text: str) -> bool:
    return all(char.isprintable() for char in text)


def _reads_as(line: str, text: str) -> bool:
    """Whether a line with a value on it gives just this string."""
    try:
        found = [scalar.value for scalar in _scalars(line)]
    except InputError:
        return False
    return found[:1] == [text] and len(found) <= 2
