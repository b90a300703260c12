"""Sentences that begin with a small letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Document
from cleaner.edits import Edit
from cleaner.lexicon import lexicon
from cleaner.rules.base import rule

_START = re.compile(r"[.!?] (?P<first>[a-z])(?<=[a-z]{3}...)(?=(?P<rest>[a-z]*)[ ,])")
_ABBREVIATED = frozenset("etc vol approx dept est incl resp ref fig figs eds max min inc corp ltd bros messrs misc tel ext art sec".split())
MIN_ZIPF = 4.0


@rule(
    "casing.sentence-start",
    "layout",
    [
        ("The work is done. they went home.", "The work is done. They went home."),
        ("Bring pens, paper, etc. and so on. iPhone users, e.g. these", "Bring pens, paper, etc. and so on. iPhone users, e.g. these"),
    ],
    safety="unsafe",
    languages=["en"],
)
def sentence_start(document: Document) -> Iterator[Edit]:
    """A common word after the end of a sentence gets its capital."""
    words, text = lexicon(document.language), document.text
    for match in _START.finditer(text) if words else ():
        before = re.search(r"[^\s(]+$", text[max(0, match.start() - 28) : match.start()])
        last = before.group().lower() if before else ""
        if words is None or last in _ABBREVIATED or not last.isalpha() or words.zipf(last) < MIN_ZIPF:
            continue
        if words.zipf(match["first"] + match["rest"]) >= MIN_ZIPF:
            yield Edit(*match.span("first"), match["first"].upper(), "casing.sentence-start", "a sentence begins here", "unsafe")
