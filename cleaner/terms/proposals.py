"""How a bilingual batch renders a glossary's terms: each rendering, how often, how it was found, and where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from cleaner.document import Document
from cleaner.protect import protected_spans
from cleaner.segments import Segment
from cleaner.terms.derive import Way
from cleaner.terms.forms import Key, rendering_key
from cleaner.terms.match import Matcher
from cleaner.terms.model import Glossary, Term
from cleaner.terms.sources import SourceIndex
from cleaner.terms.tokens import WORD
from cleaner.terms.tongues import code_of
from cleaner.terms.unlisted import Unlisted, occurrences
from cleaner.terms.wording import wording_of

Found = Literal["right", "listed"] | Way
Pairs = Sequence[tuple[str, str]]
_BREAK = "\n\n"
_EXAMPLE = 110
"""Characters of an example."""


@dataclass(slots=True)
class Use:
    """One rendering of a term.

    `written` counts its spellings, `ways` how it was found, `score` is the best of the alignment's, `example` a part of a text that
    holds it.
    `elsewhere`: how many places of the texts hold it where the source does not hold the term.
    """

    term: Term
    example: str
    written: Counter[str] = field(default_factory=Counter)
    ways: Counter[Found] = field(default_factory=Counter)
    score: float = 0.0
    elsewhere: int = 0

    @property
    def text(self) -> str:
        """The commonest spelling; of two the one without a capital."""
        return max(self.written, key=lambda text: (self.written[text], text.islower(), text))

    @property
    def count(self) -> int:
        return self.ways.total()

    @property
    def is_new(self) -> bool:
        """Whether the glossary does not list it."""
        return not (self.ways["right"] or self.ways["listed"])


def uses(glossary: Glossary, pairs: Pairs, language: str = "en", source_language: str | None = None) -> list[Use]:
    """The renderings of each term that the sources of these (source, target) texts hold, term by term, the commonest first.

    What nobody listed is found in English, and in any language where the glossary has learnt from texts.
    """
    doc = _document(glossary, pairs, language, source_language)
    made: dict[tuple[str, Key], Use] = {}
    for term, start, end, way, score in _found(glossary, doc):
        text = " ".join(doc.text[start:end].split())
        if WORD.search(text):
            use = made.setdefault((term.id, rendering_key(text)), Use(term, example_of(doc.text, start, end)))
            use.written[text] += 1
            use.ways[way] += 1
            use.score = max(use.score, score if way == "aligned" else 0.0)
    _count_elsewhere(glossary, pairs, [use for use in made.values() if use.is_new])
    order = {term.id: at for at, term in enumerate(glossary.terms)}
    return sorted(made.values(), key=lambda use: (order[use.term.id], -use.count, use.text))


def _document(glossary: Glossary, pairs: Pairs, language: str, source_language: str | None) -> Document:
    """All targets as one text, each a segment with its source."""
    segments: list[Segment] = []
    at = 0
    for source, target in pairs:
        segments.append(Segment(at, at + len(target), source))
        at += len(target) + len(_BREAK)
    text = _BREAK.join(target for _, target in pairs)
    return Document(text, protected_spans, language, source_language, lambda _: segments, glossary)


def _found(glossary: Glossary, doc: Document) -> Iterator[tuple[Term, int, int, Found, float]]:
    """Term, start, end, way and score of each rendering that stands where the source holds the term."""
    index, matcher = glossary.made(SourceIndex), glossary.made(Matcher)
    held = {term.id: term for segment in doc.segments for source in index.found(segment.source or "") for term in index.terms[source]}
    for found, way in ((matcher.right(doc, held.values()), "right"), (matcher.variants(doc), "listed")):
        for match in found:
            source = doc.source_at(match.start)
            if source and match.form.term.id in held and index.holds(source, match.form.term):
                yield match.form.term, match.start, match.end, "right" if way == "right" else "listed", 1.0
    if code_of(doc.language) == code_of(glossary.language):
        for each in glossary.made(Unlisted).renderings(doc):
            yield each.term, each.start, each.end, each.way, each.score


def example_of(text: str, start: int, end: int) -> str:
    """The rendering with what stands around it in its line, cut between words.

    >>> example_of("A gang ran a pattern loan scheme.", 13, 25)
    'A gang ran a [pattern loan] scheme.'
    """
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    high = len(text) if high < 0 else high
    room = max(0, _EXAMPLE - (end - start)) // 2
    before, after = text[max(low, start - room) : start], text[end : min(high, end + room)]
    if start - room > low:
        before = "…" + before[before.find(" ") + 1 :]
    if end + room < high:
        after = after[: after.rfind(" ") + 1].rstrip() + "…"
    return " ".join(f"{before}[{text[start:end]}]{after}".split())


def _count_elsewhere(glossary: Glossary, pairs: Pairs, new: Sequence[Use]) -> None:
    """Counts the places where a rendering stands for something else."""
    index, wording = glossary.made(SourceIndex), wording_of(glossary.language)
    if wording is None:
        return
    by_first: dict[str, list[tuple[tuple[str, ...], Use]]] = defaultdict(list)
    for use in new:
        stems = wording.content_stems(use.text)
        if stems:
            by_first[stems[0]].append((stems, use))
    for source, target in pairs:
        words = wording.tokens(target, 0, len(target))
        here = {token.stem for token in words}
        for stem in here & by_first.keys():
            for stems, use in by_first[stem]:
                if here.issuperset(stems) and not index.holds(source, use.term):
                    use.elsewhere += sum(1 for _ in occurrences(stems, words))
