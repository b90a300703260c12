"""Which terms a source text holds, and how often: a term inside a longer one does not count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from cleaner.terms.chinese import HAN, dictionary, simplified
from cleaner.terms.model import Glossary, Term

_REACH = 4
"""How many characters beside a term tell how the text is cut into words."""


def fold_source(text: str) -> str:
    """What sources are compared by: small letters, and simplified characters where they are Chinese."""
    return simplified(text.casefold())


class SourceIndex:
    """The sources of a glossary's terms.

    >>> index = SourceIndex(Glossary((Term("fund", "Exchange Fund", ("外汇基金",)), Term("bill", "Exchange Fund Bill", ("外汇基金票据",)))))
    >>> dict(index.found("外匯基金票據"))
    {'外汇基金票据': 1}
    """

    def __init__(self, glossary: Glossary) -> None:
        self.terms: dict[str, list[Term]] = defaultdict(list)
        lengths: dict[str, set[int]] = defaultdict(set)
        for term in glossary.terms:
            for source in dict.fromkeys(map(fold_source, term.source)):
                self.terms[source].append(term)
                lengths[source[0]].add(len(source))
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}
        self.found = lru_cache(maxsize=1 << 10)(self._found)

    def _found(self, text: str) -> Mapping[str, int]:
        """The sources in a text and how often each stands there: from left to right, the longest first."""
        return Counter(source for _, _, source in self.places(fold_source(text)))

    def places(self, folded: str) -> Iterator[tuple[int, int, str]]:
        """Where the sources stand in a folded text: start, end, the source."""
        at = 0
        while at < len(folded):
            size = next((size for size in self._lengths.get(folded[at], ()) if self._stands(folded, at, at + size)), 0)
            if size:
                yield at, at + size, folded[at : at + size]
            at += size or 1

    def _stands(self, text: str, start: int, end: int) -> bool:
        if end > len(text) or text[start:end] not in self.terms:
            return False
        if HAN.match(text[start]) and not _is_of_words(text, start, end):
            return False
        return not (_joined(text[max(0, start - 1) : start], text[start]) or _joined(text[end - 1], text[end : end + 1]))

    def holds(self, text: str, term: Term) -> bool:
        """Whether the text holds the term, not merely inside a longer one."""
        found = self.found(text)
        return any(fold_source(source) in found for source in term.source)


def _is_of_words(text: str, start: int, end: int) -> bool:
    """Whether a Chinese term stands there as words: `南海` is none of the words of `华南海鲜市场`. True without the dictionary."""
    cedict = dictionary()
    if cedict is None:
        return True
    low, high = start, end
    while low and start - low < _REACH and HAN.match(text[low - 1]):
        low -= 1
    while high < len(text) and high - end < _REACH and HAN.match(text[high]):
        high += 1
    return cedict.is_of_words(text[low:high], start - low, end - low)


def _joined(before: str, after: str) -> bool:
    """Whether two neighbours belong to one word: Chinese has no borders that could be seen."""
    return before.isalnum() and after.isalnum() and not (HAN.match(before) or HAN.match(after))
