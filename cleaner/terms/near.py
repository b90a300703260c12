"""Stretches of a translation that are nearly a right rendering: another form of one of its words, or another order of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from cleaner.terms.derive import Candidate, may_end, stretches
from cleaner.terms.inflect import singular
from cleaner.terms.stems import LATIN_WORD, akin
from cleaner.terms.target import Token

LEAST = 0.8
"""The likeness (rapidfuzz's `token_sort_ratio` of stems, at most 1) from which a stretch is taken for the term that the source holds."""
_WORD = 0.75


def candidates(source: str, right: Sequence[Sequence[str]], tokens: Sequence[Token], taken: Sequence[bool]) -> Iterator[Candidate]:
    """Every stretch that is like one of the right renderings (their content stems), each of its words being like one of theirs.

    Renderings of one word are left out: one word is too little to be told from another by its letters.
    """
    for stems in right:
        if len(stems) > 1:
            yield from _like(source, stems, tokens, taken)


def _like(source: str, right: Sequence[str], tokens: Sequence[Token], taken: Sequence[bool]) -> Iterator[Candidate]:
    wanted = " ".join(sorted(right))
    likely = {token.stem: any(_is_like(token.stem, stem) for stem in right) for token in tokens}
    for first, last in stretches(tokens, taken, lambda token: likely[token.stem], len(right) + 1):
        stems = [token.stem for token in tokens[first : last + 1] if not token.is_function]
        if len(stems) >= max(2, len(right) - 1) and may_end(first, last, tokens):
            score = fuzz.ratio(" ".join(sorted(stems)), wanted) / 100
            if score >= LEAST and len({stem for stem in right if any(_is_like(each, stem) for each in stems)}) >= len(stems):
                yield Candidate(score, first, last, source, "near")


def rejoined(source: str, right: Iterable[str], tokens: Sequence[Token], taken: Sequence[bool]) -> Iterator[Candidate]:
    """Every stretch that is a right rendering, but for the hyphens and spaces in it, and for its number (`cyberattacks`)."""
    wanted = {_letters(text) for text in right}
    longest = max((len(text.replace("-", " ").split()) for text in right), default=0) + 1
    letters = [singular(token.word.lower()) for token in tokens]
    for first in range(len(tokens)):
        joined = ""
        for last in range(first, min(first + longest, len(tokens))):
            if taken[last] or tokens[last].run != tokens[first].run:
                break
            if joined + letters[last] in wanted and may_end(first, last, tokens):
                yield Candidate(1.0, first, last, source, "near")
            joined += tokens[last].word.lower()


@lru_cache(maxsize=1 << 14)
def _letters(text: str) -> str:
    """The letters of a rendering, its last word in the singular."""
    *words, last = LATIN_WORD.findall(text) or [""]
    return "".join([*words, singular(last)]).lower()


@lru_cache(maxsize=1 << 16)
def _is_like(stem: str, other: str) -> bool:
    return akin(stem, other) or fuzz.ratio(stem, other) / 100 >= _WORD
