"""A file's text, and all that is needed to write it back as it came."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from cleaner.decoding.declared import declared
from cleaner.decoding.names import agrees, is_unicode, written
from cleaner.edits import Change, Edit, Tracker, origin
from cleaner.errors import InputError

CONVERTED = "encoding.converted"
"""The name under which a file that is written in another encoding than it had is reported."""

MIXED = "encoding.mixed-line"
"""The name under which a line is reported that was in another encoding than its file."""

REPORTED = {
    CONVERTED: "A file that --output-encoding has written in another encoding than its own.",
    MIXED: "A line in another encoding, in a file of UTF-8; --guess-encoding reads it, and it is written as UTF-8.",
}
"""What is reported with the rules' findings, though no rule found it: changes of bytes, made on request while reading and writing."""

_NEWLINE = re.compile(r"\r\n|\r|\n")


class Skipped(Exception):
    """A file that is passed over, and why: no error, but the user is told."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file's text without its byte order mark, the bytes it was read from, and how they are to be written.

    `target` is the encoding it is to be written in, None for its own. `shown` is the text as reports show it, where bytes
    had to be repaired first to have a text at all; `repairs` (offsets into `shown`) lead from it to `text`.
    `notices` are sentences about the reading, for the user.
    """

    text: str
    data: bytes
    mark: bytes = b""
    encoding: str = "utf-8"
    target: str | None = None
    shown: str | None = None
    repairs: tuple[Edit, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def original(self) -> str:
        """The text that places in reports are counted in."""
        return self.text if self.shown is None else self.shown

    def parts(self) -> list[tuple[str, int, int]]:
        """The texts in the file: name, start and end in `original`. Here it is one without a name; a container holds several."""
        return [("", 0, len(self.original))]

    @property
    def converts(self) -> bool:
        """Whether the file is to be written in another encoding than its own."""
        if self.target is None:
            return False
        return not agrees(self.target, self.encoding) or (not self.mark and bool(written(self.target)[1]))

    def encode(self, text: str, path: str, changes: Sequence[Change] = ()) -> bytes:
        """Another text as bytes, with this one's byte order mark; this one's very own bytes when nothing changes.

        `changes` lead from this text to the other. Raises InputError for a character that the encoding does not have, and
        where bytes that nothing changes could not be written as they are.
        """
        if self.converts and self.target is not None:
            self._check_declaration(path, self.target)
            codec, mark = written(self.target)
            return mark + _encoded(text, codec, path, self.text, changes)
        if text == self.text and not self.repairs:
            return self.data
        data = _encoded(text, self.encoding, path, self.text, changes)
        self._check_return(path)
        return self.mark + data

    def _check_declaration(self, path: str, target: str) -> None:
        """A file that names its encoding must not be written in another."""
        named = declared(self.data[len(self.mark) :])
        if named and not agrees(target, named):
            what = f"the file says in its first lines that it is {named}, so that it is not converted to {target}"
            raise InputError(f"{what}. It was left alone; change what it says first, or leave --output-encoding out.", path=path)

    def _check_return(self, path: str) -> None:
        """Some encodings have two ways to write one character; a file must not lose the one it used."""
        if is_unicode(self.encoding):
            return
        body = self.data[len(self.mark) :]
        again = self.text.encode(self.encoding)
        if again == body:
            return
        at = next((at for at, (old, new) in enumerate(zip(body, again, strict=False)) if old != new), min(len(body), len(again)))
        line, column = place(body[:at].decode(self.encoding, "ignore"))
        what = f"{self.encoding} reads the bytes at offset {at + len(self.mark)}, but writes their text with other bytes"
        message = f"{what}, so that more than repairs would change. The file was left alone; use --output-encoding utf-8."
        raise InputError(message, path=path, line=line, column=column)

    def changes(self, changes: Sequence[Change], path: str) -> list[Change]:
        """Changes of the text as changes of the file: with its repaired bytes, and with its new encoding."""
        found = list(changes)
        if self.repairs:
            tracker = self._repaired()
            tracker.apply([_edit(each) for each in changes])
            found = tracker.changes
        if self.converts and self.encode(self.text, path) != self.data:
            reason = f"the file is {self.encoding}, and is written in {self.target}"
            found.insert(0, Change(0, 0, "", (CONVERTED,), reason))
        return found

    def places(self, hints: Sequence[Change]) -> list[Change]:
        """Hints about the text as hints about the file."""
        if not self.repairs:
            return list(hints)
        tracker = self._repaired()
        return [tracker.project(_edit(hint)) for hint in hints]

    def _repaired(self) -> Tracker:
        tracker = Tracker(self.original)
        tracker.apply(self.repairs)
        return tracker


def _edit(change: Change) -> Edit:
    return Edit(change.start, change.end, change.replacement, change.rule, change.reason, change.safety)


def _encoded(text: str, codec: str, path: str, before: str, changes: Sequence[Change]) -> bytes:
    try:
        return text.encode(codec)
    except UnicodeEncodeError as error:
        line, column = place(before[: origin(changes, error.start)])
        char = text[error.start]
        name = unicodedata.name(char, "a character without a name")
        what = f"{codec} has no '{char}' (U+{ord(char):04X}, {name}), which the clean text has here"
        message = f"{what}. The file was left alone; use --output-encoding utf-8."
        raise InputError(message, path=path, line=line, column=column) from error


def place(before: str) -> tuple[int, int]:
    """Line and column, both from 1, of what follows that text.

    >>> place("ab\\r\\ncd")
    (2, 3)
    """
    starts = [0, *(match.end() for match in _NEWLINE.finditer(before))]
    return len(starts), len(before) - starts[-1] + 1
