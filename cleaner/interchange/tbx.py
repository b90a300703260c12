"""TBX (ISO 30042): version 2 (`martif`) and version 3 (`tbx`), with data categories as attributes (DCA) or as tags (DCT).

The element names are those of https://www.tbxinfo.net: termEntry, langSet, tig or ntig in version 2; conceptEntry, langSec, termSec in
version 3. XML is read by expat: declarations of entities are refused, nothing is fetched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cleaner.errors import GlossaryError
from cleaner.formats.markup import Element, Text, escape_text, parse
from cleaner.interchange.base import (
    Entry,
    Exported,
    Imported,
    Languages,
    Lines,
    Rendering,
    choose,
    code,
    left_out,
    remark,
    renderings_of,
    status_of,
)
from cleaner.terms.model import Glossary, Term
from cleaner.terms.schema import Mark

_ROOTS = ("martif", "tbx")
_CONCEPTS = frozenset({"termEntry", "conceptEntry"})
_LANGUAGES = ("langSet", "langSec")
_TERMS = frozenset({"tig", "ntig", "termSec"})
_STRUCTURE = _TERMS | {*_LANGUAGES, "termGrp", "termNoteGrp", "descripGrp", "adminGrp", "transacGrp", "term", "note", "hi", "foreign", "ph"}
_STATUS, _DEFINITION = "administrativeStatus", "definition"
_NOT_NAME = re.compile(r"[^\w.\-]|^[\d.\-]|_(?=x[0-9A-F]{4,6}_)")
_REFERENCE = re.compile(r"&(?!#|(?:amp|lt|gt|quot|apos);)[^;<>&]*;")
"""To an entity that XML does not know by itself."""
_ENCODED = re.compile(r"_x([0-9A-F]{4,6})_")


def read(text: str, path: str, wanted: Languages) -> Imported:
    """A TBX file. Raises InputError for what is not well-formed or declares entities, GlossaryError for what is no TBX."""
    root = parse(text)
    lines = Lines(text, path)
    if root.name not in _ROOTS:
        raise remark(lines.mark(root.start), f"this is no TBX: the root is <{root.name}>, not <martif> or <tbx>.")
    _refuse_unknown(root, text, lines)
    concepts = [node for node in root.walk() if isinstance(node, Element) and node.name in _CONCEPTS]
    tags = [tag for concept in concepts for section in concept.elements(*_LANGUAGES) if (tag := _code(section.get("lang")))]
    if not tags:
        raise remark(lines.mark(root.start), "the file holds no terms in any known language.")
    imported = Imported(languages=choose(tags, wanted, lines.mark(root.start), _code(root.get("lang"))))
    imported.say_direction(wanted, lines.mark(root.start))
    dropped: Counter[str] = Counter()
    for concept in concepts:
        _add(concept, imported, lines)
        dropped.update(_dropped(concept))
    if dropped:
        what = ", ".join(f"{name} ({count})" for name, count in sorted(dropped.items()))
        imported.remark(Mark(path), f"left out, since a glossary has no place for it: {what}.")
    return imported


def _refuse_unknown(root: Element, text: str, lines: Lines) -> None:
    """Raises GlossaryError for a reference to what is declared nowhere: in a text it is an event, in a tag expat passes over it."""
    for node in (root, *root.walk()):
        start, end = (node.start, node.inner[0]) if isinstance(node, Element) else (node.start, node.end)
        is_entity = isinstance(node, Text) and node.kind == "entity"
        found = _REFERENCE.search(text, start, end) if is_entity or isinstance(node, Element) else None
        if found:
            raise remark(lines.mark(found.start()), f"'{found.group()}' is declared nowhere in this file. Write the character itself.")


def _code(tag: str | None) -> str | None:
    return code(tag) if tag else None


def _add(concept: Element, imported: Imported, lines: Lines) -> None:
    languages, mark = imported.languages, lines.mark(concept.start)
    sources = tuple(dict.fromkeys(text for term in _terms(concept, languages.source_language) if (text := _term_text(term))))
    renderings = []
    for section in _terms(concept, languages.language):
        said = _said(section, _STATUS)
        status = status_of(said)
        place = lines.mark(next((node.start for node in _all(section) if node.name == "term"), section.start))
        if status is None:
            imported.remark(place, f"the status '{said}' is not known and was taken for none.")
        if text := _term_text(section):
            renderings.append(Rendering(text, place, status or ""))
    if not renderings:
        imported.remark(mark, f"the entry has no term in '{languages.language}'; it was left out.")
        return
    if languages.source_language and not sources:
        imported.remark(mark, f"the entry has no term in '{languages.source_language}', so it has no source.")
    imported.entries.append(Entry(sources, tuple(renderings), mark, _decoded(concept.get("id") or ""), _note(concept)))


def _terms(concept: Element, language: str | None) -> Iterator[Element]:
    for section in concept.elements(*_LANGUAGES):
        if language and _code(section.get("lang")) == code(language):
            yield from (node for node in section.elements() if node.name in _TERMS)


def _all(element: Element) -> Iterator[Element]:
    return (node for node in element.walk() if isinstance(node, Element))


def _term_text(section: Element) -> str:
    return next((_squeezed(node) for node in _all(section) if node.name == "term"), "")


def _said(section: Element, category: str) -> str:
    """What a data category says, as an attribute's (DCA) or a tag's (DCT)."""
    return next((_squeezed(node) for node in _all(section) if _category(node) == category), "")


def _category(node: Element) -> str:
    return node.get("type") or node.name


def _squeezed(node: Element) -> str:
    return " ".join(node.text.split())


def _note(concept: Element) -> str:
    """The notes, and else the definitions, of the concept and its languages."""
    parts = [node for node in _all(concept) if node.name == "note"] or [node for node in _all(concept) if _category(node) == _DEFINITION]
    return " ".join(dict.fromkeys(text for node in parts if (text := _squeezed(node))))


def _dropped(concept: Element) -> Iterator[str]:
    """The names of data categories that nothing is made of."""
    has_note = any(node.name == "note" for node in _all(concept))
    for node in _all(concept):
        category = _category(node)
        if node.name not in _STRUCTURE and category != _STATUS and (category != _DEFINITION or has_note):
            yield category


def write(glossary: Glossary) -> Exported:
    """TBX-Basic, version 3, DCA. Raises GlossaryError for a glossary that does not name its languages, which TBX must."""
    language, source_language = glossary.language, glossary.source_language
    if not language or (not source_language and any(term.source for term in glossary.terms)):
        raise GlossaryError("TBX names the language of every term. Say them with --language and --source-language.")
    try:
        body = "\n".join(_concept(term, language, source_language or "") for term in glossary.terms)
    except ValueError as error:
        raise GlossaryError(f"this cannot be written as XML: {error}.") from error
    return Exported(_HEAD.format(language=_attribute(source_language or language)) + body + _TAIL, left_out(glossary.terms, "TBX"))


_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca" xml:lang={language}>
  <tbxHeader>
    <fileDesc><sourceDesc><p>Exported by mt-cleaner.</p></sourceDesc></fileDesc>
  </tbxHeader>
  <text>
    <body>
"""
_TAIL = """
    </body>
  </text>
</tbx>
"""


def _concept(term: Term, language: str, source_language: str) -> str:
    lines = [f"      <conceptEntry id={_attribute(_encoded(term.id))}>"]
    if term.note:
        lines.append(f"        <note>{escape_text(term.note)}</note>")
    if term.source:
        lines.append(_section(source_language, [_term(text) for text in term.source]))
    lines.append(_section(language, [_term(text, f"{status}Term-admn-sts") for text, status in renderings_of(term)]))
    return "\n".join([*lines, "      </conceptEntry>"])


def _section(language: str, terms: list[str]) -> str:
    return "\n".join([f"        <langSec xml:lang={_attribute(language)}>", *terms, "        </langSec>"])


def _term(text: str, status: str = "") -> str:
    note = f'<termNote type="{_STATUS}">{status}</termNote>' if status else ""
    return f"          <termSec><term>{escape_text(text)}</term>{note}</termSec>"


def _attribute(text: str) -> str:
    return '"' + escape_text(text).replace('"', "&quot;") + '"'


def _encoded(identity: str) -> str:
    """An id as XML allows it: other characters as `_x0020_`, as .NET's XmlConvert.EncodeName writes them.

    >>> _encoded("2021 plan"), _decoded(_encoded("2021 plan"))
    ('_x0032_021_x0020_plan', '2021 plan')
    """
    return _NOT_NAME.sub(lambda match: f"_x{ord(match.group()):04X}_", identity)


def _decoded(name: str) -> str:
    return _ENCODED.sub(lambda match: chr(int(match.group(1), 16)) if int(match.group(1), 16) < 0x110000 else match.group(), name)
