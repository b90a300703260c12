"""Terms that go round in a ring: what replaces a variant of one holds a variant of the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cleaner.edits import Span
from cleaner.terms.forms import Key, fold, rendering_key
from cleaner.terms.model import Variant
from cleaner.terms.schema import Mark, MarkedTerm
from cleaner.terms.tokens import WORD, Words


@dataclass(frozen=True, slots=True)
class Step:
    """`variant` of the term `wrong` is a part of the canonical of the term `right`; both are numbers of terms."""

    right: int
    wrong: int
    variant: Variant
    mark: Mark


def rings(terms: Sequence[MarkedTerm]) -> Iterator[Step]:
    """The steps from which a ring leads back to where they begin."""
    steps = list(_steps(terms))
    onward: dict[int, set[int]] = {}
    for step in steps:
        onward.setdefault(step.right, set()).add(step.wrong)
    return (step for step in steps if _leads(step.wrong, step.right, onward))


def _steps(terms: Sequence[MarkedTerm]) -> Iterator[Step]:
    """All parts of canonicals that are variants of other terms, compared without number as where a text is searched."""
    variants: dict[Key, list[tuple[int, Variant, Mark]]] = {}
    for number, marked in enumerate(terms):
        for variant, mark in marked.marked_variants():
            variants.setdefault(rendering_key(variant.text), []).append((number, variant, mark))
    longest = max(map(len, variants), default=0)
    for number, marked in enumerate(terms):
        words = WORD.findall(marked.term.canonical)
        for key, (first, end) in _parts(words, longest):
            for wrong, variant, mark in variants.get(key, ()):
                if wrong == number or not Words.of(marked.term.canonical).stand(first, end - 1):
                    continue
                if variant.case == "transfer" or WORD.findall(variant.text) == words[first:end]:
                    yield Step(number, wrong, variant, mark)


def _parts(words: Sequence[str], longest: int) -> Iterator[tuple[Key, Span]]:
    """The keys of some words beside each other, not all, and which they are."""
    lower, folded = [word.casefold() for word in words], [fold(word) for word in words]
    for first in range(len(words)):
        for end in range(first + 1, min(first + longest, len(words)) + 1):
            if end - first < len(words):
                yield (*lower[first : end - 1], folded[end - 1]), (first, end)


def _leads(start: int, goal: int, onward: Mapping[int, set[int]]) -> bool:
    seen, open_ = {start}, [start]
    while open_:
        at = open_.pop()
        if at == goal:
            return True
        open_ += onward.get(at, set()) - seen
        seen |= onward.get(at, set())
    return False
