"""How many powers of ten speak for a run being damaged rather than meant."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from cleaner.mojibake.characters import UNKNOWN, commonness, is_common
from cleaner.mojibake.context import familiarity
from cleaner.mojibake.pages import LOST_MARK, Page
from cleaner.mojibake.utf8 import MARKS

_KNOWN = 2.0
"""Zipf value of a word that speaks for a letter in it."""
_NATURAL = 2.5
"""For a run that is letters as they stand in a word."""
_RARE = frozenset("ſĸŉġĠŀĿĦħŦŧŊŋĨĩŨũĴĵĜĤĤĥĈĉŴŵŶŷ")
"""Letters that few languages write, or none."""
_ORDINAL = frozenset("ªº")
_SIGN_LETTERS = frozenset("ªºµ")
"""Letters by category only."""
_WRITTEN = re.compile(
    r"[\u0370-\u03ff\u0400-\u045f\u0490-\u0493\u04d8-\u04d9\u0531-\u0587\u05d0-\u05ea\u0620-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc"
    r"\u0900-\u0dff\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u10d0-\u10ff\u1200-\u137f\u1780-\u17ff]"
)
"""Letters, of alphabets other than the Latin, that much text is written in."""
_WORD_BEFORE, _WORD_AFTER = re.compile(r"[^\W\d_]*\Z"), re.compile(r"[^\W\d_]*")
EAST_ASIAN = re.compile(
    r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff61-\uff9f]"
)


def weigh(run: str, new: str, left: str, right: str, score: float, language: str) -> float:
    """Points for this run being damaged: what chance would hardly make of healthy text, less what speaks for the text as it is."""
    points = 0.5 if LOST_MARK in run else 0.0
    for at, char in enumerate(new):
        # A character twice in a row is what a character twice in a row becomes: it says nothing that the first did not.
        if not char.isascii() and not (at and new[at - 1] == char):
            points += _surprise(char, new[at - 1] if at else left[-1:], new[at + 1 : at + 2] or right[:1])
    if score < -2.0:
        points -= 1.0
    word = _word_around(new, left, right)
    if len(new) == 1 < len(word) and new.isalpha():
        points += 1.0 if familiarity(word, language) >= 3.0 else 0.0
    return points - _healthy(run, left, right)


def is_supported(new: str, left: str, right: str, language: str) -> bool:
    """Whether letters that were chosen among others make a word that is known; marks need no such support."""
    letters = [char for char in new if char.isalpha() and not char.isascii()]
    return not letters or familiarity(_word_around(new, left, right), language) >= _KNOWN


def _word_around(new: str, left: str, right: str) -> str:
    head, tail = _WORD_BEFORE.search(left), _WORD_AFTER.match(right)
    return (head.group() if head else "") + new + (tail.group() if tail else "")


def _surprise(char: str, before: str, after: str) -> float:
    if char in "‘’“”–—…„":
        return 2.5
    if char in MARKS:
        return 1.2
    if char in _RARE or char in _SIGN_LETTERS:
        return 0.0
    if "\u00c0" <= char < "\u0180" or char in "ȘșȚțƠơƯư":
        attached = before.isalpha() + after.isalpha()
        return (0.4, 1.3, 2.2)[attached]
    if char.isalpha():
        if "\u0180" <= char < "\u0370":
            return 0.0
        if EAST_ASIAN.match(char):
            return 1.0 if commonness(char, "zh")[0] > UNKNOWN or is_common(char) else -0.5
        return _of_an_alphabet(char, before, after)
    return 0.5


def _of_an_alphabet(char: str, before: str, after: str) -> float:
    """A letter that is not Latin: it stands in a word of its own alphabet."""
    if not _WRITTEN.match(char):
        return -0.5
    beside = [other for other in (before, after) if other.isalpha()]
    if not beside:
        return 0.3
    return 1.0 if all(_alphabet(other) == _alphabet(char) for other in beside) else -0.5


@lru_cache(maxsize=1 << 10)
def _alphabet(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]


def _healthy(run: str, left: str, right: str) -> float:
    """Points for a run being what its writer meant."""
    if LOST_MARK in run:
        return 0.0
    chars = [char for char in run if EAST_ASIAN.match(char)]
    if not chars:
        return _NATURAL if _is_natural(run, left, right) else 0.0
    # Common characters of one East Asian script, standing free.
    free = not (left[-1:].isalpha() and left[-1:].isascii()) and not (right[:1].isalpha() and right[:1].isascii())
    share = sum(map(is_common, chars)) / len(chars)
    return (1.5 if free else 0.0) * share + (0.4 * len(chars) if share > 0.9 else 0.0)


def _is_natural(run: str, left: str, right: str) -> bool:
    """Whether a run is letters, and perhaps marks after them, as they stand in a word of an alphabet: `Ä` in VORWÄRTS, not `Ã©`."""
    letters = run.rstrip("‘’“”–—…»\xa0")
    if not letters.isalpha() or _ORDINAL.intersection(letters) or len({_script(char) for char in letters}) > 1:
        return False
    if letters != run and run[-1] != "\xa0" and right[:1].isalpha():
        return False
    head, tail = _WORD_BEFORE.search(left), _WORD_AFTER.match(right)
    around = (head.group() if head else "") + (tail.group() if tail and letters == run else "")
    if around and (_script(around[0]) != _script(letters[0])):
        return False
    word = (head.group() if head else "") + letters + (tail.group() if tail and letters == run else "")
    return len(word) > 1 and (word.islower() or word.isupper() or word[1:].islower())


def _script(char: str) -> str:
    return "Latin" if char < "\u0370" else "Greek" if char < "\u0400" else "Cyrillic" if char < "\u0530" else "other"


def against(run: str, page: Page) -> float:
    """Points against a page that leaves a run unexplained: one page misreads all that is not ASCII."""
    if page.wide:
        return 2.0 if EAST_ASIAN.search(run) else 0.5
    return 0.5
