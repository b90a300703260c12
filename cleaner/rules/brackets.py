"""Spaces inside and outside of brackets, and pairs of which one half is the source's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Document
from cleaner.edits import Edit
from cleaner.evidence import Habit
from cleaner.rules.base import rule

_PADDED = Habit("padded brackets", r"[()](?:(?<=\() (?=\w)|(?<=\w \)))", r"[()](?:(?<=\()(?=\w)|(?<=\w\)))", 20)
_SPACED_PAIR = re.compile(r"\((?<=[^\W_] \()(?P<lead> ?)(?=[^\W_])[^()\r\n]*[^\W_.!?](?P<tail> ?)\)")


@rule(
    "spacing.inside-brackets",
    "layout",
    [
        ("the bureau ( in Hefei ) said", "the bureau (in Hefei) said"),
        ("the bureau ( in Hefei) said", "the bureau (in Hefei) said"),
        ("call f( x ) or [ ] it", "call f( x ) or [ ] it"),
    ],
    local=True,
    marks=re.compile(r"^\)|^\($"),
)
def inside_brackets(document: Document) -> Iterator[Edit]:
    """Spaces inside round brackets of running text are taken out.

    One at the end alone may stand for words that were left out; it goes where the file pads its brackets as a habit.
    """
    for match in _SPACED_PAIR.finditer(document.text):
        if not (match["lead"] or match["tail"]):
            continue
        start, end = match.span()
        safety = document.evidence(_PADDED).safety("likely" if match["lead"] else "doubtful")
        if safety and match["lead"]:
            yield Edit(start + 1, start + 2, "", "spacing.inside-brackets", "a space inside brackets", safety)
        if safety and match["tail"]:
            yield Edit(end - 2, end - 1, "", "spacing.inside-brackets", "a space inside brackets", safety)


_GLUED = Habit("glued brackets", r"\((?=[^\W\d_]{2})(?<=[a-z]{2}\()", r"\((?=[^\W\d_]{2})(?<=[a-z]{2} \()", 20)
_OUTSIDE = re.compile(
    r"""
    \((?<=[^\W\d_][a-z]\()             # a bracket, glued to a word, that holds
    (?P<inside>[^\W\d_][^\W\d_'’-]*(?:\ [^\W\d_]+){1,7})   # several words
    (?=\)(?:[\s,.;:!?]|$))
    """,
    re.VERBOSE | re.MULTILINE,
)
_CODE = re.compile(r"[\w.:]*[._:$@#/\\=<>*+]\w*$")


@rule(
    "spacing.before-bracket",
    "layout",
    [
        ("It was Zhou Lan(Tan Xulin), a friend.", "It was Zhou Lan (Tan Xulin), a friend."),
        ("the word(s) and print(the value) of count(a, b)", "the word(s) and print(the value) of count(a, b)"),
        ("Call os.walk(Some Folder) or Array(Of Int).", "Call os.walk(Some Folder) or Array(Of Int)."),
    ],
    languages=["en"],
    local=True,
    marks=re.compile(r"[a-z]\([^\W\d_]"),
)
def before_bracket(document: Document) -> Iterator[Edit]:
    """The space between a word and a bracket that holds several words is put in.

    Between two names it is put in unless the file is healthy; anywhere else only where the file loses it as a habit.
    """
    text = document.text
    for match in _OUTSIDE.finditer(text):
        at = match.start()
        before = re.search(r"(?:[^\W\d_][\w'’.:]* )?\S*$", text[max(0, at - 60) : at])
        token = before.group() if before else ""
        if _CODE.search(token.split(" ")[-1]):
            continue
        names = re.fullmatch(r"[A-Z][\w'’]* [A-Z][a-z]+", token) and match["inside"][0].isupper()
        safety = document.evidence(_GLUED).safety("likely" if names else "doubtful")
        if safety:
            yield Edit(at, at, " ", "spacing.before-bracket", "the space before a bracket was lost", safety)
