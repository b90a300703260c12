"""Words that lost the space between them: `thisyear`, `yearNew`, `case26Case`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache

from cleaner.document import Document
from cleaner.edits import Edit
from cleaner.lexicon import LANGUAGES, Lexicon, lexicon
from cleaner.lexicon.glue import NOTHING, Analysis, Kind
from cleaner.lexicon.plain import analyse
from cleaner.rules.base import rule

ALONE, RECURRING, QUIET = 1.5, 1.5, 2.0
"""Log-odds asked on top where no sentence stands round a token, or a hyphen beside it; where it comes so often that it may be a term; and for a compound
("watchcase") in a text that is long and has next to no glue beside."""
OFTEN = 3
LONG_TEXT, GLUE_RATE = 400, 1 / 1500
"""Words from which a text is long, and the share of words that are glue for certain from which it is not quiet: damage follows the site."""
CERTAIN = 2.0
MIN_WORDS_ROUND = 3
MIN_KNOWN_SHARE = 0.6
"""A line with fewer known words among its small-letter words is not English enough to be judged."""
NEAR = 100
"""Characters on either side of a token that are looked at."""

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SMALL_WORD = re.compile(r"\b[a-zß-öø-ÿœа-яё]{2,}\b")
_CODE = re.compile(r"[_/\\@#=<>{}\[\]$|~^*`+&%]|::|\(\)|\w[.:(]\w")
_CAPITALISED_BEFORE = re.compile(r"\S\s+[A-Z][a-z]+ $")
_CAPITALISED_AFTER = re.compile(r" [A-Z][a-z]+")


class _Lines:
    """The lines of a text, met from first to last; each is judged once."""

    def __init__(self, text: str, words: Lexicon, glued: Container[str]) -> None:
        self.text, self.words, self.glued = text, words, glued
        self.start = self.end = -1
        self.verdicts: dict[int, bool] = {}

    def at(self, offset: int) -> tuple[int, int]:
        """The span of the line that holds the offset."""
        if offset >= self.end or self.end < 0:
            self.start = max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1
            end = self.text.find("\n", offset)
            self.end = len(self.text) if end < 0 else end
        return self.start, self.end

    def english(self, start: int, end: int) -> bool:
        """Whether most of its small-letter words are known, or glued from known ones."""
        if start not in self.verdicts:
            small = _SMALL_WORD.findall(self.text, start, end)
            self.verdicts[start] = sum(word in self.glued or self.words.zipf(word) >= 2 for word in small) >= MIN_KNOWN_SHARE * len(small)
        return self.verdicts[start]


@lru_cache(maxsize=2)
def _insertions(text: str, language: str) -> tuple[tuple[int, Kind], ...]:
    """Every missing space of the text and its kind; the three rules share one look at the text."""
    words = lexicon(language)
    if words is None:
        return ()
    counts = Counter(_TOKEN.findall(text))
    found = {token: analysis for token in counts if len(token) > 2 and (analysis := analyse(token, language)).borders}
    certain = sum(analysis.surplus >= CERTAIN and not analysis.compound for analysis in found.values())
    size = counts.total()
    quiet = size >= LONG_TEXT and certain < size * GLUE_RATE
    lines = _Lines(text, words, found)
    places: list[tuple[int, Kind]] = []
    for match in _TOKEN.finditer(text) if found else ():
        if (analysis := found.get(match.group(), NOTHING)) is NOTHING:
            continue
        start, end = lines.at(match.start())
        before, after = text[max(start, match.start() - NEAR) : match.start()], text[match.end() : min(end, match.end() + NEAR)]
        if analysis.surplus < _asked(analysis, counts[match.group()], quiet) + _asked_here(before, after):
            continue
        if _in_code(before, after) or not lines.english(start, end):
            continue
        titled = bool(_CAPITALISED_BEFORE.search(before) or _CAPITALISED_AFTER.match(after))
        places += [(match.start() + border.at, border.kind) for border in analysis.borders if titled or not border.in_title]
    return tuple(places)


def _asked(analysis: Analysis, count: int, quiet: bool) -> float:
    """The log-odds that the token must have beyond the threshold, wherever it stands in the text."""
    if analysis.name_shaped and count > 1:
        return float("inf")
    return (RECURRING if count >= OFTEN else 0.0) + (QUIET if quiet and analysis.compound and not analysis.name_shaped else 0.0)


def _asked_here(before: str, after: str) -> float:
    """The log-odds that the token must have on top in this place."""
    alone = len(_WORD.findall(before)) + len(_WORD.findall(after)) < MIN_WORDS_ROUND
    return ALONE if alone or before.endswith("-") or after.startswith("-") else 0.0


def _in_code(before: str, after: str) -> bool:
    """Whether the token's surroundings up to the next white space hold signs of a name, an address or code."""
    head = before.split()[-1] if before and not before[-1].isspace() else ""
    tail = after.split(None, 1)[0] if after and not after[0].isspace() else ""
    return bool(_CODE.search(f"{head}x{tail}"))


def _edits(document: Document, kind: Kind, reason: str) -> Iterator[Edit]:
    for at, found in _insertions(document.text, document.language):
        if found == kind:
            yield Edit(at, at, " ", f"words.{kind}", reason)


_LEFT_ALONE = (
    "He wrote to Zhougudui and Magangcai from Feidong yesterday.",
    "She put the YouTube and FoodBev pages under camelCase names.",
)


@rule(
    "words.lower-run",
    "layout",
    [
        ("All of thisyear has been good.", "All of this year has been good."),
        ("They said hewouldallow it again.", "They said he would allow it again."),
        ("From the agency comesthis story.", "From the agency comes this story."),
        ("The town was attackedwith stones last night.", "The town was attacked with stones last night."),
        ("Office of Safety thisyear in the city", "Office of Safety this year in the city"),
        *((text, text) for text in _LEFT_ALONE),
        ("The model runs on tensorflow and on fieldbuses.", "The model runs on tensorflow and on fieldbuses."),
        ("They cocreated it unproblematically and funsigned it.", "They cocreated it unproblematically and funsigned it."),
        ("See docs/thisyear.txt and run_hewouldallow for that.", "See docs/thisyear.txt and run_hewouldallow for that."),
    ],
    languages=LANGUAGES,
)
def lower_run(document: Document) -> Iterable[Edit]:
    """Puts back spaces inside a run of letters that is no word but reads as several (`thisyear`)."""
    return _edits(document, "lower-run", "no known word, but several known words without their spaces")


@rule(
    "words.case-boundary",
    "layout",
    [
        ("Hefei Public Safety this yearNew Research Office", "Hefei Public Safety this year New Research Office"),
        ("It met onTuesday in the capital.", "It met on Tuesday in the capital."),
        ("A speech by PresidentBush was read there.", "A speech by President Bush was read there."),
        *((text, text) for text in _LEFT_ALONE),
        ("A ValueError is raised where McDonald and teamLab meet.", "A ValueError is raised where McDonald and teamLab meet."),
        ("The iPhone was sold on eBay and on GitHub that day.", "The iPhone was sold on eBay and on GitHub that day."),
    ],
    languages=LANGUAGES,
)
def case_boundary(document: Document) -> Iterable[Edit]:
    """Puts back a space where a small letter runs into a capital and both sides are words (`yearNew`)."""
    return _edits(document, "case-boundary", "a word ends where the capital letter begins another")


@rule(
    "words.digit-boundary",
    "layout",
    [
        ("It was OfficehigherGangsterEvilcase26Case in all.", "It was OfficehigherGangsterEvilcase 26 Case in all."),
        ("The plan was made in2004 for the whole city.", "The plan was made in 2004 for the whole city."),
        ("It cost 300million yuan in the end.", "It cost 300 million yuan in the end."),
        ("Drink H2O, play the mp3 in 3D on 5G.", "Drink H2O, play the mp3 in 3D on 5G."),
        ("The 1st of the 2020s was the year of COVID19.", "The 1st of the 2020s was the year of COVID19."),
        ("Run 10km with utf8 and sha256 on Windows10.", "Run 10km with utf8 and sha256 on Windows10."),
    ],
    languages=LANGUAGES,
)
def digit_boundary(document: Document) -> Iterable[Edit]:
    """Puts back a space between a word and a number (`case26Case`)."""
    return _edits(document, "digit-boundary", "a word and a number without the space between them")
