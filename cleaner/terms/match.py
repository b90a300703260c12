"""Finding a glossary's renderings in a text: exactly, and with one misspelled word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from cleaner.document import Document
from cleaner.screen import Screen
from cleaner.terms.borders import stands as borders_stand
from cleaner.terms.forms import Form
from cleaner.terms.index import Anchored, Index, only
from cleaner.terms.model import Glossary, Term
from cleaner.terms.nearby import Nearby
from cleaner.terms.places import is_all_capitals
from cleaner.terms.tokens import WORD, WORDS_OF, Tongue, Words
from cleaner.terms.tongues import code_of
from cleaner.terms.typos import Speller, is_a_name


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


class Matcher:
    """Looks for a glossary's forms in texts."""

    def __init__(self, glossary: Glossary) -> None:
        self.language, self._glossary, self._index = glossary.language, glossary, Index(glossary)

    @cached_property
    def _spellers(self) -> dict[str, tuple[Speller, Screen]]:
        """For each language asked for, since a glossary need not name its own."""
        return {}

    def _speller(self, language: str) -> tuple[Speller, Screen]:
        code = code_of(language)
        if code not in self._spellers:
            postings = self._index.postings
            speller = Speller(postings.misspelled, postings.alone, code)
            self._spellers[code] = speller, _screen(speller)
        return self._spellers[code]

    def variants(self, doc: Document) -> list[Match]:
        """Listed variants to correct, longest first where they overlap, in order of place."""
        if not self._speaks(doc.language):
            return []
        numbers = list(self._index.lines_with(doc, self._index.listed(doc)))
        taken, possible = [], self._index.in_lines(doc, numbers)
        for words in _paragraphs(doc, numbers, self._index.tongue):
            exact = _exact(words, possible)
            found = [match for match in exact if match.form.kind == "variant"]
            if found:
                guards = _by_word(match for match in exact if match.form.kind != "variant")
                taken += _longest(self._corrections(found, guards, words, doc))
        return taken

    def allowed(self, doc: Document, wanted: Callable[[Form], bool]) -> list[Match]:
        """What the glossary calls right in lines that hold a wanted form that is allowed beside a canonical.

        The longest first where they overlap, in order of place.
        """
        if not self._speaks(doc.language):
            return []
        numbers = list(self._index.lines_with(doc, only(self._index.allowed(doc), wanted)))
        return self._right(doc, numbers, self._index.in_lines(doc, numbers))

    def right(self, doc: Document, terms: Iterable[Term]) -> list[Match]:
        """Likewise in lines that hold a rendering of one of the terms."""
        numbers = list(self._index.lines_with(doc, self._index.of_terms(terms)))
        return self._right(doc, numbers, self._index.in_lines(doc, numbers))

    def everything(self, doc: Document) -> list[Match]:
        """Every rendering that is written as the glossary has it, right or listed, the longest where they overlap, in order of place."""
        if not self._speaks(doc.language):
            return []
        possible = self._index.in_lines(doc, range(len(doc.lines)))
        numbers = list(self._index.lines_with(doc, possible))
        return [match for words in _paragraphs(doc, numbers, self._index.tongue) for match in _longest(_exact(words, possible))]

    def _right(self, doc: Document, numbers: Iterable[int], possible: Anchored) -> list[Match]:
        rightful = only(possible, lambda form: form.kind != "variant")
        return [match for words in _paragraphs(doc, numbers, self._index.tongue) for match in _longest(_exact(words, rightful))]

    def misspellings(self, doc: Document) -> list[Match]:
        """Renderings with one misspelled word; what stands in the text exactly is never read as something else.

        English only: in a language with many endings a word one letter away is likelier another form than a slip.
        """
        if not self._speaks(doc.language) or code_of(doc.language) != "en":
            return []
        speller, screen = self._speller(doc.language)
        numbers = doc.lines_with(screen.masks(doc.tokens).keys())
        possible: Anchored = {}
        taken = []
        for words in _paragraphs(doc, numbers, self._index.tongue):
            found = list(self._misspelled(words, speller, doc))
            if found:
                possible = possible or self._index.in_lines(doc, numbers)
                guards = _by_word(_exact(words, possible))
                taken += _longest(self._corrections(_unambiguous(found), guards, words, doc))
        return taken

    def _speaks(self, language: str) -> bool:
        return self.language is None or code_of(self.language) == code_of(language)

    def _corrections(self, found: Iterable[Match], guards: dict[int, list[Match]], words: Words, doc: Document) -> list[Match]:
        """The matches that may be corrected: what the term asks for is there, and no right rendering is in the way."""
        nearby = Nearby(words)
        free = (match for match in found if not _guarded(match, guards))
        return list(_settled(match for match in free if self._is_called_for(match, nearby, doc)))

    def _is_called_for(self, match: Match, nearby: Nearby, doc: Document) -> bool:
        """Whether the source holds the term; where that cannot be asked, whether a `near` word stands outside the match."""
        form = match.form
        if form.is_recased and not _is_recased(doc, match):
            return False
        source = doc.source_at(match.start) if form.term.source else None
        if source is not None:
            from cleaner.terms.sources import SourceIndex

            return self._glossary.made(SourceIndex).holds(source, form.term) and _is_spelled(form.term, source)
        if form.is_recased:
            return _INNER_CAPITAL.search(form.term.canonical) is not None
        return not form.near or nearby.any_outside(form.near, match.first, match.last)

    def _misspelled(self, words: Words, speller: Speller, doc: Document) -> Iterator[Match]:
        for at, key in enumerate(words.keys):
            for word, distance in speller.near(key):
                for form, slot in self._index.misspelled(word):
                    if distance > 1 and len(form.words) == 1:
                        continue
                    match = _match(words, form, at - slot, misspelled=at)
                    if match and not is_a_name(doc, (match.start, match.end), words.spans[at], WORD.findall(form.written)[slot]):
                        yield match


_INNER_CAPITAL = re.compile(r"\w[A-Z]|\d")
"""What a name has that is no ordinary word with a capital; such a one is told from the word by its source alone."""
_OF_CODE = frozenset("-._/@:#\\&=+~$<>")
"""What stands beside names of programs and files (`github-cli`, `@github`)."""


def _is_spelled(term: Term, source: str) -> bool:
    """Whether the source holds a name that is not translated in its own capitals: `slack` is not Slack."""
    if not term.do_not_translate:
        return True
    return any(re.search(rf"(?<!\w){re.escape(text)}(?!\w)", source) for text in term.source)


def _is_recased(doc: Document, match: Match) -> bool:
    """Whether a name in other capitals stands in prose: a line in capitals, and what stands in code, is as it is for other reasons."""
    before, after = doc.text[max(0, match.start - 1) : match.start], doc.text[match.end : match.end + 2]
    if before in _OF_CODE or (after[:1] in _OF_CODE and not (after[0] in ".:" and not after[1:].strip())):
        return False
    return not is_all_capitals(doc, match.start, match.end)


def _screen(speller: Speller) -> Screen:
    """Which tokens hold a misspelled word."""
    return Screen({0: lambda word: speller.near(word.lower())}, {0: lambda token: any(map(speller.near, WORDS_OF[token]))})


def _paragraphs(doc: Document, numbers: Iterable[int], tongue: Tongue) -> Iterator[Words]:
    """The words of each paragraph of the lines with these numbers; no rendering goes beyond a paragraph."""
    for number in numbers:
        start, at = doc.line_starts[number], 0
        for part in doc.lines[number].split("\r"):
            if part:
                yield Words.of(doc.text, (start + at, start + at + len(part)), tongue)
            at += len(part) + 1


def _exact(words: Words, anchored: Anchored) -> list[Match]:
    """Where forms stand as they are written."""
    places = ((at, anchored[key]) for at, key in enumerate(words.keys) if key in anchored)
    return [match for at, forms in places for form, slot in forms if (match := _match(words, form, at - slot))]


def _match(words: Words, form: Form, first: int, misspelled: int = -1) -> Match | None:
    """The form with its first word at `first`, if it stands there; the word at `misspelled` is taken on trust."""
    last = first + len(form.words) - 1
    if first < 0 or last >= len(words.keys):
        return None
    for at, word in enumerate(form.words, first):
        if at != misspelled and (words.keys[at] != word or (form.exact and words.written(at) != form.exact[at - first])):
            return None
    if any(words.gap(at) != gap for at, gap in enumerate(form.gaps, first)):
        return None
    start, end = words.spans[first][0] - len(form.before), words.spans[last][1] + len(form.after)
    if words.text[max(start, 0) : words.spans[first][0]] != form.before or words.text[words.spans[last][1] : end] != form.after:
        return None
    if not (borders_stand(words.text, start, end) and (words.tongue.stands is None or words.tongue.stands(words.text, start, end))):
        return None
    return Match(start, end, first, last, form)


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


def _settled(matches: Iterable[Match]) -> Iterator[Match]:
    """The matches; of listed forms that are written alike one, which is a guess where others would become something else."""
    forms: dict[tuple[int, int, str], list[Match]] = defaultdict(list)
    for match in matches:
        forms[match.first, match.last, match.form.term.id].append(match)
    for alike in forms.values():
        is_clear = not any(match.form.name for match in alike) or len({match.form.target for match in alike}) == 1
        yield from alike if is_clear else [replace(alike[0], form=replace(alike[0].form, is_guess=True))]


def _longest(matches: Iterable[Match]) -> list[Match]:
    taken: list[Match] = []
    covered: set[int] = set()
    for match in sorted(matches, key=lambda match: (-match.size[0], -match.size[1], match.first)):
        span = range(match.first, match.last + 1)
        if covered.isdisjoint(span):
            covered.update(span)
            taken.append(match)
    return sorted(taken, key=lambda match: match.start)
