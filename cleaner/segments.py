"""Segments: the places of a text that hold human text, each with what it was translated from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """`text[start:end]`, in code points, is human text; `source` is what it was translated from, None where that is not known."""

    start: int
    end: int
    source: str | None = None


def segment_at(segments: Sequence[Segment], offset: int) -> Segment | None:
    """The segment that holds the offset, or ends there; `segments` are in order and do not overlap.

    >>> segment_at([Segment(0, 4, "是"), Segment(9, 12, "否")], 9).source
    '否'
    >>> segment_at([Segment(0, 4, "是"), Segment(9, 12, "否")], 6) is None
    True
    """
    at = bisect_right(segments, offset, key=lambda segment: segment.start) - 1
    return segments[at] if at >= 0 and offset <= segments[at].end else None
