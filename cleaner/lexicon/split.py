"""The likeliest way to read a run of letters as several words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cleaner.lexicon import Lexicon, lexicon

LONGEST = 64
"""Longer runs are data, not words."""
LONGEST_PIECE = 20

BORDER = 1.0
"""What each lost space costs, in powers of ten."""
UNKNOWN, UNKNOWN_LETTER = 3.6, 0.66
"""An unknown word of n letters has a likelihood of 10 ** -(UNKNOWN + n * UNKNOWN_LETTER)."""
UNSEEN_PAIR = -0.3
UNLIKELY_PAIR = -1.2
"""Two frequent words that are no attested pair follow each other less often than by chance."""
MIN_ZIPF = {3: 4.3, 4: 3.0}
MIN_ZIPF_LONG = 2.3
"""How common a piece of so many letters must be: short strings are in every word list for one reason or another."""


@dataclass(frozen=True, slots=True)
class Split:
    """A run read as `pieces`; `gain` is how many powers of ten likelier that is than one unknown word."""

    pieces: tuple[str, ...]
    gain: float
    attested: int
    """How many neighbours among the pieces are a pair of the lexicon's."""


class _Pieces:
    """What may be a piece of a run, and how likely it is as a word of running text."""

    def __init__(self, words: Lexicon, run: str) -> None:
        self.words, self.run, self.plain = words, run, plain(run)
        self.short, self.no_piece = words.listed("short"), words.listed("no-piece")

    def cost(self, start: int, end: int) -> float | None:
        """log10 of the piece's likelihood, None where it cannot be a word."""
        piece, word = self.run[start:end], self.plain[start:end]
        if "'" in (word[0], word[-1], self.plain[end : end + 1]):
            return None
        if piece.islower():
            return self._lower(word)
        if piece[0].isupper() and (len(piece) == 1 or piece[1:].islower()):
            return self._title(word)
        return self._upper(word, start, end) if piece.isupper() else None

    def _lower(self, word: str) -> float | None:
        if len(word) <= 2:
            return self.words.zipf(word) - 9 if word == "a" or word in self.short else None
        value = zipf(self.words, word)
        if word in self.no_piece or value < MIN_ZIPF.get(len(word), MIN_ZIPF_LONG):
            return None
        return value - (11 if self.words.name_like(word) else 9)

    def _title(self, word: str) -> float | None:
        value = zipf(self.words, word)
        if len(word) == 1:
            return value - 9.5 if word in "ai" else None
        if value < MIN_ZIPF_LONG or word in self.no_piece or (len(word) == 2 and word not in self.short):
            return None
        return value - (9.0 if self.words.name_like(word) else 9.7)

    def _upper(self, word: str, start: int, end: int) -> float | None:
        if len(word) > 6 or self.run[end : end + 1].isupper() or self.run[start - 1 : start].isupper():
            return None
        return -8.5 - 0.3 * len(word)


def plain(word: str) -> str:
    """The word as the lexicon writes it."""
    return word.lower().replace("’", "'")


def zipf(words: Lexicon, word: str) -> float:
    """The plain word's Zipf value; of a possessive, a little less than the bare word's."""
    value = words.zipf(word)
    return value if value or not word.endswith("'s") else max(0.0, words.zipf(word[:-2]) - 1.5)


def _transition(words: Lexicon, first: str, second: str) -> float:
    """log10 of how much likelier or less likely the second word is after the first."""
    pmi = words.pair(first, second)
    if pmi is not None:
        return pmi
    return UNLIKELY_PAIR if words.zipf(first) > 5 and words.zipf(second) > 5 else UNSEEN_PAIR


@lru_cache(maxsize=1 << 15)
def split(run: str, language: str) -> Split | None:
    """The likeliest reading of the run as two or more words, whatever it is worth; None if there is none.

    >>> split("hewouldallow", "en").pieces
    ('he', 'would', 'allow')
    """
    words = lexicon(language)
    if words is None or not 3 <= len(run) <= LONGEST:
        return None
    judge, size = _Pieces(words, run), len(run)
    # ends[end][start]: likelihood of the best path whose last piece is run[start:end], and where the piece before it starts
    ends: list[dict[int, tuple[float, int]]] = [{} for _ in range(size + 1)]
    for end in range(1, size + 1):
        for start in range(max(0, end - LONGEST_PIECE), end):
            if (start and not ends[start]) or end - start == size:
                continue
            cost = judge.cost(start, end)
            if cost is None:
                continue
            piece = judge.plain[start:end]
            ends[end][start] = max(
                (
                    (score + cost - BORDER + _transition(words, judge.plain[before:start], piece), before)
                    for before, (score, _) in ends[start].items()
                ),
                default=(cost, -1),
            )
    if not ends[size]:
        return None
    pieces, score = _path(run, ends)
    read = [plain(piece) for piece in pieces]
    attested = sum(words.pair(a, b) is not None for a, b in zip(read, read[1:], strict=False))
    return Split(pieces, score + UNKNOWN + UNKNOWN_LETTER * size, attested)


def _path(run: str, ends: list[dict[int, tuple[float, int]]]) -> tuple[tuple[str, ...], float]:
    """The pieces of the best path, read from its end, and its likelihood."""
    end = len(run)
    start, (score, before) = max(ends[end].items(), key=lambda item: item[1][0])
    pieces = [run[start:end]]
    while before >= 0:
        end, start = start, before
        before = ends[end][start][1]
        pieces.append(run[start:end])
    return tuple(reversed(pieces)), score
