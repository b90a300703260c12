"""How likely bytes are as text of one kind or another: powers of ten over bytes drawn at random.

Every kind counts in the same unit, so that "Chinese in GB18030" and "Latin letters that were meant" can be compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from cleaner.lexicon import LANGUAGES, lexicon
from cleaner.mojibake.characters import commonness

BYTE = 2.1
"""What one byte beyond 7F costs at random: a choice among 128."""
ASCII_BYTE = 1.6
"""What one below it costs: a letter, mostly."""
ADJACENT = 0.7
"""Against two letters or signs beyond ASCII side by side, which Latin text seldom has."""
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = dict.fromkeys("éàèáíóúñçüöäß’“”", -2.2) | dict.fromkeys("êëîïâôûùãõåøæœ«»–—…‘„°€½£§", -2.7)
"""Powers of ten of a character's share in text of Western Europe, by judgement: those that most such texts hold."""
_APART = frozenset("’“”‘«»–—…\xa0")
"""Marks that stand beside anything."""
_REPEATED = -1.5
_OTHER_LETTER, _CAPITAL, _SIGN, _CONTROL = -3.2, -3.7, -4.7, -7.0
_MIXED = re.compile(r"[A-Za-z](?=[^\x00-\x7f])|[^\x00-\x7f](?=[A-Za-z])")
_MIXED_WORD = 2.0
"""Against a Latin letter right beside one of another script."""
_KNOWN_WORD = 3.0
"""Zipf value from which a word speaks for the text that holds it."""


@lru_cache(maxsize=1 << 12)
def latin(chunk: str) -> float:
    """The score of a run of characters as Western European text that is what it was meant to be.

    >>> latin("Größe") > 0 > latin("ºÏ·Ê")
    True
    """
    score, before = 0.0, ""
    for char in chunk.lower() if chunk.isupper() else chunk:
        if char.isascii():
            before = ""
            continue
        repeated = char == before  # long vowels of Finnish, cries
        score += BYTE + (_REPEATED if repeated else _latin_char(char)) - (ADJACENT if before and not repeated else 0.0)
        before = char if char not in _APART else ""
    return score + sum(_word(word.lower()) for word in _WORD.findall(chunk) if not word.isascii())


def _latin_char(char: str) -> float:
    if char in _COMMON:
        return _COMMON[char]
    if char == "\xa0":
        return -BYTE  # says nothing: it stands anywhere, and often beside another
    if "\x80" <= char < "\xa0":
        return _CONTROL
    return _SIGN if not char.isalpha() or char in "ªº" else _CAPITAL if char.isupper() else _OTHER_LETTER


@lru_cache(maxsize=1 << 13)
def _word(word: str) -> float:
    known = max((words.zipf(word) for code in LANGUAGES if code != "ru" and (words := lexicon(code))), default=0.0)
    return 3.0 if known >= _KNOWN_WORD and len(word) > 1 else 0.0


def east_asian(language: str) -> Callable[[str, int], float]:
    """Scores text in Chinese, Japanese or Korean by its characters."""

    def score(text: str, high_bytes: int) -> float:
        chars = [char for char in text if not char.isascii()]
        trails = sum(1 if "\uff61" <= char <= "\uff9f" else 2 for char in chars) - high_bytes  # second bytes may be ASCII
        mixed = len(_MIXED.findall(text))
        return BYTE * high_bytes + ASCII_BYTE * max(0, trails) + sum(commonness(chars, language)) - _MIXED_WORD * mixed

    return score


def russian(text: str, high_bytes: int) -> float:
    """Scores Russian by its words; unknown ones by whether their capitals stand where capitals stand.

    >>> russian("Новые расходы", 12) > 10 > 0 > russian("оПЧЩЕ ТБУИПДЩ", 12)
    True
    """
    score = 0.0
    for word in _WORD.findall(text):
        if not word.isascii():
            score += _russian_word(word)
    return score + sum(map(_russian_mark, text))


_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")


@lru_cache(maxsize=1 << 13)
def _russian_word(word: str) -> float:
    words = lexicon("ru")
    zipf = words.zipf(word.lower()) if words else 0.0
    if not all("\u0400" <= char <= "\u052f" for char in word):
        return -_MIXED_WORD * len(_MIXED.findall(word))
    if not (word[1:].islower() or word.isupper() or len(word) == 1):
        return -0.5 * len(word)
    if zipf <= 0.0:
        return -1.0 * sum(char.lower() not in _RUSSIAN for char in word)
    return BYTE * len(word) - (9.0 - zipf)


def _russian_mark(char: str) -> float:
    if char.isascii() or char.isalpha():
        return 0.0
    return BYTE + _COMMON.get(char, _CONTROL if "\u2500" <= char <= "\u25ff" else _SIGN)
