"""Quotation marks that were turned the wrong way, glued, or set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleaner.document import Document
from cleaner.edits import Edit, Span
from cleaner.evidence import Grade, Habit
from cleaner.rules.base import rule

_MARKS = re.compile(r"[“”\"]")
# Other marks, or letters of a script that sets no spaces round its quotes: those follow other habits.
_FOREIGN = re.compile(r"[„«»「」『』‟″\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_OPENERS = " \t\u2009\u200a\xa0([{—–-/‘'*_>|\u2060"
_CLOSED_BY = " \t\u2009\u200a\xa0,.;:!?)]}—–-…/’'*_<|\u2060%"


_ODD = re.compile(
    r"""
    [“”"](?:
      (?<=“)(?=[\s,.;:!?)]|$) | (?<=”)(?<![^\s(]”)                     # turned the wrong way, or set apart
    | (?<=\w[“”"])(?=\w) | (?<=[.,:!?][“”])(?=\w)                      # glued on both sides
    | (?<=")(?<![^\s]")(?=\s|\Z)                                        # set apart on both sides
    | (?<=[a-z.,!?]")(?=[ ][^"“”\r\n]*”) | (?<=“)(?=[^“”"\r\n]*")      # one half straight
    )
    """,
    re.VERBOSE | re.MULTILINE,
)
_OF_ODD = re.compile(
    r"""
    "                                                                   # one half straight, perhaps
  | “(?:[,.;:!?)]|$) | (?:^|\()” | \w[“”]\w | [.,:!?][“”]\w
    """,
    re.VERBOSE,
)
"""What a line with odd marks is sure to hold a token of."""
_TURNED = Habit(
    "odd quotation marks",
    r"[“”](?:(?<=\w.)(?=\w)|(?<=\s”)|(?<=“)(?=[\s,.]))",
    r"[“”](?:(?<=[^\s“]”)(?![^\W_])|(?<![^\s(]“)(?<=“)(?=\w))",
    20,
)
_STRAIGHT = Habit(
    "odd straight marks",
    r'"(?:(?<![^\s]")(?=\s)|(?<=\w")(?=\w))',
    r'"(?:(?<![^\s(]")(?=\w)|(?<=[\w.,!?]")(?=[\s.,;:)]))',
    20,
)
_CODE_SIGNS = "=:{}[]<>\\/`+|&%$#@"
MAX_TITLE_WORDS = 8
"""Straight marks that are set apart on both sides are believed to hold no more than this."""


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
    def glued(self) -> bool:
        return self.left.isalnum() and self.right.isalnum()

    @property
    def closes(self) -> bool:
        return bool(self.left) and self.left not in _OPENERS and (not self.right or self.right in _CLOSED_BY)


def _marks(document: Document, low: int, high: int) -> list[_Mark]:
    text = document.text
    return [
        _Mark(m.start(), m.group(), text[max(low, m.start() - 1) : m.start()], text[m.end() : min(high, m.end() + 1)])
        for m in _MARKS.finditer(text, low, high)
    ]


def _contradictions(marks: list[_Mark]) -> int:
    """How many marks plainly stand against being taken in turn (open, close, open …)."""
    return sum(mark.closes if turn % 2 == 0 else mark.opens for turn, mark in enumerate(marks))


def _chosen(marks: list[_Mark]) -> list[_Mark]:
    """The marks that can be taken in turn: all of them, or only the curly ones where straight ones are nested or inches.

    Where curly marks are glued on both sides the paragraph's marks are damaged, and one in four may stand against its turn.
    """
    if any(third.at - first.at == 2 for first, third in zip(marks, marks[2:], strict=False)):
        return []  # three in a row are no quotation
    curly = [mark for mark in marks if mark.char != '"']
    glued = sum(mark.glued for mark in curly)
    mixed = len(curly) < len(marks)
    if curly and mixed and len(curly) % 2 == 0 and not _contradictions(curly) and not (glued and len(marks) % 2 == 0):
        return curly
    if len(marks) % 2:
        return []
    against = _contradictions(marks)
    return marks if not against or (glued >= 2 and against * 4 <= len(marks)) else []


def _grade(text: str, marks: list[_Mark]) -> Grade | None:
    """Straight marks say less than curly ones: alone they are believed only where it is plain which one opens."""
    if any(mark.char != '"' for mark in marks):
        return "likely"
    pairs = list(zip(marks[::2], marks[1::2], strict=True))
    held = [text[first.at + 1 : second.at] for first, second in pairs]
    if any(mark.left in _CODE_SIGNS or mark.right in _CODE_SIGNS for mark in marks if mark.left and mark.right):
        return None  # a="b"
    if any(mark.glued and not text[max(0, mark.at - 2) : mark.at].isalpha() for mark in marks):
        return None  # 5"x7", r"strings"
    if not all(re.search(r"[A-Za-z]{2}", words) for words in held):
        return None  # " , "
    firm = all(first.opens or second.closes for first, second in pairs)
    short = max(len(words.split()) for words in held) <= MAX_TITLE_WORDS
    return "likely" if short and (firm or len(pairs) == 1) else "doubtful"


def _repairs(text: str, mark: _Mark, partner: _Mark, opening: bool, line: Span) -> tuple[int, int, str]:
    """One mark with its spaces as they should be; beside a curly partner a straight one becomes curly."""
    low, high = line
    char = '"' if mark.char == partner.char == '"' else "“" if opening else "”"
    start, end = mark.at, mark.at + 1
    if opening:
        while end < high and text[end] == " ":
            end += 1
        if mark.left and mark.left not in _OPENERS and mark.left not in '“"':
            char = " " + char
    else:
        while start > low and text[start - 1] == " ":
            start -= 1
        if mark.right and mark.right not in _CLOSED_BY and mark.right not in '”"':
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
        ('The program " Ling Long on air " brings', 'The program "Ling Long on air" brings'),
        ('The program "Ling Long "and the rest', 'The program "Ling Long "and the rest'),
        ('the “mixed style" of it', "the “mixed style” of it"),
        ('Split on " " or on " , " and use a = " b "', 'Split on " " or on " , " and use a = " b "'),
        ('a 5" disk and a 3" disk', 'a 5" disk and a 3" disk'),
    ],
    languages=["en"],
    local=True,
    marks=_OF_ODD,
)
def pairing(document: Document) -> Iterator[Edit]:
    """Quotation marks of a paragraph are taken in turn, turned the right way, and set close to what they hold.

    Only where their number is even and the turns go against no mark that plainly opens or closes; a quotation over
    several paragraphs is left alone.
    """
    text, done = document.text, -1
    for odd in _ODD.finditer(text):
        if odd.start() < done:
            continue
        low, high = document.paragraph_at(odd.start())
        done = high
        if _FOREIGN.search(text, low, high):
            continue
        marks = _chosen(_marks(document, low, high))
        habit = _STRAIGHT if all(mark.char == '"' for mark in marks) else _TURNED
        grade = _grade(text, marks) if marks else None
        safety = document.evidence(habit).safety(grade) if grade else None
        for turn, mark in enumerate(marks if safety else ()):
            partner = marks[turn ^ 1]
            start, end, new = _repairs(text, mark, partner, turn % 2 == 0, (low, high))
            if safety and new != text[start:end]:
                yield Edit(start, end, new, "quotes.pairing", "a quotation mark that faces or stands the wrong way", safety)


_STRAY = re.compile(r" “(?<=[^\W\d_]..)(?=[,.;:!?](?:\s|$))", re.M)


@rule(
    "quotes.stray",
    "layout",
    [
        ("the “Scanning” Building Action “, a total", "the “Scanning” Building Action, a total"),
        ("the “Building Action “, a total", "the “Building Action “, a total"),
    ],
    languages=["en"],
    local=True,
    marks=re.compile("^“[,;:.!?]"),
)
def stray(document: Document) -> Iterator[Edit]:
    """A closing quotation mark that nothing opened, set off by a space and turned the wrong way, is removed."""
    for match in _STRAY.finditer(document.text):
        low, _ = document.paragraph_at(match.start())
        before = document.text[low : match.start()]
        if before.count("“") == before.count("”") and before.count("“") and '"' not in before:
            yield Edit(*match.span(), "", "quotes.stray", "closes a quotation that nothing opened")
