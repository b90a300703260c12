"""A glossary as a file of this program."""

from __future__ import annotations

from typing import Any

import yaml

from cleaner.terms.model import Forms, Glossary, Term, Variant

_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def write(glossary: Glossary) -> str:
    """YAML that reads as the same glossary; keys that say nothing are left out.

    >>> print(write(Glossary((Term("no", "no", ("нет",)),), "en")), end="")
    language: en
    terms:
    - id: 'no'
      source: нет
      canonical: 'no'
    """
    top = {"language": glossary.language, "source_language": glossary.source_language}
    content = {**{key: value for key, value in top.items() if value}, "terms": [said_of(term) for term in glossary.terms]}
    return str(yaml.dump(content, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=140))


def said_of(term: Term, with_variants: bool = True) -> dict[str, object]:
    """A term as a mapping; keys that say nothing are left out."""
    plain = Term("", "")
    keys = ("case", "number", "plural", "gender", "spelling", "consistent", "do_not_translate", "note")
    said: dict[str, object] = {"id": term.id}
    if term.source:
        said["source"] = term.source[0] if len(term.source) == 1 else list(term.source)
    said["canonical"] = term.canonical
    if term.allow:
        said["allow"] = list(term.allow)
    if term.variants and with_variants:
        said["variants"] = [variant_of(variant) for variant in term.variants]
    implied = {"case", "number"} if term.do_not_translate else set()
    said.update((key, getattr(term, key)) for key in keys if key not in implied and getattr(term, key) != getattr(plain, key))
    if term.forms:
        said["forms"] = _forms_of(term.forms)
    if term.tests:
        said["tests"] = [{"in": test.text, "out": test.expected} for test in term.tests]
    return said


def variant_of(variant: Variant) -> object:
    """A variant as a text, or as a mapping where it says more."""
    if variant == Variant(variant.text):
        return variant.text
    said: dict[str, object] = {"text": variant.text}
    if variant.near:
        said["near"] = list(variant.near)
    if variant.case != "transfer":
        said["case"] = variant.case
    if variant.forms:
        said["forms"] = _forms_of(variant.forms)
    if variant.gender:
        said["gender"] = variant.gender
    return said


def _forms_of(forms: Forms) -> dict[str, object]:
    """Forms as a mapping; several of one name are a list."""
    found: dict[str, list[str]] = {}
    for name, text in forms:
        found.setdefault(name, []).append(text)
    return {name: texts[0] if len(texts) == 1 else texts for name, texts in found.items()}
