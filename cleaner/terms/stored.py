"""A glossary in the form in which it is kept between runs: lines of JSON, of which a term's is read when it is first asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, cast, overload

from cleaner.garbage import collecting_no_garbage
from cleaner.terms.model import Case, Consistent, Forms, Glossary, Number, Spelling, Term, TermTest, Variant
from cleaner.terms.postings import Postings, postings_of

_TABLES = 5
"""Lines before those of the terms."""


class StoredTerms(Sequence[Term]):
    """The terms of a stored glossary, each made once of its line."""

    def __init__(self, rows: list[bytes]) -> None:
        self._rows = rows
        self._terms: list[Term | None] = [None] * len(rows)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Term: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Term]: ...
    def __getitem__(self, at: int | slice) -> Term | Sequence[Term]:
        if isinstance(at, slice):
            return tuple(self)[at]
        term = self._terms[at]
        if term is None:
            term = self._terms[at] = _term(json.loads(self._rows[at]))
        return term

    def __iter__(self) -> Iterator[Term]:
        return (self[at] for at in range(len(self._rows)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __reduce__(self) -> tuple[type[StoredTerms], tuple[list[bytes]]]:
        return type(self), (self._rows,)


def dump(glossary: Glossary) -> bytes:
    """The glossary, and its postings, as bytes."""
    postings = glossary.made(postings_of)
    head = [glossary.language, glossary.source_language]
    tables = [postings.anchors, sorted(postings.keys), postings.misspelled, sorted(postings.alone)]
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    return "\n".join(map(encode, [head, *tables, *map(_row, glossary.terms)])).encode()


def load(data: bytes) -> Glossary:
    """What `dump` made; the data is trusted to be its work."""
    *tables, terms = data.split(b"\n", _TABLES) if data.count(b"\n") >= _TABLES else (*data.split(b"\n"), b"")
    with collecting_no_garbage():
        (language, source_language), anchors, keys, misspelled, alone = map(json.loads, tables)
        glossary = Glossary(StoredTerms(terms.splitlines()), language, source_language)
        postings = Postings(anchors, frozenset(keys), misspelled, frozenset(alone))
    glossary.keep(postings_of, postings)
    return glossary


def _row(term: Term) -> list[Any]:
    variants = [[variant.text, variant.near, variant.case, variant.forms, variant.gender] for variant in term.variants]
    tests = [[test.text, test.expected] for test in term.tests]
    fixed = [term.case, term.number, term.note, term.plural, term.spelling, term.consistent]
    return [term.id, term.canonical, term.source, term.allow, variants, tests, *fixed, term.forms, term.gender, term.do_not_translate]


def _term(row: list[Any]) -> Term:
    name, canonical, source, allow, variants, tests, case, number, note, plural, spelling, consistent, forms, gender, kept = row
    return Term(
        name,
        canonical,
        tuple(source),
        tuple(allow),
        tuple(Variant(text, tuple(near), cast(Case, exact), _forms(each), sex) for text, near, exact, each, sex in variants),
        cast(Case, case),
        cast(Number, number),
        note,
        tuple(TermTest(text, expected) for text, expected in tests),
        plural,
        cast(Spelling, spelling),
        cast(Consistent, consistent),
        _forms(forms),
        gender,
        kept,
    )


def _forms(pairs: list[list[str]]) -> Forms:
    return tuple((name, text) for name, text in pairs)
