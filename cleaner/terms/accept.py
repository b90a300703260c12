"""Which proposals a glossary can take, and why it cannot take the others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cleaner.terms.conflicts import conflicts
from cleaner.terms.doubts import doubts
from cleaner.terms.forms import Key, rendering_key
from cleaner.terms.model import Glossary, Term, Variant
from cleaner.terms.proposals import Use
from cleaner.terms.schema import Mark, MarkedTerm

_PROPOSED = "<proposed>"
_PLACE = re.compile(r" \((?:line \d+|[^()]*:\d+)\)")


@dataclass(frozen=True, slots=True)
class Proposals:
    """`taken` can become variants of their terms, all together; `left` cannot, each for its reason (a clause)."""

    taken: tuple[Use, ...]
    left: tuple[tuple[Use, str], ...]

    def added(self, term: Term) -> Term:
        """The term with the variants that are taken."""
        new = tuple(Variant(use.text) for use in self.taken if use.term.id == term.id)
        return replace(term, variants=(*term.variants, *new)) if new else term


def sift(glossary: Glossary, uses: Sequence[Use]) -> Proposals:
    """Parts what nobody listed into what the glossary can take and what it cannot.

    Left are renderings that stand oftener for something else, the rarer of two terms' same rendering, and whatever `glossary check` would
    call a mistake, or doubt.
    """
    left: list[tuple[Use, str]] = []
    taken: list[Use] = []
    best = _owners(uses)
    for use in uses:
        if not use.is_new:
            continue
        owner = best[rendering_key(use.text)]
        if use.elsewhere > use.count:
            left.append((use, f"it stands {use.elsewhere} times where the source has no {use.term.source[0]}"))
        elif owner is not use:
            left.append((use, f"it renders '{owner.term.id}', too, {owner.count} times"))
        else:
            taken.append(use)
    while reasons := _objections(glossary, taken):
        left += [(taken[at], reason) for at, reason in reasons.items()]
        taken = [use for at, use in enumerate(taken) if at not in reasons]
    return Proposals(tuple(taken), tuple(left))


def _owners(uses: Sequence[Use]) -> dict[Key, Use]:
    """For each rendering the use that is found oftenest, the first of several."""
    best: dict[Key, Use] = {}
    for use in uses:
        if use.is_new:
            other = best.setdefault(rendering_key(use.text), use)
            if use.count > other.count:
                best[rendering_key(use.text)] = use
    return best


def _objections(glossary: Glossary, taken: Sequence[Use]) -> dict[int, str]:
    """What `glossary check` would say of proposals, by their numbers."""
    by_term: dict[str, list[int]] = defaultdict(list)
    for at, use in enumerate(taken):
        by_term[use.term.id].append(at)
    terms = [_marked(term, [(taken[at], at) for at in by_term.get(term.id, ())]) for term in glossary.terms]
    said = [*conflicts(terms), *doubts(terms, glossary.language or "en")]
    return {error.line: _clause(error.message) for error in reversed(said) if error.path == _PROPOSED and error.line is not None}


def _marked(term: Term, new: Sequence[tuple[Use, int]]) -> MarkedTerm:
    marks = (*(Mark() for _ in term.variants), *(Mark(_PROPOSED, at) for _, at in new))
    variants = (*term.variants, *(Variant(use.text) for use, _ in new))
    return MarkedTerm(replace(term, variants=variants), allow=tuple(Mark() for _ in term.allow), variants=marks)


def _clause(message: str) -> str:
    """A sentence of `glossary check` as the reason for something: without its places, its end and its advice."""
    return _PLACE.sub("", message).partition(". ")[0].rstrip(".")
