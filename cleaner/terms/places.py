"""Where in its sentence a phrase stands, as far as that bears on its capitals."""

from __future__ import annotations

import re

from cleaner.document import Document
from cleaner.terms.inflect import Place, content_words, is_titled

_OPENING = "\"'“‘„«「『《【([{"
_CLOSING = "\"'”’»」』》】)]}"
_STOPS = (".", "!", "?", "…", "。", "！", "？")
_LIST_MARK = re.compile(r"[\W_]*(?:\\[A-Za-z]+\*?\{|\d+[\W_]*[^\w\s][\W_]*)?")
"""What may stand before the first word of a line: quotes, a bullet, a number with its stop."""


def place_of(doc: Document, start: int, end: int) -> Place:
    """Where a phrase stands, told from its paragraph; a phrase of its own with a capital on every word is a heading."""
    low, high = doc.paragraph_at(start)
    before = doc.text[low:start]
    if is_titled(doc.text[start:end]) and is_all_raised(content_words(before) + content_words(doc.text[end:high])):
        return "heading"
    if _LIST_MARK.fullmatch(before):
        return "start"
    ended = before.rstrip(_OPENING + " \t\u00a0").rstrip(_CLOSING)
    return "start" if ended.endswith(_STOPS) else "inside"


def is_all_raised(words: list[str]) -> bool:
    """Whether no word begins with a small letter."""
    return all(word[0].isupper() for word in words)
