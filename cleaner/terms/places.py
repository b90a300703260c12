"""Where in its sentence a phrase stands, as far as that bears on its capitals."""

from __future__ import annotations

import re

from cleaner.document import Document
from cleaner.terms.inflect import Place, content_words, is_titled

_OPENING = "\"'“‘„«「『《【([{*_"
_CLOSING = "\"'”’»」』》】)]}*_"
_STOPS = (".", "!", "?", "…", "。", "！", "？")
_POSSESSIVE = re.compile(r"['’][sS](?!\w)")
_LIST_MARK = re.compile(r"[\W_]*(?:\\[A-Za-z]+\*?\{|\d+[\W_]*[^\w\s][\W_]*)?")
"""What may stand before the first word of a line: quotes, a bullet, a number with its stop."""


def place_of(doc: Document, start: int, end: int) -> Place:
    """Where a phrase stands, told from its paragraph; a phrase of its own with a capital on every word is a heading."""
    low, high = doc.paragraph_at(start)
    before = doc.text[low:start]
    possessive = _POSSESSIVE.match(doc.text, end, high)
    after = doc.text[possessive.end() if possessive else end : high]
    if is_titled(doc.text[start:end]) and is_all_raised(content_words(before) + content_words(after)):
        return "heading"
    if _LIST_MARK.fullmatch(before):
        return "start"
    ended = before.rstrip(_OPENING + " \t\u00a0").rstrip(_CLOSING)
    return "start" if ended.endswith(_STOPS) else "inside"


def is_all_raised(words: list[str]) -> bool:
    """Whether no word begins with a small letter."""
    return all(word[0].isupper() for word in words)


def is_all_capitals(doc: Document, start: int, end: int) -> bool:
    """Whether a phrase is in a line of capitals, which goes beyond it."""
    low, high = doc.paragraph_at(start)
    around = doc.text[low:start] + doc.text[end:high]
    return doc.text[start:end].isupper() and (not any(map(str.isalpha, around)) or around.isupper())
