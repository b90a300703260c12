"""Terms made of entries: what stands twice is joined, what contradicts is decided, and all of it is said."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from cleaner.interchange.base import Entry, Imported, Rendering
from cleaner.terms.conflicts import conflicts
from cleaner.terms.model import Term, Variant
from cleaner.terms.schema import Mark, MarkedTerm
from cleaner.terms.tokens import WORD


def terms_of(imported: Imported) -> list[MarkedTerm]:
    """The terms, in the order of the file, without conflicts; every decision is a remark of `imported`.

    Of several renderings of one source the first is the canonical (or the one that the file prefers), the others are allowed.
    """
    entries = _joined(_usable(imported), imported)
    terms = [term for entry in entries if (term := _term(entry, imported))]
    return _without_conflicts(_named(_shared(terms, imported)), imported)


_NO_TEXT = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters and halves of characters, which JSON can say (`\\ud83d`) and no text file holds."""


def _usable(imported: Imported) -> Iterator[Entry]:
    """Entries without what cannot be looked for, or written."""
    for entry in imported.entries:
        for text in (*entry.sources, entry.note):
            if _NO_TEXT.search(text):
                imported.remark(entry.mark, f"{ascii(text)} holds a character that is none; it was left out.")
        renderings = tuple(each for each in entry.renderings if _is_usable(each, imported))
        sources = tuple(text for text in entry.sources if not _NO_TEXT.search(text))
        if renderings and (sources or not entry.sources):
            yield replace(entry, sources=sources, renderings=renderings, note="" if _NO_TEXT.search(entry.note) else entry.note)


def _is_usable(rendering: Rendering, imported: Imported) -> bool:
    text = rendering.text
    if _NO_TEXT.search(text):
        imported.remark(rendering.mark, f"the rendering {ascii(text)} holds a character that is none; it was left out.")
        return False
    if not WORD.search(text):
        imported.remark(rendering.mark, f"the rendering '{text}' holds no letter and no digit; it was left out.")
        return False
    return True


def _joined(entries: Iterable[Entry], imported: Imported) -> list[Entry]:
    """Entries of one id, or without ids of one source, as one."""
    held: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        key = ("id", entry.id) if entry.id else ("source", *entry.sources)
        before = held.get(key)
        if before and not entry.id:
            _say_again(before, entry, imported)
        held[key] = _with(before, entry) if before else entry
    return list(held.values())


def _say_again(before: Entry, entry: Entry, imported: Imported) -> None:
    known = {each.text for each in before.renderings}
    for each in entry.renderings:
        what = "again with the same rendering" if each.text in known else f"again, as '{each.text}'"
        imported.remark(each.mark, f"'{', '.join(entry.sources)}' stands here {what} (before: line {before.mark.line}).")


def _with(before: Entry, entry: Entry) -> Entry:
    notes = " ".join(dict.fromkeys(note for note in (before.note, entry.note) if note))
    sources = tuple(dict.fromkeys((*before.sources, *entry.sources)))
    # The same once more says nothing, and a long table may say it again and again.
    said = {(each.text, each.status) for each in before.renderings}
    new = tuple(each for each in entry.renderings if (each.text, each.status) not in said)
    return replace(before, sources=sources, renderings=(*before.renderings, *new), note=notes)


def _term(entry: Entry, imported: Imported) -> MarkedTerm | None:
    """The term that an entry tells of; None where it has no rendering that may be used."""
    right = _distinct(each for each in entry.renderings if each.status != "deprecated")
    wrong = _distinct(each for each in entry.renderings if each.status == "deprecated")
    if not right:
        imported.remark(entry.mark, f"every rendering of '{', '.join(entry.sources) or entry.id}' is marked as wrong; it was left out.")
        return None
    canonical = next((each for each in right if each.status == "preferred"), right[0])
    allow = [each for each in right if each is not canonical]
    if any(each.status == canonical.status for each in allow):
        others = ", ".join(f"'{each.text}'" for each in allow)
        whose = f"of '{', '.join(entry.sources)}'" if entry.sources else f"in '{entry.id}'"
        imported.remark(canonical.mark, f"{whose} the first, '{canonical.text}', is canonical; allowed beside it: {others}.")
    term = Term(
        id=entry.id,
        canonical=canonical.text,
        source=entry.sources,
        allow=tuple(each.text for each in allow),
        variants=tuple(Variant(each.text) for each in wrong),
        note=entry.note,
    )
    return MarkedTerm(term, entry.mark, canonical.mark, tuple(each.mark for each in allow), tuple(each.mark for each in wrong))


def _distinct(renderings: Iterable[Rendering]) -> list[Rendering]:
    """Each text once, with the standing that is said of it anywhere before the first place that says none."""
    held: dict[str, Rendering] = {}
    for each in renderings:
        if each.text not in held or (each.status == "preferred" and held[each.text].status != "preferred"):
            held[each.text] = each
    return list(held.values())


def _shared(terms: list[MarkedTerm], imported: Imported) -> list[MarkedTerm]:
    """Terms without ids whose right renderings are the same, as one with the sources, wrong renderings and notes of all."""
    held: dict[object, MarkedTerm] = {}
    for number, marked in enumerate(terms):
        term = marked.term
        key: object = number if term.id else (term.canonical, frozenset(term.allow))
        before = held.get(key)
        if before:
            said = f"'{term.canonical}' renders '{', '.join(term.source)}', too; one term for both (before: line {before.canonical.line})."
            imported.remark(marked.canonical, said)
            held[key] = _both(before, marked)
        else:
            held[key] = marked
    return list(held.values())


def _both(before: MarkedTerm, marked: MarkedTerm) -> MarkedTerm:
    wrong = {variant.text: (variant, mark) for variant, mark in (*marked.marked_variants(), *before.marked_variants())}
    order = dict.fromkeys(variant.text for variant in (*before.term.variants, *marked.term.variants))
    variants = tuple(wrong[text] for text in order)
    notes = " ".join(dict.fromkeys(note for note in (before.term.note, marked.term.note) if note))
    source = tuple(dict.fromkeys((*before.term.source, *marked.term.source)))
    joined = replace(before.term, source=source, note=notes, variants=tuple(variant for variant, _ in variants))
    return replace(before, term=joined, variants=tuple(mark for _, mark in variants))


def _named(terms: list[MarkedTerm]) -> list[MarkedTerm]:
    """Every term with an id of its own: the file's, else one made of the canonical."""
    taken = {marked.term.id for marked in terms}
    ids = [marked.term.id or _free(marked.term.canonical, taken) for marked in terms]
    return [replace(marked, term=replace(marked.term, id=name)) for marked, name in zip(terms, ids, strict=True)]


def _free(canonical: str, taken: set[str]) -> str:
    """An id that nothing has, which then is taken.

    >>> _free("People's Court", {"peoples-court"})
    'peoples-court-2'
    """
    base = re.sub(r"[\W_]+", "-", re.sub(r"['’]", "", canonical.casefold())).strip("-")
    number, name = 1, base
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name)
    return name


def _without_conflicts(terms: list[MarkedTerm], imported: Imported) -> list[MarkedTerm]:
    """The terms without the variants that stand in the way of others, until none does; ids are distinct, so that only variants can."""
    while found := conflicts(terms):
        places = {Mark(error.path, error.line, error.column): error for error in found}
        for mark, error in places.items():
            imported.remark(mark, f"{error.message.rstrip('.')}; it was left out.")
        fewer = [_less(marked, places) for marked in terms]
        if fewer == terms:
            raise found[0]
        terms = fewer
    return terms


def _less(marked: MarkedTerm, places: Container[Mark]) -> MarkedTerm:
    """The term without the variants at these places."""
    kept = [(variant, mark) for variant, mark in marked.marked_variants() if mark not in places]
    term = replace(marked.term, variants=tuple(variant for variant, _ in kept))
    return replace(marked, term=term, variants=tuple(mark for _, mark in kept))
