"""What is found out about a line: repairs, and the diagnosis that they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

CERTAIN = 1.3
"""Powers of ten by which one reading, or one page, must be ahead of the next to be certain."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A run of a line and what it was: offsets into the line, in code points."""

    start: int
    end: int
    new: str
    page: str
    certain: bool

    def disputed(self, other: Repair) -> bool:
        """Whether another diagnosis reads the same place otherwise, or is not certain of it."""
        overlaps = other.start < self.end and self.start < other.end
        return overlaps and not (other.new == self.new and other.certain)


def apply_repairs(line: str, repairs: Iterable[Repair], start: int = 0) -> str:
    """The line, which begins at offset `start`, with the repairs made; they are in order of place."""
    parts, at = [], 0
    for repair in repairs:
        parts += [line[at : repair.start - start], repair.new]
        at = repair.end - start
    return "".join(parts) + line[at:]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What one page makes of a line.

    `points` are powers of ten for damage over chance, `fit` for how well the readings suit what stands around; `open` runs have none.
    """

    page: str
    points: float
    fit: float
    repairs: tuple[Repair, ...]
    open: int

    @property
    def total(self) -> float:
        return self.points + self.fit

    def applied(self, line: str) -> str:
        """The line with all repairs made, certain or not."""
        return apply_repairs(line, self.repairs)

    def rivals(self, others: Iterable[Diagnosis], margin: float = CERTAIN) -> list[Diagnosis]:
        """Those that explain the line nearly as well."""
        return [other for other in others if other is not self and self.total - other.total < margin and other.open <= self.open]

    def settled(self, others: Iterable[Diagnosis], margin: float = CERTAIN) -> Iterator[Repair]:
        """The repairs, those uncertain on which a rival differs."""
        rivals = self.rivals(others, margin)
        for repair in self.repairs:
            disputed = any(repair.disputed(other) for rival in rivals for other in rival.repairs)
            yield Repair(repair.start, repair.end, repair.new, repair.page, repair.certain and not disputed)
