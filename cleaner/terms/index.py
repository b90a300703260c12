"""A glossary's forms by the word that is rarest in texts, so that a text's own words say which of them it may hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from cleaner.document import Document
from cleaner.screen import Screen
from cleaner.terms.forms import Form
from cleaner.terms.tokens import WORDS_OF

_SHORT = 5
"""Words shorter than this are too common to be looked for where a form has a longer one ("with", "from", "all")."""

Anchored = dict[str, list[tuple[Form, int]]]
"""Forms under one of their words, with its place in them."""


_KNOWN, _ANCHOR = 0, 1
"""Numbers of tests: whether a token holds a word of a form, and one that forms are looked for under."""


class Index:
    """Forms, each under its rarest word."""

    def __init__(self, forms: Iterable[Form]) -> None:
        forms = list(forms)
        counts = Counter(word for form in forms for word in form.words)
        self.words = frozenset(counts)
        self.anchored: Anchored = defaultdict(list)
        for form in forms:
            slot = min(range(len(form.words)), key=lambda at: _commonness(form.words[at], counts))
            self.anchored[form.words[slot]].append((form, slot))
        known, anchors = self.words, self.anchored.keys()
        self._screen = Screen(
            {_KNOWN: lambda word: word.lower() in known, _ANCHOR: lambda word: word.lower() in anchors},
            {
                _KNOWN: lambda token: not known.isdisjoint(WORDS_OF[token]),
                _ANCHOR: lambda token: not anchors.isdisjoint(WORDS_OF[token]),
            },
        )

    def possible(self, doc: Document) -> Anchored:
        """The forms all of whose words are somewhere in the text."""
        return doc.made(self._possible)

    def _possible(self, doc: Document) -> Anchored:
        words = {word for token in doc.made(self._tokens) for word in WORDS_OF[token]}
        found: Anchored = {}
        for key in self.anchored.keys() & words:
            if forms := [(form, slot) for form, slot in self.anchored[key] if words.issuperset(form.words)]:
                found[key] = forms
        return found

    def _tokens(self, doc: Document) -> dict[str, int]:
        """The tokens that hold a word of a form, and whether it is one under which forms are looked for."""
        return self._screen.masks(doc.tokens)

    def lines_with(self, doc: Document, wanted: Anchored) -> Iterator[int]:
        """The numbers of the lines that hold all words of a form that is wanted, in any order."""
        anchors = (token for token, mask in doc.made(self._tokens).items() if mask >> _ANCHOR) if wanted else ()
        tokens = {token for token in anchors if not wanted.keys().isdisjoint(WORDS_OF[token])}
        for number in doc.lines_with(tokens):
            folded = doc.lines[number].casefold()
            keys = {key for token in tokens.intersection(doc.line_tokens[number]) for key in WORDS_OF[token]}
            if any(_holds(folded, form) for key in keys & wanted.keys() for form, _ in wanted[key]):
                yield number


def only(anchored: Anchored, is_wanted: Callable[[Form], bool]) -> Anchored:
    """Some of the forms."""
    chosen = ((key, [pair for pair in forms if is_wanted(pair[0])]) for key, forms in anchored.items())
    return {key: forms for key, forms in chosen if forms}


def _holds(folded: str, form: Form) -> bool:
    return all(word in folded for word in form.words)


def _commonness(word: str, counts: Counter[str]) -> tuple[bool, int, int]:
    """How often a word is to be expected in a text: short ones before all, then those of many forms."""
    return len(word) < _SHORT, counts[word], -len(word)
