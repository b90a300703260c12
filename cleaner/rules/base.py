"""A rule: a small function that proposes edits, beside the examples that document and test it."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from cleaner.document import Document
from cleaner.edits import Edit, Safety
from cleaner.errors import UsageError, nearest
from cleaner.screen import Test

Stage = Literal["encoding", "layout", "terms"]
STAGES: tuple[Stage, ...] = ("encoding", "layout", "terms")
Finder = Callable[[Document], Iterable[Edit]]

_MODULES = (
    *("mojibake", "encoding", "debris", "after", "spacing", "addresses", "brackets", "source_marks", "quotes", "apostrophes", "casing"),
    *("words", "broken", "doubled", "terms", "consistency"),
)


@dataclass(frozen=True, slots=True)
class Example:
    """`before` becomes `after`; where the two are equal, the rule must leave the text alone. `source` is what it was translated from."""

    before: str
    after: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """`name` is `group.what`; `languages` None means every language.

    `safety` is the most that its edits may be, unless an entry of the glossary asks for more.
    """

    name: str
    stage: Stage
    safety: Safety
    summary: str
    examples: tuple[Example, ...]
    find: Finder
    languages: frozenset[str] | None = None
    local: bool = False
    """Whether what it proposes in a line depends on nothing but the line and evidence of the whole text."""
    marks: re.Pattern[str] | Callable[[str], Test] | None = None
    words: Callable[[str], Test] | None = None
    """What a token passes, in each line or text in which the rule may propose something. `words` makes a test for the words of a
    language, asked of tokens that are ASCII letters with one mark at the end at most; `marks` is a search in all others, or makes a test.
    A rule with neither is asked about every text."""

    @property
    def group(self) -> str:
        return self.name.partition(".")[0]

    def __reduce__(self) -> tuple[Callable[[str], Rule], tuple[str]]:
        return named, (self.name,)  # another process has the rule, too, and functions inside of it need not be picklable


_REGISTRY: dict[str, Rule] = {}


def rule(
    name: str,
    stage: Stage,
    examples: Sequence[tuple[str, str] | tuple[str, str, str]],
    *,
    safety: Safety = "safe",
    languages: Iterable[str] | None = None,
    local: bool = False,
    marks: re.Pattern[str] | Callable[[str], Test] | None = None,
    words: Callable[[str], Test] | None = None,
) -> Callable[[Finder], Finder]:
    """Registers the decorated function; the first paragraph of its docstring is the rule's summary."""

    def register(find: Finder) -> Finder:
        summary = " ".join((find.__doc__ or "").strip().split("\n\n")[0].split())
        if not summary or not examples:
            raise ValueError(f"rule {name} needs a docstring and examples")
        if name in _REGISTRY:
            raise ValueError(f"rule {name} stands twice")
        if local and not (marks or words):
            raise ValueError(f"rule {name} is local, and does not say which tokens it watches for")
        pairs = tuple(Example(*pair) for pair in examples)
        only = frozenset(languages) if languages else None
        _REGISTRY[name] = Rule(name, stage, safety, summary, pairs, find, only, local, marks, words)
        return find

    return register


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order in which they are asked."""
    for module in _MODULES:
        importlib.import_module(f"cleaner.rules.{module}")
    return tuple(_REGISTRY.values())


def named(name: str) -> Rule:
    """The rule of that name."""
    return next(rule for rule in all_rules() if rule.name == name)


def select_rules(select: Iterable[str] | None, ignore: Iterable[str]) -> tuple[Rule, ...]:
    """The rules named by `select` (all when None) less those named by `ignore`; a name is a rule's or a group's.

    Raises UsageError for a name that is neither.
    """
    rules = all_rules()
    known = {rule.name for rule in rules} | {rule.group for rule in rules}

    def check(names: Iterable[str]) -> set[str]:
        chosen = set(names)
        for name in sorted(chosen - known):
            raise UsageError(f"unknown rule '{name}'. {nearest(name, known)}")
        return chosen

    wanted = known if select is None else check(select)
    unwanted = check(ignore)
    return tuple(r for r in rules if (r.name in wanted or r.group in wanted) and r.name not in unwanted and r.group not in unwanted)
