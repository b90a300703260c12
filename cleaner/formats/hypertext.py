"""HTML and XHTML: the text of each block; scripts, styles, code, comments and attributes stay.

Inline tags are not shown to the rules, and stay; the end of a line is a space. What is marked `translate="no"` (or of class `notranslate`)
is left out unless asked for. The reader is Python's, which reads what browsers read, however badly it is nested.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from cleaner.formats.base import Format, Piece, Unit, without_outer_joints

_INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite data del dfn em font i ins label mark q rp rt ruby s small span strike strong sub sup time tt u
    wbr""".split()
)
"""Elements that do not end a sentence; every other one begins a segment."""
_OPAQUE = frozenset("code kbd samp var svg math button select".split())  # noqa: SIM905
"""Inline elements that stand for something as a whole."""
_SKIPPED = frozenset("script style pre textarea template noscript object iframe".split())  # noqa: SIM905
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905
_SHOWN = frozenset(["img", "input"])
"""Void elements that stand for something inside a sentence."""
_OPEN = 1000
"""Tags that are open at a file's end: so many are no slip."""
_SPACES = " \t\f"
_LINE_END = re.compile(r"[ \t\f]*[\r\n]\s*")


@dataclass(frozen=True, slots=True)
class _Event:
    """What the reader met: `kind` is start, end, text, character or other; `name` that of a tag, or the character."""

    start: int
    kind: str
    name: str = ""
    is_closed: bool = False
    is_locked: bool = False


class _Reader(HTMLParser):
    """Python's reader of HTML, asked for the place of each of its events in code points."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.events: list[_Event] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        end = _readable(text)
        self.feed(text[:end])
        self.close()
        if end < len(text):
            self.events.append(_Event(end, "other"))

    def _add(self, kind: str, name: str = "", is_closed: bool = False, is_locked: bool = False) -> None:
        line, column = self.getpos()
        self.events.append(_Event(self._lines[line - 1] + column, kind, name, is_closed, is_locked))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add("start", tag, tag in _VOID, _is_locked(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add("start", tag, True, _is_locked(attrs))

    def handle_endtag(self, tag: str) -> None:
        self._add("end", tag)

    def handle_data(self, data: str) -> None:
        self._add("text")

    def handle_entityref(self, name: str) -> None:
        self._add("character")

    def handle_charref(self, name: str) -> None:
        self._add("character")

    def handle_comment(self, data: str) -> None:
        self._add("other")

    def handle_decl(self, decl: str) -> None:
        self._add("other")

    def handle_pi(self, data: str) -> None:
        self._add("other")

    def unknown_decl(self, data: str) -> None:
        self._add("other")


def _readable(text: str) -> int:
    """Where markup begins that never ends: Python's reader looks for the end of each tag up to the end of the file."""
    end = len(text)
    for opening, closing in (("<", ">"), ("<!--", "-->"), ("<![CDATA[", "]]>")):
        last = text.rfind(closing) + 1
        if text.count(opening, last) > _OPEN:
            end = min(end, text.find(opening, last))
    return end


def _is_locked(attributes: Sequence[tuple[str, str | None]]) -> bool:
    known = dict(attributes)
    return known.get("translate") == "no" or "notranslate" in (known.get("class") or "").split()


def units(text: str, format: Format) -> list[Unit]:
    """The blocks of a file that hold text, in order of place."""
    events = [*_Reader(text).events, _Event(len(text), "block")]
    blocks = (tuple(_trimmed(pieces)) for pieces in _blocks(text, events, format.include_locked))
    found = [held for held in blocks if any(piece.is_text and piece.text.strip() for piece in held)]
    # Blocks have no names: two files with as many of them are taken for the same page.
    return [Unit(held, _escape, key=f"{number} of {len(found)}") for number, held in enumerate(found, 1)]


def _blocks(text: str, events: Sequence[_Event], include_locked: bool) -> Iterator[list[Piece]]:
    """The pieces of each block: what stands between two tags that are not inline."""
    pieces: list[Piece] = []
    at = 0
    while at < len(events) - 1:
        event, end = events[at], events[at + 1].start
        if event.kind == "start" and not event.is_closed and _hides(event, include_locked):
            after = _end_of(events, at)
            end = events[after].start
            if event.name in _OPAQUE | _INLINE:
                pieces.append(Piece(event.start, end, f"<{event.name}/>", True))
            else:
                yield pieces
                pieces = []
            at = after
            continue
        at += 1
        if event.kind in ("start", "end") and event.name not in _INLINE and event.name not in _SHOWN:
            yield pieces
            pieces = []
        else:
            pieces += _pieces(text, event, end)
    yield pieces


def _hides(event: _Event, include_locked: bool) -> bool:
    return event.name in _SKIPPED or event.name in _OPAQUE or (event.is_locked and not include_locked)


def _end_of(events: Sequence[_Event], at: int) -> int:
    """The number of the event behind the element that begins there: the file's end where it is never closed."""
    depth, name = 0, events[at].name
    for number in range(at, len(events) - 1):
        event = events[number]
        if event.name == name and event.kind in ("start", "end") and not event.is_closed:
            depth += 1 if event.kind == "start" else -1
            if depth == 0:
                return number + 1
    return len(events) - 1


def _pieces(text: str, event: _Event, end: int) -> Iterator[Piece]:
    if event.kind == "text":
        yield from _lines(text, event.start, end)
    elif event.kind == "character":
        raw = text[event.start : end]
        char = html.unescape(raw)
        yield Piece(event.start, end, char, fixed=char == raw or not char.isprintable())
    elif event.name in _SHOWN:
        yield Piece(event.start, end, f"<{event.name}/>", True)
    else:
        yield Piece(event.start, end, "", kept=True)


def _lines(text: str, start: int, end: int) -> Iterator[Piece]:
    """Text with its line ends, each of which is a space to the reader of the page."""
    for match in _LINE_END.finditer(text, start, end):
        if start < match.start():
            yield Piece(start, match.start(), text[start : match.start()])
        yield Piece(*match.span(), " ", kept=True)
        start = match.end()
    if start < end:
        yield Piece(start, end, text[start:end])


def _trimmed(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces without the spaces at both ends, which no reader sees."""
    held = list(without_outer_joints(pieces))
    while held and not held[0].fixed and held[0].text.isspace():
        held = list(without_outer_joints(held[1:]))
    while held and not held[-1].fixed and held[-1].text.isspace():
        held = list(without_outer_joints(held[:-1]))
    if held and _stands_for_itself(held[0]):
        text = held[0].text.lstrip(_SPACES)
        held[0] = replace(held[0], start=held[0].end - len(text), text=text)
    if held and _stands_for_itself(held[-1]):
        text = held[-1].text.rstrip(_SPACES)
        held[-1] = replace(held[-1], end=held[-1].start + len(text), text=text)
    return held


def _stands_for_itself(piece: Piece) -> bool:
    return piece.is_text and piece.end - piece.start == len(piece.text)


_WRITTEN = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def _escape(text: str) -> str:
    if "\n" in text or "\r" in text:
        raise ValueError("a line end, which a page shows as a space")
    return text.translate(_WRITTEN)
