"""Finding a glossary's renderings in a text: exactly, and with one misspelled word."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from cleaner.document import Document
from cleaner.terms.forms import Form, fold, forms_of
from cleaner.terms.model import Glossary
from cleaner.terms.tokens import WORD, Words
from cleaner.terms.typos import Speller, may_be_misspelled


@dataclass(frozen=True, slots=True)
class Match:
    """A form in a text: `text[start:end]`, which is the words `first` to `last`."""

    start: int
    end: int
    first: int
    last: int
    form: Form

    @property
    def size(self) -> tuple[int, int]:
        """How much it takes in: words, then characters."""
        return self.last - self.first, self.end - self.start


@dataclass(frozen=True, slots=True)
class Misspelling:
    """The word at `index`, read as `word`."""

    index: int
    word: str


class Matcher:
    """A glossary's forms, each under its rarest word."""

    def __init__(self, glossary: Glossary) -> None:
        self.language = glossary.language
        english = glossary.language is None or _base(glossary.language) == "en"
        forms = [form for term in glossary.terms for form in forms_of(term, english)]
        counts = Counter(word for form in forms for word in form.words)
        self._anchored: dict[str, list[tuple[Form, int]]] = defaultdict(list)
        for form in forms:
            slot = min(range(len(form.words)), key=lambda at: (counts[form.words[at]], -len(form.words[at])))
            self._anchored[form.words[slot]].append((form, slot))
        self._forms = forms
        self._vocabulary = frozenset(counts)

    @cached_property
    def _slots(self) -> dict[str, list[tuple[Form, int]]]:
        """Every form under each of its words that can be misspelled, with the word's place in it."""
        slots: dict[str, list[tuple[Form, int]]] = defaultdict(list)
        for form in self._forms:
            for at, word in enumerate(form.words):
                if may_be_misspelled(word, alone=len(form.words) == 1):
                    slots[word].append((form, at))
        return slots

    @cached_property
    def _speller(self) -> Speller:
        return Speller(self._slots, self._vocabulary)

    def variants(self, doc: Document) -> list[Match]:
        """Listed variants to correct, longest first where they overlap, in order of place."""
        if not self._speaks(doc.language) or self._anchored.keys().isdisjoint(WORD.findall(doc.text.casefold())):
            return []
        words = Words.of(doc.text)
        found = self._exact(words)
        guards = _by_word(match for match in found if match.form.kind != "variant")
        return _longest(self._corrections((match for match in found if match.form.kind == "variant"), guards, words, doc))

    def misspellings(self, doc: Document) -> list[Match]:
        """Renderings with one misspelled word; what stands in the text exactly is never read as something else."""
        if not self._speaks(doc.language):
            return []
        distinct = set(WORD.findall(doc.text.casefold()))
        language = _base(doc.language)
        suspects = {word: near for word in distinct if (near := self._speller.near(word, language))}
        if not suspects:
            return []
        words = Words.of(doc.text)
        found = list(self._misspelled(words, suspects))
        guards = _by_word(self._exact(words)) if found else {}
        return _longest(self._corrections(_unambiguous(found), guards, words, doc))

    def _speaks(self, language: str) -> bool:
        return self.language is None or _base(self.language) == _base(language)

    def _exact(self, words: Words) -> list[Match]:
        anchored = self._anchored
        places = ((at, anchored[key]) for at, key in enumerate(words.keys) if key in anchored)
        return [match for at, forms in places for form, slot in forms if (match := _match(words, form, at - slot))]

    def _misspelled(self, words: Words, suspects: dict[str, tuple[str, ...]]) -> Iterator[Match]:
        for at, key in enumerate(words.keys):
            for word in suspects.get(key, ()):
                for form, slot in self._slots[word]:
                    match = _match(words, form, at - slot, Misspelling(at, word))
                    if match and self._speller.not_a_name(words, match.first, match.last, at, form):
                        yield match

    def _corrections(self, found: Iterable[Match], guards: dict[int, list[Match]], words: Words, doc: Document) -> list[Match]:
        """The matches that may be corrected: what the term asks for is there, and no right rendering is in the way."""
        allowed: dict[str, bool] = {}
        taken = []
        for match in found:
            term = match.form.term
            if doc.source is not None and term.source and term.id not in allowed:
                source = doc.source.casefold()
                allowed[term.id] = any(text.casefold() in source for text in term.source)
            context = allowed[term.id] if term.id in allowed else _has_near(match, words, doc)
            if context and not _guarded(match, guards):
                taken.append(match)
        return taken


def matcher(glossary: Glossary) -> Matcher:
    """The glossary's matcher, made once."""
    if not glossary.compiled:
        glossary.compiled.append(Matcher(glossary))
    made = glossary.compiled[0]
    assert isinstance(made, Matcher)
    return made


def _base(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()


def _match(words: Words, form: Form, first: int, misspelled: Misspelling | None = None) -> Match | None:
    """The form with its first word at `first`, if it stands there."""
    last = first + len(form.words) - 1
    if first < 0 or last >= len(words.keys):
        return None
    for slot, word in enumerate(form.words):
        at = first + slot
        if misspelled and at == misspelled.index:
            continue
        if words.keys[at] != word or (form.exact and words.written(at) != form.exact[slot]):
            return None
    if any(words.gap(first + slot) != gap for slot, gap in enumerate(form.gaps)):
        return None
    start, end = words.spans[first][0] - len(form.before), words.spans[last][1] + len(form.after)
    text = words.text
    if not text.startswith(form.before, max(start, 0)) or not text.startswith(form.after, end - len(form.after)):
        return None
    return Match(start, end, first, last, form)


def _has_near(match: Match, words: Words, doc: Document) -> bool:
    """Whether one of the words that the variant asks for stands in the paragraph, outside the match."""
    if not match.form.near:
        return True
    low, high = doc.paragraph_at(match.start)
    first, last = bisect_left(words.spans, (low, low)), bisect_left(words.spans, (high, high))
    before = f" {' '.join(map(fold, words.keys[first : match.first]))} "
    after = f" {' '.join(map(fold, words.keys[match.last + 1 : last]))} "
    return any(word in before or word in after for word in match.form.near)


def _by_word(matches: Iterable[Match]) -> dict[int, list[Match]]:
    covering: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        for at in range(match.first, match.last + 1):
            covering[at].append(match)
    return covering


def _guarded(match: Match, guards: dict[int, list[Match]]) -> bool:
    """Whether it overlaps something that is right, other than by being more of the same."""
    around = (guard for at in range(match.first, match.last + 1) for guard in guards.get(at, ()))
    return any(guard.first < match.first or match.last < guard.last or guard.size >= match.size for guard in around)


def _unambiguous(matches: Iterable[Match]) -> Iterator[Match]:
    """Those whose place is not read in two ways."""
    readings: dict[tuple[int, int], dict[str, Match]] = defaultdict(dict)
    for match in matches:
        readings[match.first, match.last].setdefault(match.form.target, match)
    return (match for found in readings.values() if len(found) == 1 for match in found.values())


def _longest(matches: Iterable[Match]) -> list[Match]:
    taken: list[Match] = []
    covered: set[int] = set()
    for match in sorted(matches, key=lambda match: (-match.size[0], -match.size[1], match.first)):
        span = range(match.first, match.last + 1)
        if covered.isdisjoint(span):
            covered.update(span)
            taken.append(match)
    return sorted(taken, key=lambda match: match.start)
