"""Whether certain words stand in a paragraph, outside of a match."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from cleaner.terms.forms import fold
from cleaner.terms.tokens import Words


class Nearby:
    """The words of a paragraph without case and number; each list of words is looked for once, however many matches ask for it.

    >>> nearby = Nearby(Words.of("The gangs and the loan sharks"))
    >>> nearby.outside(" gang ", 3, 4), nearby.outside(" gang ", 1, 1), nearby.outside(" loan shark ", 4, 5)
    (True, False, False)
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._found: dict[str, list[tuple[int, int]]] = {}
        self._present: dict[tuple[str, ...], list[str]] = {}

    @cached_property
    def _folded(self) -> list[str]:
        return list(map(fold, self._words.keys))

    @cached_property
    def _starts(self) -> list[int]:
        """Where each word begins in the joined text, with the space before it."""
        return list(accumulate((len(word) + 1 for word in self._folded), initial=0))

    @cached_property
    def _joined(self) -> str:
        return f" {' '.join(self._folded)} "

    def any_outside(self, keys: tuple[str, ...], first: int, last: int) -> bool:
        """Whether any of the keys does; a list that many matches share is gone through once."""
        if keys not in self._present:
            self._present[keys] = [key for key in keys if key in self._joined]
        return any(self.outside(key, first, last) for key in self._present[keys])

    def outside(self, key: str, first: int, last: int) -> bool:
        """Whether the words of the key (`near_key`) stand before or after those from `first` to `last`."""
        if key not in self._found:
            self._found[key] = self._places(key)
        return any(end < first or start > last for start, end in self._found[key])

    def _places(self, key: str) -> list[tuple[int, int]]:
        """The first and the last place of the key: if any is outside of a match, one of these two is."""
        places = {self._joined.find(key), self._joined.rfind(key)} - {-1}
        size = key.count(" ") - 2
        return [(first, first + size) for at in places for first in [bisect_right(self._starts, at) - 1]]
