"""What each distinct token of a text may be to whom: judged once, and remembered for all texts.

Text has a Zipf distribution: most of its tokens (what stands between white space) were seen before. A rule names a test that a token passes
in every line, or text, in which the rule has something to do; so that of a text of known and dull tokens nothing more is looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Test = Callable[[str], object]
Made = TypeVar("Made")

_REMEMBERED = 1 << 19
_LONGEST_REMEMBERED = 64


def plain_word(token: str) -> str:
    """The word that a token is, apart from a mark behind it; nothing where it is more than ASCII letters and one mark.

    >>> [plain_word(token) for token in ("police", "Police,", "(police", "Hefei...", "café")]
    ['police', 'Police', '', '', '']
    """
    word = token[:-1] if token[-1] in ".,;:" else token
    return word if word.isalpha() and word.isascii() else ""


class Memory(dict[str, Made]):
    """What `make` makes of a token, made once; all is forgotten when it is too much.

    >>> lengths = Memory(len)
    >>> lengths["loan"], lengths
    (4, {'loan': 4})
    """

    def __init__(self, make: Callable[[str], Made]) -> None:
        self._make = make

    def __missing__(self, token: str) -> Made:
        made = self._make(token)
        if len(token) <= _LONGEST_REMEMBERED:
            if len(self) > _REMEMBERED:
                self.clear()
            self[token] = made
        return made


_PLAIN = Memory(plain_word)
"""Every screen asks for it."""


class Screen:
    """Tests by their numbers, and which of them a token passes: a mask with the bit `1 << number` for each.

    A plain token is asked about as a word, without the mark behind it; `words` are tests for words, `marks` for all other tokens.

    >>> import re
    >>> screen = Screen({0: str.isupper}, {1: re.compile("^,").search})
    >>> screen.masks({"THE", "THE.", "the", "police,", ",", ",NO"}) == {"THE": 1, "THE.": 1, ",": 2, ",NO": 2}
    True
    """

    def __init__(self, words: dict[int, Test], marks: dict[int, Test]) -> None:
        self._words = [(1 << number, test) for number, test in words.items()]
        self._marks = [(1 << number, test) for number, test in marks.items()]
        self._dull: set[str] = set()
        self._odd: dict[str, int] = {}

    def masks(self, tokens: frozenset[str] | set[str]) -> dict[str, int]:
        """The tokens that pass a test, with their masks."""
        if not self._words and not self._marks:
            return {}
        odd = self._odd
        left = tokens - self._dull
        known = {token: odd[token] for token in left if token in odd}
        if len(known) == len(left):
            return known
        new = left.difference(odd)
        found = self._judged(new)
        self._remember(new, found)
        return known | found

    def _judged(self, tokens: frozenset[str] | set[str]) -> dict[str, int]:
        """The masks of tokens that pass a test. Test by test, so that the loop over tokens is `filter`'s own."""
        by_word: dict[str, list[str]] = {}
        others: list[str] = []
        for token in tokens:
            if word := _PLAIN[token]:
                by_word.setdefault(word, []).append(token)
            else:
                others.append(token)
        found: dict[str, int] = {}
        for bit, test in self._words:
            for word in filter(test, by_word):
                for token in by_word[word]:
                    found[token] = found.get(token, 0) | bit
        for bit, test in self._marks:
            for token in filter(test, others):
                found[token] = found.get(token, 0) | bit
        return found

    def _remember(self, tokens: frozenset[str] | set[str], masks: dict[str, int]) -> None:
        if len(self._dull) + len(self._odd) > _REMEMBERED:
            self._dull, self._odd = set(), {}
        self._dull.update(token for token in tokens.difference(masks) if len(token) <= _LONGEST_REMEMBERED)
        self._odd.update((token, mask) for token, mask in masks.items() if len(token) <= _LONGEST_REMEMBERED)
