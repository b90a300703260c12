"""Which terms a source text holds, and how often: a term inside a longer one does not count."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from cleaner.terms.borders import is_chinese_word, stands
from cleaner.terms.chinese import simplified
from cleaner.terms.model import Glossary, Term
from cleaner.terms.spaced import SpacedSources
from cleaner.terms.tokens import IDEOGRAPH, SOUTHEAST_ASIAN

_UNSPACED = re.compile(f"[{IDEOGRAPH}{SOUTHEAST_ASIAN}]")
"""Letters of scripts that part no words."""


def fold_source(text: str) -> str:
    """What sources are compared by: small letters, and simplified characters where they are Chinese."""
    return simplified(text.casefold())


class SourceIndex:
    """The sources of a glossary's terms. Those in scripts that part words are found word by word, in every form that has their stems.

    >>> index = SourceIndex(Glossary((Term("fund", "Exchange Fund", ("外汇基金",)), Term("bill", "Exchange Fund Bill", ("外汇基金票据",)))))
    >>> dict(index.found("外匯基金票據"))
    {'外汇基金票据': 1}
    >>> dict(SourceIndex(Glossary((Term("node", "맞춤형 노드", ("custom node",)),), "ko", "en")).found("Custom nodes are nodes."))
    {'custom node': 1}
    """

    def __init__(self, glossary: Glossary) -> None:
        self.terms: dict[str, list[Term]] = defaultdict(list)
        for term in glossary.terms:
            for source in dict.fromkeys(map(fold_source, term.source)):
                self.terms[source].append(term)
        lengths: dict[str, set[int]] = defaultdict(set)
        spaced: list[str] = []
        for source in self.terms:
            if _UNSPACED.search(source):
                lengths[source[0]].add(len(source))
            else:
                spaced.append(source)
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}
        self._spaced = SpacedSources(spaced, glossary.source_language) if spaced else None
        self.key = self._spaced.key if self._spaced else str
        """What a folded word is compared by."""
        self.found = lru_cache(maxsize=1 << 10)(self._found)

    def _found(self, text: str) -> Mapping[str, int]:
        """The sources in a text and how often each stands there: from left to right, the longest first."""
        return Counter(source for _, _, source in self.places(fold_source(text)))

    def places(self, folded: str) -> Iterator[tuple[int, int, str]]:
        """Where the sources stand in a folded text: start, end, the source."""
        spaced = self._spaced.places(folded) if self._spaced else {}
        at = 0
        while at < len(folded):
            size = next((size for size in self._lengths.get(folded[at], ()) if self._stands(folded, at, at + size)), 0)
            end, source = at + size, folded[at : at + size]
            if at in spaced and spaced[at][0] > end:
                end, source = spaced[at]
            if source:
                yield at, end, source
            at = max(end, at + 1)

    def _stands(self, text: str, start: int, end: int) -> bool:
        if end > len(text) or text[start:end] not in self.terms:
            return False
        if not (is_chinese_word(text, start, end) and stands(text, start, end)):
            return False
        return not (_joined(text[max(0, start - 1) : start], text[start]) or _joined(text[end - 1], text[end : end + 1]))

    def holds(self, text: str, term: Term) -> bool:
        """Whether the text holds the term, not merely inside a longer one."""
        found = self.found(text)
        return any(fold_source(source) in found for source in term.source)


def _joined(before: str, after: str) -> bool:
    """Whether two neighbours belong to one word: scripts that part no words have no borders that could be seen."""
    return before.isalnum() and after.isalnum() and not (_UNSPACED.match(before) or _UNSPACED.match(after))
