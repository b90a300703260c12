"""The way from a view back to its file: where each offset lies, and how new text is written there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from cleaner.carry import moved, trimmed
from cleaner.edits import Change, Edit, touches_protected
from cleaner.formats.base import Escape, Piece
from cleaner.segments import Segment
from cleaner.views.view import View


class AcrossTag(ValueError):
    """A change reaches over a tag, or is put in beside one, where no one can say on which side of it."""


class Places:
    """The pieces of a view by their places in it."""

    def __init__(self, view: View) -> None:
        self.view, self.file, self._placed = view, view.file, view.placed
        self._starts = [start for start, _ in view.placed]

    def in_file(self, change: Change) -> Change:
        """A change of the view as one of the file. Raises ValueError where the file cannot hold it."""
        if not change.start < change.end:
            at, escape = self._gap(change.start)
            return replace(change, start=at, end=at, replacement=escape(change.replacement))
        covered = self._covered(change.start, change.end)
        if len(covered) > 1 or covered[0][1].text != self.file[covered[0][1].start : covered[0][1].end]:
            less = trimmed(change, self.view.text)
            if (less.start, less.end) != (change.start, change.end):
                return self.in_file(less)
        (first_at, first), (last_at, last) = covered[0], covered[-1]
        start, end = self._offset(first_at, first, change.start), self._offset(last_at, last, change.end)
        escape = self._escape(first, change.start)
        return replace(change, start=start, end=end, replacement=self._around_joints(change, covered, escape))

    def pointed(self, hint: Change) -> Change:
        """A hint about the view as one about the file; what cannot be changed there is clipped to its segment and shown as it is."""
        try:
            if not touches_protected(_edit(hint), self.view.fixed):
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
        return self.view.segments[self.view.number_at(offset)]

    def _escape(self, piece: Piece, offset: int) -> Escape:
        return piece.escape or self.view.units[self.view.number_at(offset)].escape

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
        if segment.start < offset < segment.end and any(piece.kept and not piece.text for piece in self._at(offset)):
            raise AcrossTag
        if offset == segment.start:
            start, piece = self._placed[at + 1]
        else:
            start, piece = self._placed[at]
            follows = self._placed[at + 1 : at + 2]
            if not piece.is_text and follows and follows[0][0] == offset < segment.end and follows[0][1].is_text:
                start, piece = follows[0]
        return self._offset(start, piece, offset), self._escape(piece, min(offset, segment.end))

    def _at(self, offset: int) -> list[Piece]:
        """The pieces that begin at the offset."""
        return [piece for _, piece in self._placed[bisect_left(self._starts, offset) : bisect_right(self._starts, offset)]]

    def _around_joints(self, change: Change, covered: Sequence[tuple[int, Piece]], escape: Escape) -> str:
        """The replacement as it is written, with the joints and what is kept of the changed span where they were, as nearly as can be said.

        What is kept must stand between letters that stay.
        """
        new, out, done = change.replacement, list[str](), 0
        staying = [(at - change.start, piece) for at, piece in covered if piece.kept or not piece.text]
        spans = [(at, at + len(piece.text)) for at, piece in staying]
        places = moved(self.view.text[change.start : change.end], new, spans) if spans else []
        for (place, stands), (_, piece) in zip(places, staying, strict=True):
            if piece.kept and not stands:
                raise AcrossTag
            out += escape(new[done:place]), self.file[piece.start : piece.end]
            done = place + len(piece.text)
        return "".join([*out, escape(new[done:])])


def _edit(change: Change) -> Edit:
    return Edit(change.start, change.end, change.replacement, change.rule, change.reason, change.safety)
