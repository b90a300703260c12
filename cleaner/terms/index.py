"""The forms of a glossary's terms that a text may hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache, partial
from itertools import chain, islice, product

from cleaner.document import Document
from cleaner.lexicon import lexicon
from cleaner.screen import Memory, Screen, Test
from cleaner.terms.forms import Form, Kind, forms_of
from cleaner.terms.model import Glossary, Term
from cleaner.terms.postings import ALLOWED, LISTED, is_english, key_of, postings_of
from cleaner.terms.tokens import PLAIN, WORD, WORDS_OF
from cleaner.terms.tongues import stem_of, tongue_of
from cleaner.terms.typos import may_be_misspelled

_SHORT = 5
"""Words shorter than this are too common to be looked for where a form has a longer one."""

_GUESSES = 16
"""How many forms of one rendering are looked for by their stems."""

Anchored = dict[str, list[tuple[Form, int]]]
"""Forms under their rarest words, with its place in them."""

_KINDS: dict[int, Kind] = {ALLOWED: "allow", LISTED: "variant"}
_KNOWN = 0
"""The number of the test whether a token holds a word of the glossary."""


class Index:
    """A glossary's terms by their words; the forms of a term are made when a text first may hold it."""

    def __init__(self, glossary: Glossary) -> None:
        self.postings = glossary.made(postings_of)
        self._terms, self._language = glossary.terms, glossary.language
        english = is_english(glossary)
        self.tongue = PLAIN if english else tongue_of(glossary.language, _Vocabulary(glossary, self.postings.keys))
        self._stem = stem_of(glossary.language)
        self._lexicon = lexicon(glossary.language or "en")
        self._made = lru_cache(maxsize=1 << 14)(self._make)
        self._forms = lru_cache(maxsize=1 << 14)(lambda number: self._made(self._terms[number]))
        """The same by the term's number, which is told from others faster than the term."""
        self._slots = Memory(lambda word: tuple(self._slots_of(word)))
        self._under = {kind: Memory(partial(self._entries, kind)) for kind in (None, *_KINDS)}
        keys = self.postings.keys
        key = key_of if english else self._stem or str
        self._words_of = WORDS_OF if self.tongue is PLAIN else Memory(self.tongue.words)
        self._keys_of = Memory(lambda token: tuple(map(key, self._words_of[token])))
        marks: dict[int, Test] = {_KNOWN: lambda token: not keys.isdisjoint(self._keys_of[token])}
        self._screen = Screen({_KNOWN: lambda word: key(word.lower()) in keys} if self.tongue is PLAIN else marks, marks)

    def _make(self, term: Term) -> tuple[tuple[Form, int], ...]:
        """The forms of a term, each with the place of its rarest word."""
        return tuple((form, self._rarest(form.words)) for form in forms_of(term, self._language, self.tongue))

    def _rarest(self, words: Sequence[str]) -> int:
        return min(range(len(words)), key=lambda at: self._commonness(words[at]))

    def _commonness(self, word: str) -> tuple[bool, float, int]:
        return len(word) < _SHORT, self._lexicon.zipf(word) if self._lexicon else 0.0, -len(word)

    def listed(self, doc: Document) -> Anchored:
        """The forms that are to be corrected, all of whose words are somewhere in the text."""
        return self._possible(doc.made(self._vocabulary), LISTED)

    def allowed(self, doc: Document) -> Anchored:
        """The same for renderings that are right beside the canonical."""
        return self._possible(doc.made(self._vocabulary), ALLOWED)

    def of_terms(self, terms: Iterable[Term]) -> Anchored:
        """All forms of some terms, by their rarest words."""
        found: Anchored = {}
        for form, slot in chain.from_iterable(map(self._made, terms)):
            found.setdefault(form.words[slot], []).append((form, slot))
        return found

    def in_lines(self, doc: Document, numbers: Sequence[int]) -> Anchored:
        """All forms whose words are in the lines with these numbers."""
        if not numbers:
            return {}
        known = doc.made(self._tokens).keys()
        return self._possible(self._in_tokens(known & set(chain.from_iterable(doc.line_tokens[number] for number in numbers))))

    def _vocabulary(self, doc: Document) -> tuple[set[str], set[str]]:
        """The words of the tokens that hold a word of the glossary, and their keys."""
        return self._in_tokens(doc.made(self._tokens))

    def _in_tokens(self, tokens: Iterable[str]) -> tuple[set[str], set[str]]:
        tokens = list(tokens)
        words, keys = map(self._words_of.__getitem__, tokens), map(self._keys_of.__getitem__, tokens)
        return set(chain.from_iterable(words)), set(chain.from_iterable(keys))

    def _possible(self, held: tuple[set[str], set[str]], kind: int | None = None) -> Anchored:
        """The forms that words and keys allow for."""
        words, keys = held
        anchors = self.postings.anchors
        if not (rare := anchors.keys() & keys):
            return {}
        under = self._under[kind]
        numbers = {number for key in rare for number, others in under[key] if keys.issuperset(others)}
        found: Anchored = {}
        by_stem = self._by_stem(words) if self._stem and numbers else {}
        for form, slot in (pair for number in sorted(numbers) for pair in (*self._forms(number), *self._guessed(number, by_stem))):
            if words.issuperset(form.words) and (kind is None or form.kind == _KINDS[kind]):
                found.setdefault(form.words[slot], []).append((form, slot))
        return found

    def _entries(self, kind: int | None, key: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """The terms with a rendering of that kind (None: of any) under a key, and the keys of the rendering's other words."""
        return tuple((int(number), tuple(map(str, others))) for each, number, *others in self.postings.anchors[key] if kind in (None, each))

    def _by_stem(self, words: Set[str]) -> dict[str, list[str]]:
        """The words of a text by their stems."""
        assert self._stem
        found: dict[str, list[str]] = {}
        for word in sorted(words):
            found.setdefault(self._stem(word), []).append(word)
        return found

    def _guessed(self, number: int, by_stem: Mapping[str, list[str]]) -> Iterator[tuple[Form, int]]:
        """Where the language inflects: words of the text that have the stems of a rendering for which no forms are listed."""
        if self._stem is None:
            return
        forms = [form for form, _ in self._forms(number)]
        taken = {form.words for form in forms}
        for form in forms:
            if form.name or form.is_recased or form.exact or (form.written in self._with_forms(number)):
                continue
            choices = [by_stem.get(self._stem(word), [word]) for word in form.words]
            for made in islice(product(*choices), _GUESSES):
                if made not in taken:
                    taken.add(made)
                    yield replace(form, words=made, is_guess=True), self._rarest(made)

    def _with_forms(self, number: int) -> frozenset[str]:
        """The renderings of a term whose forms are listed."""
        term = self._terms[number]
        listed = {variant.text for variant in term.variants if variant.forms}
        return frozenset(listed | {term.canonical} if term.all_forms else listed)

    def _tokens(self, doc: Document) -> dict[str, int]:
        """The tokens that hold a word of the glossary."""
        return self._screen.masks(doc.tokens)

    def lines_with(self, doc: Document, wanted: Anchored) -> Iterator[int]:
        """The numbers of the lines that hold all words of a form that is wanted, in any order."""
        known = doc.made(self._tokens) if wanted else ()
        tokens = {token for token in known if not wanted.keys().isdisjoint(self._words_of[token])}
        for number in doc.lines_with(tokens):
            folded = self.tongue.fold(doc.lines[number])
            words = {word for token in tokens.intersection(doc.line_tokens[number]) for word in self._words_of[token]}
            if any(_holds(folded, form) for word in words & wanted.keys() for form, _ in wanted[word]):
                yield number

    def misspelled(self, word: str) -> tuple[tuple[Form, int], ...]:
        """The forms in which the word may be misspelled, with its place."""
        return self._slots[word]

    def _slots_of(self, word: str) -> Iterator[tuple[Form, int]]:
        for number in self.postings.misspelled[word]:
            for form, _ in self._forms(number):
                for at, each in enumerate(form.words):
                    if each == word and may_be_misspelled(word, alone=len(form.words) == 1):
                        yield form, at


class _Vocabulary:
    """The folded words of a glossary, those of `near` among them."""

    def __init__(self, glossary: Glossary, words: Set[str]) -> None:
        self._words = words
        near = (text for term in glossary.terms for variant in term.variants for text in variant.near)
        self._near = frozenset(word for text in near for word in WORD.findall(text.casefold()))

    def __contains__(self, word: object) -> bool:
        return word in self._words or word in self._near


def only(anchored: Anchored, is_wanted: Callable[[Form], bool]) -> Anchored:
    """Some of the forms."""
    chosen = ((key, [pair for pair in forms if is_wanted(pair[0])]) for key, forms in anchored.items())
    return {key: forms for key, forms in chosen if forms}


def _holds(folded: str, form: Form) -> bool:
    return all(word in folded for word in form.words)
