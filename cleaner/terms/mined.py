"""Terms that nobody listed: words of the sources that a batch renders in several ways."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cleaner.lexicon import lexicon
from cleaner.terms.chinese import HAN, dictionary
from cleaner.terms.forms import Key, rendering_key
from cleaner.terms.learned import Learned
from cleaner.terms.model import Glossary, Term
from cleaner.terms.proposals import Pairs, example_of
from cleaner.terms.source_words import SourceWord, source_words
from cleaner.terms.sources import SourceIndex, fold_source
from cleaner.terms.tokens import WORD
from cleaner.terms.tongues import code_of
from cleaner.terms.wording import Wording, wording_of

FEWEST = 4
"""Places that a phrase has at least."""
_TWICE = 2
"""How often a rendering is found before it counts: what is found once may be a fault of the alignment."""
_LONGEST = 4
"""Words of a phrase."""
_SHORTEST = 2
"""Characters of a word that a phrase may begin or end with; shorter ones are mostly grammar."""
_SHORTEST_HAN = 3
"""Characters of a Chinese phrase; two are mostly a verb or an adverb, which has as many renderings as there are sentences."""
_COMMON, _GRAMMAR = 5.0, 5.8
"""Zipf values from which a word alone is no term, and from which one cannot begin or end a term."""
_COHESION = 0.5
"""The share of the rarest word's places that a phrase has: below it the words have met by chance."""
_LENGTHS = [("",), ("", "", ""), ("", "", "", "")]
"""Right renderings of one to four words, which is what an unknown term may have."""


@dataclass(frozen=True, slots=True)
class Mined:
    """A phrase of the sources, its renderings with their counts, the commonest first, and an example for each of the first ones."""

    source: str
    renderings: tuple[tuple[str, int], ...]
    examples: tuple[str, ...]

    @property
    def count(self) -> int:
        return sum(count for _, count in self.renderings)

    @property
    def harm(self) -> float:
        """How many places would change if all were rendered as most are: the count times the spread."""
        return self.count - self.renderings[0][1]


def mined(glossary: Glossary, pairs: Pairs, most: int) -> list[Mined]:
    """At most `most` phrases that no term lists, the most harmful first; none where the glossary has not learnt from texts."""
    if glossary.learned is None:
        return []
    phrases = _phrases(glossary, pairs)
    terms = tuple(Term(f"\0{phrase}", phrase, (phrase,)) for phrase in phrases)
    together = replace(glossary, terms=(*glossary.terms, *terms))
    found = _renderings(together, pairs, set(phrases))
    wording = wording_of(glossary.language)
    assert wording is not None
    made = [each for phrase, places in found.items() if len((each := _mined(phrase, places, wording)).renderings) > 1]
    return sorted(made, key=lambda each: (-each.harm, each.source))[:most]


def _phrases(glossary: Glossary, pairs: Pairs) -> list[str]:
    """Sequences of words of the sources, outside the terms, that stand together often enough."""
    index, cedict = glossary.made(SourceIndex), dictionary()
    words: Counter[str] = Counter()
    phrases: Counter[tuple[str, ...]] = Counter()
    for source, _ in pairs:
        folded = fold_source(source)
        for run in _runs(folded, source_words(folded, index, cedict)):
            words.update(run)
            phrases.update(tuple(run[at : at + size]) for size in range(1, _LONGEST + 1) for at in range(len(run) - size + 1))
    is_term = _Terms(glossary.source_language)
    return [
        ("" if HAN.match(phrase[0]) else " ").join(phrase)
        for phrase, count in phrases.items()
        if count >= FEWEST and count >= _COHESION * min(words[word] for word in phrase) and is_term.may_be(phrase)
    ]


class _Terms:
    """Which phrases of a source language may be terms."""

    def __init__(self, language: str | None) -> None:
        self._lexicon = None if code_of(language) in ("zh", "ja") else lexicon(code_of(language))

    def may_be(self, phrase: Sequence[str]) -> bool:
        """Whether a phrase is no mere grammar, and no word that everything is made of."""
        if phrase[0].isdigit() or min(len(phrase[0]), len(phrase[-1])) < _SHORTEST:
            return False
        if HAN.match(phrase[0]):
            return len("".join(phrase)) >= _SHORTEST_HAN
        ends = (phrase[0], phrase[-1])
        zipf = [self._lexicon.zipf(word) for word in ends] if self._lexicon else [0.0]
        return max(zipf) < (_COMMON if len(phrase) == 1 else _GRAMMAR)


def _runs(source: str, words: Sequence[SourceWord]) -> Iterator[list[str]]:
    """The words between terms and signs; in scripts with spaces one space may part them."""
    run: list[str] = []
    for word, after in pairwise([*words, SourceWord(-1, -1, "", None)]):
        if word.term is None:
            run.append(word.text)
        is_joined = after.start == word.end if HAN.match(word.text) else source[word.end : max(word.end, after.start)] == " "
        if word.term or after.term or not is_joined:
            if run:
                yield run
            run = []


_Places = list[tuple[str, str]]
"""Renderings, each with its example."""


def _renderings(glossary: Glossary, pairs: Pairs, phrases: set[str]) -> dict[str, _Places]:
    index, wording = glossary.made(SourceIndex), wording_of(glossary.language)
    assert wording is not None
    found: dict[str, _Places] = defaultdict(list)
    for source, target in pairs:
        wanted = dict.fromkeys((phrase for phrase in index.found(source) if phrase in phrases), _LENGTHS)
        if not wanted:
            continue
        words = wording.tokens(target, 0, len(target))
        for each in Learned(glossary, source, target, words).candidates(wanted, [False] * len(words)):
            start, end = words[each.first].start, words[each.last].end
            if WORD.search(target[start:end]):
                found[each.source].append((" ".join(target[start:end].split()), example_of(target, start, end)))
    return found


def _mined(phrase: str, places: _Places, wording: Wording) -> Mined:
    """The renderings that are found more than once, under their commonest spelling.

    What holds a commoner one, or is a part of it, is the same one with other borders.
    """
    groups: dict[Key, _Places] = defaultdict(list)
    for place in places:
        groups[rendering_key(place[0])].append(place)
    kept: list[_Places] = []
    for group in sorted(groups.values(), key=len, reverse=True):
        stems = set(wording.content_stems(group[0][0]))
        others = [set(wording.content_stems(other[0][0])) for other in kept]
        if len(group) >= _TWICE and stems and not any(stems <= other or stems >= other for other in others):
            kept.append(group)
    spelled = ((Counter(text for text, _ in group).most_common(1)[0][0], len(group)) for group in kept)
    return Mined(phrase, tuple(spelled), tuple(group[0][1] for group in kept[:2]))
