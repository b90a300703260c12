"""What is no mistake in a glossary, but seldom meant: `glossary check` says it, and loading does not mind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.errors import GlossaryError
from cleaner.lexicon import lexicon
from cleaner.terms.conflicts import at, error_at
from cleaner.terms.forms import rendering_key
from cleaner.terms.schema import MarkedTerm
from cleaner.terms.tokens import WORD

_COMMON = 3.0
"""Zipf value (https://doi.org/10.1080/17470218.2013.850521): a word in a million; below it few texts hold a word by chance."""


def doubts(terms: Sequence[MarkedTerm], language: str) -> list[GlossaryError]:
    """Variants that are one common word, and terms in the shadow of others."""
    return [*_common_words(terms, language), *_shared_sources(terms), *_shadowed(terms)]


def _common_words(terms: Sequence[MarkedTerm], language: str) -> Iterator[GlossaryError]:
    known = lexicon(language)
    for marked in terms if known else ():
        for variant, mark in marked.marked_variants():
            words = WORD.findall(variant.text)
            is_bare = len(words) == 1 and not variant.near and variant.case == "transfer"
            if known and is_bare and known.zipf(words[0].casefold()) >= _COMMON:
                what = f"the variant '{variant.text}' is one common word, which would be replaced everywhere"
                yield error_at(mark, f"{what}. Give it 'near' words, or a longer text.")


def _shared_sources(terms: Sequence[MarkedTerm]) -> Iterator[GlossaryError]:
    """Sources of two terms: only the first term is found for what is not listed."""
    seen: dict[str, MarkedTerm] = {}
    for marked in terms:
        for source in marked.term.source:
            owner = seen.setdefault(source, marked)
            if owner is not marked:
                where = at(owner.id, marked.id)
                yield error_at(marked.id, f"the source '{source}' of the term '{marked.term.id}' is also that of '{owner.term.id}'{where}.")


def _shadowed(terms: Sequence[MarkedTerm]) -> Iterator[GlossaryError]:
    """Canonicals that are right for another term, too: what is corrected to one is taken for the other."""
    seen: dict[tuple[str, ...], MarkedTerm] = {}
    for marked in terms:
        owner = seen.setdefault(rendering_key(marked.term.canonical), marked)
        if owner is not marked:
            where = at(owner.canonical, marked.canonical)
            said = f"the canonical '{marked.term.canonical}' is also that of the term '{owner.term.id}'{where}"
            yield error_at(marked.canonical, f"{said}. One term may have several sources.")
