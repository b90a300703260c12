"""What a Chinese term could be in English, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cleaner.terms.chinese import Dictionary, Sense
from cleaner.terms.stems import akin, content_stems
from cleaner.terms.target import Token

Strengths = dict[int, float]
"""How surely a word renders each slot, by the slot's number."""

_SENSE, _PART_OF_SENSE, _CHARACTER, _OF_A_ROOT, _OF_RIGHT = 1.0, 0.2, 0.5, 0.8, 0.8
"""A rendering that the dictionary gives; one of its several words; that of a single character; a word of the same root; a word of
what is right. Set by judgement."""
_KNOWN = 0.2
"""From here on a word is known to render a slot."""
_SHORTEST_SOUND = 3


@dataclass
class Slots:
    """A term's source cut into dictionary words (slots), and what each is called in English.

    `parts` are, for each right rendering and each slot, the words that render it: those that the dictionary names, or, where it names
    none, all that render no other slot. `right` are the renderings that the glossary calls right, as content stems. `weights` are
    lengths in characters.
    """

    words: tuple[str, ...]
    right: tuple[tuple[str, ...], ...]
    glosses: list[dict[str, float]]
    phrases: list[list[Sense]]
    sounds: list[tuple[str, ...]]
    weights: list[int]
    parts: list[list[frozenset[str]]] = field(default_factory=list)
    _remembered: dict[str, Strengths] = field(default_factory=dict, repr=False)

    @staticmethod
    def of(source: str, right: Iterable[str], cedict: Dictionary) -> Slots:
        """The slots of a source in simplified characters."""
        words = cedict.words(source)
        slots = Slots(
            words,
            tuple(map(content_stems, right)),
            [_glosses(word, cedict) for word in words],
            [[sense for sense in cedict.senses(word) if len(sense) > 1] for word in words],
            [cedict.sounds(word)[:1] for word in words],
            list(map(len, words)),
        )
        slots._link_right(cedict.senses(source))
        return slots

    def _link_right(self, whole: Iterable[Sense]) -> None:
        """Which words of what is right render which slot: those that the dictionary names for it, and the others those that are left."""
        for sense in whole:
            for stem in sense:
                for gloss in self.glosses:
                    gloss[stem] = max(gloss.get(stem, 0.0), 1 / len(sense))
        for right in self.right:
            linked = [frozenset(stem for stem in right if self._gloss(at, stem) >= _KNOWN) for at in range(len(self.words))]
            rest = frozenset(right).difference(*linked)
            self.parts.append([stems or rest for stems in linked])

    def explain(self, word: str, stem: str) -> Strengths:
        """The slots that a word may render: none where nothing links it to the source."""
        key = word.lower()
        if key not in self._remembered:
            found = {at: strength for at in range(len(self.words)) if (strength := self._gloss(at, stem))}
            for part in self.parts:
                found.update((at, max(found.get(at, 0.0), _PART_OF_SENSE)) for at, stems in enumerate(part) if stem in stems)
            found.update(dict.fromkeys(self._sounding(key), 1.0))
            self._remembered[key] = found
        return self._remembered[key]

    def _gloss(self, at: int, stem: str) -> float:
        gloss = self.glosses[at]
        if stem in gloss:
            return gloss[stem]
        return max((_OF_A_ROOT * strength for other, strength in gloss.items() if akin(stem, other)), default=0.0)

    def _sounding(self, word: str) -> range:
        """The slots that a word spells in pinyin, one or several in a row."""
        for first in range(len(self.words)):
            spelled = ""
            for last in range(first, len(self.words)):
                if not self.sounds[last]:
                    break
                spelled += self.sounds[last][0]
                if spelled == word and len(word) >= _SHORTEST_SOUND:
                    return range(first, last + 1)
        return range(0)

    def strengths(self, content: Sequence[Token]) -> Strengths:
        """How surely these words together render each slot; a phrase of the dictionary counts in full."""
        best: Strengths = {}
        for token in content:
            for at, strength in self.explain(token.word, token.stem).items():
                best[at] = max(best.get(at, 0.0), strength)
        stems = {token.stem for token in content}
        best.update((at, 1.0) for at, phrases in enumerate(self.phrases) if any(stems.issuperset(phrase) for phrase in phrases))
        for part in self.parts:
            shares = ((at, len(needed & stems) / len(needed)) for at, needed in enumerate(part) if needed)
            best.update((at, max(best.get(at, 0.0), _OF_RIGHT * share)) for at, share in shares if share)
        return best

    def share(self, strengths: Strengths) -> float:
        """The share of the source, by characters, that is rendered with these strengths."""
        return sum(self.weights[at] * strength for at, strength in strengths.items()) / sum(self.weights)


def _glosses(word: str, cedict: Dictionary) -> dict[str, float]:
    """The stems that render a word, with their strengths."""
    found: dict[str, float] = {}
    for sense in cedict.senses(word):
        for stem in sense:
            found[stem] = max(found.get(stem, 0.0), _SENSE if len(sense) == 1 else _PART_OF_SENSE)
    for character in word if len(word) > 1 else "":
        for sense in cedict.senses(character):
            if len(sense) == 1:
                found[sense[0]] = max(found.get(sense[0], 0.0), _CHARACTER)
    return found
