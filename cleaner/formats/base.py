"""What a format hands over: the human text of a file as units, each of them pieces that know their place in the file.

A format is one function, `units(text, format)`: it reads the whole file's text and returns its units in order of place. It raises
InputError with line and column for a file that it cannot read. All offsets are code points of the file's text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cleaner.edits import Span
from cleaner.errors import InputError

Escape = Callable[[str], str]
"""Human text as it must be written in its place; raises ValueError where it cannot be written there."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a file is to be read. `language` is the one to be cleaned where a file holds several (None: the cleaner's own).

    `column` and `source_column` name columns or fields of tables and records; `include_locked` takes in what the file marks as
    unfinished, out of use, or not to be changed.
    """

    name: str = "text"
    language: str | None = None
    source_language: str | None = None
    column: str | None = None
    source_column: str | None = None
    include_locked: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """`file[start:end]` stands for `text`.

    Where the two are equal, letter stands for letter. Else the piece is atomic: an escape (`\\n`, `&amp;`), or, where `text` is empty, a
    joint between two lines of one string, which stays whatever becomes of the text around it. A `fixed` piece (`<x/>`) is shown to the
    rules and never changed. A `kept` one (a tag around text, which stands for nothing, or the end of a line, which is a space) is written
    as it is, too; a change may reach over it only where the letters on both sides of it stay. `escape` goes before the unit's own.
    """

    start: int
    end: int
    text: str
    fixed: bool = False
    escape: Escape | None = None
    kept: bool = False

    @property
    def is_text(self) -> bool:
        """Whether it is text that may be changed."""
        return bool(self.text) and not (self.fixed or self.kept)


@dataclass(frozen=True, slots=True)
class Unit:
    """The pieces of one segment, in order of place; `source` is what it was translated from, `key` its name among the others.

    A value that may be written in several ways (`a`, `"a"`) has a `frame`, its whole extent. `rewrap` gives all of the value for a text
    that cannot stand there as the old one did, such as one that needs quotation marks now, and None where it can.
    """

    pieces: tuple[Piece, ...]
    escape: Escape
    source: str | None = None
    key: str | None = None
    frame: Span | None = None
    rewrap: Callable[[str], str | None] | None = None

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


Reader = Callable[[str, Format], Sequence[Unit]]


def malformed(text: str, offset: int, what: str) -> InputError:
    """An error at that place of the file; `what` is a sentence."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    return InputError(f"{what} The file was left alone.", line=line, column=column)


def listed(names: Iterable[str]) -> str:
    """Names for a sentence: the first ten, each cut short.

    >>> listed(["a", "", "b" * 50])[:10], listed([])
    ('a, bbbbbbb', 'none')
    """
    some = [name if len(name) <= 40 else f"{name[:40]}…" for name in names if name]
    return ", ".join(some[:10]) + (", …" if len(some) > 10 else "") if some else "none"


def pieces_of(text: str, start: int, end: int, escapes: Sequence[Piece]) -> list[Piece]:
    """The pieces of `text[start:end]`, of which all but the escapes (in order) stands for itself."""
    pieces: list[Piece] = []
    at = start
    for escape in escapes:
        if at < escape.start:
            pieces.append(Piece(at, escape.start, text[at : escape.start]))
        pieces.append(escape)
        at = escape.end
    if at < end:
        pieces.append(Piece(at, end, text[at:end]))
    return pieces


def without_outer_joints(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces between the first and the last that stand for something: what is put in at an end belongs beside the text.

    Tags around all of it go with the joints.
    """
    first = next((at for at, piece in enumerate(pieces) if piece.text), len(pieces))
    last = next((at for at, piece in enumerate(reversed(pieces)) if piece.text), 0)
    return pieces[first : len(pieces) - last]


def outside(text: str, units: Sequence[Unit]) -> str:
    """What of the file is no text of a unit: all that must come through a run letter for letter, tags and joints included."""
    kept, at = list[str](), 0
    for unit in units:
        spans = [unit.frame] if unit.frame else [(piece.start, piece.end) for piece in unit.pieces if piece.is_text]
        for start, end in spans:
            kept.append(text[at:start])
            at = end
    return "".join([*kept, text[at:]])
