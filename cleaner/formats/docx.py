"""Word's documents (.docx): the paragraphs of the body, headers, footers and notes (WordprocessingML, ECMA-376 part 1, 17.3).

A paragraph is a segment; the text of its runs is one text. Between two runs of the same look new text may stand on either side; a border
between two looks is kept. Tabs, line breaks, pictures and references stay where they are, what fields show stays as it is, and what
was deleted under revision is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cleaner.formats.base import Format, Piece, Unit, malformed
from cleaner.formats.markup import Element, Text, content, escape_text, parse
from cleaner.formats.parts import units_of_parts

_ROOTS = ("document", "hdr", "ftr", "footnotes", "endnotes")
_SHOWN_AS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PLACES = frozenset(["drawing", "pict", "object", "sym", "footnoteReference", "endnoteReference", "pgNum"])
"""What stands for something in a sentence. Text boxes inside of it are paragraphs of their own."""
_WHOLE = frozenset(["fldSimple", "ruby"])
_UNREAD = frozenset(["pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "instrText", "softHyphen"])
_DELETED = frozenset(["del", "moveFrom"])
_AROUND = frozenset(["hyperlink", "ins", "moveTo", "smartTag", "sdt", "customXml", "bdo", "dir"])
"""Elements around runs that make a difference to what stands in them."""
_NAME = re.compile(r"<([^\s/>]+)")


def units(text: str, format: Format) -> list[Unit]:
    """The paragraphs of all parts, in order of place; what holds a text box is cut in two by it."""
    return units_of_parts(text, format, _units)


def _units(text: str, format: Format) -> list[Unit]:
    root = parse(text)
    if root.name not in _ROOTS:
        raise malformed(text, root.start, f"the root element '{root.name}' is none of WordprocessingML.")
    stretches = list(_Walk(text, root).stretches())
    count = len(stretches)
    # Paragraphs have no names: two parts with as many of them are taken for the same text.
    made = ((f"{number} of {count}", _pieces(atoms)) for number, atoms in enumerate(stretches, 1))
    return [Unit(pieces, escape_text, key=key) for key, pieces in made if any(piece.is_text and piece.text.strip() for piece in pieces)]


@dataclass(frozen=True, slots=True)
class _Atom:
    """A piece and how it looks: two of the same look may be taken for one text."""

    piece: Piece
    look: tuple[str, tuple[int, ...], int]


@dataclass(frozen=True, slots=True)
class _Leave:
    """The end of an element on the walk."""

    name: str


class _Walk:
    """One walk over a part, in order of place, without recursion."""

    def __init__(self, text: str, root: Element) -> None:
        self.text, self.root = text, root
        self.prefix = _name(text, root).rpartition(":")[0]
        self.atoms: list[_Atom] = []
        self.around: list[int] = []
        self.run = ""
        self.fields = self.deletions = 0

    def stretches(self) -> Iterator[list[_Atom]]:
        """What stands between two borders of paragraphs."""
        stack: list[Element | Text | _Leave] = [self.root]
        while stack:
            node = stack.pop()
            if isinstance(node, Text):
                continue
            if node.name == "p" and (isinstance(node, _Leave) or self._is_own(node)):
                yield self.atoms
                self.atoms = []
            if isinstance(node, _Leave):
                self._leave(node.name)
            elif self._enter(node):
                stack.append(_Leave(node.name if self._is_own(node) else ""))
                stack += reversed(node.children)

    def _is_own(self, element: Element) -> bool:
        """Whether the element is one of WordprocessingML: it has the root's prefix."""
        return _name(self.text, element).rpartition(":")[0] == self.prefix

    def _leave(self, name: str) -> None:
        if name in _AROUND:
            self.around.pop()

    def _enter(self, element: Element) -> bool:
        """Takes what the element itself says; whether there is more inside."""
        name = element.name
        if not self._is_own(element):
            if name != "oMath":
                return True
            self._add(Piece(element.start, element.end, "<oMath/>", True))
            return False
        if name in _UNREAD or name in _DELETED:
            self.deletions += name in _DELETED
            return False
        if name == "t":
            self._take(element)
        elif name == "fldChar":
            self.fields += {"begin": 1, "end": -1}.get(element.get("fldCharType") or "", 0)
        elif name in _SHOWN_AS:
            self._add(Piece(element.start, element.end, _SHOWN_AS[name], True))
        elif name in _WHOLE:
            self._add(Piece(element.start, element.end, f"<{name}/>", True))
        else:
            self._open(element)
            return True
        return False

    def _open(self, element: Element) -> None:
        if element.name == "r":
            look = next(element.elements("rPr"), None)
            self.run = self.text[look.start : look.end] if look else ""
        elif element.name in _AROUND:
            self.around.append(element.start)
        elif element.name in _PLACES:
            self._add(Piece(element.start, element.inner[0], f"<{element.name}/>", True))

    def _take(self, element: Element) -> None:
        for piece in content(self.text, element):
            self._add(replace(piece, fixed=True) if self.fields and piece.text else piece)

    def _add(self, piece: Piece) -> None:
        self.atoms.append(_Atom(piece, (self.run, tuple(self.around), self.deletions)))


def _name(text: str, element: Element) -> str:
    found = _NAME.match(text, element.start)
    return found[1] if found else ""


def _pieces(atoms: list[_Atom]) -> tuple[Piece, ...]:
    """The pieces of a paragraph with what stands between them."""
    pieces: list[Piece] = []
    before: _Atom | None = None
    for atom in atoms:
        if before and before.piece.end < atom.piece.start:
            pieces.append(Piece(before.piece.end, atom.piece.start, "", kept=before.look != atom.look))
        pieces.append(atom.piece)
        before = atom
    return tuple(pieces)


_SPACE = ' xml:space="preserve"'


def with_spaces_kept(before: str, after: str) -> str:
    """A part after a run, in which every `w:t` that has got a space at an end says that it counts (ECMA-376 part 1, 17.3.3.31).

    `before` is the part as it was, with the same elements.

    >>> with_spaces_kept("<p><t>a</t></p>", "<p><t>a </t></p>")
    '<p><t xml:space="preserve">a </t></p>'
    """
    out, done = list[str](), 0
    for old, new in zip(_texts(before), _texts(after), strict=True):
        if new.get("space") != "preserve" and _is_padded(new.text) and not _is_padded(old.text):
            at = new.start + 1 + len(_name(after, new))
            out += after[done:at], _SPACE
            done = at
    return "".join([*out, after[done:]])


def _texts(part: str) -> list[Element]:
    root = parse(part)
    prefix = _name(part, root).rpartition(":")[0]
    wanted = f"{prefix}:t" if prefix else "t"
    return [node for node in root.walk() if isinstance(node, Element) and node.name == "t" and _name(part, node) == wanted]


def _is_padded(text: str) -> bool:
    return text != text.strip()
