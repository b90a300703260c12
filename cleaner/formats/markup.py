"""XML with places: the elements and texts of a file and where each stands in it, read by expat.

Nothing is fetched and nothing expanded: declarations of entities are refused, an external DTD is not read, so that a small file cannot
grow. Elements are kept in a flat walk, so that depth costs no stack. Offsets are code points of the file's text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal
from xml.parsers import expat

from cleaner.formats.base import Piece, malformed, without_outer_joints

Kind = Literal["text", "cdata", "entity", "other"]


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of a file that stands for `data`: characters, one reference, or (`other`) a comment or a mark, which stands for none.

    An `entity` is declared nowhere that is read; its data is the reference itself.
    """

    start: int
    end: int
    data: str
    kind: Kind = "text"


@dataclass(slots=True)
class Element:
    """An element: `name` without its prefix; `start` and `end` of the whole, `inner` of what its tags hold."""

    name: str
    start: int
    attributes: dict[str, str]
    children: list[Element | Text] = field(default_factory=list)
    inner: tuple[int, int] = (0, 0)
    end: int = 0

    def elements(self, *names: str) -> Iterator[Element]:
        """The children of those names, of any where none is given."""
        return (child for child in self.children if isinstance(child, Element) and (not names or child.name in names))

    def get(self, name: str) -> str | None:
        """An attribute by its name without prefix."""
        return next((value for key, value in self.attributes.items() if key.rpartition(":")[2] == name), None)

    def walk(self) -> Iterator[Element | Text]:
        """All that is inside, in order of place, elements before what they hold."""
        stack = list(reversed(self.children))
        while stack:
            node = stack.pop()
            yield node
            if isinstance(node, Element):
                stack += reversed(node.children)

    @property
    def text(self) -> str:
        """All characters inside, those of comments left out."""
        return "".join(node.data for node in self.walk() if isinstance(node, Text))


def parse(text: str) -> Element:
    """The root element of a file. Raises InputError for what is not well-formed, and for declarations of entities."""
    return _Reading(text).root()


class _Reading:
    """One run of expat over a file; events come with byte offsets, each of which becomes one of code points."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.data = text.encode("utf-8", "surrogatepass")
        self.events: list[tuple[int, str, str, dict[str, str]]] = []
        self.parser = expat.ParserCreate("utf-8")
        self.parser.ordered_attributes = False
        self.cdata = False
        self._listen()

    def _listen(self) -> None:
        parser = self.parser
        parser.StartElementHandler = lambda name, attributes: self._add("start", name, attributes)
        parser.EndElementHandler = lambda name: self._add("end", name)
        parser.CharacterDataHandler = lambda data: self._add("cdata" if self.cdata else "text", data)
        parser.StartCdataSectionHandler = lambda: self._section(True)
        parser.EndCdataSectionHandler = lambda: self._section(False)
        parser.CommentHandler = lambda data: self._add("other")
        parser.ProcessingInstructionHandler = lambda target, data: self._add("other")
        parser.SkippedEntityHandler = lambda name, is_parameter: self._add("entity", name)
        parser.DefaultHandler = lambda data: self._add("other")
        parser.EntityDeclHandler = self._refuse
        parser.AttlistDeclHandler = self._refuse_default

    def _add(self, kind: str, data: str = "", attributes: dict[str, str] | None = None) -> None:
        self.events.append((self.parser.CurrentByteIndex, kind, data, attributes or {}))

    def _section(self, starts: bool) -> None:
        self._add("other")
        self.cdata = starts

    def _refuse(self, name: str, *_: object) -> None:
        at = len(self.data[: max(0, self.parser.CurrentByteIndex)].decode("utf-8", "replace"))
        raise malformed(self.text, at, f"it declares the entity '{name}', which is not read for safety.")

    def _refuse_default(self, element: str, name: str, kind: str, default: str | None, required: bool) -> None:
        if default is not None:
            at = len(self.data[: max(0, self.parser.CurrentByteIndex)].decode("utf-8", "replace"))
            raise malformed(self.text, at, f"it declares '{default}' for each '{name}' that a '{element}' lacks, which is not read.")

    def root(self) -> Element:
        try:
            self.parser.Parse(self.data, True)
        except expat.ExpatError as error:
            at = len(self.data[: max(0, self.parser.ErrorByteIndex)].decode("utf-8", "replace"))
            raise malformed(self.text, at, f"this is not well-formed XML: {expat.ErrorString(error.code)}.") from None
        return self._tree(self._offsets())

    def _offsets(self) -> list[int]:
        """The events' places in code points, and the file's end."""
        places = [at for at, *_ in self.events] + [len(self.data)]
        if len(self.data) == len(self.text):
            return places
        offsets, byte, char = list[int](), 0, 0
        for place in places:
            if place > byte:
                char += len(self.data[byte:place].decode("utf-8", "surrogatepass"))
                byte = place
            offsets.append(char)
        return offsets

    def _tree(self, offsets: Sequence[int]) -> Element:
        root = Element("", 0, {})
        open_elements = [root]
        for number, (_, kind, data, attributes) in enumerate(self.events):
            start, end = offsets[number], offsets[number + 1]
            if kind == "start":
                element = Element(data.rpartition(":")[2], start, attributes, inner=(end, end))
                open_elements[-1].children.append(element)
                open_elements.append(element)
            elif kind == "end":
                element = open_elements.pop()
                empty = start == element.inner[0] and self.text[start - 2 : start] == "/>"
                element.inner, element.end = (element.inner[0], start), start if empty else end
            elif len(open_elements) > 1:
                open_elements[-1].children.append(self._text(kind, data, start, end))
        return next(root.elements())

    def _text(self, kind: str, data: str, start: int, end: int) -> Text:
        if kind == "entity":
            return Text(start, end, self.text[start:end], "entity")
        return Text(start, end, data if kind != "other" else "", "cdata" if kind == "cdata" else "text" if kind == "text" else "other")


@dataclass(frozen=True, slots=True)
class Inline:
    """What elements inside of text are: `code` stands for something, as a whole, and `paired` for the tags around text.

    Of all others the tags are taken for tags around text where they hold some, and an empty one stands for something.
    """

    code: Callable[[Element], bool] = lambda element: False
    paired: frozenset[str] = frozenset()


def content(text: str, element: Element, inline: Inline = Inline()) -> tuple[Piece, ...]:  # noqa: B008 - frozen
    """The pieces of what an element holds; nothing before the first or behind the last character or placeholder is one.

    What stands for something is shown as `<name/>`; comments and marks are joints.
    """
    pieces: list[Piece] = []
    stack: list[Element | Text | Piece] = list(reversed(element.children))
    while stack:
        node = stack.pop()
        if isinstance(node, Piece):
            pieces.append(node)
        elif isinstance(node, Text):
            pieces.append(_piece(text, node))
        elif node.name in inline.paired:
            pieces.append(Piece(node.start, node.end, "", kept=True))
        elif inline.code(node) or node.inner == (node.end, node.end):
            pieces.append(Piece(node.start, node.end, f"<{node.name}/>", True))
        else:
            pieces.append(Piece(node.start, node.inner[0], "", kept=True))
            stack.append(Piece(node.inner[1], node.end, "", kept=True))
            stack += reversed(node.children)
    return tuple(_merged(text, without_outer_joints(pieces)))


def _piece(text: str, node: Text) -> Piece:
    if node.kind == "cdata":
        return Piece(node.start, node.end, node.data, escape=escape_cdata)
    raw = text[node.start : node.end]
    unknown = raw.startswith("&") and raw == node.data  # an entity that no one has declared here
    return Piece(node.start, node.end, node.data, fixed=unknown or (node.data in "\n\t\r" and node.data != raw and bool(node.data)))


def _merged(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbours that stand for themselves become one: expat cuts at every newline."""
    held: Piece | None = None
    for piece in pieces:
        plain = piece.is_text and piece.text == text[piece.start : piece.end]
        if held and plain and held.end == piece.start and held.escape is piece.escape:
            held = Piece(held.start, piece.end, held.text + piece.text, escape=piece.escape)
            continue
        if held:
            yield held
        held = piece if plain else None
        if not plain:
            yield piece
    if held:
        yield held


_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Not a Char of XML 1.0 (https://www.w3.org/TR/xml/#NT-Char)."""
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})


def escape_text(text: str) -> str:
    """Text between tags.

    >>> escape_text("a < b & c")
    'a &lt; b &amp; c'
    """
    if _ILLEGAL.search(text):
        raise ValueError("a character that XML does not have")
    return text.translate(_ESCAPES)


def escape_cdata(text: str) -> str:
    """Text in a CDATA section."""
    if "]]>" in text or "\r" in text or _ILLEGAL.search(text):
        raise ValueError("text that a CDATA section cannot hold")
    return text
