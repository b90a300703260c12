"""The forms in which a term's renderings are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, product
from typing import Literal

from cleaner.terms.inflect import plural, shift_head, shift_number, singular
from cleaner.terms.model import Case, Term, Variant
from cleaner.terms.respaced import RESPACED, respaced
from cleaner.terms.stems import other_spellings
from cleaner.terms.tokens import PLAIN, WORD, Tongue, Words
from cleaner.terms.tongues import code_of

Kind = Literal["canonical", "allow", "variant"]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A rendering in one number, cut into words.

    `shift` is the number of this form as against the text in the glossary: 1 its plural, -1 its singular.
    `right` is what stands in its place where the form itself says that: it is spelled as the glossary does not want it.
    `before` and `after` are what the rendering holds outside its words. `near` is one key for each word of the variant's list.
    `name` is that of a form which the glossary lists. `is_guess`: it was found by its stem, so that nobody knows which form it is.
    `is_recased`: it is right but for its capitals. `as_found` is the whole form as it stands in a text.
    """

    term: Term
    kind: Kind
    written: str
    shift: int
    words: tuple[str, ...]
    exact: tuple[str, ...] | None
    gaps: tuple[str, ...]
    before: str
    after: str
    near: tuple[str, ...] = ()
    right: str = ""
    name: str = ""
    is_guess: bool = False
    is_recased: bool = False
    gender: str = ""
    as_found: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether the glossary says what takes the place of this form."""
        if self.kind != "variant" or self.term.number == "fixed":
            return True
        return not self.is_guess and (not self.name or self.name in dict(self.term.all_forms))

    @property
    def target(self) -> str:
        """What stands in the text once it is right, in the number of this form; a fixed canonical has one number only."""
        if self.right:
            return self.right
        if self.name and self.kind == "variant" and self.term.number != "fixed":
            return dict(self.term.all_forms).get(self.name, self.term.canonical)
        if self.kind != "allow" and self.term.number == "fixed":
            return self.term.canonical
        if self.kind == "allow":
            return shift_number(self.written, self.shift)
        if HEADED.search(self.written) and not self.term.plural:
            return shift_number(self.term.canonical, self.shift)
        return in_number(self.term, self.shift)


_SPELLINGS = 16
"""How many spellings of one rendering are made, its own among them: four of its words may have two."""
HEADED = re.compile(r"(?<=\w) of (?=\w)")
"""A rendering that goes on behind its noun: its last word, which was found in another number, is no sign of the number of the whole."""


def in_number(term: Term, shift: int) -> str:
    """The canonical as it is (0), in the plural (1) or in the singular (-1); where its plural is given, it is the singular.

    >>> in_number(Term("x", "commander in chief", plural="commanders in chief"), 1)
    'commanders in chief'
    """
    if term.plural:
        return term.plural if shift > 0 else term.canonical
    return shift_head(term.canonical, shift)


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word without case and number."""
    return singular(word.casefold())


@lru_cache(maxsize=1 << 14)
def rendering_key(text: str) -> Key:
    """What two renderings are compared by when one of them may be in another's way: words without case, number and gaps."""
    words = WORD.findall(text)
    return (*(word.casefold() for word in words[:-1]), fold(words[-1]))


def near_key(text: str) -> str:
    """Words without case and number, with a space around each."""
    return f" {' '.join(fold(word) for word in WORD.findall(text))} "


@lru_cache(maxsize=1 << 10)
def _near_keys(words: tuple[str, ...]) -> tuple[str, ...]:
    """The keys of a list that many variants share."""
    return tuple(map(near_key, words))


def forms_of(term: Term, language: str | None, tongue: Tongue = PLAIN) -> Iterator[Form]:
    """Every form of every rendering of a term: those that are listed, in English the numbers and both spellings of each.

    In East Asian languages each has the spacings that are as good.
    """
    english = code_of(language) == "en"
    written = [*_canonical(term, english, tongue), *_allowed(term, english, tongue), *_listed(term, english, tongue)]
    yield from written
    if code_of(language) in RESPACED:
        yield from _respaced(written, language, tongue)
    if english:
        yield from _respelled(term, written)


def _canonical(term: Term, english: bool, tongue: Tongue) -> Iterator[Form]:
    case: Case = "exact" if term.do_not_translate else "transfer"
    for shift, text in _numbers(term, english):
        yield _form(term, "canonical", Variant(term.canonical, case=case), text, tongue, shift)
    for name, text in term.all_forms if not english else term.forms:
        yield replace(_form(term, "canonical", Variant(text), text, tongue), name=name)


def _allowed(term: Term, english: bool, tongue: Tongue) -> Iterator[Form]:
    return (form for text in term.allow for form in _forms(term, "allow", Variant(text), tongue, english))


def _listed(term: Term, english: bool, tongue: Tongue) -> Iterator[Form]:
    for variant in term.variants:
        yield from _forms(term, "variant", variant, tongue, english, term.number == "transfer")
        for name, text in variant.forms:
            yield replace(_form(term, "variant", variant, text, tongue), name=name)
    if term.do_not_translate:
        yield replace(_form(term, "variant", Variant(term.canonical), term.canonical, tongue), is_recased=True)


def _respaced(forms: Sequence[Form], language: str | None, tongue: Tongue) -> Iterator[Form]:
    """The forms in their other spacings, but for those that are listed as something else."""
    taken = {(form.words, form.gaps) for form in forms}
    for form in forms:
        for text in respaced(form.as_found, language):
            made = _form(form.term, form.kind, Variant(form.written), text, tongue, form.shift)
            if (made.words, made.gaps) not in taken:
                yield replace(form, as_found=text, words=made.words, gaps=made.gaps, exact=made.exact if form.exact else None)


def _respelled(term: Term, forms: Sequence[Form]) -> Iterator[Form]:
    """In English, the right renderings in British and in American spelling; where that is wrong, as variants."""
    taken = {form.words for form in forms}
    right = [form for form in forms if form.kind != "variant"]
    if term.spelling == "any":
        others = (replace(form, words=words) for form in right for words in _spellings(form.words))
    else:
        canonical = (form for form in right if form.kind == "canonical" and not form.name)
        others = (other for form, number in zip(canonical, _numbers(term, True), strict=True) for other in _misspelled(form, number[1]))
    yield from (other for other in others if other.words not in taken)


def _numbers(term: Term, english: bool) -> Iterator[tuple[int, str]]:
    """The canonical in each number, with its shift."""
    yield 0, term.canonical
    if term.plural:
        yield 1, term.plural
    elif english:
        yield from _other_numbers(term.canonical)
        yield from _head_numbers(term.canonical)


def _spellings(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words in other spellings."""
    return islice(product(*((word, *other_spellings(word)) for word in words)), 1, _SPELLINGS)


def _misspelled(form: Form, right: str) -> Iterator[Form]:
    """The form in the spellings that its term does not want."""
    right = form.term.canonical if form.term.number == "fixed" else right
    return (replace(form, kind="variant", words=words, right=right) for words in _spellings(form.words))


def _other_numbers(text: str) -> Iterator[tuple[int, str]]:
    """The plural and the singular, where they differ from the text, with their shifts."""
    last = WORD.findall(text)[-1]
    return ((shift, shift_number(text, shift)) for shift, word in ((1, plural(last)), (-1, singular(last))) if word != last)


def _head_numbers(text: str) -> Iterator[tuple[int, str]]:
    """The same for the noun, where that is not the last word."""
    both = ((shift, shift_head(text, shift)) for shift in (1, -1))
    return ((shift, made) for shift, made in both if made not in (text, shift_number(text, shift)))


def _forms(term: Term, kind: Kind, variant: Variant, tongue: Tongue, inflected: bool, singular_too: bool = True) -> Iterator[Form]:
    yield _form(term, kind, variant, variant.text, tongue)
    for shift, text in _other_numbers(variant.text) if inflected else ():
        if shift > 0 or singular_too:
            yield _form(term, kind, variant, text, tongue, shift)


def _form(term: Term, kind: Kind, variant: Variant, text: str, tongue: Tongue, shift: int = 0) -> Form:
    """The rendering in the form in which it is `text`."""
    near = _near_keys(variant.near)
    words = Words.of(text, None, tongue)
    exact = tuple(words.written(at) for at in range(len(words.keys))) if variant.case == "exact" else None
    gaps = tuple(words.gap(at) for at in range(len(words.keys) - 1))
    before, after = text[: words.spans[0][0]], text[words.spans[-1][1] :]
    return Form(term, kind, variant.text, shift, words.keys, exact, gaps, before, after, near, as_found=text, gender=variant.gender)
