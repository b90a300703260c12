"""Where words begin and end in scripts that do not part them."""

from __future__ import annotations

import unicodedata

_PLAIN = "\u0300"
"""Below this no letter joins what stands beside it without being a part of its word."""
_LEADING = frozenset("เแโใไເແໂໃໄ")
"""Vowels of Thai and Lao that are written before the consonant after which they are spoken."""
_JOINERS = frozenset("\u200c\u200d")
_REACH = 4
"""How many characters beside a word tell how the text is cut into words."""


def stands(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` parts no run of katakana, and no letter from its marks.

    >>> stands("サーバーの", 0, 3), stands("サーバーの", 0, 4), stands("นาที", 0, 2)
    (False, True, True)
    >>> stands("नोडों", 0, 3)
    False
    """
    return not (_joined(text, start) or _joined(text, end))


def _joined(text: str, border: int) -> bool:
    if not 0 < border < len(text):
        return False
    before, after = text[border - 1], text[border]
    if after < _PLAIN and before < _PLAIN:
        return False
    if unicodedata.category(after) in ("Mn", "Mc") or after in _JOINERS or before in _JOINERS or before in _LEADING:
        return True
    return is_katakana(before) and is_katakana(after)


def is_katakana(letter: str) -> bool:
    """Whether a letter is katakana, or the mark that makes its vowel long."""
    return "\u30a1" <= letter <= "\u30fa" or letter in "ーｰ" or "\uff66" <= letter <= "\uff9d"


def is_chinese_word(text: str, start: int, end: int) -> bool:
    """Whether a Chinese stretch stands there as words: `线程` is none in `在线程序`. True without the dictionary.

    >>> is_chinese_word("在线程序", 1, 3), is_chinese_word("多线程编程", 1, 3)
    (False, True)
    """
    from cleaner.terms.chinese import HAN, dictionary  # slow to load, and few texts ask

    cedict = dictionary()
    if cedict is None or not HAN.match(text, start, end):
        return True
    low, high = start, end
    while low and start - low < _REACH and HAN.match(text[low - 1]):
        low -= 1
    while high < len(text) and high - end < _REACH and HAN.match(text[high]):
        high += 1
    return cedict.is_of_words(text[low:high], start - low, end - low)
