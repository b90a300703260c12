"""Apostrophes that a page lost: `dont`, `Chinas`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Document
from cleaner.edits import Edit, touches_protected
from cleaner.evidence import Evidence
from cleaner.lexicon import Lexicon, lexicon
from cleaner.rules.base import rule
from cleaner.screen import Test

NAME = "quotes.lost-apostrophe"
RARE = 50
"""One contraction in so many may lack its apostrophe in a calm text."""
MIN_NAME_ZIPF, MAX_PLURAL_ZIPF = 4.0, 2.6
"""A name this common with an s that is this rare has no plural that people speak of: "Chinas", but not "Americans"."""

# Without the apostrophe none of these is another word; "cant", "wont", "were", "its", "ill" and "lets" are.
_NOT = "do is are was has had did does were have could would should".split()
_OTHERS = (("you", "re"), ("you", "ve"), ("they", "re"), ("they", "ve"), ("we", "ve"), ("that", "s"), ("what", "s"), ("there", "s"))
_FREE = r"(?<![^\s(“\"‘—])"
_ENDS = r"(?=[\s,;!?)”\"’—]|\.(?:\s|$)|$)"
"""No part of a program's name."""


def _spelt(word: str) -> str:
    return f"(?<={_FREE}[{word[0].upper()}{word[0]}]{word[1:]})"


# A pattern begins with letters, so that a text is searched for them fast; what is before them is looked at only then.
_LOST = (
    re.compile(f"nt{_ENDS}(?:{'|'.join(_spelt(f'{verb}nt') for verb in _NOT)})"),
    *(re.compile(f"{head[1:]}{tail}{_ENDS}{_spelt(head + tail)}") for head, tail in _OTHERS),
)
_TAILS = (1, *(len(tail) for _, tail in _OTHERS))
"""How many letters of each match come after the apostrophe."""
_CONTRACTIONS = frozenset([f"{verb}nt" for verb in _NOT] + [head + tail for head, tail in _OTHERS])
_LETTERS = re.compile(r"[A-Za-z]+")
_NAME = re.compile(r"(?P<name>[A-Z](?<![^\W][A-Z])[a-z]+)(?=s [a-z])")
_PLURAL = re.compile(r"\b(?:the|two|both|of|all|many|some|three) $", re.IGNORECASE)
_KEPT = re.compile(r"[a-z](?:n['’]t|['’](?:s|re|ve|ll|d))\b")


def _lacks(language: str) -> Test:
    """Whether a word may be a contraction or a possessive without its apostrophe."""
    words = lexicon(language)

    def test(word: str) -> bool:
        if word.lower() in _CONTRACTIONS:
            return True
        return word[-1] == "s" and word[0].isupper() and words is not None and _has_owner(words, word[:-1].lower())

    return test


def _may_lack(language: str) -> Test:
    """Whether any part of a token may be one."""
    lacks = _lacks(language)
    return lambda token: any(map(lacks, _LETTERS.findall(token)))


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
    words=_lacks,
    marks=_may_lack,
)
def lost_apostrophe(document: Document) -> Iterator[Edit]:
    """The apostrophe of `dont` or `Chinas` is put back where the file loses it as a habit; a contraction elsewhere only when asked."""
    words, text = lexicon(document.language), document.text
    spots = _contractions(text) if words else set()
    names = [match.end() for match in _NAME.finditer(text) if words and _is_owner(words, text, match)]
    sign = "’" if "’" in text else "'"
    edits = [Edit(at, at, sign, NAME, "the apostrophe was lost") for at in sorted({*spots, *names})]
    edits = [edit for edit in edits if not touches_protected(edit, document.protected)]
    if not edits:
        return
    evidence = Evidence(len(edits), len(_KEPT.findall(text)), RARE)
    safety = evidence.safety("doubtful")
    for edit in edits:
        if safety and (evidence.shown or edit.start in spots):
            yield Edit(edit.start, edit.end, sign, NAME, edit.reason, safety)


def _contractions(text: str) -> set[int]:
    """Where contractions lack their apostrophe."""
    return {match.end() - tail for pattern, tail in zip(_LOST, _TAILS, strict=True) for match in pattern.finditer(text)}


def _is_owner(words: Lexicon, text: str, match: re.Match[str]) -> bool:
    return _has_owner(words, match["name"].lower()) and not _PLURAL.search(text[max(0, match.start() - 8) : match.start()])


def _has_owner(words: Lexicon, name: str) -> bool:
    """Whether the name is so common, and its plural so rare, that with an s it is a possessive."""
    return words.zipf(name) >= MIN_NAME_ZIPF and words.name_like(name) and words.zipf(f"{name}s") <= MAX_PLURAL_ZIPF
