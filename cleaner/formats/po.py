"""gettext catalogues (.po, .pot): the strings of `msgstr`, each with its `msgid`.

Fuzzy and obsolete entries are left out unless asked for; so is the header, the translation of the empty `msgid`.
The grammar is that of gettext's own lexer: strings join wherever they follow each other, on one line or on several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cleaner.edits import Span
from cleaner.formats.base import Format, Piece, Unit, malformed, pieces_of

_TOKEN = re.compile(
    r"""
      (?P<space>[ \t\f\v\r\n]+|\ufeff)
    | (?P<obsolete>\#~\|?)
    | (?P<comment>\#[^\r\n]*)
    | (?P<string>"(?P<body>(?:[^"\\\r\n]|\\[^\r\n])*)")
    | (?P<keyword>msgctxt|msgid_plural|msgid|msgstr|domain)(?![\w])[ \t]*(?:\[[ \t]*(?P<index>\d+)[ \t]*\])?
    """,
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]+|[0-7]{1,3}|.)")
_CHARACTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\\": "\\", '"': '"'}
_WRITTEN = str.maketrans({char: "\\" + name for name, char in _CHARACTERS.items()})
_LINE_END = re.compile(r"[\r\n]")


@dataclass(slots=True)
class _Entry:
    """What was read of an entry so far: the strings under each keyword, as spans of their bodies."""

    obsolete: bool = False
    fuzzy: bool = False
    strings: dict[str, list[Span]] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        """Whether what comes next may belong to another entry."""
        return any(name.startswith("msgstr") for name in self.strings)


def units(text: str, format: Format) -> list[Unit]:
    """The translations of a catalogue, in order of place."""
    found: list[Unit] = []
    for entry in _Reading(text).entries():
        if format.include_locked or not (entry.fuzzy or entry.obsolete):
            found += _units(text, entry)
    return found


class _Reading:
    """One walk over the tokens of a file."""

    def __init__(self, text: str) -> None:
        self.text, self.entry = text, _Entry()
        self.name = ""
        """The keyword that strings belong to."""

    def entries(self) -> Iterator[_Entry]:
        at, in_obsolete = 0, False
        while at < len(self.text):
            match = _TOKEN.match(self.text, at)
            if not match:
                raise malformed(self.text, at, _wrong(self.text, at))
            at, kind = match.end(), _kind(match)
            if kind == "space":
                in_obsolete = in_obsolete and not _LINE_END.search(match.group())
            elif kind == "obsolete":
                in_obsolete = True
                at = at if match.group() == "#~" else _line_end(self.text, at)
            elif self.entry.done and _begins(match, kind):
                yield self.entry
                self.entry, self.name = _Entry(in_obsolete), ""
            self.entry.obsolete |= in_obsolete and not self.entry.done
            self._take(match, kind)
        if self.entry.done:
            yield self.entry
        elif self.entry.strings:
            raise malformed(self.text, len(self.text), "the last entry has no 'msgstr'.")

    def _take(self, match: re.Match[str], kind: str) -> None:
        strings = self.entry.strings
        if kind == "comment":
            self.entry.fuzzy |= match.group().startswith("#,") and "fuzzy" in re.split(r"[,\s]+", match.group())
        elif kind == "keyword":
            self.name = match["keyword"] + (f"[{match['index']}]" if match["index"] else "")
            if self.name in strings:
                raise malformed(self.text, match.start(), f"'{self.name}' stands twice in one entry.")
            strings[self.name] = []
        elif kind == "string":
            if not self.name:
                raise malformed(self.text, match.start(), "a string without 'msgid' or 'msgstr' before it.")
            strings[self.name].append(match.span("body"))


def _kind(match: re.Match[str]) -> str:
    return next(kind for kind in ("space", "obsolete", "comment", "string", "keyword") if match[kind] is not None)


def _begins(match: re.Match[str], kind: str) -> bool:
    """Whether the token begins an entry, where one is complete."""
    return kind == "comment" or match["keyword"] in ("msgctxt", "msgid", "domain")


def _line_end(text: str, at: int) -> int:
    found = _LINE_END.search(text, at)
    return found.start() if found else len(text)


def _wrong(text: str, at: int) -> str:
    if text[at] == '"':
        return "this string is not closed on its line."
    word = text[at : _line_end(text, at)].split(maxsplit=1)[0][:30]
    return f"'{word}' is no keyword of a PO file."


def _units(text: str, entry: _Entry) -> Iterator[Unit]:
    sources = [_value(text, entry.strings[name]) for name in ("msgid", "msgid_plural") if name in entry.strings]
    context = _value(text, entry.strings["msgctxt"]) if "msgctxt" in entry.strings else ""
    if not any(sources):
        return
    for name, spans in entry.strings.items():
        if name.startswith("msgstr") and (pieces := _pieces(text, spans)):
            yield Unit(tuple(pieces), _escape, "\n".join(sources), f"{context}\x04{sources[0]}\x04{name}")


def _pieces(text: str, spans: list[Span]) -> list[Piece]:
    """The pieces of strings that follow each other; between two of them there is a joint."""
    pieces: list[Piece] = []
    for start, end in spans:
        if pieces and start < end:
            pieces.append(Piece(pieces[-1].end, start, ""))
        pieces += pieces_of(text, start, end, [_escaped(match) for match in _ESCAPE.finditer(text, start, end)])
    return pieces


def _escaped(match: re.Match[str]) -> Piece:
    """An escape; one that stands for a byte, or that gettext does not know, is shown as it is written."""
    char = _CHARACTERS.get(match.group()[1:])
    if char is None:
        return Piece(*match.span(), match.group(), fixed=True)
    return Piece(*match.span(), char, fixed=char not in '"\\')


def _value(text: str, spans: list[Span]) -> str:
    return "".join(piece.text for piece in _pieces(text, spans))


def _escape(text: str) -> str:
    return text.translate(_WRITTEN)
