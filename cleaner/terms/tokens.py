"""Texts as words and the gaps between them: what the matcher compares."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cleaner.edits import Span
from cleaner.screen import Memory, plain_word

_IDEOGRAPH = "\u2e80-\u2fff\u3005-\u3007\u3040-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

WORD = re.compile(rf"[^\W_{_IDEOGRAPH}]+|[{_IDEOGRAPH}]")
"""A run of letters and digits, or one ideograph; an apostrophe parts words, so that a possessive is left alone."""

_SPACES = re.compile(r"[ \t\u00a0\u2009\u202f]+")
_HYPHENS = frozenset("-\u2010\u2011")


@lru_cache(maxsize=4096)
def gap_key(gap: str) -> str:
    """What a gap is compared by: a run of spaces and a hyphen are one, apostrophes are one, a newline stays itself.

    >>> gap_key("  "), gap_key("-"), gap_key("’"), gap_key("” ")
    (' ', ' ', "'", '” ')
    """
    return " " if gap in _HYPHENS else _SPACES.sub(" ", gap.replace("’", "'"))


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words: where they stand, and their folded forms."""

    text: str
    spans: tuple[Span, ...]
    keys: tuple[str, ...]

    @staticmethod
    def of(text: str, span: Span | None = None) -> Words:
        """The words of a text, or of a part of it; offsets are the text's."""
        spans = tuple(match.span() for match in WORD.finditer(text, *(span or ())))
        return Words(text, spans, tuple(text[start:end].casefold() for start, end in spans))

    def written(self, index: int) -> str:
        start, end = self.spans[index]
        return self.text[start:end]

    def gap(self, index: int) -> str:
        """The key of the gap after a word."""
        return gap_key(self.text[self.spans[index][1] : self.spans[index + 1][0]])


def _words(token: str) -> tuple[str, ...]:
    word = plain_word(token)
    return (word.lower(),) if word else tuple(WORD.findall(token.casefold()))


WORDS_OF = Memory(_words)
"""The folded words of a token."""
