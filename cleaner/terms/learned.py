"""Renderings that the texts themselves show: stretches that an alignment says stand for a term of the source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cleaner.edits import Span
from cleaner.terms.beads import beads
from cleaner.terms.chinese import HAN, Dictionary, dictionary
from cleaner.terms.derive import VERBAL, Candidate, is_verb, may_end
from cleaner.terms.sources import SourceIndex, fold_source
from cleaner.terms.stems import content_stems
from cleaner.terms.target import Token, tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.terms.alignment import Alignment, Pair

LEAST = 0.3
"""Forward precision times reverse recall from which a stretch is taken for the term."""
_NONE = 0.1
"""Below this share a word of a stretch stands for something else."""
_STRONG = 0.5
"""From this share on a word beside a stretch belongs to it."""
_FEWER, _MORE = 1, 3
"""How many content words fewer or more than the right rendering a stretch may have."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class SourceWord:
    """A word of a source: `source[start:end]` in folded characters; `term` is the term's source that it is part of, if any."""

    start: int
    end: int
    text: str
    term: tuple[str, int] | None


def source_words(source: str, index: SourceIndex, cedict: Dictionary | None) -> list[SourceWord]:
    """The words of a folded source: those of the dictionary for Chinese, cut at the borders of terms; else what letters make up."""
    found: list[SourceWord] = []
    at = 0
    for start, end, term in (*index.places(source), (len(source), len(source), "")):
        found += _words(source, (at, start), None, cedict)
        found += _words(source, (start, end), (term, start), cedict)
        at = end
    return found


def _words(source: str, span: Span, term: tuple[str, int] | None, cedict: Dictionary | None) -> Iterator[SourceWord]:
    for match in _WORD.finditer(source, *span):
        at = match.start()
        parts = cedict.words(match.group()) if cedict and HAN.search(match.group()) else [match.group()]
        for part in parts:
            yield SourceWord(at, at + len(part), part, term)
            at += len(part)


def training_pairs(texts: Iterable[tuple[str, str]], index: SourceIndex) -> Iterator[Pair]:
    """The words of each bead of each (source, target), for `alignment.train`."""
    cedict = dictionary()
    for source, target in texts:
        folded = fold_source(source)
        words, found = source_words(folded, index, cedict), tokens(target, 0, len(target))
        for (low, high), (start, end) in beads(folded, target):
            yield [word.text for word in words if low <= word.start < high], [_key(token) for token in found if start <= token.start < end]


def entries(texts: Iterable[tuple[str, str]], index: SourceIndex) -> Iterator[Pair]:
    """What the glossary and the dictionary say of the terms and words of the sources, for `alignment.train`."""
    cedict = dictionary()
    seen: set[str] = set()
    for source, _ in texts:
        for term in index.found(source):
            if term not in seen:
                seen.add(term)
                words = [word.text for word in source_words(term, index, cedict)]
                yield from ((words, content_stems(right)) for each in index.terms[term] for right in (each.canonical, *each.allow))
        for word in source_words(fold_source(source), index, cedict) if cedict else ():
            if word.text not in seen:
                seen.add(word.text)
                yield from (([word.text], sense) for sense in cedict.senses(word.text) if len(sense) < 3) if cedict else ()


def _key(token: Token) -> str:
    return token.word.lower() if token.is_function else token.stem


class Learned:
    """One segment under an alignment: which stretches stand for which term."""

    def __init__(self, alignment: Alignment, index: SourceIndex, source: str, text: str, found: Sequence[Token]) -> None:
        self._alignment, self._tokens = alignment, found
        folded = fold_source(source)
        self._words = source_words(folded, index, dictionary())
        self._beads = beads(folded, text)

    def candidates(self, wanted: Mapping[str, Sequence[int]], taken: Sequence[bool]) -> Iterator[Candidate]:
        """For each occurrence of each wanted source the best stretch; `wanted` holds the lengths of its right renderings in words."""
        for (low, high), (start, end) in self._beads:
            words = [word for word in self._words if low <= word.start < high]
            places = [at for at, token in enumerate(self._tokens) if start <= token.start < end]
            terms = dict.fromkeys(word.term[0] for word in words if word.term and word.term[0] in wanted)
            if not terms or not places:
                continue
            links = self._alignment.links([word.text for word in words], [_key(self._tokens[at]) for at in places])
            for source in terms:
                held = _Held.of(source, words, links)
                found = self._stretches(held, places[0], wanted[source], taken)
                yield from _apart(found, held.count)

    def _stretches(self, held: _Held, offset: int, lengths: Sequence[int], taken: Sequence[bool]) -> Iterator[Candidate]:
        """Every stretch that may stand for the term; `offset` is the number of the bead's first token."""
        for first in range(len(held.shares)):
            for last in range(first, len(held.shares)):
                token = self._tokens[offset + last]
                if taken[offset + last] or token.run != self._tokens[offset + first].run:
                    break
                if token.is_function:
                    if first == last:
                        break
                    continue
                if held.shares[last] < _NONE:
                    break
                content = [at for at in range(first, last + 1) if not self._tokens[offset + at].is_function]
                if len(content) > max(lengths) + _MORE:
                    break
                score = sum(held.shares[at] for at in content) / len(content) * sum(held.went[first : last + 1])
                if score >= LEAST and len(content) >= min(lengths) - _FEWER and self._stands(first, last, offset, held):
                    yield Candidate(score, offset + first, offset + last, held.source)

    def _stands(self, first: int, last: int, offset: int, held: _Held) -> bool:
        """Whether a stretch is whole: nothing that belongs to it stands beside it, and it is a noun phrase as far as can be seen.

        A single word with another one beside it is likely a part of something: `small` of `small businesses`.
        """
        run = self._tokens[offset + first].run
        for beside in (first - 1, last + 1):
            token = self._tokens[offset + beside] if 0 <= beside < len(held.shares) else None
            if token and token.run == run and not token.is_function and (first == last or held.shares[beside] >= _STRONG):
                return False
        if any(token.word.lower() in VERBAL for token in self._tokens[offset + first : offset + last + 1]):
            return False
        return may_end(offset + first, offset + last, self._tokens) and not is_verb(offset + first, self._tokens)


@dataclass(frozen=True)
class _Held:
    """A term in a bead, under an alignment.

    `count`: how often the source holds it. `shares`: for each token, how surely it stands for the term. `went`: how much of the term
    went to each token. `parts`: the same for each word of the term.
    """

    source: str
    count: int
    shares: list[float]
    went: list[float]
    parts: list[list[float]]

    @staticmethod
    def of(source: str, words: Sequence[SourceWord], links: tuple[NDArray[Any], NDArray[Any]]) -> _Held:
        """The term as it stands in a bead of these source words; where it stands several times, the times are taken together."""
        to, back = links
        columns = [at for at, word in enumerate(words) if word.term and word.term[0] == source]
        count = len({words[at].term for at in columns})
        size = len(columns) // count
        parts = [back[:, columns[at::size]].sum(axis=1).tolist() for at in range(size)]
        went = [min(1.0, sum(each) / size) for each in zip(*parts, strict=True)]
        return _Held(source, count, to[:, columns].sum(axis=1).tolist(), went, parts)


def _apart(found: Iterable[Candidate], count: int) -> Iterator[Candidate]:
    """The best `count` stretches that do not overlap."""
    made: list[Candidate] = []
    for each in sorted(found, key=lambda each: each.rank):
        if len(made) < count and all(each.last < other.first or other.last < each.first for other in made):
            made.append(each)
    return iter(made)
