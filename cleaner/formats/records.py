"""JSON Lines (.jsonl, .ndjson): one field of every record, with another one as its source.

A field inside of others is named with dots: `translation.en`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.formats.base import Format, Unit, listed, malformed
from cleaner.formats.objects import Path, Value, escape_for, string_pieces, value_of, values

_LINE = re.compile(r"[^\r\n]*[^\s][^\r\n]*")


def units(text: str, format: Format) -> list[Unit]:
    """The field's strings, in order of place; a list of strings is taken one by one."""
    if format.column is None:
        raise malformed(text, 0, f"which field holds the text? Name it with --column; the first record has: {_fields(text)}.")
    wanted, known = _path(format.column), _path(format.source_column) if format.source_column else None
    escape, made, missing = escape_for(text), list[Unit](), True
    for number, match in enumerate(_LINE.finditer(text)):
        record = {value.path: value for value in values(text, *match.span())}
        held = list(_held(record, wanted))
        missing = missing and not any(path[: len(wanted)] == wanted for path in record)
        for path, value in held:
            source = record.get((*known, *path[len(wanted) :])) if known else None
            if pieces := string_pieces(text, value.start, value.end):
                made.append(Unit(tuple(pieces), escape, value_of(text, source) if source else None, f"{number}/{path}"))
    if missing and text.strip():
        raise malformed(text, 0, f"no record has a field '{format.column}'; the first one has: {_fields(text)}.")
    return made


def _path(name: str) -> Path:
    return tuple(name.split("."))


def _held(record: dict[Path, Value], wanted: Path) -> Iterator[tuple[Path, Value]]:
    for path, value in record.items():
        inside = path[len(wanted) :]
        if value.is_string and path[: len(wanted)] == wanted and all(isinstance(part, int) for part in inside):
            yield path, value


def _fields(text: str) -> str:
    first = _LINE.search(text)
    names = dict.fromkeys(".".join(str(part) for part in value.path) for value in values(text, *first.span())) if first else {}
    return listed(names)
