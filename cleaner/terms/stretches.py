"""Which stretches of a translation stand for a term of its source, by what an alignment says of them and by what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cleaner.lexicon import lexicon
from cleaner.terms.derive import VERBAL, Candidate, cuts, is_verb, may_end
from cleaner.terms.source_words import SourceWord
from cleaner.terms.target import Token

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST = 0.3
"""Forward precision times reverse recall from which a stretch is taken for the term."""
_NONE = 0.1
"""Below this share a word of a stretch stands for something else."""
_STRONG = 0.5
"""From this share on a word beside a stretch belongs to it."""
_PART = 0.3
"""The share of a word of the term from which a word beside a stretch, or a single word, renders it."""
_SURELY = 0.7
_ELSEWHERE_NAME = 0.5
_ELSEWHERE = 0.3
"""Below this share for every other word of the source a word beside a stretch may belong to it."""
_LACKING = 0.4
"""The share of a part of the term below which a stretch lacks it, and from which a word outside renders it."""
_LIKELY = 0.05
"""How likely a single word is for the term in all texts before it is believed in one."""
_REACH = 2
"""How far from a stretch a word that belongs to it is looked for."""
_FEWER, _MORE = 1, 3
"""How many content words fewer or more than the right rendering a stretch may have."""
_NUMBERS = frozenset("hundred thousand million billion trillion".split())
_PARTICIPLES = frozenset("made given held set taken seen shown built kept done found known led".split())
_KINDS = frozenset(
    "terms area areas aspect aspects field fields respect case form level scope range process forecast forecasts light view number".split()
)
_ADVERBS = frozenset("further better also more not even still".split())
_DETERMINERS = frozenset("the a an this that these those its their his her our your my".split())


@dataclass(frozen=True)
class Held:
    """A term in a bead, under an alignment; all lists have one item for each token of the translation.

    `count`: how often the source holds it. `shares`: how surely a token stands for the term, and `elsewhere` for the likeliest other
    word. `went`: how much of the term went to a token. `parts`: the same for each word of the term. `strength`: how likely the token is
    for the term in all texts.
    """

    source: str
    count: int
    shares: list[float]
    elsewhere: list[float]
    went: list[float]
    parts: list[list[float]]
    strength: list[float]

    @staticmethod
    def of(source: str, words: Sequence[SourceWord], links: tuple[NDArray[Any], NDArray[Any]], strength: list[float]) -> Held:
        """The term as it stands among these source words; where it stands several times, the times are taken together."""
        to, back = links
        columns = [at for at, word in enumerate(words) if word.term and word.term[0] == source]
        others = [at for at in range(len(words)) if at not in columns]
        count = len({words[at].term for at in columns})
        size = len(columns) // count
        parts = [back[:, columns[at::size]].sum(axis=1).tolist() for at in range(size)]
        went = [min(1.0, sum(each) / size) for each in zip(*parts, strict=True)]
        elsewhere = to[:, others].max(axis=1, initial=0.0).tolist()
        return Held(source, count, to[:, columns].sum(axis=1).tolist(), elsewhere, went, parts, strength)


class Stretches:
    """The tokens of a bead, and a term that its source holds: which stretches may stand for it."""

    def __init__(self, tokens: Sequence[Token], held: Held, right: Sequence[Sequence[str]], free: Sequence[bool]) -> None:
        self._tokens, self._held, self._free = tokens, held, free
        self._lengths = [len(stems) for stems in right]
        self._right = {stem for stems in right for stem in stems}
        self._has_figures = any(stem.isdigit() for stem in self._right)

    def found(self) -> Iterator[Candidate]:
        """Every stretch that stands for the term, grown to what belongs to it."""
        for first in range(len(self._tokens)):
            for last, score in self._from(first):
                if score >= LEAST and self._content(first, last) >= min(self._lengths) - _FEWER:
                    whole = self._grown(first, last)
                    if whole and self._content(*whole) <= max(self._lengths) + _MORE and self._stands(*whole):
                        yield Candidate(score, *whole, self._held.source)

    def _from(self, first: int) -> Iterator[tuple[int, float]]:
        """The stretches from a token on whose words all have a share in the term: the last token, and the score."""
        share, count, went = 0.0, 0, 0.0
        for last in range(first, len(self._tokens)):
            token = self._tokens[last]
            if not self._free[last] or token.run != self._tokens[first].run or (token.is_function and first == last):
                return
            went += self._held.went[last]
            if token.is_function:
                continue
            share, count = share + self._held.shares[last], count + 1
            if self._held.shares[last] < _NONE or count > max(self._lengths) + _MORE:
                return
            yield last, share / count * went

    def _content(self, first: int, last: int) -> int:
        return sum(not token.is_function for token in self._tokens[first : last + 1])

    def _grown(self, first: int, last: int) -> tuple[int, int] | None:
        """The stretch with the words close by that render a word of the term which it does not render; None where one of them is taken."""
        while True:
            at = next((at for at in self._close(first, last) if self._renders_what_lacks(at, first, last)), None)
            at = self._of_its_name(first, last) if at is None else at
            if at is None:
                return first, last
            if not self._free[at]:
                return None
            first, last = min(first, at), max(last, at)

    def _of_its_name(self, first: int, last: int) -> int | None:
        """The word beside a stretch that belongs to its compound, or to its name of several words, and to nothing else."""
        for beside, left in ((first - 1, first - 1), (last + 1, last)):
            if 0 <= beside < len(self._tokens) and cuts(left, left + 1, self._tokens):
                joint = self._tokens[left + 1].is_hyphenated
                if joint or (self._held.elsewhere[beside] < _ELSEWHERE_NAME and not self._tokens[beside].is_function):
                    return beside
        return None

    def _close(self, first: int, last: int) -> Iterator[int]:
        """The content words at most `_REACH` tokens away, in the same phrase."""
        for edge, step in ((first, -1), (last, 1)):
            for at in range(edge + step, edge + step * (_REACH + 1), step):
                if not 0 <= at < len(self._tokens) or self._tokens[at].run != self._tokens[first].run:
                    break
                if step < 0 and self._begins(at + 1):
                    break
                if not self._is_grammar(at):
                    yield at

    def _is_grammar(self, at: int) -> bool:
        token = self._tokens[at]
        return token.is_function or token.word.lower() in VERBAL or self._is_before_phrase(at)

    def _is_before_phrase(self, at: int) -> bool:
        """Whether an article follows, which it does a verb, but no noun (`the HKMA [manages] the fund`)."""
        after = at + 1
        return after < len(self._tokens) and self._tokens[after].run == self._tokens[at].run and self._tokens[after].word in _DETERMINERS

    def _begins(self, at: int) -> bool:
        """Whether an article that follows no preposition stands there: a phrase begins, and nothing before it belongs to it."""
        return self._tokens[at].word.lower() in _DETERMINERS and at > 0 and not self._tokens[at - 1].is_function

    def _renders_what_lacks(self, at: int, first: int, last: int) -> bool:
        if self._held.elsewhere[at] >= _STRONG:
            return False
        return any(part[at] >= _PART and part[at] > sum(part[first : last + 1]) for part in self._held.parts)

    def _stands(self, first: int, last: int) -> bool:
        """Whether a stretch is whole, and a noun phrase as far as can be seen."""
        return self._is_whole(first, last) and self._is_nominal(first, last)

    def _is_whole(self, first: int, last: int) -> bool:
        if not self._is_free_of_neighbours(first, last) or (self._content(first, last) == 1 and not self._says_all(first)):
            return False
        if self._is_elsewhere_too(first, last) or self._is_what_is_left(first, last):
            return False
        return self._has_figures or not (self._tokens[first].word.isdigit() or self._tokens[last].word.isdigit())

    def _is_elsewhere_too(self, first: int, last: int) -> bool:
        """Whether a word outside renders a part of the term that the stretch lacks (`[withholding taxes], and other taxes`)."""
        lacking = [part for part in self._held.parts if sum(part[first : last + 1]) < _LACKING] if self._held.count == 1 else []
        strong = (at for at, share in enumerate(self._held.shares) if share >= _LACKING and any(part[at] >= _LACKING for part in lacking))
        outside = (at for at in strong if not (first <= at <= last or self._tokens[at].is_function))
        return any(not any(map(self._begins, range(min(at, last) + 1, max(at, first) + 1))) for at in outside)

    def _is_what_is_left(self, first: int, last: int) -> bool:
        """Whether it is but a part of a right rendering, and goes on with another word (`[Hong Kong] currency`)."""
        stems = {token.stem for token in self._tokens[first : last + 1] if not token.is_function}
        if not stems < self._right or last + 1 >= len(self._tokens) or self._tokens[last + 1].run != self._tokens[last].run:
            return False
        return not (self._tokens[last + 1].is_function or self._tokens[last + 1].word.endswith("ed"))

    def _is_nominal(self, first: int, last: int) -> bool:
        words = self._tokens[first : last + 1]
        if any(token.word.lower() in _NUMBERS or (token.word == "to" and not token.is_hyphenated) for token in words):
            return False
        if self._is_before_phrase(last) or words[-1].word in _PARTICIPLES or self._is_of_a_kind(words):
            return False
        if first == last and (words[0].word.endswith(("ing", "ed")) or (len(self._held.parts) > 1 and self._is_before_of(last))):
            return False
        if any(token.word.endswith("ed") and after.word == "by" for token, after in pairwise(words)) or self._is_infinitive(first):
            return False
        if any(map(self._begins, range(first + 1, last + 1))):
            return False
        if any(token.word.lower() in _grammar() and not token.is_function for token in words) or words[-1].word.endswith("ly"):
            return False
        if any(is_verb(at, self._tokens) for at in range(first + 1, last + 1) if self._tokens[at].word.endswith("ed")):
            return False
        return may_end(first, last, self._tokens) and not is_verb(first, self._tokens)

    def _is_of_a_kind(self, words: Sequence[Token]) -> bool:
        """Whether it begins with a word that says of what kind the rest is (`[in] terms of conduct supervision`)."""
        return len(words) > 1 and words[0].word.lower() in _KINDS and words[1].is_function and words[0].stem not in self._right

    def _is_before_of(self, at: int) -> bool:
        return at + 1 < len(self._tokens) and self._tokens[at + 1].word == "of"

    def _is_infinitive(self, at: int) -> bool:
        """Whether an adverb stands before it, and `to` before that (`to further protect`)."""
        before = [token.word.lower() for token in self._tokens[max(0, at - 2) : at] if token.run == self._tokens[at].run]
        return len(before) == 2 and before[0] in VERBAL and (before[1].endswith("ly") or before[1] in _ADVERBS)

    def _is_free_of_neighbours(self, first: int, last: int) -> bool:
        """Whether nothing that belongs to it stands beside it.

        That is what has a strong share in the term, or none anywhere else (`deposit-based [payment tools]`). Beside a single word it is
        any word (`small` of `small businesses`), unless one word is right and the other surely stands for something else.
        """
        for beside in (first - 1, last + 1):
            if not 0 <= beside < len(self._tokens) or self._tokens[beside].run != self._tokens[first].run:
                continue
            if self._is_grammar(beside):
                continue
            if self._held.shares[beside] >= _STRONG or self._held.elsewhere[beside] < (_SURELY if first == last else _ELSEWHERE):
                return False
            if first == last and min(self._lengths) > 1:
                return False
        return True

    def _says_all(self, at: int) -> bool:
        """Whether a single word renders each word of the term, or abbreviates it, and is not what is left of what is right (`the fund`)."""
        token = self._tokens[at]
        if token.stem in self._right:
            return False
        if len(token.word) > 1 and token.word.isupper():
            return self._held.shares[at] >= _STRONG
        return self._held.strength[at] >= _LIKELY and all(part[at] >= _PART for part in self._held.parts)


class OtherStretches(Stretches):
    """The same in languages of whose grammar nothing is known but which words are common."""

    def _begins(self, at: int) -> bool:
        return False

    def _is_nominal(self, first: int, last: int) -> bool:
        return may_end(first, last, self._tokens)


@cache
def _grammar() -> frozenset[str]:
    """Words that no term holds, as far as they are not those that may stand between the words of one."""
    words = lexicon("en")
    return VERBAL | (words.listed("function") if words else frozenset())
