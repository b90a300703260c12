"""What each distinct token of a text may be to whom: judged once, and remembered for all texts.

Text has a Zipf distribution: most of its tokens (what stands between white space) were seen before. A rule names a test that a token passes
in every line, or text, in which the rule has something to do; so that of a text of known and dull tokens nothing more is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Set
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

    def masks(self, tokens: Set[str]) -> dict[str, int]:
        """The tokens that pass a test, with their masks."""
        odd = self._odd
        found: dict[str, int] = {}
        if not self._words and not self._marks:
            return found
        for token in tokens - self._dull:
            mask = odd.get(token)
            if mask is None:
                mask = self._judged(token)
            if mask:
                found[token] = mask
        return found

    def _judged(self, token: str) -> int:
        word = plain_word(token)
        mask = 0
        for bit, test in self._words if word else self._marks:
            if test(word or token):
                mask |= bit
        if len(token) <= _LONGEST_REMEMBERED:
            self._remember(token, mask)
        return mask

    def _remember(self, token: str, mask: int) -> None:
        if len(self._dull) + len(self._odd) > _REMEMBERED:
            self._dull, self._odd = set(), {}
        if mask:
            self._odd[token] = mask
        else:
            self._dull.add(token)
