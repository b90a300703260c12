"""What is known about a reading of a token: the figures by which a learned model tells lost spaces from one unknown word."""

from __future__ import annotations

from cleaner.lexicon import Lexicon
from cleaner.lexicon.split import BORDER, CUT, Piece, Reading, plain, zipf

FIGURES = (
    "letters",  # of the token, digits counted
    "pieces",
    "score",  # log10 of the reading's likelihood, per letter
    "gain",  # over that of one unknown word
    "margin",  # over the next best reading
    "least zipf",  # of the pieces that are no numbers
    "mean zipf",
    "first zipf",
    "last zipf",
    "least length",
    "first length",
    "last length",
    "mean length",
    "pairs",  # share of neighbours that are an attested pair
    "least pmi",
    "greatest pmi",
    "weakest border",  # of PMI and the frequency of both sides
    "function words",
    "function first",
    "function share",
    "case cuts",  # places where a small letter meets a capital
    "digit cuts",
    "cuts left",  # such places that are no borders
    "hidden borders",  # borders that no capital or digit shows
    "shape",  # small letters, Title, Title and more capitals, CAPITALS, capitals inside
    "unknown pieces",
    "unknown letters",
    "acronyms",
    "whole zipf",  # of the token as one word
    "excess",  # of the reading's frequency over the whole's, in powers of ten
    "derived",  # a known word with something before or behind it
    "name in small",  # how name-like a piece without capital is
    "no name in capital",  # how little name-like a piece with one may be
    "capitals",  # words that bear one
    "lone letters",
    "lone letter last",
    "letter bits",  # how surprising the token's letters are in a word, per letter
    "border bits",  # how surprising the letters on both sides of its borders are, on average
    "least border bits",  # and of the least surprising border
)
"""The figures' names, in the order in which `figures` gives them and the model's file names them."""

BORDER_FIGURES = (
    "odds",  # of the token, with its context
    "borders",
    "left zipf",
    "right zipf",
    "left length",
    "right length",
    "left kind",
    "right kind",
    "pmi",
    "left function",
    "border bits",
    "shown",  # by a capital or a digit
    "joined zipf",  # of both sides as one word
    "joined left",  # of the left side with the first letter of the right one
    "joined right",  # of the right side with the last letter of the left one
)
"""What is known of one border of a reading, by the names in the model's file."""

_KINDS = {"word": 0, "unknown": 1, "number": 2, "acronym": 3}
NO_PAIR = -1.0
NUMBER_ZIPF = 5.0
STEM = 5
"""Letters that a form of a word shares with it at least."""
ONE_WORD, ONE_WORD_LETTER, LONG_WORD, LONG_WORD_LETTER = 4.0, 0.7, 12, 0.4
"""An unknown word of n letters has a likelihood of 10 ** -(4 + 0.7 n), and from 12 letters on each letter makes it less likely still."""


def figures(words: Lexicon, token: str, reading: Reading) -> list[float]:
    """The figures of one reading, by the names in FIGURES."""
    pieces, text = reading.pieces, plain(token)
    size, count = len(token), len(pieces)
    function = words.listed("function")
    zipfs = [NUMBER_ZIPF if piece.kind == "number" else zipf(words, piece.text) for piece in pieces]
    spelt = [value for value, piece in zip(zipfs, pieces, strict=True) if piece.kind != "number"] or [NUMBER_ZIPF]
    lengths = [len(piece.text) for piece in pieces]
    pmis = [words.seconds(a.pairing).get(b.pairing) for a, b in zip(pieces, pieces[1:], strict=False)]
    attested = [pmi for pmi in pmis if pmi is not None]
    functions = [piece.text in function for piece in pieces]
    whole = words.zipf(text)
    lone = [len(piece.text) == 1 and piece.kind == "word" for piece in pieces]
    return [
        size,
        count,
        reading.score / size,
        reading.score + ONE_WORD + ONE_WORD_LETTER * size + LONG_WORD_LETTER * max(0, size - LONG_WORD),
        reading.margin,
        min(spelt),
        sum(spelt) / len(spelt),
        zipfs[0],
        zipfs[-1],
        min(lengths),
        lengths[0],
        lengths[-1],
        size / count,
        len(attested) / len(pmis),
        min(NO_PAIR if pmi is None else pmi for pmi in pmis),
        max(attested, default=NO_PAIR),
        min(_support(pmi, a, b) for pmi, a, b in zip(pmis, zipfs, zipfs[1:], strict=False)),
        sum(functions),
        functions[0],
        sum(functions) / count,
        *_cuts(token, reading.borders),
        _shape(token),
        sum(piece.kind == "unknown" for piece in pieces),
        sum(len(piece.text) for piece in pieces if piece.kind == "unknown"),
        sum(piece.kind == "acronym" for piece in pieces),
        whole,
        reading.score + BORDER * (count - 1) + 9 - whole if whole else 9.0,
        _derived(words, text),
        *_names(words, token, pieces),
        sum(lone),
        lone[-1],
        *_letters(words, text, reading.borders),
    ]


def _letters(words: Lexicon, text: str, borders: tuple[int, ...]) -> tuple[float, float, float]:
    """How unlike a word the token looks as a whole and across its borders (three letters each: two before or after count)."""
    bits = words.letter_bits(text)
    across = [bits[at] + bits[at + 1] for at in borders]
    return sum(bits) / len(bits), sum(across) / len(across), min(across)


def _support(pmi: float | None, left: float, right: float) -> float:
    return (-0.5 if pmi is None else pmi) + 0.25 * (min(left, 5.5) + min(right, 5.5))


def _cuts(token: str, borders: tuple[int, ...]) -> tuple[int, int, int, int]:
    cuts = [match.start() for match in CUT.finditer(token)]
    case = sum(token[cut].isupper() for cut in cuts)
    left = sum(cut not in borders for cut in cuts)
    return case, len(cuts) - case, left, len(borders) - len(cuts) + left


def _shape(token: str) -> int:
    if token.islower():
        return 0
    if token.isupper():
        return 3
    if token[0].isupper():
        return 1 if token[1:].islower() else 2
    return 4


def _derived(words: Lexicon, text: str) -> int:
    """0 where the token is no known word with a prefix (2) or suffix (3), none in -ing that lost its g (1), and no form of one (4)."""
    if not text.isalpha() or len(text) < 5:
        return 0
    if text.endswith("in") and words.known(text + "g"):
        return 1
    if words.forms and any(len(text) - cut >= STEM and words.stem(text[:-cut]) for cut in (1, 2, 3)):
        return 4
    for size in range(1, min(8, len(text) - 2)):
        if text[:size] in words.listed("prefixes") and words.zipf(text[size:]) >= 2.0:
            return 2
        stem = text[:-size]
        if text[-size:] in words.listed("suffixes"):
            undoubled = stem[:-1] if stem[-1] == stem[-2] else stem
            if any(words.known(base) for base in (stem, stem + "e", undoubled)):
                return 3
    return 0


def _names(words: Lexicon, token: str, pieces: tuple[Piece, ...]) -> tuple[float, float, int]:
    small, capital, capitals, at = 0.0, 1.0, 0, 0
    for piece in pieces:
        if piece.kind == "word":
            share = words.name_share(piece.text) if len(piece.text) > 2 else 0.0
            if token[at].isupper():
                capital, capitals = min(capital, share), capitals + 1
            else:
                small = max(small, share)
        at += len(piece.text)
    return small, capital, capitals


def border_figures(words: Lexicon, token: str, reading: Reading) -> list[list[float]]:
    """For each border of a reading, the figures by the names in BORDER_FIGURES but the first."""
    text, pieces, function = plain(token), reading.pieces, words.listed("function")
    bits = words.letter_bits(text)
    rows: list[list[float]] = []
    for at, left, right in zip(reading.borders, pieces, pieces[1:], strict=False):
        pmi = words.seconds(left.pairing).get(right.pairing)
        rows.append(
            [
                len(pieces) - 1,
                NUMBER_ZIPF if left.kind == "number" else zipf(words, left.text),
                NUMBER_ZIPF if right.kind == "number" else zipf(words, right.text),
                len(left.text),
                len(right.text),
                _KINDS[left.kind],
                _KINDS[right.kind],
                NO_PAIR if pmi is None else pmi,
                left.text in function,
                bits[at] + bits[at + 1],
                not (token[at - 1].isalpha() and (token[at].islower() or token[at - 1].isupper())),
                words.zipf(left.text + right.text),
                words.zipf(left.text + right.text[0]),
                words.zipf(left.text[-1] + right.text),
            ]
        )
    return rows
