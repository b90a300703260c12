"""A view: the human text of a structured file as one text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cleaner.carry import carried, carried_inside
from cleaner.edits import Change, Edit, Span, touches_protected
from cleaner.errors import InputError
from cleaner.formats.base import Piece, Reader, Unit
from cleaner.formats.placeholders import entity_spans, placeholder_spans
from cleaner.lexicon import LANGUAGES
from cleaner.lexicon.recognise import recognise
from cleaner.protect import Ignore, find_ignores
from cleaner.segments import Segment, segment_at

if TYPE_CHECKING:
    from cleaner.formats.base import Format

BREAK = "\n\n"
"""Stands between two segments of a view."""

_IDENTIFIER = re.compile(r"(?<!\w)\w*(?:[^\W\d_](?:(?<=[a-z])(?=[A-Z])|(?=\d))|\d(?=[^\W\d_])|_)\w*")
_ASKED, _FEW, _MOST = 300, 5, 0.8
"""By how many segments a file's language is told, how many of them must be told, and which share must agree."""

ACROSS = "not made: it would reach into markup or another segment"


class View:
    """The units of one file as one text.

    `text` is what the rules see; `segments` are the units' spans in it, with their sources; `fixed` are the spans of breaks and of
    pieces that are never changed, sorted; `placed` are the pieces with their places. All in code points of `text`.
    """

    def __init__(self, file: str, units: Sequence[Unit]) -> None:
        self.file, self.units = file, units
        self.placed: list[tuple[int, Piece]] = []
        fixed: list[Span] = []
        segments: list[Segment] = []
        texts: list[str] = []
        at = 0
        for unit in units:
            if segments:
                texts.append(BREAK)
                fixed.append((at, at + len(BREAK)))
                at += len(BREAK)
            start = at
            for piece in unit.pieces:
                self.placed.append((at, piece))
                texts.append(piece.text)
                at += len(piece.text)
                if piece.fixed or (len(piece.text) > 1 and piece.text != file[piece.start : piece.end]):
                    fixed.append((at - len(piece.text), at))
            segments.append(Segment(start, at, unit.source))
        self.text, self.segments, self.fixed = "".join(texts), tuple(segments), tuple(fixed)
        self._ignores = [self._in_view(ignore) for ignore in find_ignores(file)]

    @classmethod
    def of(cls, file: str, read: Reader, format: Format, source: str | None = None) -> View:
        """The view of a file; `source` is the file that it was translated from, in the same format, where there is one.

        A unit's own source goes before that of the unit with the same key. Raises InputError for a file that cannot be read.
        """
        units = worth_reading(read(file, format))
        if source is not None:
            known = _by_key(source, read, format)
            if units and not any(unit.source is not None or unit.key in known for unit in units):
                raise InputError(f"it has nothing in common with its source file: that one has no '{units[0].key}', for example.")
            units = [unit if unit.source is not None else replace(unit, source=known.get(unit.key)) for unit in units]
        return cls(file, units)

    def protected(self, text: str, changes: Sequence[Change]) -> list[Span]:
        """Breaks, tags, placeholders, and names taken over from the source, in the present text, to which the changes have led."""
        segments = self.segments_after(changes)
        entities = [span for span in entity_spans(text) if _belongs(segment_at(segments, span[0]))]
        return [*carried(self.fixed, changes), *placeholder_spans(text), *entities, *_taken_over(text, segments)]

    def language(self) -> str | None:
        """The language that nearly all segments are in whose language can be told; None where they are few, or say nothing clear."""
        step = len(self.segments) // _ASKED + 1
        told = [recognise(self.text[one.start : one.end]) for one in self.segments[::step]]
        votes = Counter(filter(None, told)).most_common(1)
        if not votes or votes[0][1] < max(_FEW, _MOST * sum(map(bool, told))) or votes[0][0] not in LANGUAGES:
            return None
        return votes[0][0]

    def ignores(self, changes: Sequence[Change]) -> list[Ignore]:
        """The file's ignore comments, wherever they stand in it, with the spans of the view's present text that they cover.

        `ignore-next-line` covers the next segment, on however many lines it is. `at` stays an offset of the file.
        """
        spans = carried_inside([ignore.span for ignore in self._ignores], changes)
        return [replace(ignore, span=span) for ignore, span in zip(self._ignores, spans, strict=True)]

    def _in_view(self, ignore: Ignore) -> Ignore:
        nothing = len(self.text), len(self.text)
        if ignore.span[0] > ignore.at:  # the next line
            number = bisect_left(self.units, ignore.at, key=lambda unit: unit.pieces[0].start)
            following = self.segments[number : number + 1]
            return replace(ignore, span=(following[0].start, following[0].end) if following else nothing)
        first = bisect_right(self.placed, ignore.span[0], key=lambda placed: placed[1].end)
        last = bisect_left(self.placed, ignore.span[1], key=lambda placed: placed[1].start)
        covered = self.placed[first:last]
        return replace(ignore, span=(covered[0][0], covered[-1][0] + len(covered[-1][1].text)) if covered else nothing)

    def segments_after(self, changes: Sequence[Change]) -> tuple[Segment, ...]:
        """The segments in the text that the changes make of the view."""
        spans = carried_inside([(segment.start, segment.end) for segment in self.segments], changes)
        return tuple(Segment(*span, segment.source) for span, segment in zip(spans, self.segments, strict=True))

    def declined(self, edits: Iterable[Edit], text: str, changes: Sequence[Change]) -> list[Edit]:
        """Those of the edits that markup or a segment's end forbids, as hints that only point at their places."""
        fixed = carried(self.fixed, changes)
        stopped = [edit for edit in edits if touches_protected(edit, fixed)]
        return [replace(e, replacement=text[e.start : e.end], reason=f"{e.reason}; {ACROSS}", safety="hint") for e in stopped]

    def number_at(self, offset: int) -> int:
        """The number of the unit that the offset lies in, ends at, or comes before."""
        return max(bisect_right(self.segments, offset, key=lambda segment: segment.start) - 1, 0)


def worth_reading(units: Iterable[Unit]) -> list[Unit]:
    """The units that say something."""
    return [unit for unit in units if unit.text.strip()]


def _by_key(source: str, read: Reader, format: Format) -> dict[str | None, str]:
    """The texts of a source file."""
    try:
        texts = {unit.key: unit.text for unit in read(source, replace(format, include_locked=True))}
    except InputError as error:
        raise InputError(f"its source file cannot be read: in line {error.line}, {error.message}") from error
    texts.pop(None, None)
    return texts


def _belongs(segment: Segment | None) -> bool:
    """Whether entities are right in the segment: unless its source is known and has none, when translation made them."""
    return segment is None or segment.source is None or "&" in segment.source


def _taken_over(text: str, segments: Iterable[Segment]) -> Iterator[Span]:
    """Identifiers (`fooBar`, `x2`) that stand in the source, too: translation did not make them."""
    for segment in segments:
        for match in _IDENTIFIER.finditer(text, segment.start, segment.end) if segment.source else ():
            if segment.source and match.group().rstrip("s") in segment.source:
                yield match.span()
