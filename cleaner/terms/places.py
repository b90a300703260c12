"""Where in its sentence a phrase stands, as far as that bears on its capitals."""

from __future__ import annotations

import re
from bisect import bisect_left

from cleaner.document import Document
from cleaner.edits import Span
from cleaner.terms.inflect import Place, content_spans, is_titled

_OPENING = "\"'“‘„«「『《【([{*_"
_CLOSING = "\"'”’»」』》】)]}*_"
_STOPS = (".", "!", "?", "…", "。", "！", "？")
_POSSESSIVE = re.compile(r"['’][sS](?!\w)")
_LIST_MARK = re.compile(r"[\W_]*(?:\\[A-Za-z]+\*?\{|\d+[\W_]*[^\w\s][\W_]*)?")
"""What may stand before the first word of a line: quotes, a bullet, a number with its stop."""
_FAR = 200
"""Characters before a phrase that are looked at."""


def place_of(doc: Document, start: int, end: int) -> Place:
    """Where a phrase stands, told from its paragraph; a phrase of its own with a capital on every word is a heading."""
    low, high = doc.paragraph_at(start)
    possessive = _POSSESSIVE.match(doc.text, end, high)
    if is_titled(doc.text[start:end]) and not doc.made(_Small).beside(start, possessive.end() if possessive else end):
        return "heading"
    before = doc.text[max(low, start - _FAR) : start]
    if start - low <= _FAR and _LIST_MARK.fullmatch(before):
        return "start"
    ended = before.rstrip(_OPENING + " \t\u00a0").rstrip(_CLOSING)
    return "start" if ended.endswith(_STOPS) else "inside"


class _Small:
    """Where content words begin with small letters, paragraph by paragraph, each looked through once."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.found: dict[Span, list[int]] = {}

    def beside(self, start: int, end: int) -> bool:
        """Whether there is one in the paragraph, outside the span."""
        paragraph = self.doc.paragraph_at(start)
        if paragraph not in self.found:
            words = content_spans(self.doc.text, *paragraph)
            self.found[paragraph] = [at for at, _ in words if not self.doc.text[at].isupper()]
        starts = self.found[paragraph]
        return bisect_left(starts, start) > 0 or bisect_left(starts, end) < len(starts)


def is_all_raised(words: list[str]) -> bool:
    """Whether no word begins with a small letter."""
    return all(word[0].isupper() for word in words)


def is_all_capitals(doc: Document, start: int, end: int) -> bool:
    """Whether a phrase is in a line of capitals, which goes beyond it."""
    low, high = doc.paragraph_at(start)
    around = doc.text[low:start] + doc.text[end:high]
    return doc.text[start:end].isupper() and (not any(map(str.isalpha, around)) or around.isupper())
