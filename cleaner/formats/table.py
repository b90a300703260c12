"""Tables (.csv, .tsv): one column by its name, with another one as its source.

A field in quotation marks is read as RFC 4180 says; a field of a .tsv only where it is wholly in such marks, since a tab-separated file may
as well know no quoting. Fields are separated by the character that finds the column's name in the first row: a comma (in a .tsv a
tab), else a semicolon, a tab or a bar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from cleaner.errors import nearest
from cleaner.formats.base import Format, Piece, Unit, listed, malformed, pieces_of

_SEPARATORS = {"csv": ",;\t|", "tsv": "\t,;|"}
_NEWLINE = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class _Field:
    """`text[start:end]` is the field as it is written, in quotation marks or not."""

    start: int
    end: int
    quoted: bool


def units(text: str, format: Format) -> list[Unit]:
    """The fields of the column, in order of place. Raises InputError where no column of that name is there."""
    separator = _separator(text, format)
    rows = _rows(text, separator, format.name == "tsv")
    header = [_value(text, field) for field in next(rows, [])]
    column, source = _column(text, header, format.column, "--column"), None
    if format.source_column is not None:
        source = _column(text, header, format.source_column, "--source-column")
    return list(_units(text, _regular(text, rows, len(header)), separator, (column, source)))


def _units(text: str, rows: Iterator[list[_Field]], separator: str, columns: tuple[int, int | None]) -> Iterator[Unit]:
    column, source = columns
    for number, row in enumerate(rows):
        if column < len(row) and (pieces := _pieces(text, row[column])):
            field = row[column]
            known = _value(text, row[source]) if source is not None and source < len(row) else None
            rewrap = None if field.quoted else partial(_rewrapped, separator)
            yield Unit(tuple(pieces), _escape if field.quoted else str, known, str(number), (field.start, field.end), rewrap)


def _regular(text: str, rows: Iterator[list[_Field]], width: int) -> Iterator[list[_Field]]:
    """The rows, none of which holds something beyond the last column: then no one can tell which field is which."""
    for row in rows:
        if any(field.start < field.end for field in row[width:]):
            what = f"this row has {len(row)} fields, and the first row has {width}. A field with a separator in it needs quotation marks."
            raise malformed(text, row[0].start, what)
        yield row


def _separator(text: str, format: Format) -> str:
    """The first separator that gives the column its name, else the first of all."""
    candidates = _SEPARATORS[format.name]
    for separator in candidates:
        first = next(_rows(text, separator, format.name == "tsv"), [])
        if format.column in [_value(text, field) for field in first]:
            return separator
    return candidates[0]


def _column(text: str, header: list[str], name: str | None, option: str) -> int:
    if name is None:
        raise malformed(text, 0, f"which column holds the text? Name it with {option}; there are: {listed(header)}.")
    if name not in header:
        known = nearest(name, filter(None, header)) if any(header) else "The file is empty."
        raise malformed(text, 0, f"there is no column '{name}'. {known}")
    return header.index(name)


def _rows(text: str, separator: str, tabs: bool) -> Iterator[list[_Field]]:
    end_of_field = re.compile(rf"{re.escape(separator)}|\r\n|\n|\r|\Z")
    row: list[_Field] = []
    at = 0
    while at < len(text) or row:
        field = _field(text, at, end_of_field, tabs)
        row.append(field)
        ended = text[field.end : field.end + 1]
        at = field.end + 1
        if ended != separator:
            newline = _NEWLINE.match(text, field.end)
            at = newline.end() if newline else len(text)
            if len(row) > 1 or row[0].start < row[0].end:
                yield row
            row = []


def _field(text: str, at: int, end_of_field: re.Pattern[str], tabs: bool) -> _Field:
    if text[at : at + 1] == '"':
        close = _closing(text, at)
        if close and end_of_field.match(text, close):
            return _Field(at, close, True)
        if not tabs:
            what = "there is text behind the closing quotation mark of this field." if close else "this field is not closed."
            raise malformed(text, (close or at), what)
    found = end_of_field.search(text, at)
    return _Field(at, found.start() if found else len(text), False)


def _closing(text: str, at: int) -> int | None:
    """The end of a quoted field: behind the first mark that is not doubled."""
    at += 1
    while (mark := text.find('"', at)) >= 0:
        if text[mark + 1 : mark + 2] != '"':
            return mark + 1
        at = mark + 2
    return None


def _pieces(text: str, field: _Field) -> list[Piece]:
    if not field.quoted:
        return pieces_of(text, field.start, field.end, [])
    start, end = field.start + 1, field.end - 1
    return pieces_of(text, start, end, [Piece(*match.span(), '"') for match in re.compile('""').finditer(text, start, end)])


def _value(text: str, field: _Field) -> str:
    return "".join(piece.text for piece in _pieces(text, field))


def _escape(text: str) -> str:
    return text.replace('"', '""')


def _rewrapped(separator: str, text: str) -> str | None:
    """A field that has no quotation marks, with them, where its new text needs them."""
    if separator in text or "\n" in text or "\r" in text or text.startswith('"'):
        return f'"{_escape(text)}"'
    return None
