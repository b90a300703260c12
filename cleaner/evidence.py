"""What the whole file shows about one habit of its source: how often it does the damage, how often the healthy thing.

Damage follows its source: a page that drops the space after one comma drops it after most of them, and a page that is
typeset well does not begin to in the middle. So one doubtful spot is judged by all the others of its file.

>>> Habit("comma", r"\\w,(?=\\w)", r"\\w, ", rare=50).weigh("one,two,three,four").shown
True
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from cleaner.edits import Safety, Span

FEW = 3
"""Damaged places from which a file can be said to show the damage."""
SHARE = 10
"""One in so many places must be damaged for the file to show the damage."""
BESIDE = 20
"""Healthy places from which a single damaged one at the end of a line may be its author's slip."""
MANY = 200
"""Healthy places from which their number says something against a single damaged one."""

Grade = Literal["likely", "doubtful"]
"""`likely`: damage unless the file speaks against it. `doubtful`: damage only where the file speaks for it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Counts of one habit over one file. Where a file is too small to say, none of the properties holds.

    `healthy` may stop at `enough(damaged, rare)`: more of it would change no answer.
    """

    damaged: int
    healthy: int
    rare: int

    @property
    def shown(self) -> bool:
        """The file does the damage as a habit."""
        return self.damaged >= FEW and self.damaged * SHARE >= self.damaged + self.healthy

    @property
    def lone(self) -> bool:
        """One place is damaged, and many healthy ones stand beside."""
        return self.damaged <= 1 and self.healthy >= BESIDE

    @property
    def calm(self) -> bool:
        """The file is long and hardly ever does it: a single spot is its author's slip, or meant."""
        return self.healthy >= MANY and self.damaged * self.rare < self.damaged + self.healthy

    @property
    def verdict(self) -> tuple[bool, bool, bool]:
        """All that the file says: whether the habit shows, whether one place is alone, whether the file is calm."""
        return self.shown, self.lone, self.calm

    def safety(self, grade: Grade) -> Safety | None:
        """How safe it is to repair a spot of this grade in this file; None where it should not be mentioned.

        >>> Evidence(1, 20, 50).safety("doubtful"), Evidence(9, 20, 50).safety("doubtful"), Evidence(1, 900, 50).safety("likely")
        ('unsafe', 'safe', 'unsafe')
        """
        if grade == "likely":
            return "unsafe" if self.calm else "safe"
        if self.calm:
            return None
        return "safe" if self.shown else "unsafe"


def enough(damaged: int, rare: int) -> int:
    """Healthy places from which a file is calm, whatever else it holds, and does not show the damage."""
    return max(MANY, BESIDE, damaged * max(rare, SHARE))


@dataclass(frozen=True, slots=True)
class Habit:
    """Two linear patterns, of the damaged and of the healthy form; `rare`: one in how many a calm file may get wrong.

    The patterns count, they do not judge: they leave out what is never prose, and count what a rule would not dare to repair.
    """

    name: str
    damaged: str
    healthy: str
    rare: int

    def weigh(self, text: str, protected: Sequence[Span] = ()) -> Evidence:
        """The counts over a text; what is protected is no evidence of damage. Healthy places are counted only until they are enough."""
        damaged = sum(not _inside(match.start(), protected) for match in re.finditer(self.damaged, text))
        healthy = sum(1 for _ in islice(re.finditer(self.healthy, text), enough(damaged, self.rare)))
        return Evidence(damaged, healthy, self.rare)


def _inside(offset: int, spans: Sequence[Span]) -> bool:
    at = bisect_right(spans, (offset, len(spans) and spans[-1][1])) - 1
    return at >= 0 and spans[at][0] <= offset < spans[at][1]
