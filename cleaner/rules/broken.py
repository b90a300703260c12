"""Words broken by a stray space: the reverse of glue."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from itertools import pairwise

from cleaner.document import Document
from cleaner.edits import Edit, Safety
from cleaner.lexicon import Lexicon, lexicon
from cleaner.rules.base import rule
from cleaner.screen import Test

MIN_WHOLE, MIN_SURE = 3.5, 4.0
"""How common the whole word must be, and how common to be sure of it."""
MAX_PIECE = 2.2
"""Up to here a piece is no word: word lists hold many pieces of words that were broken by others."""
_AROUND = string.punctuation + "“”‘’«»—–…"
_PAIR = re.compile(r"(?<![\w.'’/@-])(?P<left>[A-Za-z][a-z]*)(?= (?P<right>[a-z]{2,})(?![\w'’/@-]))")


def _no_word(language: str) -> Test:
    """Whether a token is letters that are no word: what a broken word leaves on one side at least."""
    words = lexicon(language)
    return lambda token: words is not None and not _is_word(words, token) and token.isascii() and token.isalpha()


@rule(
    "words.broken",
    "layout",
    [
        ("The investi gation went on.", "The investigation went on."),
        ("They took an other way, some times far away.", "They took an other way, some times far away."),
        ("The teh quick and in formation flying.", "The teh quick and in formation flying."),
    ],
    languages=["en"],
    local=True,
    words=_no_word,
    marks=_no_word,
)
def broken(document: Document) -> Iterator[Edit]:
    """Two pieces that are no words, and together are a common one, are joined; where one piece is a word, only when asked."""
    words, text = lexicon(document.language), document.text
    if words is None:
        return
    found = _pairs(words, text.split())
    for match in _PAIR.finditer(text) if found else ():
        left, right = match["left"], match["right"]
        if safety := found.get((left, right)):
            yield Edit(match.end(), match.end() + 1, "", "words.broken", f'"{left}{right}" was broken by a space', safety)


def _pairs(words: Lexicon, tokens: list[str]) -> dict[tuple[str, str], Safety]:
    """The neighbours that are one word, each pair judged once: few are, so that most texts need no second look."""
    pieces = {token for token in set(tokens) if token.isascii() and token.isalpha() and not _is_word(words, token)}
    if not pieces:
        return {}
    bare = [token.strip(_AROUND) for token in tokens]
    pairs = {(left, right) for left, right in pairwise(bare) if left in pieces or right in pieces}
    judged = {(left, right): _safety(words, left.lower(), right, left[:1].isupper()) for left, right in pairs}
    return {pair: safety for pair, safety in judged.items() if safety}


def _is_word(words: Lexicon, token: str) -> bool:
    return words.zipf(token.lower()) > MAX_PIECE


def _safety(words: Lexicon, left: str, right: str, capital: bool) -> Safety | None:
    whole = words.zipf(left + right)
    if whole < MIN_WHOLE or left in words.listed("function") or right in words.listed("function"):
        return None
    apart = not _is_word(words, left) and not _is_word(words, right)
    return "safe" if apart and whole >= MIN_SURE and len(left) >= 3 and len(right) >= 3 and not capital else "unsafe"
