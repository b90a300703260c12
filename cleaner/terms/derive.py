"""Stretches of a translation that read like a term's source put into English word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleaner.terms.slots import Slots, Strengths
from cleaner.terms.target import Token

LEAST = 0.6
"""The share of the source that a stretch must render. Measured on WMT25 terminology: from .5 up to .8 the edits help equally often."""
_BRIDGE = 0.03
"""What a function word inside a stretch costs: of two readings the one without is likelier."""
_SPARE = 3
"""Words that a rendering may have beyond the slots of the source or the words of the term."""
_LONGEST_BRIDGE = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """The tokens `first` to `last` may render `source`; `score` is at most 1, the share of the source that they render."""

    score: float
    first: int
    last: int
    source: str

    @property
    def rank(self) -> tuple[float, float, int, int]:
        """Candidates in this order: what renders most of the longest source, then the longer stretch, then the earlier one."""
        return -len(self.source) * self.score, -self.score, self.first - self.last, self.first


def candidates(source: str, slots: Slots, tokens: Sequence[Token], taken: Sequence[bool]) -> Iterator[Candidate]:
    """Every stretch, free of taken tokens, whose content words all render some slot and which together render enough of them."""
    longest = max(len(slots.words), *map(len, slots.right)) + _SPARE
    for first, token in enumerate(tokens):
        if token.is_function or taken[first]:
            continue
        strengths = dict(slots.explain(token.word, token.stem))
        stems, bridges, last = {token.stem}, 0, first
        while strengths:
            score = slots.covered(strengths, frozenset(stems)) - _BRIDGE * bridges
            if score >= LEAST and _may_stand(first, last, slots, tokens):
                yield Candidate(score, first, last, source)
            after = _next(last, tokens, taken)
            if after is None or len(stems) >= longest or not _add(strengths, slots.explain(tokens[after].word, tokens[after].stem)):
                break
            stems.add(tokens[after].stem)
            bridges += after > last + 1
            last = after


def _next(at: int, tokens: Sequence[Token], taken: Sequence[bool]) -> int | None:
    """The content word that goes on a stretch, function words passed over; None where the phrase ends."""
    for after in range(at + 1, min(at + 2 + _LONGEST_BRIDGE, len(tokens))):
        if taken[after] or tokens[after].run != tokens[at].run:
            return None
        if not tokens[after].is_function:
            return after
    return None


def _add(strengths: Strengths, more: Strengths) -> bool:
    """Adds what one more word renders; whether it renders anything."""
    for at, strength in more.items():
        strengths[at] = max(strengths.get(at, 0.0), strength)
    return bool(more)


def _may_stand(first: int, last: int, slots: Slots, tokens: Sequence[Token]) -> bool:
    """Whether a stretch may be taken for a rendering by its size and its borders.

    A single word stands for a term of two dictionary words only, and only where it is no part of what is right: for a
    term of one word it is a synonym, which people mean (60 % of such edits helped, of all others 87 %).
    """
    if first == last and (len(slots.words) != 2 or any(tokens[first].stem in right for right in slots.right)):
        return False
    return not (_cuts(first - 1, first, tokens) or _cuts(last, last + 1, tokens))


def _cuts(left: int, right: int, tokens: Sequence[Token]) -> bool:
    """Whether a border between two tokens parts a compound with a hyphen, or a name of several words with capitals."""
    if left < 0 or right >= len(tokens) or tokens[left].run != tokens[right].run:
        return False
    one, other = tokens[left], tokens[right]
    if one.is_function or other.is_function:
        return False
    return other.is_hyphenated or (one.word[0].isupper() and other.word[0].isupper() and other.start == one.end + 1)
