"""Renderings that nobody listed: what the source asks for and the translation lacks, looked for where it reads like the source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from cleaner.document import Document
from cleaner.lexicon import lexicon
from cleaner.terms import derive, near
from cleaner.terms.chinese import HAN, Dictionary, dictionary
from cleaner.terms.derive import Candidate, Way
from cleaner.terms.inflect import is_abbreviation, plural, singular
from cleaner.terms.model import Glossary, Term
from cleaner.terms.respaced import respaced
from cleaner.terms.slots import Slots
from cleaner.terms.sources import SourceIndex
from cleaner.terms.stems import content_stems
from cleaner.terms.target import Token
from cleaner.terms.wording import wording_of

_COUNTABLE = 2.5
"""The Zipf frequency that a plural has where its noun is one that people count (`financings` 1.9, `bureaus` 2.9)."""
_LOOSE = 3
"""Function words that may stand between the words of a term before it is no longer the term."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """`text[start:end]` renders `term`, by what `source` is called word by word; `right` is to stand there.

    Offsets are code points of the text. `shift` is the number of the stretch as against that of `right`: 1 the plural, -1 the singular.
    `way` is how it was found (`aligned`: an alignment of many texts says so), `score` how surely, at most 1.
    """

    start: int
    end: int
    term: Term
    source: str
    right: str
    shift: int
    way: Way = "derived"
    score: float = 1.0


class Unlisted:
    """A glossary's terms by their sources."""

    def __init__(self, glossary: Glossary) -> None:
        self.sources, self._glossary = glossary.made(SourceIndex), glossary
        self._wording = wording_of(glossary.language)
        self.in_text = lru_cache(maxsize=1 << 9)(self._find)
        self._slots = lru_cache(maxsize=1 << 12)(self._read_slots)

    def renderings(self, doc: Document) -> Iterator[Rendering]:
        """What to correct, segment by segment: as many for each term as the translation has too few of."""
        for segment in doc.segments:
            if segment.source and self.sources.found(segment.source):
                for found in self.in_text(doc.text[segment.start : segment.end], segment.source):
                    yield replace(found, start=found.start + segment.start, end=found.end + segment.start)

    def slots(self, source: str, cedict: Dictionary) -> Slots:
        """What a source in simplified characters could be in English."""
        return self._slots(source, cedict)

    def _read_slots(self, source: str, cedict: Dictionary) -> Slots:
        return Slots.of(source, self._right(source), cedict)

    def _find(self, text: str, whole: str) -> tuple[Rendering, ...]:
        """What to correct in one segment; offsets are those of the segment's text."""
        if self._wording is None:
            return ()
        words, wanted = self._wording.tokens(text, 0, len(text)), Counter(self.sources.found(whole))
        made: list[Rendering] = []
        taken = self._take_known(words, wanted, text)
        if self._wording.is_english:
            found = [each for source, count in wanted.items() if count > 0 for each in self._candidates(source, words, taken)]
            made += self._chosen(words, found, wanted, taken)
        if self._glossary.learned:
            from cleaner.terms.learned import Learned

            stems_of = self._wording.content_stems
            unmet = {source: [stems_of(text) for text in self._right(source)] for source, count in wanted.items() if count > 0}
            shown = Learned(self._glossary, whole, text, words).candidates(unmet, taken)
            made += self._chosen(words, list(shown), wanted, taken)
            made += self._chosen(words, list(self._seen(words, wanted)), wanted, taken)
        return tuple(made)

    def _seen(self, words: Sequence[Token], wanted: Counter[str]) -> Iterator[Candidate]:
        """Where renderings stand that the texts have shown several times for what is wanted."""
        seen = self._glossary.learned.seen if self._glossary.learned else {}
        for source in (source for source, count in wanted.items() if count > 0):
            for stems in seen.get(source, ()):
                found = occurrences(stems, words)
                yield from (Candidate(1.0, *span, source, "aligned") for span in found if derive.may_end(*span, words))

    def _chosen(self, words: Sequence[Token], found: Sequence[Candidate], wanted: Counter[str], taken: list[bool]) -> Iterator[Rendering]:
        """The best of the candidates that are not in each other's way, as many of each source as are wanted."""
        for candidate in sorted(found, key=lambda each: each.rank):
            if wanted[candidate.source] <= 0 or any(taken[candidate.first : candidate.last + 1]):
                continue
            rendering = self._rendering(words, candidate, taken)
            if rendering:
                wanted[candidate.source] -= 1
                taken[candidate.first : candidate.last + 1] = [True] * (candidate.last + 1 - candidate.first)
                yield rendering

    def _candidates(self, source: str, words: Sequence[Token], taken: Sequence[bool]) -> Iterator[Candidate]:
        """What may render a source: by the words of the source where a dictionary reads them, else by likeness to what is right."""
        right = tuple(self._right(source))
        yield from near.rejoined(source, right, words, taken)
        cedict = _reader(source)
        if cedict:
            yield from derive.candidates(source, self.slots(source, cedict), words, taken)
        else:
            yield from near.candidates(source, tuple(map(content_stems, right)), words, taken)

    def _right(self, source: str) -> Iterator[str]:
        return (text for term in self.sources.terms[source] for text in (term.canonical, *term.allow))

    def _take_known(self, words: Sequence[Token], wanted: Counter[str], whole: str) -> list[bool]:
        """Which tokens are taken by renderings that the glossary lists; each takes one off what is wanted. The longest go first."""
        known = [
            (first, last, source)
            for source in wanted
            for term in self.sources.terms[source]
            for text in _known(term)
            for first, last in self._occurrences(text, words, whole)
        ]
        taken = [False] * len(words)
        for first, last, source in sorted(known, key=lambda span: (span[0] - span[1], span[0])):
            if not any(taken[first : last + 1]):
                taken[first : last + 1] = [True] * (last + 1 - first)
                wanted[source] -= 1
        return taken

    def _occurrences(self, text: str, words: Sequence[Token], whole: str) -> Iterator[tuple[int, int]]:
        """Where a known rendering stands, as first and last token; scripts without spaces may part it in another way than its text."""
        assert self._wording is not None
        if self._wording.is_english or self._wording.is_inflected:
            yield from occurrences(self._wording.content_stems(text), words)
            return
        for spelled in (text, *respaced(text, self._wording.language)):
            for found in re.finditer(re.escape(spelled), whole, re.IGNORECASE):
                held = [at for at, token in enumerate(words) if token.start < found.end() and found.start() < token.end]
                if held:
                    yield held[0], held[-1]

    def _rendering(self, words: Sequence[Token], candidate: Candidate, taken: Sequence[bool]) -> Rendering | None:
        term = self.sources.terms[candidate.source][0]
        right = _in_full(term) if candidate.first < candidate.last else term.canonical
        if right is None:
            return None
        assert self._wording is not None
        first, last = _without_repeating(words, candidate, self._wording.content_stems(right), taken)
        window = words[first : last + 1]
        shift = _shift(window, right, term) if self._wording.is_english else 0
        return Rendering(window[0].start, window[-1].end, term, candidate.source, right, shift, candidate.way, candidate.score)


def _known(term: Term) -> Iterator[str]:
    """All that the glossary lists of a term."""
    yield from (term.canonical, *(text for _, text in term.all_forms), *term.allow)
    yield from (text for variant in term.variants for text in (variant.text, *(form for _, form in variant.forms)))


def _reader(source: str) -> Dictionary | None:
    """The dictionary that reads a source."""
    return dictionary() if HAN.match(source) else None


def _in_full(term: Term) -> str | None:
    """The first right rendering that is no abbreviation: a text that spells a name out means to."""
    return next((text for text in (term.canonical, *term.allow) if not is_abbreviation(text)), None)


def occurrences(stems: Sequence[str], words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The stretches (first and last token) whose content words have these stems, in this order."""
    if not stems:
        return
    content = [at for at, token in enumerate(words) if not token.is_function]
    for at, index in enumerate(content[: len(content) - len(stems) + 1]):
        if words[index].stem == stems[0]:
            span = content[at : at + len(stems)]
            if span[-1] - span[0] < len(stems) + _LOOSE and all(words[i].stem == stem for i, stem in zip(span, stems, strict=True)):
                yield span[0], span[-1]


def _without_repeating(words: Sequence[Token], candidate: Candidate, right: Sequence[str], taken: Sequence[bool]) -> tuple[int, int]:
    """The stretch with the neighbours that the right rendering will bring along (`Faster Payment` before `System`)."""
    first, last = candidate.first, candidate.last
    missing = set(right) - {token.stem for token in words[first : last + 1]}
    while last + 1 < len(words) and _brings(words[last + 1], words[last], missing) and not taken[last + 1]:
        last += 1
        missing.discard(words[last].stem)
    while first > 0 and _brings(words[first - 1], words[first], missing) and not taken[first - 1]:
        first -= 1
        missing.discard(words[first].stem)
    while first > 0 and words[first].is_hyphenated and not taken[first - 1]:
        first -= 1
    while last + 1 < len(words) and words[last + 1].is_hyphenated and not taken[last + 1]:
        last += 1
    return first, last


def _brings(neighbour: Token, token: Token, missing: set[str]) -> bool:
    return neighbour.run == token.run and neighbour.stem in missing


def _shift(window: Sequence[Token], right: str, term: Term) -> int:
    """The number of what stands there as against that of the right rendering; names and phrases with `of` keep theirs."""
    *_, last = right.split()
    is_name = sum(word[:1].isupper() for word in right.split()) > 1
    if term.number == "fixed" or is_name or len(content_stems(right)) != len(right.replace("-", " ").split()):
        return 0
    end = next((at for at, token in enumerate(window) if token.is_function), len(window))
    head = window[max(0, end - 1)].word
    shift = (singular(head) != head) - (singular(last) != last)
    words = lexicon("en")
    return 0 if shift > 0 and words and words.zipf(plural(last).lower()) < _COUNTABLE else shift
