"""Translation memories (.tmx): the variants in the language to be cleaned, each with the one in the source language.

Native code (`bpt`, `ept`, `ph`, `it`, `ut`) and tags stay; what `hi` and `sub` hold is text.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.formats.base import Format, Unit, malformed
from cleaner.formats.languages import same_language
from cleaner.formats.markup import Element, Inline, content, escape_text, parse

_INLINE = Inline(lambda element: element.name in ("ph", "ut"), frozenset(["bpt", "ept", "it"]))


def units(text: str, format: Format) -> list[Unit]:
    """The segments of the target language, in order of place."""
    root = parse(text)
    if root.name != "tmx":
        raise malformed(text, root.start, f"the root element of a TMX file is 'tmx', not '{root.name}'.")
    header = next(root.elements("header"), None)
    srclang = header.get("srclang") if header else None
    found: list[Unit] = []
    for number, entry in enumerate(entry for body in root.elements("body") for entry in body.elements("tu")):
        found += _units(text, entry, f"{entry.get('tuid') or ''}/{number}", (format, entry.get("srclang") or srclang))
    return found


def _units(text: str, entry: Element, key: str, about: tuple[Format, str | None]) -> Iterator[Unit]:
    format, srclang = about
    variants = list(entry.elements("tuv"))
    source = _source([one for one in variants if not _speaks(one, format.language)], format, srclang)
    for number, variant in enumerate(variants):
        segment = next(variant.elements("seg"), None)
        if segment is None or not _speaks(variant, format.language) or same_language(_language(variant), srclang):
            continue
        pieces = content(text, segment, _INLINE)
        if any(piece.text.strip() and piece.is_text for piece in pieces):
            yield Unit(pieces, escape_text, _plain(text, source) if source else None, f"{key}/{number}")


def _source(others: list[Element], format: Format, srclang: str | None) -> Element | None:
    """The variant in the source language of the settings, else in that of the file, else the only other one."""
    for wanted in (format.source_language, srclang):
        for one in others:
            if wanted and same_language(_language(one), wanted):
                return one
    return others[0] if len(others) == 1 else None


def _language(variant: Element) -> str:
    return variant.attributes.get("xml:lang") or variant.attributes.get("lang") or ""


def _speaks(variant: Element, language: str | None) -> bool:
    return same_language(_language(variant), language)


def _plain(text: str, variant: Element) -> str:
    segment = next(variant.elements("seg"), None)
    return "".join(piece.text for piece in content(text, segment, _INLINE) if not piece.fixed) if segment else ""
