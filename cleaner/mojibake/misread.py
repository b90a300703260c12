"""UTF-8 that was read in another code page, line by line: which page explains the line, and what each damaged run was."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from cleaner.mojibake.pages import ASCII, LOST_MARK, PAGES, Page
from cleaner.mojibake.paths import Spot, best_paths, lead, right_of
from cleaner.mojibake.repair import CERTAIN, Diagnosis, Repair
from cleaner.mojibake.utf8 import may_be_utf8, readings
from cleaner.mojibake.weigh import against, is_supported, weigh

FEW_LOST = 24
"""Lost bytes in a line that are never too many."""
LOST_SHARE = 4
"""More than one character in so many lost leaves nothing to go by."""
_RUN = re.compile(r"[^\x00-\x7f]+")
_QUESTION_RUN = re.compile(r"[^\x00-\x7f]+\??")
_QUESTION = re.compile(r"[^\x00-\x7f]\?")
_QUESTION_PAGES = [PAGES[name] for name in ("GBK", "Windows-1252", "Windows-1251", "Windows-1250")]
_ASCII_HEAD = re.compile(r"[\x00-\x7f]*")
_PLAIN = frozenset("‘’“”–—…")
"""Marks that stand in healthy text; a run of nothing else is no sign of damage."""
_MARK = re.compile("[–—“”…]")
_INTACT = 0.5
"""Against damage in a line with such a mark that is whole: one page misreads all that is not ASCII."""


def diagnoses(line: str, language: str) -> list[Diagnosis]:
    """What every page that explains at least one run makes of the line, the best first; nothing where too much of it was lost."""
    lost = line.count(LOST_MARK)
    if lost > FEW_LOST and lost * LOST_SHARE > len(line):
        return []
    pages: list[Page] = [*PAGES.values(), ASCII] if LOST_MARK in line else list(PAGES.values())
    found = [made for page in pages if (made := _diagnose(line, page, language))]
    for page in _QUESTION_PAGES if _QUESTION.search(line) else ():
        made = _diagnose(line, page, language, _QUESTION_RUN)
        if made and any(line[repair.end - 1] == "?" for repair in made.repairs):
            # It accounts for each `?`, which the same page without Windows' way would leave standing.
            found = [other for other in found if other.page != made.page] + [made]
    return sorted(found, key=lambda made: (-made.total, made.open))


def _diagnose(line: str, page: Page, language: str, runs: re.Pattern[str] = _RUN) -> Diagnosis | None:
    spots, left = _spots(line, page, runs)
    if not spots:
        return None
    best, *others = best_paths(spots, line, language)
    rivals = [[step.new for step in path.steps()] for path in others]
    points = -sum(against(run, page) for run in left) - (_INTACT if _MARK.search(line) else 0.0)
    repairs: list[Repair] = []
    hidden = any(LOST_MARK in run for run in left)  # what opens or closes a quotation may be among them
    for at, (spot, step) in enumerate(zip(spots, best.steps(), strict=True)):
        run, new, right = line[spot.start : spot.end], step.new, right_of(spots, at, line)
        if new == run:
            continue
        points += weigh(run, new, step.left, right, step.score, language)
        rival = next((path.total for path, news in zip(others, rivals, strict=True) if news[at] != new), None)
        ahead = best.total - rival if rival is not None else lead(step, spots, at, line, language)
        guessed = len(spot.readings) > 1 or LOST_MARK in run  # a letter that is not among the likely ones may have stood there
        unsure = guessed and (hidden or not is_supported(new, step.left, right, language))
        repairs.append(Repair(spot.start, spot.end, new, page.name, ahead >= CERTAIN and not unsure))
    return Diagnosis(page.name, points, best.total, tuple(repairs), len(left)) if repairs else None


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
    if not may_be_utf8(run, page):
        return []
    after = _ASCII_HEAD.match(line[end : end + 3])  # what a lead byte that lost its trail byte may have met
    return [text for text in readings(run, after.group() if after else "", page) if all(map(_possible, text))]


@lru_cache(maxsize=1 << 12)
def _possible(char: str) -> bool:
    """Whether text holds such a character at all: assigned, no control, not for private use."""
    return char.isascii() and char >= " " or unicodedata.category(char) not in ("Cc", "Cn", "Co", "Cs") and not char.isascii()
