"""Stretches of a translation that read like a term's source put into English word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from cleaner.terms.slots import Slots
from cleaner.terms.target import Token

LEAST = 0.5
"""The share of the source that a stretch must render. On WMT25 terminology nine of ten edits help from .5 up to .6."""
_WHOLE = 0.5
"""The strength from which the first and the last slot must be rendered, where the phrase goes on on that side."""
_BRIDGE = 0.03
"""What a function word inside a stretch costs: of two readings the one without is likelier."""
_SPARE = 3
"""Words that a rendering may have beyond the slots of the source or the words of the term."""
_LONGEST_BRIDGE = 2
_NOT = frozenset("非不无反未")
"""Characters without which a term means the opposite; of such a term little may be missing."""
_LEAST_OF_NOT = 0.8
VERBAL = frozenset("to will would shall should can could may might must not has have had is are was were been be they we".split())  # noqa: SIM905


Way = Literal["derived", "near", "aligned"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """The tokens `first` to `last` may render `source`; `score` is at most 1, the share of the source that they render.

    `way` is how it was found.
    """

    score: float
    first: int
    last: int
    source: str
    way: Way = "derived"

    @property
    def rank(self) -> tuple[float, float, int, int]:
        """Candidates in this order: what renders most of the longest source, then the longer stretch, then the earlier one."""
        return -len(self.source) * self.score, -self.score, self.first - self.last, self.first


def candidates(source: str, slots: Slots, tokens: Sequence[Token], taken: Sequence[bool]) -> Iterator[Candidate]:
    """Every stretch, free of taken tokens, whose content words all render some slot and which together render enough of them."""
    least = LEAST if _NOT.isdisjoint(source) else _LEAST_OF_NOT
    longest = max(len(slots.words), *map(len, slots.right)) + _SPARE
    for first, last in stretches(tokens, taken, lambda token: bool(slots.explain(token.word, token.stem)), longest):
        content = [token for token in tokens[first : last + 1] if not token.is_function]
        strengths = slots.strengths(content)
        score = slots.share(strengths) - _BRIDGE * _bridges(tokens[first : last + 1])
        if score < least or not _may_stand(first, last, slots, tokens):
            continue
        rendered = [strengths.get(at, 0.0) >= _WHOLE for at in range(len(slots.words))]
        has_head = rendered[-1] or (bool(strengths.get(len(rendered) - 1)) and not _goes_on(last + 1, last, tokens))
        if has_head and (rendered[0] or not _goes_on(first - 1, first, tokens)):
            yield Candidate(score, first, last, source)


def stretches(tokens: Sequence[Token], taken: Sequence[bool], fits: Callable[[Token], bool], longest: int) -> Iterator[tuple[int, int]]:
    """Every stretch (first and last token) of at most `longest` content words that all fit, with function words only between them."""
    for first, token in enumerate(tokens):
        if token.is_function or taken[first] or not fits(token):
            continue
        last: int | None = first
        for _ in range(longest):
            if last is None or not fits(tokens[last]):
                break
            yield first, last
            last = _next(last, tokens, taken)


def _bridges(tokens: Sequence[Token]) -> int:
    """How often function words come between content words."""
    return sum(token.is_function and not after.is_function for token, after in pairwise(tokens))


def _next(at: int, tokens: Sequence[Token], taken: Sequence[bool]) -> int | None:
    """The content word that goes on a stretch, function words passed over; None where the phrase ends."""
    for after in range(at + 1, min(at + 2 + _LONGEST_BRIDGE, len(tokens))):
        if taken[after] or tokens[after].run != tokens[at].run:
            return None
        if not tokens[after].is_function:
            return after
    return None


def _may_stand(first: int, last: int, slots: Slots, tokens: Sequence[Token]) -> bool:
    """Whether a stretch may be taken for a rendering by its size and its borders.

    A single word never stands for a term of one dictionary word: it is a synonym, which people mean (60 % of such edits helped, of
    all others 87 %). For a longer one it must render every part, and be no part of what is right.
    """
    if first == last and not _says_all(tokens[first], slots):
        return False
    starts = any(tokens[first].stem == right[0] for right in slots.right)
    return may_end(first, last, tokens) and (starts or not is_verb(first, tokens))


def _goes_on(beside: int, at: int, tokens: Sequence[Token]) -> bool:
    """Whether a content word stands right beside the stretch, which may render what the stretch does not (`the pegged [rate system]`).

    `and` joins it, too: `market supervision and [administration bureau]`.
    """
    if 0 <= beside < len(tokens) and tokens[beside].word.lower() == "and" and tokens[beside].run == tokens[at].run:
        beside += beside - at
    return 0 <= beside < len(tokens) and tokens[beside].run == tokens[at].run and not tokens[beside].is_function


def _says_all(token: Token, slots: Slots) -> bool:
    strengths = slots.strengths([token])
    is_part = any(token.stem in right for right in slots.right)
    return len(slots.words) > 1 and not is_part and min(strengths.get(at, 0.0) for at in range(len(slots.words))) >= _WHOLE


def is_verb(at: int, tokens: Sequence[Token]) -> bool:
    """Whether a word is a verb by what stands before it: a noun phrase cannot take its place (`to [counter laundering]`)."""
    if at == 0 or tokens[at - 1].run != tokens[at].run:
        return False
    before = tokens[at - 1]
    return before.word.lower() in VERBAL or (tokens[at].word.endswith("ed") and not before.is_function)


def may_end(first: int, last: int, tokens: Sequence[Token]) -> bool:
    """Whether neither border of a stretch parts what belongs together."""
    return not (cuts(first - 1, first, tokens) or cuts(last, last + 1, tokens))


def cuts(left: int, right: int, tokens: Sequence[Token]) -> bool:
    """Whether a border between two tokens parts a compound with a hyphen, or a name of several words with capitals."""
    if left < 0 or right >= len(tokens) or tokens[left].run != tokens[right].run:
        return False
    one, other = tokens[left], tokens[right]
    if other.is_hyphenated:
        return True
    if one.is_function or other.is_function:
        return False
    return one.word[0].isupper() and other.word[0].isupper() and other.start == one.end + 1
