"""How frequent a character is in Chinese, Japanese and Korean text.

`data/characters.z` is built by `benchmarks/build_characters.py`. Text in one of these languages has a mean of about -2.9 (powers of ten),
characters drawn at random from a code page one of -5: that tells a right reading from a wrong one after a few characters.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

STEPS_PER_TEN = 5
UNKNOWN = -6.0
PUNCTUATION = dict.fromkeys("，。、；：！？（）「」『』“”‘’《》〈〉…—・ー〜·%", -2.5)
"""Marks that stand between the words that were counted."""
LANGUAGES = ("zh", "ja", "ko")


@cache
def table(language: str) -> dict[str, float]:
    """Power of ten of each character's share in the language's text."""
    text = zlib.decompress((files(__package__) / "data" / "characters.z").read_bytes()).decode()
    row = next(line for line in text.split("\n") if line.startswith(language + " "))
    found = {char: -(step + 0.5) / STEPS_PER_TEN for step, chars in enumerate(row.split(" ")[1:]) for char in chars}
    return found | PUNCTUATION


def commonness(chars: Iterable[str], language: str) -> list[float]:
    """The power of ten of each character's share, UNKNOWN where it is rarer than one in a million.

    >>> commonness("的钋", "zh")
    [-1.5, -6.0]
    """
    known = table(language)
    return [known.get(char, UNKNOWN) for char in chars]


@lru_cache(maxsize=1 << 14)
def is_common(char: str) -> bool:
    """Whether any of the languages has it more often than once in ten thousand characters."""
    return any(table(language).get(char, UNKNOWN) > -4 for language in LANGUAGES)
