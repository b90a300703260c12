"""What a glossary is once it has been read: small frozen records, picklable, in the order of the files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeVar, cast

if TYPE_CHECKING:
    from cleaner.terms.alignment import Alignment

Case = Literal["transfer", "exact"]
Number = Literal["transfer", "fixed"]
Spelling = Literal["any", "exact"]
Consistent = Literal["no", "first", "canonical"]
Forms = tuple[tuple[str, str], ...]
"""Forms of a rendering by their names, such as (("plural", "nodos"),); a name says the same in all renderings of a term."""
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Variant:
    """A rendering that a person has listed as one to replace; `near` words must stand in the same paragraph.

    `forms` are its other forms, each replaced by the canonical's form of the same name.
    """

    text: str
    near: tuple[str, ...] = ()
    case: Case = "transfer"
    forms: Forms = ()
    gender: str = ""


@dataclass(frozen=True, slots=True)
class TermTest:
    """A text, and what the whole cleaner must make of it."""

    text: str
    expected: str


@dataclass(frozen=True, slots=True)
class Term:
    """One concept: the rendering that is wanted, those that are also allowed, and those that are replaced.

    `plural` is that of the canonical where it is not made by the rules. `spelling`: whether British and American spellings are the
    same term (`any`), or a rendering is meant as it is spelled (`exact`). `consistent`: which rendering wins in a text that uses several.
    `forms` are other forms of the canonical, by names that variants share. `do_not_translate`: the canonical is the source itself.
    """

    id: str
    canonical: str
    source: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()
    case: Case = "transfer"
    number: Number = "transfer"
    note: str = ""
    tests: tuple[TermTest, ...] = ()
    plural: str = ""
    spelling: Spelling = "any"
    consistent: Consistent = "no"
    forms: Forms = ()
    gender: str = ""
    do_not_translate: bool = False

    @property
    def all_forms(self) -> Forms:
        """Every form of the canonical that is said, the plural among them."""
        return (*self.forms, ("plural", self.plural)) if self.plural and "plural" not in dict(self.forms) else self.forms


@dataclass(frozen=True, slots=True)
class FailedTest:
    """A term's own test, and what came out instead of what it expects."""

    term: str
    test: TermTest
    got: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms without conflicts; `learned` is what texts have shown of their renderings.

    What is made of the terms to find them is made when first needed, and never compared or pickled.
    """

    terms: Sequence[Term] = ()
    language: str | None = None
    source_language: str | None = None
    learned: Alignment | None = field(default=None, repr=False, compare=False)
    _made: dict[object, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __reduce__(self) -> tuple[type[Glossary], tuple[object, ...]]:
        return type(self), (self.terms, self.language, self.source_language, self.learned)

    def made(self, kind: Callable[[Glossary], Made]) -> Made:
        """What `kind` makes of this glossary, made once."""
        if kind not in self._made:
            self._made[kind] = kind(self)
        return cast(Made, self._made[kind])

    def keep(self, kind: Callable[[Glossary], Made], made: Made) -> None:
        """Notes what `kind` would make of this glossary, where that is known."""
        self._made[kind] = made

    def run_tests(self, clean: Callable[[str], str]) -> list[FailedTest]:
        """The terms' own tests that fail when `clean` is given their texts."""
        results = ((term.id, test, clean(test.text)) for term in self.terms for test in term.tests)
        return [FailedTest(term, test, got) for term, test, got in results if got != test.expected]
