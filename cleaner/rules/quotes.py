"""Quotation marks that were turned the wrong way, glued, or set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleaner.document import Document
from cleaner.edits import Edit
from cleaner.rules.base import rule

_MARKS = re.compile(r"[“”\"]")
# Other marks, or letters of a script that sets no spaces round its quotes: those follow other habits.
_FOREIGN = re.compile(r"[„«»「」『』‟″\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_OPENERS = " \t\u2009\u200a\xa0([{—–-/‘'*_>|\u2060"
_CLOSED_BY = " \t\u2009\u200a\xa0,.;:!?)]}—–-…/’'*_<|\u2060%"


class _Mark(NamedTuple):
    at: int
    char: str
    left: str
    right: str

    @property
    def opens(self) -> bool:
        """Stands as only an opening mark does: a gap before, none after."""
        return (not self.left or self.left in _OPENERS) and bool(self.right) and self.right not in _CLOSED_BY

    @property
    def closes(self) -> bool:
        return bool(self.left) and self.left not in _OPENERS and (not self.right or self.right in _CLOSED_BY)


def _marks(document: Document, low: int, high: int) -> list[_Mark]:
    text = document.text
    return [
        _Mark(m.start(), m.group(), text[max(low, m.start() - 1) : m.start()], text[m.end() : min(high, m.end() + 1)])
        for m in _MARKS.finditer(text, low, high)
    ]


def _contradicts(marks: list[_Mark]) -> bool:
    """Whether taking the marks in turn (open, close, open …) goes against where one of them plainly stands."""
    return any(mark.closes if turn % 2 == 0 else mark.opens for turn, mark in enumerate(marks))


def _repairs(text: str, mark: _Mark, opening: bool, low: int, high: int) -> tuple[int, int, str]:
    """One mark with its spaces as they should be."""
    char = mark.char if mark.char == '"' else "“" if opening else "”"
    start, end = mark.at, mark.at + 1
    if opening:
        while end < high and text[end] == " ":
            end += 1
        if mark.left and mark.left not in _OPENERS and mark.left not in "“\"":
            char = " " + char
    else:
        while start > low and text[start - 1] == " ":
            start -= 1
        if mark.right and mark.right not in _CLOSED_BY and mark.right not in "”\"":
            char += " "
    return start, end, char


@rule(
    "quotes.pairing",
    "layout",
    [
        ("use “plain clothes and the mechanisms “. Then", "use “plain clothes and the mechanisms”. Then"),
        ("“Turn“Dynamic scheduling", "“Turn” Dynamic scheduling"),
        ("known as the”flower beauty man“in the track", "known as the “flower beauty man” in the track"),
        ("the “prophet ” of the calm", "the “prophet” of the calm"),
        ("“First paragraph of a long speech", "“First paragraph of a long speech"),
        ("he said “yes,” and “no.”", "he said “yes,” and “no.”"),
        ('a 5" disk and a 3" disk', 'a 5" disk and a 3" disk'),
    ],
    languages=["en"],
)
def pairing(document: Document) -> Iterator[Edit]:
    """Curly quotation marks of a paragraph are taken in turn, turned the right way, and set close to what they hold.

    Only where their number is even and the turns go against no mark that plainly opens or closes; a quotation over
    several paragraphs is left alone.
    """
    text = document.text
    if "“" not in text and "”" not in text:
        return
    for low, high in document.paragraphs:
        marks = _marks(document, low, high)
        curly = [mark for mark in marks if mark.char != '"']
        if not curly or _FOREIGN.search(text, low, high):
            continue
        if any(mark.char == '"' for mark in marks) and (len(curly) % 2 == 0 and not _contradicts(curly)):
            marks = curly
        if len(marks) % 2 or _contradicts(marks):
            continue
        for turn, mark in enumerate(marks):
            start, end, new = _repairs(text, mark, turn % 2 == 0, low, high)
            if new != text[start:end]:
                yield Edit(start, end, new, "quotes.pairing", "a quotation mark that faces or stands the wrong way")


_STRAY = re.compile(r"(?<=[^\W\d_]) [“](?=[,.;:!?](?:\s|$))", re.M)


@rule(
    "quotes.stray",
    "layout",
    [
        ("the “Scanning” Building Action “, a total", "the “Scanning” Building Action, a total"),
        ("the “Building Action “, a total", "the “Building Action “, a total"),
    ],
    languages=["en"],
)
def stray(document: Document) -> Iterator[Edit]:
    """A closing quotation mark that nothing opened, set off by a space and turned the wrong way, is removed."""
    for match in _STRAY.finditer(document.text):
        low, _ = document.paragraph_at(match.start())
        before = document.text[low : match.start()]
        if before.count("“") == before.count("”") and before.count("“") and '"' not in before:
            yield Edit(*match.span(), "", "quotes.stray", "closes a quotation that nothing opened")
