"""Spans and offsets of a text, carried along through changes of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cleaner.edits import Change, Span


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


def trimmed(change: Change, text: str) -> Change:
    """The change without what it leaves as it is at its end and its start."""
    old, new = text[change.start : change.end], change.replacement
    most = min(len(old), len(new))
    after = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    before = next((n for n in range(most - after) if old[n] != new[n]), most - after)
    return replace(change, start=change.start + before, end=change.end - after, replacement=new[before : len(new) - after])


KEPT = 3
"""Fewer letters that two texts have in common may be so by chance."""


def moved(old: str, new: str, spans: Sequence[Span]) -> list[tuple[int, bool]]:
    """Where spans inside the old text begin in the new one, and whether they and what stands on both sides of each were kept.

    >>> moved("Safety Bureau ", "Security Bureau", [(7, 7), (3, 3)])
    [(9, True), (1, False)]
    """
    from difflib import SequenceMatcher

    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    found = []
    for first, last in spans:
        tag, start, end, low, high = next(block for block in blocks if block[1] <= first < block[2])
        is_kept = tag == "equal" and start < first and last < end and end - start >= KEPT
        found.append((low + first - start if tag == "equal" else high, is_kept))
    return found
