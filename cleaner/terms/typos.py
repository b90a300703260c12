"""Which word of a glossary an unknown word may be a misspelling of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache
from typing import Any

from cleaner.document import Document
from cleaner.edits import Span
from cleaner.terms.forms import fold
from cleaner.terms.inflect import content_words
from cleaner.terms.places import is_all_raised, place_of

SHORTEST = 5
LONG = 9
KNOWN = 1.5
"""A word at least this common (Zipf scale: the logarithm of its count in a billion words, as in wordfreq) is not a misspelling."""

_SYLLABLE = (
    "(?:(?:[bpmf]|[dtnl]|[gkh]|[jqx]|[zcs]h?|r|y|w)?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|"
    "ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u|v))"
)
_PINYIN = re.compile(f"{_SYLLABLE}+")


def may_be_misspelled(word: str, alone: bool) -> bool:
    """Whether a rendering's word is long enough to be known when misspelled; one that stands alone must be longer."""
    return word.isalpha() and len(word) >= (LONG if alone else SHORTEST)


class Speller:
    """Compares each distinct unknown word with `words` of the glossary, once; `others` are words of it that are not meant by others."""

    def __init__(self, words: Collection[str], others: Collection[str], language: str) -> None:
        self._words, self._others, self._lexicon = words, others, _lexicon(language)
        self._by_letter: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in words:
            self._by_letter[word[0], len(word)].append(word)
        self.near = lru_cache(maxsize=1 << 16)(self._near)

    def _near(self, word: str) -> tuple[tuple[str, int], ...]:
        """The glossary's words that `word` (folded) may be meant for and how far they are; none where it is a word itself."""
        if len(word) < SHORTEST or not word.isalpha() or word in self._words or word in self._others:
            return ()
        lexicon = self._lexicon
        if lexicon is None or lexicon.zipf(word) > KNOWN or lexicon.zipf(fold(word)) > KNOWN:
            return ()
        lengths = range(len(word) - 2, len(word) + 3)
        candidates = [found for length in lengths for found in self._by_letter.get((word[0], length), ())]
        if not candidates:
            return ()
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        close = extract(word, candidates, scorer=OSA.distance, score_cutoff=2, limit=None)
        if any(word.startswith(found) for found, _, _ in close):
            return ()
        slips = [(found, int(distance)) for found, distance, _ in close if _is_slip(word, found, int(distance))]
        least = min((distance for _, distance in slips), default=0)
        return tuple(slip for slip in slips if slip[1] == least)


def is_a_name(doc: Document, match: Span, misspelled: Span, meant: str) -> bool:
    """Whether the capital of a word speaks for a name: the glossary does not write it there, nor does the sentence."""
    if not doc.text[misspelled[0]].isupper() or meant[0].isupper():
        return False
    rest = content_words(doc.text[match[0] : misspelled[0]]) + content_words(doc.text[misspelled[1] : match[1]])
    starts = match[0] == misspelled[0] and place_of(doc, *match) != "inside"
    return not starts and not (rest and is_all_raised(rest))


def _is_slip(word: str, meant: str, distance: int) -> bool:
    """Whether the difference looks like a slip, not like another ending or another name."""
    if fold(word) == fold(meant):
        return False
    if distance > (2 if len(meant) >= LONG else 1):
        return False
    if distance == 2 and word[: len(meant) - 2] == meant[:-2]:
        return False
    return not (_PINYIN.fullmatch(word) and _PINYIN.fullmatch(meant))


@lru_cache(maxsize=8)
def _lexicon(language: str) -> Any:
    """The language's word list, or None; without one nothing can be said to be no word."""
    try:
        from cleaner.lexicon import lexicon
    except ImportError:
        return None
    return lexicon(language)
