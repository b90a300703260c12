"""Where a whole text lacks spaces inside its tokens: what each token says by itself, what its line says, and what the text says."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from functools import cache
from itertools import chain
from typing import NamedTuple

from cleaner.document import Document
from cleaner.edits import Safety
from cleaner.lexicon import Lexicon, lexicon
from cleaner.lexicon.glue import TOKEN, Analysis, Context, Kind, analyse, belief, border_beliefs, suspicious
from cleaner.screen import Memory, Screen

SAFE, UNSAFE = 1.0, -0.5
"""Log-odds from which a border is set without being asked, and when asked."""
STRICTER, STRICTER_IN_SPANISH, STRICTER_FOR_PART = 1.2, 2.0, 1.5
"""Log-odds asked on top in other languages, of which no pairs are known; Spanish and Portuguese have most forms that read as two
words, and one letter, or an unknown part, may be a prefix or an ending."""
LEAST = -3.0
"""Log-odds of a token below which its borders are not looked at."""
CERTAIN = 4.0
"""Log-odds of a token by itself from which it is evidence of damage in its line."""
LIKELY = 2.0
"""… and from which it counts as glue when a text's glue is counted."""
USUAL_SHARE, USUAL_WEIGHT = 0.6, 3
USUAL_RATE, USUAL_WORDS = 0.01, 100
"""The share of a text's unknown tokens, and of its words, that is expected to be glue, and how many must say otherwise to weigh as much."""
POSSIBLE = 0.0
"""… and from which it counts when a text is asked whether it joins words on purpose."""
FUNCTION_IN_GLUE, FUNCTION_IN_COMPOUNDS, FUNCTION_WEIGHT = 0.85, 0.3, 5
"""The share of tokens with a function word among those that lost a space, and among those that were joined on purpose, which are
mostly content words (0.82 to 0.90 against 0.20 to 0.40 over texts of both kinds); the first counts as much as so many tokens.
Known for English only: in Russian fewer than two in three that lost a space have one."""
USUAL_DAMAGE, USUAL_DAMAGE_WEIGHT = 0.8, 10
"""The share of what looks like glue that is expected to be damage, and how many tokens must say otherwise to weigh as much."""
GREATEST_SHIFT, LEAST_SHIFT = 1.5, -1.5
SHORT_TEXT, SHIFT_PER_DECADE = 2000, 1.5
"""How far a text may shift the log-odds; the longer, the farther down, so that a whole book may hold as few false alarms as a page."""
IF_BESIDE, IF_HEADLINE, IF_ALONE, IF_OFTEN, IF_NAME = 0.7, 1.0, -1.5, -1.5, -2.5
"""What the log-odds gain in a line that holds glue for certain, and where capitals go on behind a small start ("yearNew Office");
lose without a sentence round the token, where it comes so often that it may be a term, and where a token with capitals inside is put
together as names are, comes again, or stands in a list or a table."""
MOST_HERE = IF_BESIDE + IF_HEADLINE
"""More than that a place cannot add."""
OFTEN = 3
MIN_WORDS_ROUND = 3
MIN_KNOWN_SHARE = 0.6
"""A line with fewer known words among its small-letter words is not English enough to be judged."""
MANY_UNKNOWN, MOST_UNKNOWN = 1000, 0.6
"""So many distinct tokens that are no words, and such a share of all, are no text of this language, whatever it is."""
NEAR = 100
"""Characters on either side of a token that are looked at."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SMALL_WORD = re.compile(r"\b[a-zß-öø-ÿœа-яё]{2,}\b")
_CODE = re.compile(r"[_/\\@#=<>{}\[\]$|~^*`+&%]|::|\(\)|\w[.:(]\w")


class Place(NamedTuple):
    """A missing space of the text."""

    at: int
    kind: Kind
    safety: Safety


class _Lines:
    """The lines of a text, met from first to last; each is judged once, and only when asked."""

    def __init__(self, text: str, words: Lexicon, found: dict[str, Analysis]) -> None:
        self.text, self.words, self.found = text, words, found
        self.sure = frozenset(token for token, analysis in found.items() if analysis.odds >= CERTAIN)
        self.start = self.end = -1
        self._english: bool | None = None
        self._certain: int | None = None

    def go_to(self, offset: int) -> None:
        if offset < self.end:
            return
        self.start = max(start := self.text.rfind("\n", 0, offset) + 1, self.text.rfind("\r", start, offset) + 1)
        end = self.text.find("\n", offset)
        self.end = len(self.text) if end < 0 else end
        self._english = self._certain = None

    @property
    def english(self) -> bool:
        """Whether enough of the line's words are known for it to be in the language of the lexicon."""
        if self._english is None:
            small = _SMALL_WORD.findall(self.text, self.start, self.end)
            zipf, found = self.words.zipf, self.found
            known = sum(word in found or zipf(word) >= 2 for word in small)
            self._english = known >= MIN_KNOWN_SHARE * len(small)
        return self._english

    @property
    def certain(self) -> int:
        """How many of the line's tokens are glue by themselves."""
        if self._certain is None:
            tokens = TOKEN.findall(self.text, self.start, self.end) if self.sure else ()
            self._certain = sum(token in self.sure for token in tokens)
        return self._certain

    def around(self, match: re.Match[str]) -> tuple[str, str]:
        """What stands before and after a token on the line."""
        return (
            self.text[max(self.start, match.start() - NEAR) : match.start()],
            self.text[match.end() : min(self.end, match.end() + NEAR)],
        )


def missing_spaces(document: Document) -> tuple[Place, ...]:
    """Every missing space of the text; the three rules share one look at the text."""
    return document.made(_missing_spaces)


def _missing_spaces(document: Document) -> tuple[Place, ...]:
    words, text = lexicon(document.language), document.text
    if words is None:
        return ()
    wanted = _read(words.language).masks(document.tokens).keys()
    if len(wanted) > MANY_UNKNOWN and len(wanted) > len(document.tokens) * MOST_UNKNOWN:
        return ()
    matches = list(_matches(document, wanted))
    counts = Counter(match.group() for match in matches)
    readings = {token: analysis for token in counts if (analysis := analyse(token, words.language))}
    found = {token: analysis for token, analysis in readings.items() if analysis.odds > LEAST - 4}
    if not found:
        return ()
    lines = _Lines(text, words, found)
    stricter = {"en": 0.0, "es": STRICTER_IN_SPANISH, "pt": STRICTER_IN_SPANISH}.get(words.language, STRICTER)
    size = sum(map(_TOKENS_IN.__getitem__, chain.from_iterable(document.line_tokens)))
    general = _General(counts, size, readings, words.listed("function") if words.language == "en" else frozenset())
    before = {token: general.odds(token, analysis) for token, analysis in found.items()}
    places: list[Place] = []
    for match in matches:
        if match.group() not in found:
            continue
        analysis = found[match.group()]
        lines.go_to(match.start())
        odds = before[match.group()] + _beside(words, lines, match, analysis)
        if odds + MOST_HERE < LEAST:
            continue
        odds += _here(lines, match, analysis)
        if odds < LEAST or not lines.english or _in_code(*lines.around(match)):
            continue
        for border, sure in zip(analysis.borders, border_beliefs(words, analysis, odds), strict=True):
            sure -= stricter
            if stricter and (border.unknown or border.at in (1, len(match.group()) - 1)):
                sure -= STRICTER_FOR_PART
            if sure >= UNSAFE:
                places.append(Place(match.start() + border.at, border.kind, "safe" if sure >= SAFE else "unsafe"))
    return tuple(places)


_TOKENS_IN = Memory(lambda token: len(TOKEN.findall(token)))
"""How many times something is looked at as one in what stands between white space."""


@cache
def _read(language: str) -> Screen:
    """Which tokens hold something that may be several words."""
    return Screen(
        {0: lambda word: suspicious(word, language)},
        {0: lambda token: any(suspicious(found, language) for found in TOKEN.findall(token))},
    )


def _matches(document: Document, wanted: Set[str]) -> Iterator[re.Match[str]]:
    """What is looked at as one in those tokens between white space that are wanted."""
    for number in document.lines_with(wanted):
        at, start = 0, document.line_starts[number]
        line = f" {document.lines[number]} "
        for token in document.line_tokens[number]:
            if token in wanted:
                at = line.index(token, at)
                while not (line[at - 1].isspace() and line[at + len(token)].isspace()):
                    at = line.index(token, at + 1)
                yield from TOKEN.finditer(document.text, start + at - 1, start + at - 1 + len(token))
                at += len(token)


class _General:
    """What the whole text says of a token; `size` is how many tokens it has."""

    def __init__(self, counts: Counter[str], size: int, readings: Mapping[str, Analysis], function: frozenset[str]) -> None:
        self.counts, self.size, self.function = counts, size, function
        odds = [analysis.odds for analysis in readings.values() if not analysis.camel]
        self.unknown, self.glue = len(odds), sum(value >= LIKELY for value in odds)
        possible = [analysis for analysis in readings.values() if not analysis.camel and analysis.odds >= POSSIBLE]
        self.possible, self.with_function = len(possible), sum(map(self._has_function, possible))
        self.long = -SHIFT_PER_DECADE * math.log10(max(1.0, self.size / SHORT_TEXT))

    def odds(self, token: str, analysis: Analysis) -> float:
        """What is to be added to the log-odds that the token has by itself."""
        count = self.counts[token]
        if analysis.camel:
            return self._shift(self.unknown, self.glue) + (IF_NAME if count > 1 else 0.0)
        own = analysis.odds >= LIKELY
        mine = analysis.odds >= POSSIBLE
        others = self.possible - mine, self.with_function - (mine and self._has_function(analysis))
        on_purpose = self._on_purpose(*others) if self.function else 0.0
        return self._shift(self.unknown - 1, self.glue - own) + on_purpose + (IF_OFTEN if count >= OFTEN else 0.0)

    def _has_function(self, analysis: Analysis) -> bool:
        return any(piece.text in self.function for piece in analysis.reading.pieces)

    @staticmethod
    def _on_purpose(others: int, with_function: int) -> float:
        """What is to be taken from the log-odds where the text's other joined words look meant: so few hold a function word.

        The share of function words says how much of it is damage, and that how likely each single one is.
        """
        share = (with_function + FUNCTION_IN_GLUE * FUNCTION_WEIGHT) / (others + FUNCTION_WEIGHT)
        part = min(1.0, max(0.0, (share - FUNCTION_IN_COMPOUNDS) / (FUNCTION_IN_GLUE - FUNCTION_IN_COMPOUNDS)))
        damage = (part * others + USUAL_DAMAGE * USUAL_DAMAGE_WEIGHT) / (others + USUAL_DAMAGE_WEIGHT)
        return min(0.0, _logit(damage) - _logit(USUAL_DAMAGE))

    def _shift(self, unknown: int, glue: int) -> float:
        """What the other unknown tokens say: so many there are, and so many of them are glue by themselves.

        The model learned on text of which most unknown tokens were glue. How many are so here shifts every single belief by as
        much (Saerens et al. 2002, one step).
        """
        share = (glue + USUAL_SHARE * USUAL_WEIGHT) / (unknown + USUAL_WEIGHT)
        rate = (glue + USUAL_RATE * USUAL_WORDS) / (self.size + USUAL_WORDS)
        shift = min(_logit(share) - _logit(USUAL_SHARE), _logit(rate) - _logit(USUAL_RATE))
        if rate < USUAL_RATE / 2:
            shift += self.long
        return max(LEAST_SHIFT + self.long, min(GREATEST_SHIFT, shift))


def _logit(share: float) -> float:
    return math.log(share / (1 - share))


def _beside(words: Lexicon, lines: _Lines, match: re.Match[str], analysis: Analysis) -> float:
    """The log-odds that a token is glued, by itself and by the words beside it."""
    before, after = lines.around(match)
    line = before + match.group() + after
    span = len(before), len(before) + len(match.group())
    return belief(analysis, Context.of(words, line, span, analysis.first, analysis.last), words.language)


def _here(lines: _Lines, match: re.Match[str], analysis: Analysis) -> float:
    """What a token's line, its shape and its place in the line add to the log-odds that it is glued."""
    odds = 0.0
    before, after = lines.around(match)
    if len(_WORD.findall(before)) + len(_WORD.findall(after)) < MIN_WORDS_ROUND:
        odds += IF_ALONE + (IF_NAME if analysis.camel else 0.0)
    elif analysis.camel and "|" in lines.text[lines.start : lines.end]:
        odds += IF_NAME
    if analysis.camel and match.group()[0].islower() and re.match(r" [A-Z][a-z]", after):
        odds += IF_HEADLINE
    elif analysis.name:
        odds += IF_NAME
    if lines.certain > (analysis.odds >= CERTAIN):
        odds += IF_BESIDE
    return odds


def _in_code(before: str, after: str) -> bool:
    """Whether the token's surroundings up to the next white space hold signs of a name, an address or code."""
    head = before.split()[-1] if before and not before[-1].isspace() else ""
    tail = after.split(None, 1)[0] if after and not after[0].isspace() else ""
    return bool(_CODE.search(f"{head}x{tail}"))
