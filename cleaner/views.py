"""A view: the human text of a structured file as one text, and the way back from it to the file.

The rules see the segments' texts, unescaped, one after another, with a paragraph break between two of them. Breaks, inline tags and
placeholders are protected. What was changed in the view is written at its place in the file, escaped as the place demands.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cleaner.edits import Change, Edit, Safety, Span, apply, touches_protected
from cleaner.errors import InputError
from cleaner.formats.base import Escape, Piece, Reader, Unit, outside
from cleaner.formats.placeholders import entity_spans, placeholder_spans
from cleaner.lexicon import LANGUAGES
from cleaner.lexicon.recognise import recognise
from cleaner.protect import Ignore, find_ignores
from cleaner.segments import Segment, segment_at

if TYPE_CHECKING:
    from cleaner.formats.base import Format

Group = tuple[int, list[Change]]
"""A unit's number, and the changes in it."""

BREAK = "\n\n"
"""Stands between two segments of a view."""

_IDENTIFIER = re.compile(r"(?<!\w)\w*(?:[^\W\d_](?:(?<=[a-z])(?=[A-Z])|(?=\d))|\d(?=[^\W\d_])|_)\w*")
_ASKED, _FEW, _MOST = 300, 5, 0.8
"""By how many segments a file's language is told, how many of them must be told, and which share must agree."""

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

    def write(self, changes: Sequence[Change], read: Reader, format: Format) -> Written:
        """The file with the view's changes made in it; it is read again to prove it.

        Changes of a unit that the file cannot hold are refused, and the others are made.
        """
        groups = self._by_unit(changes)
        written = self._written(groups, ())
        if written.proves(self, read, format):
            return written
        return self._written(groups, set(self._unprovable(groups, read, format)))

    def _unprovable(self, groups: Sequence[Group], read: Reader, format: Format) -> list[int]:
        """The units whose changes would alter more than their text, found by halves."""
        if self._written(groups, ()).proves(self, read, format):
            return []
        if len(groups) == 1:
            return [groups[0][0]]
        half = len(groups) // 2
        return [unit for part in (groups[:half], groups[half:]) for unit in self._unprovable(part, read, format)]

    def _written(self, groups: Sequence[Group], unwanted: Collection[int]) -> Written:
        made, refused, kept = list[Change](), list[Change](), list[Change]()
        for unit, group in groups:
            whole = self._whole(unit, group)
            if whole and unit not in unwanted:
                made.append(whole)
                kept += group
                continue
            for change in group:
                mapped = None if unit in unwanted else self._writable(change)
                if mapped:
                    made.append(mapped)
                    kept.append(change)
                else:
                    refused.append(self._refused(change))
        return Written(apply(self.file, made), tuple(made), tuple(refused), tuple(self._texts_after(kept)))

    def _writable(self, change: Change) -> Change | None:
        try:
            return self.in_file(change)
        except ValueError:
            return None

    def _refused(self, change: Change) -> Change:
        shown = self.text[change.start : change.end]
        return self.pointed(replace(change, replacement=shown, reason=f"{change.reason}; {_UNWRITABLE}", safety="hint"))

    def _by_unit(self, changes: Sequence[Change]) -> list[Group]:
        """The changes of each unit that has some."""
        groups: dict[int, list[Change]] = {}
        for change in changes:
            groups.setdefault(max(0, bisect_right(self.segments, change.start, key=lambda one: one.start) - 1), []).append(change)
        return list(groups.items())

    def _whole(self, number: int, changes: Sequence[Change]) -> Change | None:
        """One change of the unit's whole value, where it must be written in another way than it was."""
        unit, segment = self.units[number], self.segments[number]
        if not unit.rewrap or not unit.frame:
            return None
        moved = [replace(each, start=each.start - segment.start, end=each.end - segment.start) for each in changes]
        value = unit.rewrap(apply(unit.text, moved))
        if value is None:
            return None
        rules = tuple(dict.fromkeys(name for change in changes for name in change.rules))
        reason = "; ".join(dict.fromkeys(change.reason for change in changes))
        safety: Safety = "unsafe" if any(change.safety == "unsafe" for change in changes) else "safe"
        return Change(*unit.frame, value, rules, reason, safety)

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
        try:
            again = [unit for unit in read(self.file, format) if unit.text]
        except InputError:
            return False
        meant = [(text, unit.key) for text, unit in zip(self.texts, view.units, strict=True) if text]
        if [(unit.text, unit.key) for unit in again] != meant:
            return False
        return outside(view.file, view.units) == outside(self.file, again)


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
