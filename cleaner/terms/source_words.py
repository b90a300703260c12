"""The words of a source, as they are counted when it is learnt which words stand for which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cleaner.edits import Span
from cleaner.terms.chinese import HAN, Dictionary
from cleaner.terms.sources import SourceIndex

_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"the", "a", "an"})
"""English words of a source for which most languages have none: they would be given what stands beside them."""


@dataclass(frozen=True, slots=True)
class SourceWord:
    """A word of a source: `source[start:end]` in folded characters; `term` is the term's source that it is part of, if any."""

    start: int
    end: int
    text: str
    term: tuple[str, int] | None
    key: str = ""
    """What it is counted by: its stem, where its language has endings."""


def source_words(source: str, index: SourceIndex, cedict: Dictionary | None) -> list[SourceWord]:
    """The words of a folded source: those of the dictionary for Chinese, cut at the borders of terms; else what letters make up."""
    found: list[SourceWord] = []
    at = 0
    for start, end, term in (*index.places(source), (len(source), len(source), "")):
        found += _words(source, (at, start), None, cedict)
        found += _words(source, (start, end), (term, start), cedict)
        at = end
    return [replace(word, key=index.key(word.text)) for word in found]


def _words(source: str, span: Span, term: tuple[str, int] | None, cedict: Dictionary | None) -> Iterator[SourceWord]:
    for match in _WORD.finditer(source, *span):
        at = match.start()
        parts = cedict.words(match.group()) if cedict and HAN.search(match.group()) else [match.group()]
        for part in parts:
            if part not in _ARTICLES:
                yield SourceWord(at, at + len(part), part, term)
            at += len(part)
