"""Renderings that the texts themselves show: stretches that an alignment says stand for a term of the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from cleaner.terms.beads import beads
from cleaner.terms.chinese import dictionary
from cleaner.terms.derive import Candidate
from cleaner.terms.model import Glossary
from cleaner.terms.source_words import SourceWord, source_words
from cleaner.terms.sources import SourceIndex, fold_source
from cleaner.terms.stretches import Held, OtherStretches, Stretches
from cleaner.terms.target import Token
from cleaner.terms.tongues import code_of
from cleaner.terms.wording import Wording

if TYPE_CHECKING:
    from cleaner.terms.alignment import Pair


def training_pairs(texts: Iterable[tuple[str, str]], index: SourceIndex, wording: Wording) -> Iterator[Pair]:
    """The words of each bead of each (source, target), for `alignment.train`."""
    cedict = dictionary()
    for source, target in texts:
        folded = fold_source(source)
        words, found = source_words(folded, index, cedict), wording.tokens(target, 0, len(target))
        for (low, high), (start, end) in beads(folded, target):
            yield [word.key for word in words if low <= word.start < high], [_key(token) for token in found if start <= token.start < end]


def entries(texts: Iterable[tuple[str, str]], index: SourceIndex, wording: Wording) -> Iterator[Pair]:
    """What the glossary and the dictionary say of the terms and words of the sources, for `alignment.train`."""
    cedict = dictionary() if wording.is_english else None
    seen: set[str] = set()
    for source, _ in texts:
        for term in index.found(source):
            if term not in seen:
                seen.add(term)
                words = [word.key for word in source_words(term, index, cedict)]
                yield from ((words, wording.content_stems(right)) for each in index.terms[term] for right in (each.canonical, *each.allow))
        for word in source_words(fold_source(source), index, cedict) if cedict else ():
            if word.text not in seen:
                seen.add(word.text)
                yield from (([word.text], sense) for sense in cedict.senses(word.text) if len(sense) < 3) if cedict else ()


def _key(token: Token) -> str:
    return token.word.lower() if token.is_function else token.stem


class Learned:
    """One segment under an alignment: which stretches stand for which term."""

    def __init__(self, glossary: Glossary, source: str, text: str, found: Sequence[Token]) -> None:
        assert glossary.learned is not None
        index = glossary.made(SourceIndex)
        self._alignment, self._index, self._tokens = glossary.learned, index, found
        self._stretches = Stretches if code_of(glossary.language) == "en" else OtherStretches
        folded = fold_source(source)
        self._words = source_words(folded, index, dictionary())
        self._beads = beads(folded, text)

    def candidates(self, wanted: Mapping[str, Sequence[Sequence[str]]], taken: Sequence[bool]) -> Iterator[Candidate]:
        """For each occurrence of each wanted source the best stretch; `wanted` holds the content stems of its right renderings."""
        for (low, high), (start, end) in self._beads:
            words = [word for word in self._words if low <= word.start < high]
            places = [at for at, token in enumerate(self._tokens) if start <= token.start < end]
            terms = dict.fromkeys(word.term[0] for word in words if word.term and word.term[0] in wanted)
            if not terms or not places:
                continue
            tokens_here = self._tokens[places[0] : places[-1] + 1]
            links = self._alignment.links([word.key for word in words], [_key(token) for token in tokens_here])
            for source in terms:
                held = Held.of(source, words, links, self._strengths(source, words, tokens_here))
                free = [not taken[at] for at in places]
                found = self._stretches(tokens_here, held, wanted[source], free).found()
                moved = (Candidate(each.score, each.first + places[0], each.last + places[0], source, "aligned") for each in found)
                yield from _apart(moved, held.count)

    def _strengths(self, source: str, words: Sequence[SourceWord], found: Sequence[Token]) -> list[float]:
        """For each token how often a word of the term becomes it, and it such a word, in all texts: the lesser of the two."""
        forward, backward = self._alignment.forward, self._alignment.backward
        keys = {word.key for word in words if word.term and word.term[0] == source}
        stems = map(_key, found)
        return [
            min(max(forward.get(key, {}).get(stem, 0.0) for key in keys), max(backward.get(stem, {}).get(key, 0.0) for key in keys))
            for stem in stems
        ]


def _apart(found: Iterable[Candidate], count: int) -> Iterator[Candidate]:
    """The best `count` stretches that do not overlap."""
    made: list[Candidate] = []
    for each in sorted(found, key=lambda each: each.rank):
        if len(made) < count and all(each.last < other.first or other.last < each.first for other in made):
            made.append(each)
    return iter(made)
