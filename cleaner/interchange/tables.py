"""Tables: CSV and TSV as DeepL, Google and Microsoft have them, with a row of names or without."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from cleaner.errors import GlossaryError
from cleaner.interchange.base import Entry, Exported, Imported, Languages, Rendering, code, left_out, remark, renderings_of, status_of
from cleaner.interchange.columns import header, named_languages, unused
from cleaner.terms.model import Glossary
from cleaner.terms.schema import Mark

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 200
_ESCAPED = re.compile(r'(?<!\\)((?:\\\\)*)\\"')
"""A quote behind a backslash that is not behind one itself."""
HEADER = ("id", "source_language", "source", "language", "target", "status", "note")


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells, and the line (from 1) that it begins in."""

    cells: tuple[str, ...]
    line: int


def read_csv(text: str, path: str, wanted: Languages) -> Imported:
    """A table whose cells are parted by commas, semicolons, tabs or bars, whichever make columns of it.

    Raises GlossaryError for quotes that do not close, and for what has no two columns.
    """
    return _read(_rows_by_either(text, path, _delimiter(text)), path, text, wanted)


def read_tsv(text: str, path: str, wanted: Languages) -> Imported:
    """A table whose cells are parted by tabs; where its quotes do not pair, they are letters like others."""
    try:
        rows = _rows_by_either(text, path, "\t")
    except GlossaryError:
        rows = _rows(text, path, "\t", csv.QUOTE_NONE)
    return _read(rows, path, text, wanted)


def _rows_by_either(text: str, path: str, delimiter: str) -> list[Row]:
    """The rows, quotes in quoted cells being doubled or, where the table makes none so, behind a backslash as Google has them."""
    try:
        return _rows(text, path, delimiter)
    except GlossaryError:
        doubled = _ESCAPED.sub(r'\1""', text)
        if doubled == text:
            raise
        with suppress(GlossaryError):
            return _rows(doubled, path, delimiter)
        raise


def _rows(text: str, path: str, delimiter: str, quoting: Literal[0, 3] = csv.QUOTE_MINIMAL) -> list[Row]:
    """The rows that hold something."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=True)
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(tuple(" ".join(cell.split()) for cell in cells), line))
            line = reader.line_num + 1
    except csv.Error as error:
        begun = next(at for number, at in enumerate(io.StringIO(text, newline=""), 1) if number == min(line, max(reader.line_num, 1)))
        what = "a quotation mark opens here and does not close" if "end of data" in str(error) else f"this is no table row ({error})"
        raise remark(Mark(path, line, max(begun.find('"'), 0) + 1), f"{what}. Quotes inside a cell are doubled.") from None
    return rows


def _delimiter(text: str) -> str:
    """The delimiter by which most rows have the same number of cells, two or more."""

    def fit(delimiter: str) -> int:
        sample = "".join(line for line, _ in zip(io.StringIO(text, newline=""), range(_SAMPLE), strict=False))
        try:
            sizes = Counter(len(cells) for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if len(cells) > 1)
        except csv.Error:
            return 0
        return max(sizes.values(), default=0)

    return max(_DELIMITERS, key=fit)


def _read(rows: Sequence[Row], path: str, text: str, wanted: Languages) -> Imported:
    imported = Imported(languages=wanted)
    if not any(len(row.cells) > 1 for row in rows):
        what = "no row has two columns; looked for commas, semicolons, tabs and bars between them" if rows else "the table is empty"
        raise remark(Mark(path, 1, 1), f"{what}.")
    top = Mark(path, rows[0].line, 1)
    named = header(rows[0].cells, wanted, top)
    if named:
        names = rows[0].cells
        imported.remark(top, f"read as the names of the columns: {', '.join(names)}.")
        unused(names, named, imported, top)
        by_name = named_languages(names, named)
        imported.languages = Languages(wanted.language or by_name.language, wanted.source_language or by_name.source_language)
        if by_name.language:
            imported.say_direction(wanted, top)
        rows = rows[1:]
    columns = named or _unnamed(rows, imported, path)
    kept = list(_of_pair(rows, columns, imported, top)) if "language" in columns and "source_language" in columns else rows
    lines = list(io.StringIO(text, newline=""))
    for row in kept:
        _add(row, columns, imported, _Places(path, row, lines))
    return imported


def _unnamed(rows: Sequence[Row], imported: Imported, path: str) -> Mapping[str, int]:
    """Sources first, then renderings, then (DeepL) the languages of both."""
    columns = {"source": 0, "target": 1}
    full = [row for row in rows if len(row.cells) > 1]
    if all(len(row.cells) == 4 and code(row.cells[2]) and code(row.cells[3]) for row in full):
        return {**columns, "source_language": 2, "language": 3}
    more = next((row for row in full if any(row.cells[2:])), None)
    if more:
        imported.remark(Mark(path, more.line, 1), "the columns after the second have no name; they were left out.")
    return columns


def _of_pair(rows: Sequence[Row], columns: Mapping[str, int], imported: Imported, top: Mark) -> Iterator[Row]:
    """The rows in the languages wanted, which must be one pair."""
    asked = imported.languages

    def pair(row: Row) -> Languages:
        return Languages(code(_cell(row, columns, "language")), code(_cell(row, columns, "source_language")))

    def fits(found: Languages) -> bool:
        sides = ((asked.language, found.language), (asked.source_language, found.source_language))
        return all(not wanted or not has or code(wanted) == has for wanted, has in sides)

    pairs = list(dict.fromkeys(found for row in rows if fits(found := pair(row))))
    if len(pairs) > 1:
        names = ", ".join(f"{each.source_language or '?'} to {each.language or '?'}" for each in pairs)
        raise remark(top, f"the table holds several pairs of languages ({names}). Say which with --language and --source-language.")
    if not pairs:
        raise remark(top, "no row of the table is in the languages asked for.")
    imported.languages = Languages(asked.language or pairs[0].language, asked.source_language or pairs[0].source_language)
    others = 0
    for row in rows:
        others += not fits(pair(row))
        if fits(pair(row)):
            yield row
    if others:
        imported.remark(top, f"rows in other languages, which were left out: {others}.")


class _Places:
    """Where a row's cells stand; a cell that is quoted over lines stands where its row begins."""

    def __init__(self, path: str, row: Row, lines: Sequence[str]) -> None:
        self.path, self.row, self.line = path, row, lines[row.line - 1]

    def mark(self, cell: str) -> Mark:
        return Mark(self.path, self.row.line, max(self.line.find(cell), 0) + 1)


def _cell(row: Row, columns: Mapping[str, int], kind: str) -> str:
    at = columns.get(kind, len(row.cells))
    return row.cells[at] if at < len(row.cells) else ""


def _add(row: Row, columns: Mapping[str, int], imported: Imported, places: _Places) -> None:
    source, target, said, identity = (_cell(row, columns, kind) for kind in ("source", "target", "status", "id"))
    mark = places.mark(target) if target else Mark(places.path, row.line, 1)
    if not target or not (source or identity):
        imported.remark(mark, f"the row has no {'rendering' if source else 'source'}; it was left out.")
        return
    status = status_of(said)
    if status is None:
        imported.remark(mark, f"the status '{said}' is not known and was taken for none.")
    renderings = (Rendering(target, mark, status or ""),)
    imported.entries.append(Entry((source,) if source else (), renderings, mark, identity, _cell(row, columns, "note")))


def write_csv(glossary: Glossary) -> Exported:
    """One row for each rendering of each source, under a row of names."""
    return _write(glossary, ",", "CSV")


def write_tsv(glossary: Glossary) -> Exported:
    """The same with tabs."""
    return _write(glossary, "\t", "TSV")


def _write(glossary: Glossary, delimiter: str, name: str) -> Exported:
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=delimiter, lineterminator="\n")
    writer.writerow(HEADER)
    for term in glossary.terms:
        for text, status in renderings_of(term):
            for source in term.source or ("",):
                row = (term.id, glossary.source_language, source, glossary.language, text, status, term.note)
                writer.writerow([cell or "" for cell in row])
    return Exported(made.getvalue(), left_out(glossary.terms, name))
