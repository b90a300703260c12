"""A view: the human text of a structured file as one text, and the way back from it to the file.

The rules see the segments' texts, unescaped, one after another, with a paragraph break between two of them. Breaks, inline tags and
placeholders are protected. What was changed in the view is written at its place in the file, escaped as the place demands.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cleaner.edits import Change, Edit, Span, apply, touches_protected
from cleaner.errors import InputError
from cleaner.formats.base import Escape, Piece, Reader, Unit, outside
from cleaner.formats.placeholders import placeholder_spans
from cleaner.protect import Ignore, find_ignores
from cleaner.segments import Segment

if TYPE_CHECKING:
    from cleaner.formats.base import Format

BREAK = "\n\n"
"""Stands between two segments of a view."""

_ACROSS = "not made: it would reach into markup or another segment"
_UNWRITABLE = "not made: the file cannot hold it in this place"


class View:
    """The units of one file as one text.

    `text` is what the rules see; `segments` are the units' spans in it, with their sources; `fixed` are the spans of breaks and of
    pieces that are never changed, sorted. All in code points of `text`.
    """

    def __init__(self, file: str, units: Sequence[Unit]) -> None:
        self.file, self.units = file, units
        self._placed: list[tuple[int, Piece]] = []
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
                self._placed.append((at, piece))
                texts.append(piece.text)
                at += len(piece.text)
                if piece.fixed or (len(piece.text) > 1 and piece.text != file[piece.start : piece.end]):
                    fixed.append((at - len(piece.text), at))
            segments.append(Segment(start, at, unit.source))
        self.text, self.segments, self.fixed = "".join(texts), tuple(segments), tuple(fixed)
        self._starts = [start for start, _ in self._placed]
        self._ignores = [self._in_view(ignore) for ignore in find_ignores(file)]

    @classmethod
    def of(cls, file: str, read: Reader, format: Format, source: str | None = None) -> View:
        """The view of a file; `source` is the file that it was translated from, in the same format, where there is one.

        A unit's own source goes before that of the unit with the same key. Raises InputError for a file that cannot be read.
        """
        units = [unit for unit in read(file, format) if unit.text]
        if source is not None:
            known = _by_key(source, read, format)
            units = [unit if unit.source is not None else replace(unit, source=known.get(unit.key)) for unit in units]
        return cls(file, units)

    def protected(self, text: str, changes: Sequence[Change]) -> list[Span]:
        """Breaks, tags and placeholders of the view's present text, to which the changes have led."""
        return [*carried(self.fixed, changes), *placeholder_spans(text)]

    def ignores(self, changes: Sequence[Change]) -> list[Ignore]:
        """The file's ignore comments, wherever they stand in it, with the spans of the view's present text that they cover.

        `ignore-next-line` covers the next segment, on however many lines it is. `at` stays an offset of the file.
        """
        spans = carried_inside([ignore.span for ignore in self._ignores], changes)
        return [replace(ignore, span=span) for ignore, span in zip(self._ignores, spans, strict=True)]

    def _in_view(self, ignore: Ignore) -> Ignore:
        low, high = ignore.span
        files = [piece.start for _, piece in self._placed]
        first, last = bisect_left(files, low), bisect_left(files, high)
        if low > ignore.at:  # the next line
            start = next((s for s, unit in zip(self.segments, self.units, strict=True) if unit.pieces[0].start >= ignore.at), None)
            return replace(ignore, span=(start.start, start.end) if start else (len(self.text), len(self.text)))
        if first and self._placed[first - 1][1].end > low:
            first -= 1
        placed = self._placed[first:last]
        span = (placed[0][0], placed[-1][0] + len(placed[-1][1].text)) if placed else (len(self.text), len(self.text))
        return replace(ignore, span=span)

    def segments_after(self, changes: Sequence[Change]) -> tuple[Segment, ...]:
        """The segments in the text that the changes make of the view."""
        spans = carried_inside([(segment.start, segment.end) for segment in self.segments], changes)
        return tuple(Segment(*span, segment.source) for span, segment in zip(spans, self.segments, strict=True))

    def declined(self, edits: Iterable[Edit], text: str, changes: Sequence[Change]) -> list[Edit]:
        """Those of the edits that markup or a segment's end forbids, as hints that only point at their places."""
        fixed = carried(self.fixed, changes)
        stopped = [edit for edit in edits if touches_protected(edit, fixed)]
        return [replace(e, replacement=text[e.start : e.end], reason=f"{e.reason}; {_ACROSS}", safety="hint") for e in stopped]

    def write(self, changes: Sequence[Change]) -> Written:
        """The file with the view's changes made in it."""
        made, refused, kept = list[Change](), list[Change](), list[Change]()
        for change in changes:
            try:
                made.append(self.in_file(change))
                kept.append(change)
            except ValueError:
                pointing = replace(change, replacement=self.text[change.start : change.end])
                refused.append(self.pointed(replace(pointing, reason=f"{change.reason}; {_UNWRITABLE}", safety="hint")))
        return Written(apply(self.file, made), tuple(made), tuple(refused), tuple(self._texts_after(kept)))

    def _texts_after(self, changes: Sequence[Change]) -> list[str]:
        text = apply(self.text, changes)
        return [text[segment.start : segment.end] for segment in self.segments_after(changes)]

    def in_file(self, change: Change) -> Change:
        """A change of the view as one of the file. Raises ValueError where the file cannot hold it."""
        if not change.start < change.end:
            at, escape = self._gap(change.start)
            return replace(change, start=at, end=at, replacement=escape(change.replacement))
        covered = self._covered(change.start, change.end)
        if len(covered) > 1 or covered[0][1].text != self.file[covered[0][1].start : covered[0][1].end]:
            less = _trimmed(change, self.text)
            if (less.start, less.end) != (change.start, change.end):
                return self.in_file(less)
        (first_at, first), (last_at, last) = covered[0], covered[-1]
        start, end = self._offset(first_at, first, change.start), self._offset(last_at, last, change.end)
        escape = self._escape(first, change.start)
        return replace(change, start=start, end=end, replacement=self._around_joints(change, covered, escape))

    def pointed(self, hint: Change) -> Change:
        """A hint about the view as one about the file; what cannot be changed there is clipped to its segment and shown as it is."""
        try:
            if not touches_protected(_edit(hint), self.fixed):
                return self.in_file(hint)
        except ValueError:
            pass
        segment = self._segment(hint.start)
        low, high = max(hint.start, segment.start), min(max(hint.end, hint.start), segment.end)
        covered = self._covered(low, high) or [self._placed[min(bisect_right(self._starts, low), len(self._starts)) - 1]]
        start, end = covered[0][1].start, covered[-1][1].end
        if low < high:
            start, end = self._nearest(*covered[0], low, False), self._nearest(*covered[-1], high, True)
        return replace(hint, start=start, end=end, replacement=self.file[start:end])

    def _segment(self, offset: int) -> Segment:
        at = bisect_right(self.segments, offset, key=lambda segment: segment.start) - 1
        return self.segments[max(at, 0)]

    def _escape(self, piece: Piece, offset: int) -> Escape:
        if piece.escape:
            return piece.escape
        at = bisect_right(self.segments, offset, key=lambda segment: segment.start) - 1
        return self.units[at].escape

    def _covered(self, start: int, end: int) -> list[tuple[int, Piece]]:
        """The pieces that the span shares something with, and the joints inside it."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_left(self._starts, end)
        return [(at, piece) for at, piece in self._placed[first:last] if at + len(piece.text) > start]

    def _offset(self, at: int, piece: Piece, offset: int) -> int:
        """Where an offset of the view lies in the file, told by the piece that begins at `at`."""
        if offset == at:
            return piece.start
        if offset == at + len(piece.text):
            return piece.end
        if piece.text != self.file[piece.start : piece.end]:
            raise ValueError("inside an escape")
        return piece.start + offset - at

    def _nearest(self, at: int, piece: Piece, offset: int, is_end: bool) -> int:
        """The same for an offset that is only pointed at; what is atomic is taken in as a whole."""
        try:
            return self._offset(at, piece, offset)
        except ValueError:
            return piece.end if is_end else piece.start

    def _gap(self, offset: int) -> tuple[int, Escape]:
        """Where something is put in, and how it is written there: behind what stands before it in its segment, else at its start."""
        segment = self._segment(offset)
        at = bisect_left(self._starts, offset) - 1
        if offset == segment.start:
            start, piece = self._placed[at + 1]
        else:
            start, piece = self._placed[at]
            follows = self._placed[at + 1 : at + 2]
            if piece.fixed and follows and follows[0][0] == offset < segment.end and not follows[0][1].fixed:
                start, piece = follows[0]
        return self._offset(start, piece, offset), self._escape(piece, min(offset, segment.end))

    def _around_joints(self, change: Change, covered: Sequence[tuple[int, Piece]], escape: Escape) -> str:
        """The replacement as it is written, with the joints that lie in the changed span where they were, as nearly as can be said."""
        new, out, done = change.replacement, list[str](), 0
        joints = [(at, piece) for at, piece in covered if not piece.text]
        places = _moved(self.text[change.start : change.end], new, [at - change.start for at, _ in joints]) if joints else []
        for place, (_, piece) in zip(places, joints, strict=True):
            out += escape(new[done:place]), self.file[piece.start : piece.end]
            done = place
        return "".join([*out, escape(new[done:])])


@dataclass(frozen=True, slots=True)
class Written:
    """The file after its changes: `changes` and `refused` (hints) in code points of the file before; `texts` of its units after."""

    file: str
    changes: tuple[Change, ...]
    refused: tuple[Change, ...]
    texts: tuple[str, ...]

    def proves(self, view: View, read: Reader, format: Format) -> bool:
        """Whether the file, read again, has the units that were meant, and everything else as it was."""
        again = [unit for unit in read(self.file, format) if unit.text]
        meant = [(text, unit.key) for text, unit in zip(self.texts, view.units, strict=True) if text]
        if [(unit.text, unit.key) for unit in again] != meant:
            return False
        return outside(view.file, view.units) == outside(self.file, again)


def _by_key(source: str, read: Reader, format: Format) -> dict[str | None, str]:
    """The texts of a source file."""
    try:
        texts = {unit.key: unit.text for unit in read(source, replace(format, include_locked=True))}
    except InputError as error:
        raise InputError(f"the source file cannot be read: {error.message}", line=error.line, column=error.column) from error
    texts.pop(None, None)
    return texts


def _edit(change: Change) -> Edit:
    return Edit(change.start, change.end, change.replacement, change.rule, change.reason, change.safety)


def _trimmed(change: Change, text: str) -> Change:
    """The change without what it leaves as it is at its end and its start."""
    old, new = text[change.start : change.end], change.replacement
    most = min(len(old), len(new))
    after = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    before = next((n for n in range(most - after) if old[n] != new[n]), most - after)
    return replace(change, start=change.start + before, end=change.end - after, replacement=new[before : len(new) - after])


def _moved(old: str, new: str, offsets: Sequence[int]) -> list[int]:
    """Where offsets of the old text lie in the new one, by what the two have in common.

    >>> _moved("Safety Bureau ", "Security Bureau", [7])
    [9]
    """
    from difflib import SequenceMatcher

    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    found = (next(block for block in blocks if block[1] <= offset < block[2]) for offset in offsets)
    return [low + offset - start if tag == "equal" else high for offset, (tag, start, _, low, high) in zip(offsets, found, strict=True)]


def carried(spans: Iterable[Span], changes: Sequence[Change]) -> list[Span]:
    """Spans that no change touches, in the text that the changes (in order) make; what is put in beside a span stays outside of it.

    >>> carried([(2, 4)], [Change(1, 2, "", ("r",), "why"), Change(4, 4, "!", ("r",), "why")])
    [(1, 3)]
    """
    starts, ends, shifts = _shifts(changes)
    return [(start + shifts[bisect_right(ends, start)], end + shifts[bisect_left(starts, end)]) for start, end in spans]


def carried_inside(spans: Iterable[Span], changes: Sequence[Change]) -> list[Span]:
    """Spans that no change crosses the border of; what is put in at a border is in the span."""
    starts, ends, shifts = _shifts(changes)
    return [(start + shifts[bisect_left(starts, start)], end + shifts[bisect_right(ends, end)]) for start, end in spans]


def _shifts(changes: Sequence[Change]) -> tuple[list[int], list[int], list[int]]:
    """The changes' starts and ends, and by how much each number of them moves what follows."""
    shifts = [0]
    for change in changes:
        shifts.append(shifts[-1] + len(change.replacement) - (change.end - change.start))
    return [change.start for change in changes], [change.end for change in changes], shifts
