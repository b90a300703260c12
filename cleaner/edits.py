"""Edits, and the few functions that resolve, apply and compose them.

All offsets are code points of a `str`, half open: `text[start:end]`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Safety = Literal["safe", "unsafe", "hint"]
"""`safe` is applied, `unsafe` only when asked, `hint` is only ever reported."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Edit:
    """What a rule proposes, in the text that the rule saw. A hint's replacement may equal the text: it only points."""

    start: int
    end: int
    replacement: str
    rule: str
    reason: str
    safety: Safety = "safe"


@dataclass(frozen=True, slots=True)
class Change:
    """What was (or, for a hint, might be) done, in the text that the user gave."""

    start: int
    end: int
    replacement: str
    rules: tuple[str, ...]
    reason: str
    safety: Safety = "safe"

    @property
    def rule(self) -> str:
        """The rule's name, or several joined by `+` where one place was changed by more than one."""
        return "+".join(self.rules)


def overlaps(a_start: int, a_end: int, b_start: int, b_end: int) -> bool:
    """Whether two spans share a character, or touch where one of them is empty (two edits there could not be ordered)."""
    if a_start == a_end or b_start == b_end:
        return a_start <= b_end and b_start <= a_end
    return a_start < b_end and b_start < a_end


def touches_protected(edit: Edit, protected: Sequence[Span]) -> bool:
    """Whether the edit reaches into a protected span; `protected` is sorted and does not overlap.

    An insertion at the border of a span is allowed, one inside is not.
    """
    at = bisect_right(protected, (edit.start, edit.start))
    for start, end in protected[max(0, at - 1) : at + 1]:
        inside = start < edit.start < end if edit.start == edit.end else edit.start < end and start < edit.end
        if inside:
            return True
    return any(start < edit.end for start, end in protected[at + 1 : at + 2])


def resolve(edits: Iterable[Edit], protected: Sequence[Span] = ()) -> list[Edit]:
    """The edits that can be made together, in order of place: none in a protected span, none in another's way.

    The wider edit wins, then the one proposed first; the loser gets its turn in the next round, if it still applies.
    """
    taken: list[Edit] = []
    order = sorted(enumerate(edits), key=lambda item: (item[1].start - item[1].end, item[0]))
    starts: list[int] = []
    for _, edit in order:
        if touches_protected(edit, protected):
            continue
        at = bisect_right(starts, edit.start)
        if any(overlaps(edit.start, edit.end, other.start, other.end) for other in taken[max(0, at - 1) : at + 1]):
            continue
        starts.insert(at, edit.start)
        taken.insert(at, edit)
    return taken


def apply(text: str, edits: Iterable[Edit | Change]) -> str:
    """The text with the edits made; they must be in order and must not overlap.

    >>> apply("a b", [Edit(1, 1, ",", "r", "why")])
    'a, b'
    """
    out: list[str] = []
    at = 0
    for edit in edits:
        if edit.start < at:
            raise ValueError(f"edit at {edit.start} overlaps one that ends at {at}")
        out += text[at : edit.start], edit.replacement
        at = edit.end
    out.append(text[at:])
    return "".join(out)


class _Map:
    """Where changes lie in the present text, and how its offsets become offsets of the original; both in logarithmic time."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self.placed: list[tuple[Span, Change]] = []
        self.shifts = [0]
        """Before each change, and after the last: what to add to an offset of the present text."""
        for change in changes:
            low = change.start - self.shifts[-1]
            high = low + len(change.replacement)
            self.placed.append(((low, high), change))
            self.shifts.append(change.end - high)
        self.lows = [low for (low, _), _ in self.placed]

    def back(self, offset: int, is_end: bool) -> int:
        """An offset of the present text as one of the original; inside a change, that change's border."""
        at = bisect_left(self.lows, offset)
        if at and offset < self.placed[at - 1][0][1]:
            change = self.placed[at - 1][1]
            return change.end if is_end else change.start
        while not is_end and at < len(self.lows) and self.placed[at][0] == (offset, offset):
            at += 1  # what starts behind a deletion starts behind it in the original too
        return offset + self.shifts[at]

    def near(self, start: int, end: int) -> Sequence[tuple[Span, Change]]:
        """The changes that lie in the span or touch it."""
        return self.placed[max(0, bisect_left(self.lows, start) - 1) : bisect_right(self.lows, end)]


def origin(changes: Sequence[Change], offset: int) -> int:
    """An offset of the text that the changes made, as one of the text they were made in.

    >>> origin([Change(1, 1, ",", ("r",), "why")], 3)
    2
    """
    return _Map(changes).back(offset, False)


class Tracker:
    """The user's text, the text as it is by now, and the changes that lead from one to the other."""

    def __init__(self, text: str) -> None:
        self.original = text
        self.text = text
        self.changes: list[Change] = []
        self._map = _Map(())

    def apply(self, edits: Sequence[Edit]) -> None:
        """Makes resolved edits (offsets into `self.text`) and composes them with the changes so far."""
        composed = [self._compose(changes, group) for changes, group in self._clusters(edits)]
        self.changes = [change for change in composed if change.replacement != self.original[change.start : change.end]]
        self.text = apply(self.text, edits)
        self._map = _Map(self.changes)

    def project(self, edit: Edit) -> Change:
        """An edit that is only reported, as a place in the user's text."""
        start, end, before = edit.start, edit.end, ""
        after = ""
        for (low, high), _ in self._map.near(start, end):
            if overlaps(edit.start, edit.end, low, high) and low < high:
                if low < start:
                    before, start = self.text[low : edit.start], low
                if high > end:
                    after, end = self.text[edit.end : high], high
        replacement = before + edit.replacement + after
        return Change(self._map.back(start, False), self._map.back(end, True), replacement, (edit.rule,), edit.reason, edit.safety)

    def _clusters(self, edits: Sequence[Edit]) -> list[tuple[list[tuple[Span, Change]], list[Edit]]]:
        """Changes and edits that share a place, put together; everything in order."""
        items: list[tuple[Span, Change | Edit]] = [*self._map.placed, *(((edit.start, edit.end), edit) for edit in edits)]
        items.sort(key=lambda item: (item[0], isinstance(item[1], Edit)))
        clusters: list[tuple[list[tuple[Span, Change]], list[Edit]]] = []
        low = high = -1
        for span, item in items:
            if not clusters or not overlaps(low, high, *span):
                clusters.append(([], []))
                low, high = span
            high = max(high, span[1])
            if isinstance(item, Change):
                clusters[-1][0].append((span, item))
            else:
                clusters[-1][1].append(item)
        return clusters

    def _compose(self, placed: list[tuple[Span, Change]], edits: list[Edit]) -> Change:
        if not edits and len(placed) == 1:
            return placed[0][1]
        spans = [span for span, _ in placed] + [(edit.start, edit.end) for edit in edits]
        low, high = min(span[0] for span in spans), max(span[1] for span in spans)
        start = self._origin(low, placed[0] if placed else None, False)
        end = self._origin(high, placed[-1] if placed else None, True)
        moved = [Edit(e.start - low, e.end - low, e.replacement, e.rule, e.reason, e.safety) for e in edits]
        sources: list[Change | Edit] = [change for _, change in placed] + list(edits)
        rules: dict[str, None] = {}
        reasons: dict[str, None] = {}
        for source in sources:
            rules.update(dict.fromkeys(source.rules if isinstance(source, Change) else (source.rule,)))
            reasons[source.reason] = None
        safety: Safety = "unsafe" if any(source.safety == "unsafe" for source in sources) else "safe"
        return Change(start, end, apply(self.text[low:high], moved), tuple(rules), "; ".join(reasons), safety)

    def _origin(self, offset: int, edge: tuple[Span, Change] | None, is_end: bool) -> int:
        """Where a cluster's border lies in the original; `edge` is the change nearest to that border."""
        if edge:
            (low, high), change = edge
            if is_end and offset >= high:
                return change.end + (offset - high)
            if not is_end and offset <= low:
                return change.start - (low - offset)
        return self._map.back(offset, is_end)
