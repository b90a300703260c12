"""Which words of a translation stand for which words of its source, learnt from many such pairs.

IBM's first model (Brown et al., 1993) with a prior that favours the diagonal (Dyer et al., 2013), trained in both directions by
variational Bayes (digamma in the place of counts: a rare word does not explain whatever it stands beside). Needs numpy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROUNDS = 5
_ALPHA = 0.001
"""The weight that the prior gives each translation before any was seen; small, so that each word has few."""
DIAGONAL = 8.0
"""How steeply the prior falls off the diagonal: sentences are short, and what a term becomes is seldom far from its place."""
_NULL = 0.02
"""The share of words that stand for nothing."""
_LEAST = 0.002
"""Translations that are less likely are not kept."""
_UNSEEN = 1e-6
"""The chance of a pair of words that was never seen, or is not kept."""
_NOTHING = 4 * _UNSEEN
"""The chance that a word stands for nothing, beside which pairs that were never seen count little."""

Pair = tuple[Sequence[str], Sequence[str]]
"""The words of a source and the stems of its translation."""


@dataclass(frozen=True)
class Alignment:
    """`forward[s][t]` is how likely a source word `s` becomes `t`, `backward[t][s]` the other way round.

    `seen` are, for the sources of terms, the stems of renderings that the texts have shown several times.
    """

    forward: dict[str, dict[str, float]] = field(repr=False)
    backward: dict[str, dict[str, float]] = field(repr=False)
    diagonal: float = DIAGONAL
    seen: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict, repr=False)

    def links(self, source: Sequence[str], target: Sequence[str]) -> tuple[NDArray[Any], NDArray[Any]]:
        """For each target word how surely it stands for each source word, and for each source word where it went.

        Both have a row for each target word and a column for each source word. Rows of the first and columns of the second sum to at
        most 1.
        """
        prior = _prior(len(target), len(source), self.diagonal)
        to = np.array([[self.forward.get(s, {}).get(t, _UNSEEN) for s in source] for t in target]) * prior
        back = np.array([[self.backward.get(t, {}).get(s, _UNSEEN) for s in source] for t in target]) * prior
        return to / (to.sum(axis=1, keepdims=True) + _NOTHING), back / (back.sum(axis=0, keepdims=True) + _NOTHING)


def _prior(rows: int, columns: int, diagonal: float) -> NDArray[Any]:
    """How likely each place is by its distance from the diagonal; each row sums to 1."""
    down, over = (np.arange(rows) + 0.5) / max(1, rows), (np.arange(columns) + 0.5) / max(1, columns)
    weights = np.exp(-diagonal * np.abs(down[:, None] - over[None, :]))
    normed: NDArray[Any] = weights / weights.sum(axis=1, keepdims=True)
    return normed


def train(pairs: Iterable[Pair], entries: Iterable[Pair] = (), diagonal: float = DIAGONAL) -> Alignment:
    """The alignment of pairs of texts; `entries` are pairs of a dictionary, in which the order says nothing.

    `diagonal`: how steeply the prior falls off the diagonal; 0 where the order of words is quite another.

    >>> made = train([(["红", "车"], ["red", "car"]), (["红", "花"], ["red", "flower"]), (["车"], ["car"])])
    >>> max(made.forward["红"], key=made.forward["红"].get)
    'red'
    """
    texts = [pair for pair in pairs if pair[0] and pair[1]]
    words = [pair for pair in entries if pair[0] and pair[1]]
    forward = _one_way([(source, target) for source, target in texts], words, diagonal)
    backward = _one_way([(target, source) for source, target in texts], [(target, source) for source, target in words], diagonal)
    return Alignment(forward, backward, diagonal)


def _one_way(texts: Sequence[Pair], entries: Sequence[Pair], diagonal: float) -> dict[str, dict[str, float]]:
    """For each word of the first side, how likely each of the second is."""
    numbers: tuple[dict[str, int], dict[str, int]] = {}, {}
    cells: list[NDArray[Any]] = []
    priors: list[NDArray[Any]] = []
    rows: list[int] = []
    coded = [(_code(one, numbers[0]), _code(other, numbers[1])) for one, other in (*texts, *entries)]
    width = len(numbers[1]) + 1
    for at, (one, other) in enumerate(coded):
        cells.append((one[None, :] * width + other[:, None]).ravel())
        prior = _prior(len(other), len(one), diagonal) if at < len(texts) else np.full((len(other), len(one)), 1 / len(one))
        priors.append(prior.ravel())
        rows += [len(one)] * len(other)
    keys, place = np.unique(np.concatenate(cells), return_inverse=True)
    prior, starts = np.concatenate(priors), np.concatenate(([0], np.cumsum(rows)[:-1]))
    owner = keys // width
    chance = np.full(len(keys), 1.0 / max(1, len(numbers[1])))
    row_of = np.repeat(np.arange(len(rows)), rows)
    for _ in range(_ROUNDS):
        weight = chance[place] * prior
        total = np.add.reduceat(weight, starts) + _NULL / max(1, len(numbers[1]))
        counts = np.bincount(place, weights=weight / total[row_of], minlength=len(keys))
        whole = np.bincount(owner, weights=counts, minlength=len(numbers[0]))
        chance = np.exp(_digamma(counts + _ALPHA) - _digamma(whole + _ALPHA * len(numbers[1]))[owner])
    names = list(numbers[0]), list(numbers[1])
    found: dict[str, dict[str, float]] = {}
    for key, value in zip(keys[chance > _LEAST].tolist(), chance[chance > _LEAST].tolist(), strict=True):
        found.setdefault(names[0][key // width], {})[names[1][key % width]] = value
    return found


def _code(words: Sequence[str], numbers: dict[str, int]) -> NDArray[Any]:
    return np.array([numbers.setdefault(word, len(numbers)) for word in words], dtype=np.int64)


def _digamma(x: NDArray[Any]) -> NDArray[Any]:
    """The derivative of the logarithm of the gamma function, by its asymptotic series above 6 and its recurrence below."""
    less = np.zeros_like(x)
    x = x.copy()
    while (small := x < 6).any():
        less[small] -= 1 / x[small]
        x[small] += 1
    square = 1 / (x * x)
    series: NDArray[Any] = less + np.log(x) - 0.5 / x - square * (1 / 12 - square * (1 / 120 - square / 252))
    return series
