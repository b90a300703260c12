"""Texts as words and the gaps between them: what the matcher compares."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from cleaner.edits import Span
from cleaner.screen import Memory, plain_word
from cleaner.terms.borders import stands

IDEOGRAPH = "\u2e80-\u2fff\u3005-\u3007\u3040-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
SOUTHEAST_ASIAN = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u103f\u1050-\u109d\u1780-\u17d3\u17dc-\u17dd"
"""Letters and marks of Thai, Lao, Burmese and Khmer, which part no words."""
HANGUL = "\uac00-\ud7a3"
MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09d7\u0a01-\u0a03"
    "\u0a3c-\u0a51\u0a70\u0a71\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0b82\u0bbe-\u0bd7\u0c00-\u0c04\u0c3c-\u0c56"
    "\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d57\u0d81-\u0d83\u0dca-\u0ddf"
)
"""Accents, points and vowel signs that are written on, or behind, the letters of a word."""
_APART = f"{IDEOGRAPH}{SOUTHEAST_ASIAN}"

WORD = re.compile(rf"(?:[^\W_{_APART}{HANGUL}]+[{MARKS}]*)+|[{HANGUL}]+|[{_APART}]")
"""A run of letters and digits, or one letter of a script that parts no words.

Hangul is apart from other letters, which take its particles (`API를`). An apostrophe parts words, so that a possessive is left alone.
"""

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
class Tongue:
    """What of a language's words is compared: `fold` takes the capitals off, `stem` says how many letters of a folded word
    are the word itself, without a particle that is written on to it. `stands` tells whether `text[start:end]` begins and ends
    where words may, as far as the words themselves do not show it.
    """

    fold: Callable[[str], str] = str.casefold
    stem: Callable[[str], int] | None = None
    stands: Callable[[str, int, int], bool] | None = None

    def words(self, text: str) -> tuple[str, ...]:
        """The folded words of a text."""
        if self is PLAIN:
            return tuple(WORD.findall(text.casefold()))
        return tuple(key for _, _, key in self.read(text))

    def read(self, text: str, span: Span | None = None) -> Iterator[tuple[int, int, str]]:
        """The words of a text, or of a part of it: start, end, the folded word; a particle is a word of its own."""
        for match in WORD.finditer(text, *(span or ())):
            start, end = match.span()
            word = self.fold(match.group())
            size = self.stem(word) if self.stem else len(word)
            yield (start, start + size, word[:size]) if size < len(word) else (start, end, word)
            if size < len(word):
                yield start + size, end, word[size:]


PLAIN = Tongue()
"""A language that parts its words, and whose capitals are those of most."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words: where they stand, and their folded forms."""

    text: str
    spans: tuple[Span, ...]
    keys: tuple[str, ...]
    tongue: Tongue = PLAIN

    @staticmethod
    def of(text: str, span: Span | None = None, tongue: Tongue = PLAIN) -> Words:
        """The words of a text, or of a part of it; offsets are the text's."""
        if tongue is PLAIN:
            spans = tuple(match.span() for match in WORD.finditer(text, *(span or ())))
            return Words(text, spans, tuple(text[start:end].casefold() for start, end in spans))
        read = list(tongue.read(text, span))
        return Words(text, tuple((start, end) for start, end, _ in read), tuple(key for _, _, key in read), tongue)

    def stand(self, first: int, last: int) -> bool:
        """Whether the words from the first to the last begin and end where words may, in a script that parts none."""
        return stands(self.text, self.spans[first][0], self.spans[last][1])

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
