"""Where one token lacks spaces, judged by itself: `thisyear`, `yearNew`, `case26Case`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from cleaner.lexicon import MIN_COMMON, Lexicon, lexicon
from cleaner.lexicon.split import Split, plain, split, zipf

Kind = Literal["lower-run", "case-boundary", "digit-boundary"]

THRESHOLD = 0.5
"""Log-odds from which a run of letters is split. Of the spaces taken out of clean text this puts back nine in ten of those inside runs of
small letters; on 1.4 million words of clean text it made 50 wrong splits, half of them where a space was missing indeed."""
BIAS, PER_GAIN, PER_LETTER, PER_RAREST, PER_PIECE = -1.7, 0.67, 0.09, 0.6, -1.0
IF_MANY, IF_FUNCTION_WORD, IF_PAIR, IF_CAPITAL, IF_NAME, IF_DERIVED = -0.8, 2.1, 1.0, -0.45, -0.45, -2.9
"""A logistic regression's weights on that text, rounded; `belief` says what they weigh."""
LONG_TOKEN = 3.0
"""Log-odds granted to the runs of a token that has words on both sides of a number, and four runs or more: no name is made like that."""
STRONG_PAIR = 1.0
"""PMI, in powers of ten, from which two words belong together so well that only a space can be missing between them."""


@dataclass(frozen=True, slots=True)
class Border:
    """A place in a token where a space is missing, counted from the token's start."""

    at: int
    kind: Kind
    in_title: bool = False
    """Whether the token must have a capitalised neighbour: `yearNew` is glue in a headline and a variable's name elsewhere."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one distinct token is made of."""

    borders: tuple[Border, ...] = ()
    surplus: float = 0.0
    """How far the belief in the token's runs exceeds the threshold; 0.0 where only capitals and digits speak."""
    compound: bool = False
    """Whether all runs that are split lack function words; some writers join such words."""
    name_shaped: bool = False
    """Whether the token might be a name in capitals and small letters; one that comes twice is taken for a name."""


NOTHING = Analysis()
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")


@dataclass(frozen=True, slots=True)
class _Run:
    """A part of a token between shown cuts, with the pieces it is read as."""

    start: int
    pieces: tuple[str, ...]
    surplus: float = 0.0

    @property
    def first(self) -> str:
        return plain(self.pieces[0])

    @property
    def last(self) -> str:
        return plain(self.pieces[-1])


def shown_cuts(token: str) -> list[int]:
    """Where a small letter meets a capital, or a letter a digit.

    >>> shown_cuts("thisyearNew26Case")
    [8, 11, 13]
    """
    pairs = enumerate(zip(token, token[1:], strict=False), 1)
    return [at for at, (a, b) in pairs if a.isdigit() != b.isdigit() or (a.islower() and b.isupper())]


@lru_cache(maxsize=1 << 15)
def analyse(token: str, language: str) -> Analysis:
    """Where the token lacks spaces.

    >>> [border.at for border in analyse("hewouldallow", "en").borders]
    [2, 7]
    """
    words = lexicon(language)
    if words is None or token.isupper() or token.isdigit():
        return NOTHING
    cuts = shown_cuts(token)
    if words.zipf(plain(token)) > MIN_COMMON - 1 or (not cuts and words.known(plain(token))):
        return NOTHING
    edges = [0, *cuts, len(token)]
    parts = [token[a:b] for a, b in zip(edges, edges[1:], strict=False)]
    granted = LONG_TOKEN if len(parts) >= 4 and any(part.isdigit() for part in parts[1:-1]) else 0.0
    runs = [_read(words, start, part, granted) for start, part in zip(edges, parts, strict=False)]
    borders = tuple(_borders(words, runs))
    split_runs = [run for run in runs if len(run.pieces) > 1]
    compound = not any(plain(piece) in words.listed("function") for run in split_runs for piece in run.pieces)
    return Analysis(borders, max(run.surplus for run in runs), compound, bool(cuts) and not split_runs and not _sentence(words, runs))


def belief(words: Lexicon, run: str, reading: Split) -> float:
    """Log-odds that the run is several words glued together, as the reading has them."""
    pieces = [plain(piece) for piece in reading.pieces]
    function = words.listed("function")
    odds = BIAS + PER_GAIN * reading.gain + PER_LETTER * len(run) + PER_PIECE * len(pieces)
    odds += PER_RAREST * min(6.0, *(zipf(words, piece) for piece in pieces))
    facts = (
        (len(pieces) > 2, IF_MANY),
        (any(piece in function for piece in pieces), IF_FUNCTION_WORD),
        (reading.attested > 0, IF_PAIR),
        (run[0].isupper(), IF_CAPITAL),
        (run[0].isupper() and pieces[0] not in function, IF_NAME),
        (_derived(words, plain(run)), IF_DERIVED),
    )
    return odds + sum(weight for holds, weight in facts if holds)


def _derived(words: Lexicon, run: str) -> bool:
    """Whether the run is a known word with something put before or after it, or one in -ing that lost its g."""
    if run.endswith("in") and words.known(run + "g"):
        return True
    for size in range(1, min(8, len(run) - 2)):
        if run[:size] in words.listed("prefixes") and words.zipf(run[size:]) >= 2.0:
            return True
        stem = run[:-size]
        if run[-size:] in words.listed("suffixes"):
            undoubled = stem[:-1] if stem[-1] == stem[-2] else stem
            if any(words.known(base) for base in (stem, stem + "e", undoubled)):
                return True
    return False


def _read(words: Lexicon, start: int, run: str, granted: float) -> _Run:
    """The run as one piece where it is a word, a number or nothing better; else as its likeliest pieces."""
    as_one = _Run(start, (run,))
    if run.isdigit() or run.isupper() or words.known(plain(run)) or _PLURAL_ACRONYM.fullmatch(run):
        return as_one
    reading = split(run, words.language)
    if reading is None:
        return as_one
    surplus = belief(words, run, reading) + granted - THRESHOLD
    return _Run(start, reading.pieces, surplus) if surplus >= 0 else as_one


def _borders(words: Lexicon, runs: list[_Run]) -> list[Border]:
    glued = any(len(run.pieces) > 1 for run in runs) or _sentence(words, runs)
    borders: list[Border] = []
    for left, run in zip([None, *runs], runs, strict=False):
        if left is not None:
            digits = left.last.isdigit() or run.first.isdigit()
            shown = _digit_border(words, left, run, glued) if digits else _case_border(words, left, run, glued)
            borders += [shown] if shown else []
        at = run.start
        for piece in run.pieces[:-1]:
            at += len(piece)
            borders.append(Border(at, "lower-run"))
    return borders


def _sentence(words: Lexicon, runs: list[_Run]) -> bool:
    """Whether three runs or more read as running text: all are words, and small letters or function words are among them."""
    letters = [run for run in runs if not run.first.isdigit()]
    if len(letters) < 3 or not all(_is_word(words, run.first) for run in letters):
        return False
    function = words.listed("function")
    return any(run.pieces[0].islower() for run in letters[1:]) or sum(run.first in function for run in letters) >= 2


def _is_word(words: Lexicon, piece: str) -> bool:
    return piece in ("a", "i") or (len(piece) > 1 and words.zipf(piece) >= (3.0 if len(piece) > 3 else 4.5))


def _digit_border(words: Lexicon, left: _Run, right: _Run, glued: bool) -> Border | None:
    """Digits are part of many names (`mp3`, `COVID19`), so the word beside them has to be plain beyond doubt."""
    before = right.first.isdigit()
    word, digits = (left.last, right.first) if before else (right.first, left.last)
    if glued:
        sure = len(word) > 1 and _is_word(words, word)
    elif before:
        month = word in words.listed("months") and len(digits) in (1, 2, 4)
        sure = month or (word in words.listed("prepositions") and len(digits) > 1)
    else:
        sure = word in words.listed("counted") or (word in words.listed("prepositions") and len(digits) > 2)
    return Border(right.start, "digit-boundary") if sure else None


def _case_border(words: Lexicon, left: _Run, right: _Run, glued: bool) -> Border | None:
    """A capital inside a token is glue where the word would bear it anyway, or where the line bears capitals throughout."""
    first, second = left.last, right.first
    if not _is_word(words, first):
        return None
    border = Border(right.start, "case-boundary")
    name = words.name_like(second) or second == "i"
    pair = words.pair(first, second)
    if first in words.listed("function") and len(first) > 1:
        if right.pieces[0].isupper() and len(second) > 1:
            return border if first in words.listed("before-acronyms") else None
        unknown_name = len(second) > 4 and words.zipf(second) < MIN_COMMON
        return border if name or unknown_name or (glued and _is_word(words, second)) else _in_title(words, first, second, border.at)
    if not _is_word(words, second):
        return None
    strong = pair is not None and pair >= STRONG_PAIR
    small = left.pieces[-1].islower()
    if glued or (name and small and len(first) > 3 and words.zipf(first) >= MIN_COMMON):
        return border
    if not small and (words.name_like(first) if not strong else name or words.name_like(first)) and (name or strong):
        return border
    return _in_title(words, first, second, border.at) if small or strong else None


def _in_title(words: Lexicon, first: str, second: str, at: int) -> Border | None:
    """A border between two common words that holds only among capitalised neighbours."""
    common = min(words.zipf(first), words.zipf(second)) >= MIN_COMMON + 1
    return Border(at, "case-boundary", in_title=True) if common else None
