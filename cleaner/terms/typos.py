"""Which word of a glossary an unknown word may be a misspelling of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from cleaner.terms.forms import Form
from cleaner.terms.inflect import MINOR
from cleaner.terms.tokens import Words

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
    """Compares each distinct unknown word with the glossary's words, once."""

    def __init__(self, words: Iterable[str], vocabulary: Collection[str]) -> None:
        self._vocabulary = vocabulary
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for word in words:
            self._by_letter[word[0]].append(word)
        self.near = lru_cache(maxsize=1 << 16)(self._near)

    def _near(self, word: str, language: str) -> tuple[str, ...]:
        """The glossary's words that `word` (folded) may be meant for; none where it is a word itself."""
        candidates = self._by_letter.get(word[0])
        if not candidates or len(word) < SHORTEST or not word.isalpha() or word in self._vocabulary:
            return ()
        lexicon = _lexicon(language)
        if lexicon is None or lexicon.zipf(word) > KNOWN:
            return ()
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        close = extract(word, candidates, scorer=OSA.distance, score_cutoff=2, limit=None)
        slips = [(int(distance), found) for found, distance, _ in close if _is_slip(word, found, int(distance))]
        return tuple(found for distance, found in slips if distance == min(slips)[0])

    @staticmethod
    def not_a_name(words: Words, first: int, last: int, at: int, form: Form) -> bool:
        """Whether the capitals speak for a misspelling: a name stands out by a capital that its neighbours do not have."""
        written = words.written(at)
        if not written[0].isupper() or form.written[0].isupper():
            return True
        others = [words.written(other) for other in range(first, last + 1) if other != at]
        return bool(others) and (at == first or all(other[0].isupper() or other in MINOR for other in others))


def _is_slip(word: str, meant: str, distance: int) -> bool:
    """Whether the difference looks like a slip, not like another ending or another name."""
    if distance > (2 if len(meant) >= LONG else 1) or word.startswith(meant):
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
