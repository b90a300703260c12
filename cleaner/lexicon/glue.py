"""Where one token lacks spaces: `thisyear`, `yearNew`, `case26Case`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from cleaner.edits import Span
from cleaner.lexicon import Lexicon, lexicon
from cleaner.lexicon.figures import BORDER_FIGURES, FIGURES, border_figures, figures
from cleaner.lexicon.split import CUT, UNIT_SIGNS, Piece, Reading, plain, split
from cleaner.lexicon.trees import Trees, read_model

Kind = Literal["lower-run", "case-boundary", "digit-boundary"]

TOKEN = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
"""What is looked at as one: letters, digits and inner apostrophes."""
STRONG_PAIR = 1.0
"""PMI, in powers of ten, from which two words belong together."""
MAX_ZIPF_WITH_CUTS = 3.0
"""A token with a capital or a digit inside that is as common as this is a name of its own ("YouTube")."""
CONTEXT = ("pmi before", "paired before", "pmi after", "paired after", "capital before", "capital after", "hyphen before", "hyphen after")
"""What the words beside a token say of it, in the order of the model's weights."""


@dataclass(frozen=True, slots=True)
class Border:
    """A place in a token where a space is missing, counted from the token's start."""

    at: int
    kind: Kind
    unknown: bool
    """Whether a word beside it is unknown."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one distinct token is read as, and the log-odds, by itself, that spaces were lost there."""

    token: str
    reading: Reading
    borders: tuple[Border, ...]
    odds: float
    camel: bool
    """Whether capitals alone show its borders, as in the names of programs and firms."""
    name: bool
    """Whether it is shaped so, and moreover no pair, function word or person's name in it speaks for glue."""

    @property
    def first(self) -> Piece:
        return self.reading.pieces[0]

    @property
    def last(self) -> Piece:
        return self.reading.pieces[-1]


@dataclass(frozen=True, slots=True)
class Context:
    """What stands beside a token in its line."""

    before: float | None
    after: float | None
    capital_before: bool
    capital_after: bool
    hyphen_before: bool
    hyphen_after: bool

    @classmethod
    def of(cls, words: Lexicon, line: str, span: Span, first: Piece, last: Piece) -> Context:
        start, end = span
        left = line[max(0, start - 40) : start]
        right = line[end : end + 40]
        before = left.rsplit(None, 1)[-1] if left[-1:] == " " and left.strip() else ""
        after = right.split(None, 1)[0].rstrip(".,;:!?)”\"") if right[:1] == " " and right.strip() else ""
        return cls(
            words.pair(plain(before), first.pairing),
            words.pair(last.pairing, plain(after)),
            before[:1].isupper(),
            after[:1].isupper(),
            left[-1:] == "-",
            right[:1] == "-",
        )

    def figures(self) -> list[float]:
        """The figures that CONTEXT names."""
        flags = (self.capital_before, self.capital_after, self.hyphen_before, self.hyphen_after)
        return [self.before or 0.0, self.before is not None, self.after or 0.0, self.after is not None, *flags]


def is_candidate(words: Lexicon, token: str) -> bool:
    """Whether the token may be glued words: unknown, or suspicious although known.

    >>> [word for word in ("sentence", "thisyear", "aswell", "YouTube", "2004") if is_candidate(lexicon("en"), word)]
    ['thisyear', 'aswell']
    """
    if len(token) < 3 or token.isdigit() or not (token.isascii() or _has_case(token)):
        return False
    text = plain(token)
    if token.isalpha() and (token.islower() or token.istitle()):
        return not words.known(text) or words.joined(text)
    if cut := CUT.search(token):
        unit = UNIT_SIGNS.match(token, cut.start())
        if token[: cut.start()].isdigit() and unit and unit.end() == len(token):
            return False
        return words.zipf(text) < MAX_ZIPF_WITH_CUTS and text not in words.listed("function")
    return not words.known(text) or words.joined(text)


def _has_case(token: str) -> bool:
    """Whether all letters are of a script with capitals; others set no spaces, or other ones."""
    return all(char.lower() != char.upper() for char in token if char.isalpha())


class _Model:
    """What `benchmarks/train_glue.py` learned for one language: trees for tokens, weights of the context, trees for borders."""

    def __init__(self, language: str) -> None:
        model = read_model(f"glue-{language}.json")
        if model["figures"] != [*FIGURES] or model["border figures"] != [*BORDER_FIGURES]:
            raise ValueError(f"glue-{language}.json was trained on other figures. Run benchmarks/train_glue.py again.")
        self.tokens, self.borders = Trees(model["trees"]), Trees(model["border trees"])
        weights: list[float] = [model["context"][name] for name in ("odds", *CONTEXT, "bias")]
        self.own, self.bias, self.weights = weights[0], weights[-1], weights[1:-1]

    def belief(self, odds: float, context: Context) -> float:
        return self.own * odds + self.bias + sum(weight * value for weight, value in zip(self.weights, context.figures(), strict=True))


@cache
def _model(language: str) -> _Model:
    return _Model(language)


def analyse(token: str, language: str) -> Analysis | None:
    """How the token reads as several words, and how sure that is; None where it is a word or nothing else.

    >>> [border.at for border in analyse("hewouldallow", "en").borders]
    [2, 7]
    """
    return _analyse(token, language) if suspicious(token, language) else None


# Two memos: a long text has more distinct words than a memo holds, and those that need no reading must not drive out those that do.
@lru_cache(maxsize=1 << 17)
def suspicious(token: str, language: str) -> bool:
    """Whether the token may be glued words; cheap, and remembered."""
    words = lexicon(language)
    return words is not None and is_candidate(words, token)


@lru_cache(maxsize=1 << 16)
def _analyse(token: str, language: str) -> Analysis | None:
    words = lexicon(language)
    reading = split(token, words) if words else None
    if words is None or reading is None:
        return None
    odds = _model(words.language).tokens(figures(words, token, reading))
    borders = _borders(token, reading)
    camel = all(border.kind == "case-boundary" for border in borders)
    return Analysis(token, reading, borders, odds, camel, camel and _is_name(words, reading))


def _is_name(words: Lexicon, reading: Reading) -> bool:
    """Whether pieces with capitals are put together as programs and firms are named ("ValueError", "SoundCloud")."""
    pieces = reading.pieces
    if pieces[-1].text in words.listed("program-parts"):
        return True
    if any(piece.text in words.listed("function") or words.name_like(piece.text) for piece in pieces):
        return False
    return all((words.pair(a.pairing, b.pairing) or 0.0) < STRONG_PAIR for a, b in zip(pieces, pieces[1:], strict=False))


def belief(analysis: Analysis, context: Context, language: str) -> float:
    """Log-odds that spaces were lost in a token, by itself and by the words beside it."""
    return _model(language).belief(analysis.odds, context)


def border_beliefs(words: Lexicon, analysis: Analysis, token_belief: float) -> list[float]:
    """Log-odds that a space was lost at each border of a token, by what is believed of the token."""
    model = _model(words.language)
    return [model.borders((token_belief, *row)) for row in _border_rows(words, analysis.token, analysis.reading)]


@lru_cache(maxsize=1 << 14)
def _border_rows(words: Lexicon, token: str, reading: Reading) -> list[list[float]]:
    return border_figures(words, token, reading)


def _borders(token: str, reading: Reading) -> tuple[Border, ...]:
    unknown = ["unknown" in (a.kind, b.kind) for a, b in zip(reading.pieces, reading.pieces[1:], strict=False)]
    places = zip(reading.borders, unknown, strict=True)
    return tuple(Border(at, _kind(token[at - 1], token[at]), beside) for at, beside in places)


def _kind(left: str, right: str) -> Kind:
    if left.isdigit() or right.isdigit():
        return "digit-boundary"
    return "case-boundary" if left.islower() and right.isupper() else "lower-run"
