"""XLIFF 1.2 and 2.x (.xlf, .xliff, .sdlxliff, .mxliff): the targets, each with its source.

Inline elements keep their place; native code inside them is not text. A target whose segments are marked (`mrk mtype="seg"`) is taken
segment by segment. Left out unless asked for: `translate="no"`, approved units, the states `final` and `signed-off`, and what SDL
Trados Studio, memoQ or Phrase (Memsource) have locked.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.formats.base import Format, Unit, malformed
from cleaner.formats.markup import Element, Inline, content, escape_text, parse

_CODE = frozenset(["ph", "ut", "x", "cp"])
_PAIRED = frozenset(["bpt", "ept", "it", "bx", "ex", "sc", "ec", "sm", "em"])
"""Inline elements that stand for native code, or hold it, or for tags around text (XLIFF 1.2, section 2.4; 2.1, section 4.2.3)."""
_DONE = frozenset(["final", "signed-off"])


def units(text: str, format: Format) -> list[Unit]:
    """The targets of a file, in order of place."""
    root = parse(text)
    if root.name != "xliff":
        raise malformed(text, root.start, f"the root element of an XLIFF file is 'xliff', not '{root.name}'.")
    found: list[Unit] = []
    for number, (element, locked) in enumerate(_entries(root)):
        if format.include_locked or not locked:
            read = _of_trans_unit if element.name == "trans-unit" else _of_unit
            found += read(text, element, f"{number}/{element.get('id') or ''}", format)
    return found


def _entries(root: Element) -> Iterator[tuple[Element, bool]]:
    """The units of a file in order of place, and whether each is locked, by itself or by what it is inside of."""
    stack = [(root, False)]
    while stack:
        element, inherited = stack.pop()
        locked = _is_locked(element, inherited)
        if element.name in ("trans-unit", "unit"):
            yield element, locked
        else:
            stack += ((child, locked) for child in reversed(list(element.elements("file", "body", "group", "unit", "trans-unit"))))


def _is_locked(element: Element, inherited: bool) -> bool:
    """Whether the element says so, or nothing else than what it is inside of does."""
    if element.get("locked") in ("true", "locked", "yes", "1") or element.get("approved") == "yes":
        return True
    translate = element.attributes.get("translate")
    return inherited if translate is None else translate == "no"


def _of_trans_unit(text: str, unit: Element, path: str, format: Format) -> Iterator[Unit]:
    target = next(unit.elements("target"), None)
    if target is None or (not format.include_locked and target.get("state") in _DONE):
        return
    source = next(unit.elements("source"), None)
    segmented = next(unit.elements("seg-source"), source)
    segments = [(mark.get("mid"), mark) for mark in _segments(target)]  # a broken file may have one number twice
    if not segments:
        yield from _unit(text, target, source, path)
        return
    sources = {mark.get("mid"): mark for mark in _segments(segmented)} if segmented else {}
    locked = set() if format.include_locked else _locked_segments(unit)
    end = 0
    for mid, mark in segments:
        # A segment inside of another one is a part of its text.
        if mid not in locked and mark.start >= end:
            yield from _unit(text, mark, sources.get(mid), f"{path}/{mid}")
            end = mark.end


def _segments(element: Element) -> Iterator[Element]:
    return (node for node in element.walk() if isinstance(node, Element) and node.name == "mrk" and node.get("mtype") == "seg")


def _locked_segments(unit: Element) -> set[str | None]:
    """What SDL's list of segments calls locked or signed off."""
    definitions = (node for part in unit.elements("seg-defs") for node in part.elements("seg"))
    return {one.get("id") for one in definitions if one.get("locked") == "true" or one.get("conf") == "ApprovedSignOff"}


def _of_unit(text: str, unit: Element, path: str, format: Format) -> Iterator[Unit]:
    for number, segment in enumerate(unit.elements("segment")):
        if format.include_locked or segment.get("state") not in _DONE:
            source, target = (next(segment.elements(name), None) for name in ("source", "target"))
            if target is not None:
                yield from _unit(text, target, source, f"{path}/{segment.get('id') or number}")


def _unit(text: str, target: Element, source: Element | None, path: str) -> Iterator[Unit]:
    pieces = content(text, target, _INLINE)
    if any(piece.text.strip() and piece.is_text for piece in pieces):
        yield Unit(pieces, escape_text, _plain(text, source) if source else None, path)


def _is_opaque(element: Element) -> bool:
    protected = element.name == "mrk" and (element.get("mtype") == "protected" or element.get("translate") == "no")
    return protected or element.name in _CODE


_INLINE = Inline(_is_opaque, _PAIRED)


def _plain(text: str, source: Element) -> str:
    """The source without its tags and code."""
    return "".join(piece.text for piece in content(text, source, _INLINE) if not piece.fixed)
