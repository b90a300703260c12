"""Addresses of the web that were broken by spaces, and links whose text is padded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Document
from cleaner.edits import Edit
from cleaner.rules.base import rule

_LEAD = re.compile(r"\[[ ]+(?<![^\s(“\"]\[[ ])(?=[^\[\]\r\n]*\]\(https?:)")
_TARGET = re.compile(
    r"""
    \]\((?P<target>https?:[^\s<>"'()]*                            # ](https://a.b/c
        (?:\([^\s()]*\)[^\s<>"'()]*)*                               # with brackets of its own
        (?:[ ][^\s<>"'\[\]()]+){0,16}[ ]?                          # and spaces
    )\)(?P<free>[\s.,;:!?)”"]|$)?
    """,
    re.VERBOSE | re.MULTILINE,
)
_GAP = re.compile(r"(?<=[/_.=&?]) (?=\w)|(?<=[\w:]) (?=[/_.=&?])|(?<=\S-) (?=\w)|(?<=\w) (?=-\S)| $")
_SCHEME = re.compile(
    r"""
    http(?<!\whttp)s?[ ]?:[ ]?/[ ]?/[ ]?                                 # https: // , in any spacing
    (?:[a-z0-9-]+[ ]?\.[ ]?){1,4}                                 # www . example .
    (?:com|org|net|edu|gov|info|io|cn|jp|co|uk|de|fr)(?![\w-])    # com
    """,
    re.VERBOSE,
)


@rule(
    "spacing.in-address",
    "layout",
    [
        ("See https: // www . example . com for it.", "See https://www.example.com for it."),
        ("Read [ Daily News ](https://example.org/a- 9 / full ) now.", "Read [Daily News](https://example.org/a-9/full) now."),
        ("the[ News](https://a.org/a)or[ more ](https://a.org/b)too", "the[ News](https://a.org/a)or[ more ](https://a.org/b)too"),
        ("Read [News](https://example.org/a and more) now.", "Read [News](https://example.org/a and more) now."),
        ("See https://example.org / or http://www.example.com now.", "See https://example.org / or http://www.example.com now."),
        ("Read [News](https://example.org/a - note) now.", "Read [News](https://example.org/a - note) now."),
        ('Read [News](https://example.org/a "The title") now.', 'Read [News](https://example.org/a "The title") now.'),
    ],
    local=True,
    words=lambda language: lambda word: "http" in word,
    marks=re.compile("http"),
)
def in_address(document: Document) -> Iterator[Edit]:
    """Spaces inside an address are taken out where nothing but an address can be meant: after `https:` and in a link's target.

    A space in a target counts only beside a sign that addresses are made of; between two words it may be anything.
    """
    text = document.text
    for match in _LEAD.finditer(text) if "[ " in text else ():
        yield Edit(match.start() + 1, match.end(), "", "spacing.in-address", "a space inside a link's brackets")
    for match in _TARGET.finditer(text):
        start = match.start() - 1
        if match["free"] is not None and text[start : match.start()] == " " and text[start - 1 : start] not in ("", " ", "[", "\n"):
            yield Edit(start, start + 1, "", "spacing.in-address", "a space inside a link's brackets")
        target = match["target"]
        if " " in target and len(_GAP.findall(target)) == target.count(" "):
            yield from _spaces(target, match.start("target"))
    for match in _SCHEME.finditer(text):
        yield from _spaces(match.group(), match.start())


def _spaces(address: str, offset: int) -> Iterator[Edit]:
    for at, char in enumerate(address):
        if char == " ":
            yield Edit(offset + at, offset + at + 1, "", "spacing.in-address", "a space inside an address")
