"""Apostrophes that a page lost: `dont`, `Chinas`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Document
from cleaner.edits import Edit, touches_protected
from cleaner.evidence import Evidence
from cleaner.lexicon import Lexicon, lexicon
from cleaner.rules.base import rule

NAME = "quotes.lost-apostrophe"
RARE = 50
"""One contraction in so many may lack its apostrophe in a calm text."""
MIN_NAME_ZIPF, MAX_PLURAL_ZIPF = 4.0, 2.6
"""A name this common with an s that is this rare has no plural that people speak of: "Chinas", but not "Americans"."""

# Without the apostrophe none of these is another word; "cant", "wont", "were", "its", "ill" and "lets" are.
_LOST = re.compile(
    r"""
    (?<![^\s(“"‘—])(?:
      (?:[Dd]o|[Dd]oes|[Dd]id|[Ii]s|[Ww]as|[Aa]re|[Ww]ere|[Hh]as|[Hh]ave|[Hh]ad|[Cc]ould|[Ww]ould|[Ss]hould)n(?=t)
    | (?:[Yy]ou|[Tt]hey)(?=[rv]e) | [Ww]e(?=ve) | (?:[Tt]hat|[Ww]hat|[Tt]here)(?=s)
    )
    (?=[a-z]{1,2}(?:[\s,;!?)”"’—]|\.(?:\s|$)|$))           # free-standing: no part of a program's name
    """,
    re.VERBOSE,
)
_NAME = re.compile(r"\b(?P<name>[A-Z][a-z]+)(?=s [a-z])")
_PLURAL = re.compile(r"\b(?:the|two|both|of|all|many|some|three) $", re.IGNORECASE)
_KEPT = re.compile(r"[a-z](?:n['’]t|['’](?:s|re|ve|ll|d))\b")


@rule(
    NAME,
    "layout",
    [
        ("They dont know it. It isnt so, and he didnt say so.", "They don't know it. It isn't so, and he didn't say so."),
        ("They don't know, so he dont ask.", "They don't know, so he dont ask."),
        ("He cant, its ill, lets go; were they the Chinas of old?", "He cant, its ill, lets go; were they the Chinas of old?"),
        ("The flags dont_wrap and didnt.py are set.", "The flags dont_wrap and didnt.py are set."),
    ],
    languages=["en"],
)
def lost_apostrophe(document: Document) -> Iterator[Edit]:
    """The apostrophe of `dont` or `Chinas` is put back where the file loses it as a habit; a contraction elsewhere only when asked."""
    words, text = lexicon(document.language), document.text
    spots = {match.end() for match in _LOST.finditer(text)} if words else set()
    names = [match.end() for match in _NAME.finditer(text) if words and _is_owner(words, text, match)]
    sign = "’" if "’" in text else "'"
    edits = [Edit(at, at, sign, NAME, "the apostrophe was lost") for at in (*spots, *names)]
    edits = [edit for edit in edits if not touches_protected(edit, document.protected)]
    if not edits:
        return
    evidence = Evidence(len(edits), len(_KEPT.findall(text)), RARE)
    safety = evidence.safety("doubtful")
    for edit in edits:
        if safety and (evidence.shown or edit.start in spots):
            yield Edit(edit.start, edit.end, sign, NAME, edit.reason, safety)


def _is_owner(words: Lexicon, text: str, match: re.Match[str]) -> bool:
    name = match["name"].lower()
    if words.zipf(name) < MIN_NAME_ZIPF or not words.name_like(name) or words.zipf(f"{name}s") > MAX_PLURAL_ZIPF:
        return False
    return not _PLURAL.search(text[max(0, match.start() - 8) : match.start()])
