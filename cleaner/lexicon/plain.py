"""Where a token lacks spaces, in a language of which only the words' frequencies are known: `undder`, `enEspaña`, `вгороде`.

As `glue` does it for English with pairs of words: the likeliest reading as several words, and a judge that knows what else an unknown
run may be. German compounds, Russian words with a prefix, `dámelo` and `dell'arte` read as several words, too; what tells them apart is
whether the run looks like a form of a known word, whether its first or last piece is a known affix, and how frequent the pieces are.
`benchmarks/train_plain.py` weighs that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from cleaner.lexicon import Lexicon, glue, lexicon
from cleaner.lexicon.glue import NOTHING, Analysis, Border
from cleaner.lexicon.split import LONGEST, LONGEST_PIECE, plain

LOST_SPACE = 1.0
"""What each lost space costs, in powers of ten."""
LEAST_ZIPF = {1: 5.5, 2: 5.0, 3: 4.3, 4: 3.3, 5: 2.6, 6: 2.6}
LEAST_ZIPF_LONG = 2.0
"""How common a piece of so many letters must be."""
WORD_ZIPF = {1: 5.5, 2: 5.0, 3: 4.5, 4: 3.5}
WORD_ZIPF_LONG = 3.0
"""How common a word beside an inner capital or a number must be."""
NAME_ZIPF = 2.5
"""How common a capitalised word after one of four small letters or more must be: nouns and names are rarer than what stands before them."""
STEM, ENDING = 5, 3
"""An unknown run that shares all but its last 3 letters, and 5 or more, with a known word is a form of it."""


@lru_cache(maxsize=1 << 15)
def analyse(token: str, language: str) -> Analysis:
    """Where the token lacks spaces.

    >>> [border.at for border in analyse("undder", "de").borders]
    [3]
    >>> analyse("Rindfleischetikettierung", "de").borders
    ()
    """
    words = lexicon(language)
    if words is None or words.language == "en":
        return glue.analyse(token, language)
    if token.isupper() or token.isdigit() or len(token) > LONGEST or known(words, token):
        return NOTHING
    cuts = glue.shown_cuts(token)
    if not cuts:
        return _lower(words, token)
    if any(char.isdigit() for char in token):
        return _digits(words, token, cuts) if len(cuts) == 1 else NOTHING
    return _capitals(words, token, cuts)


def known(words: Lexicon, token: str) -> bool:
    """Whether the token is a word, or an elided one before a word (`l'homme`); what stands behind an apostrophe counts by itself.

    >>> known(lexicon("fr"), "qu’il"), known(lexicon("fr"), "quil’homme")
    (True, False)
    """
    return value(words, plain(token)) > 0


def value(words: Lexicon, word: str) -> float:
    """The plain word's Zipf value; of an elided word with what follows it, a little less than that of what follows."""
    found = words.zipf(word)
    if found or "'" not in word:
        return found
    head, _, rest = word.partition("'")
    return max(0.0, value(words, rest) - 0.5) if f"{head}'" in words.listed("elisions") else 0.0


def _lower(words: Lexicon, token: str) -> Analysis:
    """A token without inner capitals or digits."""
    pieces, surplus = _judged(words, token)
    borders, at = [], 0
    for piece in pieces[:-1]:
        at += len(piece)
        borders.append(Border(at, "lower-run"))
    return Analysis(tuple(borders), surplus) if borders else NOTHING


def _judged(words: Lexicon, run: str) -> tuple[tuple[str, ...], float]:
    """The run as the words it is, with how sure that is; as one piece where it is known or the judge does not believe in more."""
    if len(run) > 2 and not known(words, run) and not run.isupper():
        pieces = read(words, run)
        if len(pieces) > 1:
            surplus = belief(features(words, run, pieces), weights(words.language))
            if surplus >= 0:
                return pieces, surplus
    return (run,), 0.0


def _capitals(words: Lexicon, token: str, cuts: list[int]) -> Analysis:
    """A token with inner capitals: each part by itself, and each capital by the words beside it; all must hold, or it is a name."""
    edges = [0, *cuts, len(token)]
    borders: list[Border] = []
    surplus, last = 0.0, ""
    for start, end in zip(edges, edges[1:], strict=False):
        pieces, sure = _judged(words, token[start:end])
        if last and not _before_capital(words, last, pieces[0]):
            return NOTHING
        borders += [Border(start, "case-boundary")] if last else []
        at = start
        for piece in pieces[:-1]:
            at += len(piece)
            borders.append(Border(at, "lower-run"))
        surplus, last = max(surplus, sure), pieces[-1]
    return Analysis(tuple(borders), surplus)


def read(words: Lexicon, run: str) -> tuple[str, ...]:
    """The likeliest reading of the run as words by their frequency alone; empty where there is none, the run is never its own piece."""
    word, size = plain(run), len(run)
    best: list[tuple[float, int]] = [(0.0, -1)] + [(-1e9, -1)] * size
    for end in range(1, size + 1):
        for start in range(max(0, end - LONGEST_PIECE), end):
            if best[start][0] <= -1e9 or end - start == size:
                continue
            cost = _cost(words, word, start, end)
            if cost is not None and best[start][0] + cost > best[end][0]:
                best[end] = best[start][0] + cost, start
    pieces, end = [], size
    while end > 0:
        start = best[end][1]
        if start < 0:
            return ()
        pieces.append(run[start:end])
        end = start
    return tuple(reversed(pieces))


def _cost(words: Lexicon, run: str, start: int, end: int) -> float | None:
    """log10 of how likely the piece is as a word, None where it cannot be one."""
    word = run[start:end]
    if "'" in (word[0], word[-1], run[end : end + 1]):
        return None
    if len(word) <= 2 and word not in words.listed("short"):
        return None
    found = value(words, word)
    return found - 9 - LOST_SPACE if found >= LEAST_ZIPF.get(len(word), LEAST_ZIPF_LONG) else None


def features(words: Lexicon, run: str, pieces: tuple[str, ...]) -> dict[str, float]:
    """What the judge weighs."""
    read_as = [plain(piece) for piece in pieces]
    values = [value(words, piece) for piece in read_as]
    function, word = words.listed("function"), plain(run)
    first, last = read_as[0], read_as[-1]
    return {
        "one": 1.0,
        "score": sum(found - 9 for found in values) / 10,
        "length": len(run) / 10,
        "pieces": float(len(pieces) - 2),
        "rarest": min(6.0, *values),
        "commonest": max(values),
        "function": float(sum(piece in function for piece in read_as)),
        "all function": float(all(piece in function for piece in read_as)),
        "function last": float(last in function),
        "prefix": float(first in words.listed("prefixes")),
        "suffix": float(last in words.listed("suffixes")),
        "first length": min(4, len(first)) / 4,
        "last length": min(4, len(last)) / 4,
        "one letter first": float(len(first) == 1),
        "one letter last": float(len(last) == 1),
        "short content": float(any(len(piece) <= 4 and piece not in function for piece in read_as)),
        "capital": float(run[0].isupper()),
        "capital content": float(run[0].isupper() and first not in function),
        "form": _form(words, word),
        "elision": float("'" in word),
    }


def _form(words: Lexicon, word: str) -> float:
    """How far the run looks like a form of a known word: 1 for all but the last letter, less for more letters, 0 for none."""
    for cut in range(1, ENDING + 1):
        stem = word[:-cut]
        if len(stem) >= STEM and words.stem(stem):
            return 1.25 - cut / 4
    return 0.0


def belief(facts: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """By how much the log-odds that the run is several words exceed the threshold."""
    return sum(weights[name] * fact for name, fact in facts.items() if fact) - weights["threshold"]


@cache
def weights(language: str) -> Mapping[str, float]:
    """The judge's weights, trained for each language."""
    table: dict[str, dict[str, float]] = json.loads((files(__package__) / "data" / "plain.json").read_text(encoding="utf-8"))
    return table[language]


def _digits(words: Lexicon, token: str, cuts: list[int]) -> Analysis:
    """A word and a number: an amount of something (`300millones`), or a preposition before a year (`en2004`)."""
    left, right = token[: cuts[0]], token[cuts[0] :]
    amount = left.isdigit() and right in words.listed("counted")
    year = right.isdigit() and len(right) > 2 and plain(left) in words.listed("prepositions")
    return Analysis((Border(cuts[0], "digit-boundary"),)) if amount or year else NOTHING


def _before_capital(words: Lexicon, left: str, right: str) -> bool:
    """Whether a word ends where a capital begins the next, and not a name in camel case (`eBay`, `iPhone`, `LeMonde`, `LinkedIn`)."""
    function = words.listed("function")
    if right.isupper() and len(right) > 1:
        return left.islower() and plain(left) in function and len(left) > 2
    if not right[1:].islower() or not is_word(words, left) or len(right) < 3:
        return False
    follows, found = plain(right) in function, value(words, plain(right))
    if plain(left) in function:
        unknown_name = left.islower() and len(left) > 2 and len(right) > 4
        if left.islower():
            return found >= 2.0 or unknown_name
        return len(left) > 2 and (is_word(words, right) or (words.language == "de" and found >= 2.0))
    return len(left) > 3 and (follows or (left.islower() and found >= NAME_ZIPF))


def is_word(words: Lexicon, word: str) -> bool:
    """Whether the word is common enough, for its length, to stand beside a border."""
    if len(word) <= 2 and plain(word) not in words.listed("short"):
        return False
    return value(words, plain(word)) >= WORD_ZIPF.get(len(word), WORD_ZIPF_LONG)
