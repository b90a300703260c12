"""A glossary file as terms: what each key may hold, and where each rendering stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

import yaml

from cleaner.errors import nearest
from cleaner.terms.model import Case, Consistent, Forms, Number, Spelling, Term, TermTest, Variant
from cleaner.terms.nodes import Reader
from cleaner.terms.tokens import WORD

TOP_KEYS = ("language", "source_language", "terms")
TERM_KEYS = (
    *("id", "canonical", "source", "allow", "variants", "case", "number", "plural", "forms", "gender", "spelling", "consistent"),
    *("do_not_translate", "note", "tests"),
)
VARIANT_KEYS = ("text", "near", "case", "forms", "gender")
TEST_KEYS = ("in", "out")
CASES = ("transfer", "exact")
NUMBERS = ("transfer", "fixed")
SPELLINGS = ("any", "exact")
GENDERS = ("", "m", "f", "n", "c")
"""Masculine, feminine, neuter, common (Danish, Dutch, Swedish)."""
LONGEST = 1000
"""Characters of a rendering: what is longer is no term."""
SWITCHES = ("false", "true")
CONSISTENT = ("no", "first", "canonical")
_SWITCH = {"true": "canonical", "false": "no"}
"""What `consistent: true` and `consistent: false` mean."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file, for errors that only show once all terms are known."""

    path: str | None = None
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class MarkedTerm:
    """A term and where its renderings stand, in the same order as in the term."""

    term: Term
    id: Mark = Mark()
    canonical: Mark = Mark()
    allow: tuple[Mark, ...] = ()
    variants: tuple[Mark, ...] = ()

    def marked_variants(self) -> Iterator[tuple[Variant, Mark]]:
        """The variants and where they stand, as far as that is known."""
        return zip(self.term.variants, self.variants or (Mark(),) * len(self.term.variants), strict=True)

    def marked_right(self) -> Iterator[tuple[str, Mark]]:
        """The renderings that are right and where they stand, as far as that is known."""
        yield self.term.canonical, self.canonical
        if self.term.plural:
            yield self.term.plural, self.canonical
        yield from zip(self.term.allow, self.allow or (Mark(),) * len(self.term.allow), strict=True)


@dataclass(slots=True)
class File:
    """What one file says, as far as it could be read; `reader` holds what is wrong with it."""

    reader: Reader
    language: str | None = None
    source_language: str | None = None
    terms: list[MarkedTerm] = field(default_factory=list)


def read(text: str, path: str) -> File:
    """Reads a glossary file; every error that can be seen in the file alone is in `reader.errors`, in order."""
    reader = Reader(path)
    file = File(reader)
    root = reader.compose(text)
    if root is None:
        return file
    top = reader.mapping(root, "a glossary", TOP_KEYS)
    if "language" in top:
        file.language = reader.text(top["language"], "'language'") or None
    if "source_language" in top:
        file.source_language = reader.text(top["source_language"], "'source_language'") or None
    if "terms" not in top and isinstance(root, yaml.MappingNode):
        reader.error(root, "a glossary needs the key 'terms'.")
    read_terms = (_term(reader, node) for node in reader.sequence(top.get("terms"), "'terms'"))
    file.terms = [term for term in read_terms if term]
    return file


def _term(reader: Reader, node: yaml.Node) -> MarkedTerm | None:
    keys = reader.mapping(node, "a term", TERM_KEYS)
    kept = reader.choice(keys.get("do_not_translate"), "'do_not_translate'", SWITCHES) == "true"
    if kept and "canonical" not in keys and "source" in keys:
        keys["canonical"] = next(reader.one_or_more(keys["source"]), keys["source"])
    for name in ("id", "canonical"):
        if keys and name not in keys:
            reader.error(node, f"a term needs the key '{name}'.")
    identity = reader.text(keys["id"], "'id'") if "id" in keys else ""
    canonical = _rendering(reader, keys["canonical"], "'canonical'") if "canonical" in keys else ""
    source = _texts(reader, keys.get("source"), "'source'")
    if kept and canonical and source and canonical not in source:
        reader.error(keys["canonical"], f"what is not translated is its own source, but '{canonical}' is not in 'source'.")
    allow = [(text, _mark(reader, item)) for item in reader.one_or_more(keys.get("allow")) if (text := _rendering(reader, item, "'allow'"))]
    variants = [(variant, _mark(reader, item)) for item in reader.one_or_more(keys.get("variants")) if (variant := _variant(reader, item))]
    term = Term(
        id=identity,
        canonical=canonical,
        source=source or ((canonical,) if kept else ()),
        allow=tuple(text for text, _ in allow),
        variants=tuple(variant for variant, _ in variants),
        case="exact" if kept else cast(Case, reader.choice(keys.get("case"), "'case'", CASES)),
        number="fixed" if kept else cast(Number, reader.choice(keys.get("number"), "'number'", NUMBERS)),
        plural=_plural(reader, keys),
        spelling=cast(Spelling, reader.choice(keys.get("spelling"), "'spelling'", SPELLINGS)),
        consistent=_consistent(reader, keys.get("consistent")),
        note=reader.text(keys["note"], "'note'") if "note" in keys else "",
        tests=tuple(test for item in reader.sequence(keys.get("tests"), "'tests'") if (test := _test(reader, item))),
        forms=_forms(reader, keys.get("forms")),
        gender=reader.choice(keys.get("gender"), "'gender'", GENDERS),
        do_not_translate=kept,
    )
    _same_names(reader, term, keys)
    if not identity or not canonical:
        return None
    marks = _mark(reader, keys["id"]), _mark(reader, keys["canonical"])
    return MarkedTerm(term, *marks, tuple(mark for _, mark in allow), tuple(mark for _, mark in variants))


def _plural(reader: Reader, keys: Mapping[str, yaml.Node]) -> str:
    """The plural that is said; a canonical whose number is fixed has none."""
    node = keys.get("plural")
    if node is None:
        return ""
    number = keys.get("number")
    if isinstance(number, yaml.ScalarNode) and number.value == "fixed":
        reader.error(node, "'plural' means nothing beside 'number: fixed'. Leave one of them out.")
    return _rendering(reader, node, "'plural'")


def _forms(reader: Reader, node: yaml.Node | None) -> Forms:
    """Forms by their names; a list of texts under one name is several forms of that name."""
    found = reader.texts(node, "'forms'").items() if node else ()
    pairs = ((name, item) for name, item_or_list in found for item in reader.one_or_more(item_or_list))
    return tuple((name, text) for name, item in pairs if (text := _rendering(reader, item, f"the form '{name}'")))


def _same_names(reader: Reader, term: Term, keys: Mapping[str, yaml.Node]) -> None:
    """Notes forms of variants that the canonical does not have: nothing says what takes their place."""
    names = {name for name, _ in term.all_forms}
    for variant in term.variants if term.number == "transfer" else ():
        for name, text in variant.forms:
            if name not in names and name != "plural":
                what = f"the variant '{variant.text}' has the form '{name}' ('{text}'), the canonical has not"
                reader.error(keys.get("variants"), f"{what}. {nearest(name, names) if names else 'It has no forms.'}")


def _consistent(reader: Reader, node: yaml.Node | None) -> Consistent:
    if isinstance(node, yaml.ScalarNode) and node.value.lower() in _SWITCH:
        return cast(Consistent, _SWITCH[node.value.lower()])
    return cast(Consistent, reader.choice(node, "'consistent'", CONSISTENT))


def _variant(reader: Reader, node: yaml.Node) -> Variant | None:
    if not isinstance(node, yaml.MappingNode):
        text = _rendering(reader, node, "a variant")
        return Variant(text) if text else None
    keys = reader.mapping(node, "a variant", VARIANT_KEYS)
    if "text" not in keys:
        reader.error(node, "a variant needs the key 'text'.")
        return None
    text = _rendering(reader, keys["text"], "a variant's 'text'")
    near = _texts(reader, keys.get("near"), "'near'")
    case = cast(Case, reader.choice(keys.get("case"), "'case'", CASES))
    forms, gender = _forms(reader, keys.get("forms")), reader.choice(keys.get("gender"), "'gender'", GENDERS)
    return Variant(text, near, case, forms, gender) if text else None


def _test(reader: Reader, node: yaml.Node) -> TermTest | None:
    keys = reader.mapping(node, "a test", TEST_KEYS)
    for name in TEST_KEYS:
        if keys and name not in keys:
            reader.error(node, f"a test needs the key '{name}'.")
        elif keys and not isinstance(keys[name], yaml.ScalarNode):
            reader.error(keys[name], f"'{name}' must be a text.")
            return None
    return TermTest(keys["in"].value, keys["out"].value) if len(keys) == len(TEST_KEYS) else None


def _texts(reader: Reader, node: yaml.Node | None, what: str) -> tuple[str, ...]:
    return tuple(text for item in reader.one_or_more(node) if (text := reader.text(item, what)))


def _rendering(reader: Reader, node: yaml.Node, what: str) -> str:
    """A text that can be looked for: it holds a letter or a digit."""
    text = reader.text(node, what)
    if text and not WORD.search(text):
        reader.error(node, f"{what} '{text}' holds no letter and no digit.")
        return ""
    if len(text) > LONGEST:
        reader.error(node, f"{what} has {len(text):,} characters; a term has at most {LONGEST:,}.")
        return ""
    return text


def _mark(reader: Reader, node: yaml.Node) -> Mark:
    return Mark(reader.path, node.start_mark.line + 1, node.start_mark.column + 1)
