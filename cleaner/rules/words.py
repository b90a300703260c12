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
from cleaner.lexicon.split import Split, split
from cleaner.rules.base import rule

LOWER_RUN, CASE_BOUNDARY, DIGIT_BOUNDARY = "words.lower-run", "words.case-boundary", "words.digit-boundary"

MARGIN = 1.6
"""Powers of ten by which a reading as several words must be likelier than one unknown word, in running English text."""
MARGIN_NO_FUNCTION_WORD = 1.2
MARGIN_NO_PAIR = 1.0
MARGIN_TITLE = 2.0
MARGIN_DERIVED = 1.5
MARGIN_ALONE = 2.0
"""What is asked on top where no piece is a function word, no two pieces are an attested pair, the run is capitalised (a name?),
begins or ends like a derived word, or has no sentence round it."""
MIN_WORDS_ROUND = 3
MIN_KNOWN_SHARE = 0.6
"""A line with fewer known words among its small-letter words is not English enough to be judged."""

FUNCTION = frozenset(
    ["a", "about", "above", "after", "against", "all", "also", "although", "always", "among", "an", "and", "any", "are", "as", "at", "be", "because", "been", "before", "being", "between", "both", "but", "by", "can", "cannot", "could", "did", "do", "does", "during", "each", "either", "every", "few", "for", "from", "had", "has", "have", "he", "her", "here", "him", "his", "how", "however", "i", "if", "in", "into", "is", "it", "its", "just", "many", "may", "me", "might", "more", "most", "much", "must", "my", "never", "no", "nor", "not", "of", "off", "often", "on", "one", "only", "onto", "or", "other", "our", "out", "over", "own", "same", "shall", "she", "should", "since", "so", "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "though", "through", "to", "too", "toward", "towards", "two", "under", "until", "up", "upon", "us", "very", "was", "we", "were", "what", "when", "where", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without", "would", "yet", "you", "your", "don't", "doesn't", "didn't", "isn't", "aren't", "wasn't", "weren't", "can't", "couldn't", "won't", "wouldn't", "shouldn't", "haven't", "hasn't", "hadn't", "it's", "that's", "i'm", "i've", "i'll", "i'd", "he's", "she's", "we're", "they're", "you're"]
)
PREPOSITIONS = frozenset(["about", "after", "and", "at", "before", "between", "by", "for", "from", "in", "of", "or", "over", "since", "than", "the", "to", "until", "with"])
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
_CHUNK_BEFORE = re.compile(r"\S*$")
_CHUNK_AFTER = re.compile(r"\S*")
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
    """How far the evidence of small-letter runs goes beyond its margin; 0.0 where only capitals and digits speak."""
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
    """By how much the reading as several pieces beats its margin."""

    @property
    def first(self) -> str:
        return _plain(self.pieces[0])

    @property
    def last(self) -> str:
        return _plain(self.pieces[-1])


def margin(words: Lexicon, run: str, reading: Split) -> float:
    """How many powers of ten the reading must gain."""
    plain = [_plain(piece) for piece in reading.pieces]
    least = MARGIN
    if not any(piece in FUNCTION for piece in plain):
        least += MARGIN_NO_FUNCTION_WORD
    if not reading.attested:
        least += MARGIN_NO_PAIR
    if run[0].isupper():
        least += MARGIN_TITLE if plain[0] not in FUNCTION else 0.5
    if _derived(words, _plain(run)):
        least += MARGIN_DERIVED
    return least


def _derived(words: Lexicon, plain: str) -> bool:
    """Whether the run looks like a known word with something put before or after it."""
    prefix, suffix = PREFIXES.match(plain), SUFFIXES.search(plain)
    if prefix and words.zipf(plain[prefix.end() :]) >= 2.0:
        return True
    return bool(suffix and max(words.zipf(plain[: suffix.start()]), words.zipf(plain[: suffix.start()] + "e")) >= 1.0)


def _read(words: Lexicon, start: int, run: str, discount: float) -> _Run:
    """The run as one piece where it is a word, a number or nothing better; else as its likeliest pieces."""
    if run.isdigit() or run.isupper() or words.known(_plain(run)) or _PLURAL_ACRONYM.fullmatch(run):
        return _Run(start, (run,))
    reading = split(run, words.language)
    if reading is None:
        return _Run(start, (run,))
    surplus = reading.gain - margin(words, run, reading) + discount
    return _Run(start, reading.pieces, surplus) if surplus >= 0 else _Run(start, (run,))


@lru_cache(maxsize=1 << 15)
def analyse(token: str, language: str) -> Analysis:
    """Where the token lacks spaces, judged by itself."""
    words = lexicon(language)
    if words is None or token.isupper() or token.isdigit() or words.known(_plain(token)):
        return NOTHING
    cuts = shown_cuts(token)
    discount = 1.5 if len(cuts) >= 3 else 0.0
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
    return any(run.first in FUNCTION for run in letters) or len(runs) >= 4


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
    first, second = left.last, right.first
    if not _is_word(words, second):
        return None
    if not _is_word(words, first):
        return None
    if glued:
        return Border(right.start, CASE_BOUNDARY)
    name = words.name_like(second) or second == "i"
    pair = words.pair(first, second)
    if first in FUNCTION and len(first) > 1:
        return Border(right.start, CASE_BOUNDARY, in_title=not name)
    if name and pair is not None and pair >= 1.0 and words.zipf(first) >= MIN_COMMON:
        return Border(right.start, CASE_BOUNDARY)
    if left.pieces[0][0].islower() or (pair is not None and pair >= 1.0):
        plain = min(words.zipf(first), words.zipf(second)) >= MIN_COMMON + 1
        return Border(right.start, CASE_BOUNDARY, in_title=True) if plain else None
    return None


def _english(words: Lexicon, line: str) -> bool:
    small = _SMALL_WORD.findall(line)
    return not small or sum(words.zipf(word) >= 2 for word in small) >= MIN_KNOWN_SHARE * len(small)


@lru_cache(maxsize=2)
def _insertions(text: str, language: str) -> tuple[tuple[int, str], ...]:
    """Every missing space of the text with the rule that names it; the three rules share one look at the text."""
    words = lexicon(language)
    if words is None:
        return ()
    counts = Counter(_TOKEN.findall(text))
    found = {token: analysis for token in counts if len(token) > 2 and (analysis := analyse(token, language)).borders}
    places: list[tuple[int, str]] = []
    lines: dict[int, bool] = {}
    for match in _TOKEN.finditer(text) if found else ():
        analysis = found.get(match.group())
        if analysis is None or (analysis.name_shaped and counts[match.group()] > 1):
            continue
        start, end = _line_span(text, match.start())
        before, after = text[start : match.start()], text[match.end() : end]
        if _in_code(before, after) or not _enough_context(analysis, before, after):
            continue
        if start not in lines:
            lines[start] = _english(words, text[start:end])
        if not lines[start]:
            continue
        titled = _titled(before, after)
        places += [(match.start() + border.at, border.rule) for border in analysis.borders if titled or not border.in_title]
    return tuple(places)


def _line_span(text: str, at: int) -> tuple[int, int]:
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    end = text.find("\n", at)
    return start, len(text) if end < 0 else end


def _in_code(before: str, after: str) -> bool:
    """Whether the token's surroundings up to the next white space hold signs of a name, an address or code."""
    head, tail = _CHUNK_BEFORE.search(before), _CHUNK_AFTER.match(after)
    assert head and tail
    return bool(_CODE.search(f"{head.group()}x{tail.group()}"))


def _enough_context(analysis: Analysis, before: str, after: str) -> bool:
    """Whether words stand round the token; without them the evidence of the token itself must be so much stronger."""
    if analysis.gain >= MARGIN_ALONE:
        return True
    return len(_WORD.findall(before)[-MIN_WORDS_ROUND:]) + len(_WORD.findall(after)[:MIN_WORDS_ROUND]) >= MIN_WORDS_ROUND


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
