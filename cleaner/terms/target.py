"""A stretch of translated text as tokens, for renderings that nobody listed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cleaner.terms.stems import FUNCTION, LATIN_WORD, base, stem

_GAP = re.compile(r"[ \t\u00a0\u2009\u202f]*[-\u2010\u2011/]?[ \t\u00a0\u2009\u202f]*|['’]s?[ \t\u00a0]+")
"""What may stand between two words of one rendering."""
_HYPHENS = ("-", "\u2010", "\u2011")


@dataclass(frozen=True, slots=True)
class Token:
    """A word: `text[start:end]` without its possessive. Tokens of one `run` have nothing between them that would end a phrase.

    `is_hyphenated`: a hyphen joins it to the token before.
    """

    start: int
    end: int
    word: str
    stem: str
    is_function: bool
    run: int
    is_hyphenated: bool = False


def tokens(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The words of `text[start:end]`; offsets are those of the text.

    >>> [(token.word, token.run) for token in tokens("the bank’s rules, 2016", 0, 22)]
    [('the', 0), ('bank', 0), ('rules', 0), ('2016', 1)]
    """
    found: list[Token] = []
    run, last = 0, start
    for match in LATIN_WORD.finditer(text, start, end):
        word = base(match.group())
        if found and not _GAP.fullmatch(text, last, match.start()):
            run += 1
        is_hyphenated = bool(found) and text[last : match.start()] in _HYPHENS
        last = match.start() + len(word)
        found.append(Token(match.start(), last, word, stem(word), word.lower() in FUNCTION, run, is_hyphenated))
    return tuple(found)
