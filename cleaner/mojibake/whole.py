"""Every line of a text, and what the clear ones say about the doubtful ones: a file is usually damaged in one way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from cleaner.edits import Span
from cleaner.lexicon import LANGUAGES
from cleaner.lexicon.recognise import recognise
from cleaner.mojibake.misread import diagnoses
from cleaner.mojibake.pages import PAGES
from cleaner.mojibake.repair import CERTAIN, Diagnosis, Repair, apply_repairs
from cleaner.mojibake.reread import reread_lines, rereadings
from cleaner.mojibake.trigger import misread_lines

Question = Literal["utf8", "page"]
Kind = Literal["narrow", "wide", "page"]
"""UTF-8 read in a page of single bytes; UTF-8 read in an East Asian page, or with all its bytes lost; text of another page."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Powers of ten for damage over chance: to be proposed, to be certain, to speak for other lines; ahead of other pages to be certain."""

    proposed: float
    certain: float
    telling: float
    ahead: float


LIMITS: dict[Question, Limits] = {"utf8": Limits(2.0, 2.0, 4.0, CERTAIN), "page": Limits(3.5, 5.0, 8.0, 2.5)}
SHOWN = 2.0
"""What a page gains that is telling in another line of the same text."""


@dataclass(frozen=True, slots=True)
class Damage:
    """The repairs of one line: offsets into the text, in code points. `kind` says what it was."""

    start: int
    end: int
    kind: Kind
    repairs: tuple[Repair, ...]

    @property
    def certain(self) -> bool:
        """Whether any repair is."""
        return any(repair.certain for repair in self.repairs)

    def applied(self, line: str) -> str:
        """The line with the certain repairs made."""
        return apply_repairs(line, (repair for repair in self.repairs if repair.certain), self.start)


@lru_cache(maxsize=4)
def damages(text: str, language: str, source_language: str | None = None) -> tuple[Damage, ...]:
    """What was read in the wrong page, line by line, in order of place; nothing where a line may well be healthy.

    `language` decides between marks where its typography does, `source_language` between pages where the bytes do not.

    >>> [(got.new, got.page) for line in damages("the 鈥淨ingyuan Industry鈥� case", "en") for got in line.repairs]
    [('“Q', 'GBK'), ('”', 'GBK')]
    >>> [(got.new, got.page) for line in damages("the city of ºÏ·Ê (Hefei)", "en", "zh") for got in line.repairs]
    [('合肥', 'GB18030')]
    >>> damages("the Chinese character 茅 alone", "en")
    ()
    """
    found: dict[Span, Damage] = {}
    for question, judged in _judged(text, language, source_language).items():
        shown = _telling(judged, LIMITS[question])
        for span, made in judged.items():
            repairs = _repairs([_raised(one, shown) for one in made], LIMITS[question]) if span not in found else ()
            if repairs:
                moved = (replace(repair, start=repair.start + span[0], end=repair.end + span[0]) for repair in repairs)
                found[span] = Damage(*span, _kind(question, repairs[0].page), tuple(moved))
    return tuple(found[span] for span in sorted(found))


def _kind(question: Question, page: str) -> Kind:
    return "page" if question == "page" else "narrow" if page in PAGES and not PAGES[page].wide else "wide"


def _judged(text: str, language: str, source_language: str | None) -> dict[Question, dict[Span, list[Diagnosis]]]:
    """The diagnoses of each line that may be damaged, UTF-8 first: where it explains a line, nothing else is asked."""
    questions: dict[Question, tuple[Callable[[str], Iterator[Span]], Callable[[str], list[Diagnosis]]]] = {
        "utf8": (misread_lines, lambda line: _as_utf8(line, language)),
        "page": (reread_lines, lambda line: rereadings(line, (language, source_language))),
    }
    return {
        question: {span: made for span in lines(text) if (made := judge(text[slice(*span)]))}
        for question, (lines, judge) in questions.items()
    }


@lru_cache(maxsize=1 << 11)
def _as_utf8(line: str, language: str) -> list[Diagnosis]:
    told = _told(line, language)
    made = diagnoses(line, told)
    if made and made[0].points > 0:
        better_told = _told(made[0].applied(line), told)  # damage hides words; the language decides between marks
        made = made if better_told == told else diagnoses(line, better_told)
    return made


def _told(line: str, language: str) -> str:
    told = recognise(line)
    return told if told in LANGUAGES else language


def _telling(judged: dict[Span, list[Diagnosis]], limits: Limits) -> dict[str, int]:
    """In how many lines each page, or one as good, is plainly the one."""
    lines: dict[str, int] = {}
    for made in judged.values():
        if made[0].points >= limits.telling:
            for one in [made[0], *made[0].rivals(made)]:
                lines[one.page] = lines.get(one.page, 0) + 1
    return lines


def _raised(one: Diagnosis, shown: dict[str, int]) -> Diagnosis:
    # Its own line counts among those that are telling, and may not speak for itself; it does not need to.
    return replace(one, points=one.points + SHOWN) if shown.get(one.page) else one


def _repairs(made: list[Diagnosis], limits: Limits) -> tuple[Repair, ...]:
    best = min(made, key=lambda one: (-one.total, one.open))
    if best.points < limits.proposed:
        return ()
    settled = best.settled(made, limits.ahead)
    return tuple(replace(repair, certain=repair.certain and best.points >= limits.certain) for repair in settled)
