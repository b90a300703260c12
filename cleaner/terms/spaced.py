"""Sources in languages that part their words: found word by word, whatever endings the words have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from cleaner.terms.postings import key_of
from cleaner.terms.tokens import Words
from cleaner.terms.tongues import code_of, stem_of, tongue_of


class SpacedSources:
    """Folded sources by the key of their first word.

    English words before the last one are compared as they are, since only the last has a plural.
    """

    def __init__(self, sources: Iterable[str], language: str | None) -> None:
        read = {source: Words.of(source) for source in sources}
        vocabulary = {word for words in read.values() for word in words.keys}
        self._tongue = tongue_of(language, vocabulary)
        self.key: Callable[[str], str] = key_of if code_of(language) == "en" else stem_of(language) or str
        self._head: Callable[[str], str] = str if code_of(language) == "en" else self.key
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, Words]]] = defaultdict(list)
        for source, words in read.items():
            keys = self._keys(words.keys)
            if keys:
                self._by_first[keys[0]].append((keys, source, words))
        for found in self._by_first.values():
            found.sort(key=lambda entry: -len(entry[0]))

    def _keys(self, words: tuple[str, ...]) -> tuple[str, ...]:
        return (*map(self._head, words[:-1]), *map(self.key, words[-1:]))

    def places(self, folded: str) -> Mapping[int, tuple[int, str]]:
        """For each place at which sources start, where the longest ends, and what it is."""
        words = Words.of(folded, None, self._tongue)
        return {words.spans[at][0]: found for at in range(len(words.keys)) if (found := self._longest(words, at))}

    def _longest(self, words: Words, at: int) -> tuple[int, str] | None:
        firsts = {self._head(words.keys[at]), self.key(words.keys[at])} & self._by_first.keys()
        found = (entry for first in firsts for entry in self._by_first[first] if self._is_at(words, at, entry[0], entry[2]))
        best = max(found, key=lambda entry: len(entry[0]), default=None)
        return (words.spans[at + len(best[0]) - 1][1], best[1]) if best else None

    def _is_at(self, words: Words, at: int, keys: tuple[str, ...], source: Words) -> bool:
        end = at + len(keys)
        if self._keys(words.keys[at:end]) != keys:
            return False
        if any(words.gap(at + step) != source.gap(step) for step in range(len(keys) - 1)):
            return False
        start, stop = words.spans[at][0], words.spans[end - 1][1]
        return self._tongue.stands is None or self._tongue.stands(words.text, start, stop)
