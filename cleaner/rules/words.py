"""Words that lost the space between them: `thisyear`, `yearNew`, `case26Case`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from cleaner.document import Document
from cleaner.edits import Edit
from cleaner.lexicon import MIN_COMMON, Lexicon, lexicon
from cleaner.lexicon.split import Split, split, zipf
from cleaner.rules.base import rule

LOWER_RUN, CASE_BOUNDARY, DIGIT_BOUNDARY = "words.lower-run", "words.case-boundary", "words.digit-boundary"

THRESHOLD = 2.0
"""Log-odds from which a run of letters is split. On 1.4 million words of clean text, with a tenth of the spaces of a part of it taken out,
this put back 85 % of the spaces inside runs of small letters and made 2 wrong splits in 100,000 words."""
WEIGHT_GAIN, WEIGHT_LETTER, WEIGHT_RAREST, WEIGHT_PIECE, WEIGHT_THIRD_PIECE = 0.67, 0.09, 0.6, -1.0, -0.8
WEIGHT_FUNCTION_WORD, WEIGHT_PAIR, WEIGHT_CAPITAL, WEIGHT_NAME, WEIGHT_DERIVED, BIAS = 2.1, 1.0, -0.45, -0.45, -2.9, -1.7
"""A logistic regression's weights on that text, rounded; `belief` says what they weigh."""
ALONE, RECURRING = 1.5, 1.5
"""Log-odds asked on top where no sentence stands round the token, and where it comes so often that it may be a term."""
OFTEN = 3
DIGITS_BETWEEN = 1.5
"""Log-odds granted to the runs of a token that has words on both sides of a number or four runs: it is glue already."""
MIN_WORDS_ROUND = 3
MIN_KNOWN_SHARE = 0.6
"""A line with fewer known words among its small-letter words is not English enough to be judged."""

FUNCTION = frozenset(
    ["a", "about", "above", "after", "against", "all", "also", "although", "always", "among", "an", "and", "any", "are", "as", "at", "be", "because", "been", "before", "being", "between", "both", "but", "by", "can", "cannot", "could", "did", "do", "does", "during", "each", "either", "every", "few", "for", "from", "had", "has", "have", "he", "her", "here", "him", "his", "how", "however", "i", "if", "in", "into", "is", "it", "its", "just", "many", "may", "me", "might", "more", "most", "much", "must", "my", "never", "no", "nor", "not", "of", "off", "often", "on", "one", "only", "onto", "or", "other", "our", "out", "over", "own", "same", "shall", "she", "should", "since", "so", "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "though", "through", "to", "too", "toward", "towards", "two", "under", "until", "up", "upon", "us", "very", "was", "we", "were", "what", "when", "where", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without", "would", "yet", "you", "your", "don't", "doesn't", "didn't", "isn't", "aren't", "wasn't", "weren't", "can't", "couldn't", "won't", "wouldn't", "shouldn't", "haven't", "hasn't", "hadn't", "it's", "that's", "i'm", "i've", "i'll", "i'd", "he's", "she's", "we're", "they're", "you're"]
)
PREPOSITIONS = frozenset(["about", "after", "and", "at", "before", "between", "by", "for", "from", "in", "of", "or", "over", "since", "than", "the", "to", "until", "with"])
BEFORE_ACRONYMS = frozenset("and by from her his in its of our the their with".split())
COUNTED = frozenset(
    ["billion", "cases", "companies", "counties", "countries", "countrymen", "days", "dollars", "hours", "households", "million", "minutes", "months", "people", "percent", "persons", "points", "projects", "provinces", "students", "thousand", "times", "towns", "trillion", "units", "villages", "weeks", "years", "yuan"]
)
MONTHS = frozenset(["january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december"])
PREFIXES = re.compile(
    r"(?:anti|auto|bio|co|counter|cyber|de|dis|eco|electro|en|ex|extra|fore|geo|hydro|hyper|in|inter|macro|mega|meta|micro|mid|mini|mis|mono|multi"
    r"|nano|neo|non|out|over|photo|poly|post|pre|pro|pseudo|re|self|semi|sub|super|tele|thermo|trans|tri|ultra|un|under|uni|up)(?=\w{3})"
)
SUFFIXES = re.compile(r"(?<=\w{3})(?:able|ably|ed|er|ers|es|esque|fold|ful|free|gate|hood|ing|ings|ish|ism|ist|ists|ity|ize|ized|less|like|ly|man|men|ness|s|ship|side|ward|wards|ware|wise|woman|y)$")

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SMALL_WORD = re.compile(r"(?<![^\W])[a-z]{2,}(?![^\W])")
NEAR = 100
"""Characters on either side of a token that are looked at."""
_CODE = re.compile(r"[_/\\@#=<>{}\[\]$|~^*`+&%]|::|\(\)|\w[.:(]\w|\w-\w|^-|\w-$")
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")


@dataclass(frozen=True, slots=True)
class Border:
    """A place in a token where a space is missing, counted from the token's start."""

    at: int
    rule: str
    in_title: bool = False
    """Whether the token must have a capitalised neighbour: `yearNew` is glue in a headline and a variable's name elsewhere."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one distinct token is made of."""

    borders: tuple[Border, ...] = ()
    gain: float = 0.0
    """How far the evidence of small-letter runs exceeds the threshold; 0.0 where only capitals and digits speak."""
    name_shaped: bool = False
    """Whether the token might be a name in capitals and small letters; one that comes twice is taken for a name."""


NOTHING = Analysis()


def shown_cuts(token: str) -> list[int]:
    """Where a small letter meets a capital, or a letter a digit.

    >>> shown_cuts("thisyearNew26Case")
    [8, 11, 13]
    """
    pairs = enumerate(zip(token, token[1:], strict=False), 1)
    return [at for at, (a, b) in pairs if a.isdigit() != b.isdigit() or (a.islower() and b.isupper())]


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


@dataclass(frozen=True, slots=True)
class _Run:
    """A part of a token between shown cuts, with the pieces it is read as."""

    start: int
    pieces: tuple[str, ...]
    surplus: float = 0.0
    """By how much the reading as several pieces exceeds the threshold."""

    @property
    def first(self) -> str:
        return _plain(self.pieces[0])

    @property
    def last(self) -> str:
        return _plain(self.pieces[-1])


def belief(words: Lexicon, run: str, reading: Split) -> float:
    """Log-odds that the run is several words glued together, as the reading has them."""
    plain = [_plain(piece) for piece in reading.pieces]
    capital = run[0].isupper()
    odds = BIAS + WEIGHT_GAIN * reading.gain + WEIGHT_LETTER * len(run)
    odds += WEIGHT_RAREST * min(6.0, *(zipf(words, piece) for piece in plain))
    odds += WEIGHT_PIECE * len(plain) + (WEIGHT_THIRD_PIECE if len(plain) > 2 else 0.0)
    odds += WEIGHT_FUNCTION_WORD if any(piece in FUNCTION for piece in plain) else 0.0
    odds += WEIGHT_PAIR if reading.attested else 0.0
    odds += WEIGHT_CAPITAL if capital else 0.0
    odds += WEIGHT_NAME if capital and plain[0] not in FUNCTION else 0.0
    return odds + (WEIGHT_DERIVED if _derived(words, _plain(run)) else 0.0)


def _derived(words: Lexicon, plain: str) -> bool:
    """Whether the run looks like a known word with something put before or after it."""
    if plain.endswith("in") and words.known(plain + "g"):
        return True
    prefix, suffix = PREFIXES.match(plain), SUFFIXES.search(plain)
    if prefix and words.zipf(plain[prefix.end() :]) >= 2.0:
        return True
    if not suffix:
        return False
    stem = plain[: suffix.start()]
    undoubled = stem[:-1] if stem[-1] == stem[-2] else stem
    return any(words.known(base) for base in (stem, stem + "e", undoubled))


def _read(words: Lexicon, start: int, run: str, discount: float) -> _Run:
    """The run as one piece where it is a word, a number or nothing better; else as its likeliest pieces."""
    if run.isdigit() or run.isupper() or words.known(_plain(run)) or _PLURAL_ACRONYM.fullmatch(run):
        return _Run(start, (run,))
    reading = split(run, words.language)
    if reading is None:
        return _Run(start, (run,))
    surplus = belief(words, run, reading) + discount - THRESHOLD
    return _Run(start, reading.pieces, surplus) if surplus >= 0 else _Run(start, (run,))


@lru_cache(maxsize=1 << 15)
def analyse(token: str, language: str) -> Analysis:
    """Where the token lacks spaces, judged by itself."""
    words = lexicon(language)
    if words is None or token.isupper() or token.isdigit() or words.known(_plain(token)):
        return NOTHING
    cuts = shown_cuts(token)
    discount = DIGITS_BETWEEN if len(cuts) >= 3 else 0.0
    edges = [0, *cuts, len(token)]
    runs = [_read(words, a, token[a:b], discount) for a, b in zip(edges, edges[1:], strict=False)]
    borders: list[Border] = []
    surplus = max(run.surplus for run in runs)
    glued = any(len(run.pieces) > 1 for run in runs) or _many_words(words, runs)
    for left, right in zip([None, *runs], runs, strict=False):
        if left is not None:
            border = _shown_border(words, left, right, glued)
            if border:
                borders.append(border)
        at = right.start
        for piece in right.pieces[:-1]:
            at += len(piece)
            borders.append(Border(at, LOWER_RUN))
    return Analysis(tuple(borders), surplus, bool(cuts) and not glued)


def _many_words(words: Lexicon, runs: list[_Run]) -> bool:
    """Whether a token of several capitalised runs reads as running text: all are words, and function words are among them."""
    letters = [run for run in runs if not run.pieces[0].isdigit()]
    if len(letters) < 3 or not all(_is_word(words, run.first) for run in letters):
        return False
    small = any(run.pieces[0].islower() for run in letters[1:])
    return small or sum(run.first in FUNCTION for run in letters) >= 2


def _is_word(words: Lexicon, plain: str) -> bool:
    return plain in ("a", "i") or (len(plain) > 1 and words.zipf(plain) >= (3.0 if len(plain) > 3 else 4.5))


def _shown_border(words: Lexicon, left: _Run, right: _Run, glued: bool) -> Border | None:
    if left.last.isdigit() or right.first.isdigit():
        accepted = _digit_border(words, left, right, glued)
        return Border(right.start, DIGIT_BOUNDARY) if accepted else None
    return _case_border(words, left, right, glued)


def _digit_border(words: Lexicon, left: _Run, right: _Run, glued: bool) -> bool:
    """Digits are part of many names (`mp3`, `COVID19`), so the word beside them has to be plain beyond doubt."""
    word, digits = (left.last, right.first) if right.first.isdigit() else (right.first, left.last)
    if glued:
        return _is_word(words, word)
    if right.first.isdigit():
        return (word in PREPOSITIONS and len(digits) >= 2) or (word in MONTHS and int(digits) <= 2100 and len(digits) in (1, 2, 4))
    return word in COUNTED or (word in PREPOSITIONS and len(digits) >= 3)


def _case_border(words: Lexicon, left: _Run, right: _Run, glued: bool) -> Border | None:
    """A capital inside a token is glue where it would bear a capital anyway, or where the line bears capitals throughout."""
    first, second = left.last, right.first
    border = Border(right.start, CASE_BOUNDARY)
    if not _is_word(words, first):
        return None
    name = words.name_like(second) or second == "i"
    if first in FUNCTION and len(first) > 1:
        if right.pieces[0].isupper() and len(second) > 1:
            return border if first in BEFORE_ACRONYMS else None
        unknown = len(second) >= 5 and words.zipf(second) < 2.5
        if name or unknown or (glued and _is_word(words, second)):
            return border
    if not _is_word(words, second):
        return None
    if glued or (name and _before_name(words, left, second)):
        return border
    pair = words.pair(first, second)
    if left.pieces[0][0].islower() or first in FUNCTION or (pair is not None and pair >= 1.0):
        plain = min(words.zipf(first), words.zipf(second)) >= MIN_COMMON + 1
        return Border(right.start, CASE_BOUNDARY, in_title=True) if plain else None
    return None


def _before_name(words: Lexicon, left: _Run, name: str) -> bool:
    """Whether the piece is such as to stand before the name: a small-letter word, a name too, or an attested neighbour."""
    if left.pieces[-1].islower():
        return words.zipf(left.last) >= MIN_COMMON and len(left.last) > 3
    pair = words.pair(left.last, name)
    return words.name_like(left.last) or (pair is not None and pair >= 1.0)


class _Lines:
    """The lines of a text, met from first to last; each is judged once."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self.text, self.words = text, words
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
        """Whether most of its small-letter words are known."""
        if start not in self.verdicts:
            small = _SMALL_WORD.findall(self.text, start, end)
            self.verdicts[start] = sum(self.words.zipf(word) >= 2 for word in small) >= MIN_KNOWN_SHARE * len(small)
        return self.verdicts[start]


@lru_cache(maxsize=2)
def _insertions(text: str, language: str) -> tuple[tuple[int, str], ...]:
    """Every missing space of the text with the rule that names it; the three rules share one look at the text."""
    words = lexicon(language)
    if words is None:
        return ()
    counts = Counter(_TOKEN.findall(text))
    found = {token: analysis for token in counts if len(token) > 2 and (analysis := analyse(token, language)).borders}
    places: list[tuple[int, str]] = []
    lines = _Lines(text, words)
    for match in _TOKEN.finditer(text) if found else ():
        here = found.get(match.group())
        if here is None or (here.name_shaped and counts[match.group()] > 1):
            continue
        start, end = lines.at(match.start())
        before, after = text[max(start, match.start() - NEAR) : match.start()], text[match.end() : min(end, match.end() + NEAR)]
        if _in_code(before, after) or not _enough(here, counts[match.group()], before, after):
            continue
        if not lines.english(start, end):
            continue
        titled = _titled(before, after)
        places += [(match.start() + border.at, border.rule) for border in here.borders if titled or not border.in_title]
    return tuple(places)


def _in_code(before: str, after: str) -> bool:
    """Whether the token's surroundings up to the next white space hold signs of a name, an address or code."""
    head = before.split()[-1] if before and not before[-1].isspace() else ""
    tail = after.split(None, 1)[0] if after and not after[0].isspace() else ""
    return bool(_CODE.search(f"{head}x{tail}"))


def _enough(analysis: Analysis, count: int, before: str, after: str) -> bool:
    """Whether the evidence of small letters bears what is asked of a token that comes often or has no words round it."""
    alone = len(_WORD.findall(before)[-MIN_WORDS_ROUND:]) + len(_WORD.findall(after)[:MIN_WORDS_ROUND]) < MIN_WORDS_ROUND
    asked = (ALONE if alone else 0.0) + (RECURRING if count >= OFTEN else 0.0)
    return analysis.gain >= asked


def _titled(before: str, after: str) -> bool:
    """Whether the next word on either side, with only a space between, bears a capital."""
    return bool(re.search(r"(?:^|\s)[A-Z][a-z]+ $", before) and before.strip().count(" ") or re.match(r" [A-Z][a-z]+", after))


def _edits(document: Document, name: str, reason: str) -> Iterator[Edit]:
    for at, rule_name in _insertions(document.text, document.language):
        if rule_name == name:
            yield Edit(at, at, " ", name, reason)


_LEFT_ALONE = ("He wrote to Zhougudui and Magangcai from Feidong yesterday.", "She put the YouTube and FoodBev pages under camelCase names.")


@rule(
    LOWER_RUN,
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
    return _edits(document, LOWER_RUN, "no known word, but several known words without their spaces")


@rule(
    CASE_BOUNDARY,
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
    return _edits(document, CASE_BOUNDARY, "a word ends where the capital letter begins another")


@rule(
    DIGIT_BOUNDARY,
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
    return _edits(document, DIGIT_BOUNDARY, "a word and a number without the space between them")
