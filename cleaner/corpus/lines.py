"""JSON Lines: chunks of whole lines, and what becomes of one.

A record keeps every byte that it has; the two new fields are put before its closing brace.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from cleaner.corpus.base import Fields, Washed, Washer
from cleaner.corpus.chunks import Said
from cleaner.formats.base import listed as some_of

LONGEST = 10_000_000
"""Bytes of a record that is cleaned; the same goes for files."""
_MARK = b"\xef\xbb\xbf"


class BadRecord(Exception):
    """Why a record is kept as it is; a sentence."""


def chunks(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Whole lines, at least `size` bytes of them in each chunk but the last. Where chunks end depends on nothing but the data.

    >>> list(chunks([b"a", b"b\\nccc\\nd\\ne"], 4))
    [b'ab\\nccc\\n', b'd\\ne']
    """
    held: list[bytes] = []
    length = 0
    for piece in pieces:
        at = 0
        while (end := piece.find(b"\n", max(at, at + size - length - 1))) >= 0:
            made = b"".join([*held, piece[at : end + 1]])
            held, length, at = [], 0, end + 1
            yield made
        held.append(piece[at:])
        length += len(piece) - at
    if length:
        yield b"".join(held)


def clean_lines(data: bytes, washer: Washer, fields: Fields) -> tuple[bytes, list[Said]]:
    """The lines with the new fields, and what is to be said of some of them (by their number in the data)."""
    out: list[bytes] = []
    said: list[Said] = []
    lines = data.split(b"\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            out.append(line)
            continue
        try:
            new, notices = _cleaned(line, washer, fields)
        except BadRecord as error:
            washer.counts.bad += 1
            new, notices = line, ()
            said.append(Said(number, str(error), True))
        out.append(new)
        said += [Said(number, notice, False) for notice in notices]
    kept = all(new is line for new, line in zip(out, lines, strict=True))
    return data if kept else b"\n".join(out), said  # a great record that stays is not copied


def _cleaned(line: bytes, washer: Washer, fields: Fields) -> tuple[bytes, tuple[str, ...]]:
    if len(line) > LONGEST:
        raise BadRecord(f"the record is larger than {LONGEST // 1_000_000} MB, which is a dump rather than a text.")
    record = parsed(line)
    for name in (fields.clean, fields.changes):
        if name in record:
            raise BadRecord(f"the record has a field '{name}' already, which is the name of a new one.")
    text = value_at(record, fields.column)
    source = value_at(record, fields.source, None) if fields.source else None
    if text is None:
        washer.counts.empty += 1
        return _with(line, fields, "null", "null"), ()
    if not isinstance(text, str):
        raise BadRecord(f"the field '{fields.column}' is no string.")
    if not (isinstance(source, str) or source is None):
        raise BadRecord(f"the field '{fields.source}' is no string.")
    washed = washed_or_bad(washer, text, source)
    return _with(line, fields, json.dumps(washed.text, ensure_ascii=False), washed.changes), washed.notices


def parsed(line: bytes) -> dict[str, Any]:
    """The record in a line. Raises BadRecord."""
    try:
        record = json.loads(line.removeprefix(_MARK).decode("utf-8"), parse_int=_number, parse_float=_number)
    except UnicodeDecodeError as error:
        raise BadRecord(f"byte 0x{error.object[error.start]:02X} in column {error.start + 1} is not UTF-8.") from None
    except json.JSONDecodeError as error:
        raise BadRecord(f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]} (column {error.colno}).") from None
    except RecursionError:
        raise BadRecord("the record is nested too deeply.") from None
    if not isinstance(record, dict):
        raise BadRecord("the line holds no JSON object.")
    return record


def _number(digits: str) -> int:
    """Numbers are never looked at, and one of five thousand digits is no mistake."""
    return 0


_MUST: Any = object()


def value_at(record: dict[str, Any], name: str, default: Any = _MUST) -> Any:
    """The value of a field. Raises BadRecord where there is none, unless a default is given."""
    value: Any = record
    for part in (name,) if name in record else name.split("."):
        if not isinstance(value, dict) or part not in value:
            if default is not _MUST:
                return default
            raise BadRecord(f"there is no field '{name}'; the record has: {some_of(record)}.")
        value = value[part]
    return value


def washed_or_bad(washer: Washer, text: str, source: str | None) -> Washed:
    """A fault of ours in one record must not cost the user the others."""
    try:
        return washer.wash(text, source)
    except Exception as error:
        raise BadRecord(f"mt-cleaner failed on this record ({type(error).__name__}: {error}). Please report this.") from error


def _with(line: bytes, fields: Fields, text: str, changes: str) -> bytes:
    """The record with two more fields, given as JSON; beyond ASCII only where that can be."""
    added = f", {json.dumps(fields.clean, ensure_ascii=False)}: {text}, {json.dumps(fields.changes, ensure_ascii=False)}: {changes}"
    body = line.rstrip()
    return body[:-1].rstrip() + _encoded(added, line) + b"}" + line[len(body) :]


def _encoded(json_text: str, line: bytes) -> bytes:
    if line.isascii() and b"\\u" in line:
        return _escaped(json_text)
    try:
        return json_text.encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can hold as an escape only
        return _escaped(json_text)


def _escaped(json_text: str) -> bytes:
    """JSON without characters beyond ASCII; in JSON these stand in strings alone."""
    return "".join(char if char.isascii() else json.dumps(char)[1:-1] for char in json_text).encode("ascii")
