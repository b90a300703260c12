"""UTF-8 that was read in another code page, line by line: which page explains the line, and what each damaged run was."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from cleaner.mojibake.pages import ASCII, LOST_MARK, PAGES, Page
from cleaner.mojibake.paths import Spot, best_paths, right_of
from cleaner.mojibake.utf8 import readings
from cleaner.mojibake.weigh import EAST_ASIAN, against, weigh

CERTAIN = 1.3
"""Powers of ten by which the best reading of a run must be ahead of the next to be certain."""
_RUN = re.compile(r"[^\x00-\x7f]+")
_QUESTION_RUN = re.compile(r"[^\x00-\x7f]+\??")
_ASCII_HEAD = re.compile(r"[\x00-\x7f]*")
_PLAIN = frozenset("‘’“”–—…")
"""Marks that stand in healthy text; a run of nothing else is no sign of damage."""
_ALONE = 9.0
"""By how much a reading is ahead that has no rival."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A run of a line and what it was: offsets into the line."""

    start: int
    end: int
    new: str
    page: str
    certain: bool

    def disputed(self, other: Repair) -> bool:
        """Whether another diagnosis reads the same place otherwise, or is not certain of it."""
        overlaps = other.start < self.end and self.start < other.end
        return overlaps and not (other.new == self.new and other.certain)


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


def diagnoses(line: str, language: str) -> list[Diagnosis]:
    """What every page that explains at least one run makes of the line, the best first."""
    pages: list[Page] = [*PAGES.values(), ASCII] if LOST_MARK in line else list(PAGES.values())
    found = [made for page in pages if (made := _diagnose(line, page, language))]
    if "?" in line and EAST_ASIAN.search(line):
        made = _diagnose(line, PAGES["GBK"], language, _QUESTION_RUN)
        if made and any(line[repair.end - 1] == "?" for repair in made.repairs):
            # It accounts for each `?`, which the same page without Windows' way would leave standing.
            found = [other for other in found if other.page != made.page] + [made]
    return sorted(found, key=lambda made: (-made.points - made.fit, made.open))


def _diagnose(line: str, page: Page, language: str, runs: re.Pattern[str] = _RUN) -> Diagnosis | None:
    spots, left = _spots(line, page, runs)
    if not spots:
        return None
    best, *others = best_paths(spots, line, language)
    points = -sum(against(run, page) for run in left)
    repairs: list[Repair] = []
    for at, (spot, new, before, score) in enumerate(best.taken(spots, line)):
        run = line[spot.start : spot.end]
        if new == run:
            continue
        points += weigh(run, new, before, right_of(spots, at, line), score, language)
        ahead = min((best.score - path.score for path in others if path.news[at] != new), default=_ALONE)
        repairs.append(Repair(spot.start, spot.end, new, page.name, ahead >= CERTAIN))
    return Diagnosis(page.name, points, best.score, tuple(repairs), len(left)) if repairs else None


def _spots(line: str, page: Page, runs: re.Pattern[str]) -> tuple[list[Spot], list[str]]:
    """The runs that the page explains, with their readings, and those that it does not."""
    spots: list[Spot] = []
    left: list[str] = []
    for match in runs.finditer(line):
        run, (start, end) = match.group(), match.span()
        if _PLAIN.issuperset(run):
            continue
        found = _possible_readings(run, line, end, page)
        if not found and run.endswith("?"):
            end -= 1
            found = _possible_readings(run[:-1], line, end, page)
        if found:
            spots.append(Spot(start, end, found))
        else:
            left.append(run)
    return spots, left


def _possible_readings(run: str, line: str, end: int, page: Page) -> list[str]:
    after = _ASCII_HEAD.match(line[end : end + 3])  # what a lead byte that lost its trail byte may have met
    return [text for text in readings(run, after.group() if after else "", page) if all(map(_possible, text))]


@lru_cache(maxsize=1 << 12)
def _possible(char: str) -> bool:
    """Whether text holds such a character at all: assigned, no control, not for private use."""
    return char.isascii() and char >= " " or unicodedata.category(char) not in ("Cc", "Cn", "Co", "Cs") and not char.isascii()


def safe_repairs(made: Diagnosis, others: Iterable[Diagnosis]) -> Iterator[Repair]:
    """The repairs, those uncertain on which another page that explains the line as well differs."""
    rivals = [other for other in others if made.points + made.fit - other.points - other.fit < CERTAIN and other.open <= made.open]
    for repair in made.repairs:
        disputed = any(repair.disputed(other) for rival in rivals for other in rival.repairs)
        yield Repair(repair.start, repair.end, repair.new, repair.page, repair.certain and not disputed)
