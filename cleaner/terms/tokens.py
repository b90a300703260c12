"""Texts as words and the gaps between them: what the matcher compares."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from cleaner.edits import Span

_IDEOGRAPH = "\u2e80-\u2fff\u3005-\u3007\u3040-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

WORD = re.compile(rf"[^\W_{_IDEOGRAPH}]+|[{_IDEOGRAPH}]")
"""A run of letters and digits, or one ideograph; an apostrophe parts words, so that a possessive is left alone."""

_REMEMBERED = 1 << 17
_LONGEST_REMEMBERED = 64

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


class Sieve:
    """Tells the distinct tokens (between white space) that hold a wanted word; one without is judged once and remembered.

    >>> sorted(Sieve({"loan"}.__contains__).keep("a Loan, a loaner, a “loan”"))
    ['Loan,', '“loan”']
    """

    def __init__(self, is_wanted: Callable[[str], object]) -> None:
        self._is_wanted = is_wanted
        self._dull: set[str] = set()

    def keep(self, text: str) -> set[str]:
        """The text's tokens that hold a wanted word, as they are written."""
        unseen = set(text.split()) - self._dull
        kept = {token for token in unseen if any(map(self._is_wanted, WORD.findall(token.casefold())))}
        if len(self._dull) > _REMEMBERED:
            self._dull.clear()
        self._dull.update(token for token in unseen - kept if len(token) <= _LONGEST_REMEMBERED)
        return kept
