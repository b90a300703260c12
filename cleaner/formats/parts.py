"""Several texts of one file as one: the documents inside of a container (.docx, .epub), each behind a line with its name.

`joined` makes the one text, `units_of_parts` reads it with the reader of a single part: a whole book is one view, and evidence for each
of its chapters. The mark around a name is U+0000, which no text that is read may hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cleaner.errors import InputError
from cleaner.formats.base import Format, Reader, Unit, malformed

_HEADER = re.compile(r"\0([^\0\n]*)\0\n")


@dataclass(frozen=True, slots=True)
class Part:
    """`joined[start:end]` is the text of the part of that name."""

    name: str
    start: int
    end: int


def joined(parts: Iterable[tuple[str, str]]) -> str:
    """Names and texts as one text.

    >>> joined([("a", "x"), ("b", "y")])
    '\\x00a\\x00\\nx\\x00b\\x00\\ny'
    """
    return "".join(f"\0{name}\0\n{text}" for name, text in parts)


def parts_of(text: str) -> list[Part]:
    """The parts of such a text, in order.

    >>> parts_of("\\0a\\0\\nx")
    [Part(name='a', start=4, end=5)]
    """
    headers = list(_HEADER.finditer(text))
    ends = [*(header.start() for header in headers), len(text)][1:]
    return [Part(header[1], header.end(), end) for header, end in zip(headers, ends, strict=True)]


def units_of_parts(text: str, format: Format, read: Reader) -> list[Unit]:
    """The units of all parts, their keys behind the part's name. Raises InputError with line and column in the part, which it names."""
    if text and not _HEADER.match(text):
        raise malformed(text, 0, f"this is not the text that `cleaner.containers.load` makes of a file of the format '{format.name}'.")
    return [unit for part in parts_of(text) for unit in _shifted(part, _read(text, part, format, read))]


def _read(text: str, part: Part, format: Format, read: Reader) -> Sequence[Unit]:
    try:
        return read(text[part.start : part.end], format)
    except InputError as error:
        raise InputError(f"in {part.name}, {error.message}", line=error.line, column=error.column) from None


def _shifted(part: Part, units: Sequence[Unit]) -> Iterator[Unit]:
    by = part.start
    for unit in units:
        pieces = tuple(replace(piece, start=piece.start + by, end=piece.end + by) for piece in unit.pieces)
        frame = (unit.frame[0] + by, unit.frame[1] + by) if unit.frame else None
        yield replace(unit, pieces=pieces, frame=frame, key=f"{part.name}/{unit.key}")


def line_in(text: str, offset: int) -> str:
    """Where an offset lies, for people: the line, and in which part where the text has some.

    >>> line_in("a\\nb", 2), line_in("\\0a.xml\\0\\nx\\ny", 11)
    ('line 2', 'a.xml, line 2')
    """
    part = next((part for part in parts_of(text) if part.start <= offset <= part.end), None) if text.startswith("\0") else None
    line = text.count("\n", part.start if part else 0, offset) + 1
    return f"{part.name}, line {line}" if part else f"line {line}"
