"""Which terms of a glossary a text may hold, told by its words: an inverted index, for which no term has to be made ready.

Words are compared by a key that is the same for a noun's numbers and for both spellings of a word, so that renderings alone are
indexed, and their forms are made only for the terms that a text may hold.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from cleaner.terms.forms import fold
from cleaner.terms.inflect import plural, singular
from cleaner.terms.model import Glossary, Term
from cleaner.terms.respaced import RESPACED, respaced
from cleaner.terms.stems import american, other_spellings
from cleaner.terms.tokens import WORD
from cleaner.terms.tongues import code_of, stem_of, tongue_of
from cleaner.terms.typos import may_be_misspelled

CANONICAL, ALLOWED, LISTED = range(3)
Words = Callable[[str], tuple[str, ...]]
"""The words of a text, or the keys of a word."""
_SHORT = 5
"""Words shorter than this are too common to be looked for where a rendering has a longer one ("with", "from", "all")."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Lists of terms, by their numbers in the glossary, under words.

    `anchors` has one entry for each rendering, under the key of its rarest word: what its forms are (CANONICAL, ALLOWED, LISTED), the
    term's number, and the keys of its other words. `keys` are those of all words. `misspelled` has the terms under each word that is
    long enough to be known when it is misspelled, in its numbers and spellings; `alone` are words that stand alone, and are not.
    """

    anchors: dict[str, list[list[int | str]]]
    keys: frozenset[str]
    misspelled: dict[str, list[int]]
    alone: frozenset[str]


def is_english(glossary: Glossary) -> bool:
    """Whether the glossary's renderings are inflected as English ones are; so it is taken where it does not say."""
    return code_of(glossary.language) == "en"


def postings_of(glossary: Glossary) -> Postings:
    """The postings of a glossary's terms.

    >>> found = postings_of(Glossary((Term("a", "trap loan"), Term("b", "HKMA"), Term("c", "loans of banks")), "en"))
    >>> found.anchors
    {'trap': [[0, 0, 'loan']], 'hkma': [[0, 1]], 'bank': [[0, 2, 'loan']]}
    """
    english, language = is_english(glossary), glossary.language
    read, keys_of = tongue_of(language).words, keys_in(language)
    texts = [list(renderings(term, language)) for term in glossary.terms]
    entries = [(kind, number, keys) for number, each in enumerate(texts) for kind, keys in _entries(each, read, keys_of)]
    counts = Counter(key for _, _, keys in entries for key in keys)
    anchors: dict[str, list[list[int | str]]] = {}
    for kind, number, keys in entries:
        anchor = min(keys, key=lambda key: (len(key) < _SHORT, counts[key], -len(key), key))
        anchors.setdefault(anchor, []).append([kind, number, *sorted(keys - {anchor})])
    words = {word for each in texts for _, text in each for word in read(text)}
    known = frozenset(key for word in words for key in keys_of(word))
    misspelled, alone = _misspelled(glossary.terms) if english else ({}, frozenset())
    return Postings(anchors, known, misspelled, alone)


def renderings(term: Term, language: str | None = None) -> Iterator[tuple[int, str]]:
    """Every text of a term that is looked for, and what it is; one whose other spelling is to be corrected is LISTED."""
    if code_of(language) not in RESPACED:
        yield from _renderings(term)
        return
    for kind, text in _renderings(term):
        yield kind, text
        yield from ((kind, other) for other in respaced(text, language))


def _renderings(term: Term) -> Iterator[tuple[int, str]]:
    right, allowed = (CANONICAL, ALLOWED) if term.spelling == "any" and not term.do_not_translate else (LISTED, LISTED)
    yield right, term.canonical
    if term.plural:
        yield right, term.plural
    yield from ((right, text) for _, text in term.forms)
    yield from ((allowed, text) for text in term.allow)
    for variant in term.variants:
        yield LISTED, variant.text
        yield from ((LISTED, text) for _, text in variant.forms)


def keys_in(language: str | None) -> Callable[[str], tuple[str, ...]]:
    """What a folded word of a language is indexed by: its stem where the language inflects."""
    if code_of(language) == "en":
        return _keys
    stem = stem_of(language)
    return (lambda word: (stem(word),)) if stem else (lambda word: (word,))


@lru_cache(maxsize=1 << 17)
def key_of(word: str) -> str:
    """What a folded English word is indexed by.

    >>> [key_of(word) for word in ("loans", "organisations", "centre")]
    ['loan', 'organization', 'center']
    """
    return american(fold(word))


@lru_cache(maxsize=1 << 17)
def _keys(word: str) -> tuple[str, ...]:
    """The keys of all that forms make of a word: one, but for a few nouns whose plural is not told from another word."""
    return tuple(sorted(set(map(key_of, (word, plural(word), singular(word), f"{word}s" if len(word) < _SHORT else word)))))


def _entries(texts: Iterable[tuple[int, str]], read: Words, keys_of: Words) -> Iterator[tuple[int, frozenset[str]]]:
    """For each rendering of a term what it is, and the keys that a text which holds it has; several sets where any of them may be it."""
    seen = set()
    for kind, text in texts:
        each = [keys_of(word) for word in read(text)]
        certain = frozenset(keys[0] for keys in each if len(keys) == 1)
        for entry in [certain] if certain else [frozenset([key]) for key in each[0]]:
            if (kind, entry) not in seen:
                seen.add((kind, entry))
                yield kind, entry


def _misspelled(terms: Iterable[Term]) -> tuple[dict[str, list[int]], frozenset[str]]:
    found: dict[str, list[int]] = defaultdict(list)
    alone: set[str] = set()
    for number, term in enumerate(terms):
        for _, text in renderings(term):
            words = WORD.findall(text.casefold())
            for word in {made for one in words for made in _spelled(one)}:
                if not may_be_misspelled(word, alone=len(words) == 1):
                    alone.add(word)
                elif found[word][-1:] != [number]:
                    found[word].append(number)
    return dict(found), frozenset(alone.difference(found))


@lru_cache(maxsize=1 << 16)
def _spelled(word: str) -> tuple[str, ...]:
    """A word in its numbers and spellings."""
    return tuple({made for number in (word, plural(word), singular(word)) for made in (number, *other_spellings(number))})
