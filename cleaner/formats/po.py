"""gettext catalogues (.po, .pot): the strings of `msgstr`, each with its `msgid`.

Fuzzy and obsolete entries are left out unless asked for; so is the header, the translation of the empty `msgid`.
The grammar is that of gettext's own lexer: strings join wherever they follow each other, on one line or on several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

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

    fuzzy: bool = False
    obsolete: bool = False
    strings: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        return any(name.startswith("msgstr") for name in self.strings)


def units(text: str, format: Format) -> list[Unit]:
    """The translations of a catalogue, in order of place."""
    found: list[Unit] = []
    for entry in _entries(text):
        if format.include_locked or not (entry.fuzzy or entry.obsolete):
            found += _units(text, entry)
    return found


def _entries(text: str) -> Iterator[_Entry]:
    entry, name, at = _Entry(), "", 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise malformed(text, at, _wrong(text, at))
        kind = match.lastgroup if match.lastgroup != "body" else "string"
        kind = "keyword" if kind == "index" else kind
        line_start = kind in ("comment", "obsolete") or (kind == "keyword" and match["keyword"] in ("msgctxt", "msgid", "domain"))
        if line_start and entry.done and not (kind == "obsolete" and entry.obsolete):
            yield entry
            entry, name = _Entry(), ""
        elif kind == "keyword" and entry.done and entry.obsolete and match["keyword"] in ("msgctxt", "msgid"):
            yield entry
            entry = _Entry(obsolete=True)
        at = match.end()
        if kind == "obsolete":
            entry.obsolete = True
            if match.group() == "#~|":
                at = _line_end(text, at)
        elif kind == "comment":
            entry.fuzzy |= match.group().startswith("#,") and "fuzzy" in re.split(r"[,\s]+", match.group())
        elif kind == "keyword":
            name = match["keyword"] + (f"[{match['index']}]" if match["index"] else "")
            if name in entry.strings:
                raise malformed(text, match.start(), f"'{name}' stands twice in one entry.")
            entry.strings[name] = []
        elif kind == "string":
            if not name:
                raise malformed(text, match.start(), "a string without 'msgid' or 'msgstr' before it.")
            entry.strings[name].append(match.span("body"))
    if entry.done:
        yield entry
    elif entry.strings:
        raise malformed(text, len(text), "the last entry has no 'msgstr'.")


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


def _pieces(text: str, spans: list[tuple[int, int]]) -> list[Piece]:
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


def _value(text: str, spans: list[tuple[int, int]]) -> str:
    return "".join(piece.text for piece in _pieces(text, spans))


def _escape(text: str) -> str:
    return text.translate(_WRITTEN)
