"""Beads: sentences of a source and of its translation that belong together.

Texts that were paired as paragraphs are paired once more as sentences, by their lengths (Gale and Church, 1993) and the numbers they
share, so that words are only looked for in the sentence that they can be in.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from cleaner.edits import Span

_SOURCE_END = re.compile(r"[。！？；!?;]+[”’」』）)]*|\n+|(?<=[^\W\d_])\.(?=\s)")
_TARGET_END = re.compile(r"[.!?;]+[\"”’)]*(?=\s)|[。！？；]+[”’」』）)]*|\n+")
_NUMBER = re.compile(r"\d+")
_STEPS = {(1, 1): 0.0, (1, 2): 2.2, (2, 1): 2.2, (2, 2): 4.0, (1, 0): 4.5, (0, 1): 4.5, (1, 3): 4.5, (3, 1): 4.5}
"""What a bead of so many source and target sentences costs, after the shares that Gale and Church counted (89 % are of one and one)."""
_VARIANCE = 6.8
_OTHER_NUMBERS = 2.0

Bead = tuple[Span, Span]
"""A stretch of the source and one of the translation, in code points; one of the two may be empty."""


def beads(source: str, target: str) -> list[Bead]:
    """The beads of two texts, in order; together they cover both.

    >>> [(source[slice(*a)], target[slice(*b)]) for source, target in [("一。二二。", "One. Two two.")] for a, b in beads(source, target)]
    [('一。', 'One.'), ('二二。', ' Two two.')]
    """
    left, right = _sentences(source, _SOURCE_END), _sentences(target, _TARGET_END)
    if len(left) <= 1 or len(right) <= 1:
        return [((0, len(source)), (0, len(target)))]
    return list(_path(source, left, target, right))


def _sentences(text: str, end: re.Pattern[str]) -> list[Span]:
    cuts = [0, *(match.end() for match in end.finditer(text)), len(text)]
    return [(start, stop) for start, stop in zip(cuts, cuts[1:], strict=False) if text[start:stop].strip()]


def _path(source: str, left: Sequence[Span], target: str, right: Sequence[Span]) -> Iterator[Bead]:
    ratio = len(target) / max(1, len(source))
    lengths = [0, *accumulate(end - start for start, end in left)], [0, *accumulate(end - start for start, end in right)]
    numbers = [set(_NUMBER.findall(source[slice(*span)])) for span in left], [set(_NUMBER.findall(target[slice(*span)])) for span in right]
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            found = []
            for (down, over), cost in _STEPS.items():
                before = best.get((i - down, j - over))
                if before is None:
                    continue
                own, other = lengths[0][i] - lengths[0][i - down], lengths[1][j] - lengths[1][j - over]
                here, there = set[str]().union(*numbers[0][i - down : i]), set[str]().union(*numbers[1][j - over : j])
                odd = len(here ^ there) / max(1, len(here | there)) * _OTHER_NUMBERS
                found.append((before[0] + cost + odd + _unlikely(own * ratio, other), (i - down, j - over)))
            if found:
                best[i, j] = min(found)
    yield from _back(best, left, right)


def _unlikely(expected: float, length: float) -> float:
    """Gale and Church's measure: how far a length is from what is expected of it."""
    if not expected or not length:
        return 0.0
    delta = (length - expected) / math.sqrt(_VARIANCE * expected)
    return min(delta * delta / 2, 12.0)


def _back(best: dict[tuple[int, int], tuple[float, tuple[int, int]]], left: Sequence[Span], right: Sequence[Span]) -> Iterator[Bead]:
    at = len(left), len(right)
    found = []
    while at != (0, 0):
        before = best[at][1]
        found.append((_stretch(left, before[0], at[0]), _stretch(right, before[1], at[1])))
        at = before
    return reversed(found)


def _stretch(spans: Sequence[Span], first: int, last: int) -> Span:
    if first == last:
        at = spans[first][0] if first < len(spans) else spans[-1][1]
        return at, at
    return spans[first][0], spans[last - 1][1]
