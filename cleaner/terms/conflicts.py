"""Terms that would get in each other's way, or in their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleaner.errors import GlossaryError
from cleaner.terms.forms import Key, fold, rendering_key
from cleaner.terms.model import Variant
from cleaner.terms.rings import rings
from cleaner.terms.schema import Mark, MarkedTerm
from cleaner.terms.tokens import WORD, Words


def conflicts(terms: Iterable[MarkedTerm]) -> list[GlossaryError]:
    """What is wrong between terms, and between the renderings of one term."""
    everything = list(terms)
    errors = [*_repeated_ids(everything), *_claims(everything), *_rings(everything)]
    for marked in everything:
        errors += _self_containing(marked)
    return errors


def error_at(mark: Mark, message: str) -> GlossaryError:
    """A sentence about a place."""
    return GlossaryError(message, path=mark.path, line=mark.line, column=mark.column)


def at(mark: Mark, here: Mark) -> str:
    """Where the other place is, as seen from this one."""
    if mark.line is None:
        return ""
    return f" (line {mark.line})" if mark.path == here.path else f" ({mark.path}:{mark.line})"


def _repeated_ids(terms: list[MarkedTerm]) -> Iterator[GlossaryError]:
    seen: dict[str, Mark] = {}
    for marked in terms:
        if marked.term.id in seen:
            yield error_at(marked.id, f"the id '{marked.term.id}' stands twice{at(seen[marked.term.id], marked.id)}.")
        seen.setdefault(marked.term.id, marked.id)


def _right_renderings(terms: list[MarkedTerm]) -> dict[Key, list[tuple[str, MarkedTerm, Mark]]]:
    """Each rendering that is right for some term, by its key."""
    right: dict[Key, list[tuple[str, MarkedTerm, Mark]]] = {}
    for marked in terms:
        for text, mark in marked.marked_right():
            right.setdefault(rendering_key(text), []).append((text, marked, mark))
    return right


def _claims(terms: list[MarkedTerm]) -> Iterator[GlossaryError]:
    """Variants that another variant, or a right rendering, is already."""
    right = _right_renderings(terms)
    seen: dict[Key, list[tuple[Variant, MarkedTerm, Mark]]] = {}
    for marked in terms:
        for variant, mark in marked.marked_variants():
            key = rendering_key(variant.text)
            for text, owner, place in right.get(key, ()):
                if owner is not marked and not _apart(variant, text):
                    yield error_at(mark, f"the variant '{variant.text}' is right for the term '{owner.term.id}'{at(place, mark)}.")
                elif owner is marked and text != owner.term.canonical and not _apart(variant, text):
                    yield error_at(mark, f"the variant '{variant.text}' is allowed by the same term{at(place, mark)}.")
            for other, owner, place in seen.get(key, ()):
                if owner is marked and variant.text != other.text:
                    continue
                if _same(variant, other):
                    whose = "the same term" if owner is marked else f"the term '{owner.term.id}'"
                    yield error_at(mark, f"the variant '{variant.text}' is already one of {whose}{at(place, mark)}.")
            seen.setdefault(key, []).append((variant, marked, mark))


def _apart(variant: Variant, text: str) -> bool:
    """Whether the variant is told from a text of the same words by its capitals."""
    return variant.case == "exact" and WORD.findall(variant.text) != WORD.findall(text)


def _same(variant: Variant, other: Variant) -> bool:
    both_exact = variant.case == other.case == "exact"
    return not (both_exact and _apart(variant, other.text))


def _rings(terms: list[MarkedTerm]) -> Iterator[GlossaryError]:
    """Variants that stand in each other's canonicals: each is wrong by one term and right by another."""
    for step in rings(terms):
        owner = terms[step.right]
        where = f"'{owner.term.canonical}', the canonical of '{owner.term.id}'{at(owner.canonical, step.mark)}"
        yield error_at(step.mark, f"the variant '{step.variant.text}' is a part of {where}: a ring of terms that correct each other.")


def _self_containing(marked: MarkedTerm) -> Iterator[GlossaryError]:
    """A variant that holds its own canonical, or stands in it: its correction could be corrected again."""
    canonical = marked.term.canonical
    *head, last = rendering_key(canonical)
    size, whole = len(head), Words.of(canonical)
    for variant, mark in marked.marked_variants():
        words = Words.of(variant.text)
        ends = (at for at in range(len(words.keys) - size) if fold(words.keys[at + size]) == last)
        holds = (at for at in ends if [*words.keys[at : at + size]] == head)
        if any(words.stand(at, at + size) and _gaps(words, at, size) == _gaps(whole, 0, size) for at in holds):
            what = "is the canonical itself" if len(words.keys) == size + 1 else "holds the canonical"
            yield error_at(mark, f"the variant '{variant.text}' {what} ('{canonical}').")
        elif _stands_in(words, whole, variant.case == "exact"):
            what = f"the variant '{variant.text}' is a part of the canonical ('{canonical}')"
            yield error_at(mark, f"{what}: what is corrected would hold it again.")


def _gaps(words: Words, first: int, count: int) -> list[str]:
    return [words.gap(at) for at in range(first, first + count)]


def _stands_in(part: Words, whole: Words, exact: bool) -> bool:
    """Whether the canonical holds the variant as whole words."""
    inner, outer = ([words.written(at) for at in range(len(words.keys))] if exact else [*words.keys] for words in (part, whole))
    places = (at for at in range(len(outer) - len(inner) + 1) if outer[at : at + len(inner)] == inner)
    count = len(inner) - 1
    return any(whole.stand(at, at + count) and _gaps(whole, at, count) == _gaps(part, 0, count) for at in places)
