"""Words that lost the space between them: `thisyear`, `yearNew`, `case26Case`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from cleaner.document import Document
from cleaner.edits import Edit, Safety
from cleaner.lexicon import Lexicon, lexicon
from cleaner.lexicon.glue import TOKEN, Analysis, Context, Kind, analyse, belief, border_belief
from cleaner.rules.base import rule

SAFE, UNSAFE = 2.0, 0.0
"""Log-odds from which a border is set without being asked, and when asked."""
LEAST = -3.0
"""Log-odds of a token below which its borders are not looked at."""
CERTAIN = 4.0
"""Log-odds of a token by itself from which it is evidence of damage in the text round it."""
DAMAGED, QUIET, LONG_TEXT = 1 / 150, 1 / 1500, 400
"""The share of words that are glue for certain from which a text is damaged, below which it is not; and from how many words on that counts."""
IF_DAMAGED, IF_QUIET, IF_COMPOUND = 1.0, -1.0, -2.0
"""What the log-odds gain in a damaged text, and lose in a long quiet one: damage follows the site. Compounds lose more there."""
IF_BESIDE, IF_ALONE, IF_OFTEN, IF_NAME = 0.7, -1.5, -1.5, -2.5
"""… gain in a line that holds glue for certain; lose without a sentence round the token, where it comes so often that it may be a term,
and where a token with capitals inside comes again, as a name would."""
OFTEN = 3
MIN_WORDS_ROUND = 3
MIN_KNOWN_SHARE = 0.6
"""A line with fewer known words among its small-letter words is not English enough to be judged."""
NEAR = 100
"""Characters on either side of a token that are looked at."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SMALL_WORD = re.compile(r"\b[a-z]{2,}\b")
_CODE = re.compile(r"[_/\\@#=<>{}\[\]$|~^*`+&%]|::|\(\)|\w[.:(]\w")


class _Place(NamedTuple):
    """A missing space of the text."""

    at: int
    kind: Kind
    safety: Safety


class _Lines:
    """The lines of a text, met from first to last; each is judged once."""

    def __init__(self, text: str, words: Lexicon, found: dict[str, Analysis]) -> None:
        self.text, self.words, self.found = text, words, found
        self.start = self.end = -1
        self.english = False
        self.certain = 0

    def go_to(self, offset: int) -> None:
        if offset < self.end:
            return
        self.start = max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1
        end = self.text.find("\n", offset)
        self.end = len(self.text) if end < 0 else end
        small = _SMALL_WORD.findall(self.text, self.start, self.end)
        known = sum(word in self.found or self.words.zipf(word) >= 2 for word in small)
        self.english = known >= MIN_KNOWN_SHARE * len(small)
        tokens = TOKEN.findall(self.text, self.start, self.end)
        self.certain = sum(token in self.found and self.found[token].odds >= CERTAIN for token in tokens)

    def around(self, match: re.Match[str]) -> tuple[str, str]:
        """What stands before and after a token on the line."""
        return (
            self.text[max(self.start, match.start() - NEAR) : match.start()],
            self.text[match.end() : min(self.end, match.end() + NEAR)],
        )


@lru_cache(maxsize=2)
def _places(text: str, language: str) -> tuple[_Place, ...]:
    """Every missing space of the text; the three rules share one look at the text."""
    words = lexicon(language)
    if words is None:
        return ()
    counts = Counter(TOKEN.findall(text))
    found = {token: analysis for token in counts if (analysis := analyse(token, words.language)) and analysis.odds > LEAST - 4}
    lines = _Lines(text, words, found)
    general = _General(counts, found)
    places: list[_Place] = []
    for match in TOKEN.finditer(text) if found else ():
        analysis = found.get(match.group())
        if analysis is None:
            continue
        lines.go_to(match.start())
        odds = general.odds(match.group(), analysis) + _here(words, lines, match, analysis)
        if odds < LEAST or not lines.english or _in_code(*lines.around(match)):
            continue
        for border in analysis.borders:
            sure = border_belief(border, odds, words.language)
            if sure >= UNSAFE:
                places.append(_Place(match.start() + border.at, border.kind, "safe" if sure >= SAFE else "unsafe"))
    return tuple(places)


class _General:
    """What the whole text says of a token."""

    def __init__(self, counts: Counter[str], found: dict[str, Analysis]) -> None:
        self.counts = counts
        certain = sum(counts[token] for token, analysis in found.items() if analysis.odds >= CERTAIN and not analysis.compound)
        size = counts.total()
        self.quiet = size >= LONG_TEXT and certain < size * QUIET
        self.damaged = size >= LONG_TEXT and certain >= size * DAMAGED

    def odds(self, token: str, analysis: Analysis) -> float:
        odds = IF_DAMAGED if self.damaged else 0.0
        if self.quiet:
            odds += IF_COMPOUND if analysis.compound else IF_QUIET
        count = self.counts[token]
        if count > 1 and any(border.kind == "case-boundary" for border in analysis.borders):
            return odds + IF_NAME
        return odds + (IF_OFTEN if count >= OFTEN else 0.0)


def _here(words: Lexicon, lines: _Lines, match: re.Match[str], analysis: Analysis) -> float:
    """The log-odds that a token is glued in this place."""
    text = lines.text[lines.start : lines.end]
    span = match.start() - lines.start, match.end() - lines.start
    odds = belief(analysis, Context.of(words, text, span, analysis.first, analysis.last), words.language)
    before, after = lines.around(match)
    if len(_WORD.findall(before)) + len(_WORD.findall(after)) < MIN_WORDS_ROUND:
        odds += IF_ALONE
    if lines.certain > (analysis.odds >= CERTAIN):
        odds += IF_BESIDE
    return odds


def _in_code(before: str, after: str) -> bool:
    """Whether the token's surroundings up to the next white space hold signs of a name, an address or code."""
    head = before.split()[-1] if before and not before[-1].isspace() else ""
    tail = after.split(None, 1)[0] if after and not after[0].isspace() else ""
    return bool(_CODE.search(f"{head}x{tail}"))


def _edits(document: Document, kind: Kind, reason: str) -> Iterator[Edit]:
    for place in _places(document.text, document.language):
        if place.kind == kind:
            yield Edit(place.at, place.at, " ", f"words.{kind}", reason, place.safety)


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
    languages=["en"],
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
    languages=["en"],
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
    languages=["en"],
)
def digit_boundary(document: Document) -> Iterable[Edit]:
    """Puts back a space between a word and a number (`case26Case`)."""
    return _edits(document, "digit-boundary", "a word and a number without the space between them")
