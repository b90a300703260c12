"""What a file of another program says, before terms are made of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from cleaner.errors import GlossaryError, UsageError
from cleaner.lexicon.codes import primary
from cleaner.terms.model import Glossary, Term
from cleaner.terms.schema import Mark

Status = Literal["", "preferred", "admitted", "deprecated"]
_NEWLINE = re.compile(r"\r\n|\r|\n")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")

STATUSES: dict[str, Status] = {
    **dict.fromkeys(["preferred", "preferredterm", "standardized", "approved", "recommended"], "preferred"),
    **dict.fromkeys(["admitted", "admittedterm", "allowed", "accepted", "alternative", "legal", "regulated"], "admitted"),
    **dict.fromkeys(["deprecated", "deprecatedterm", "superseded", "supersededterm", "obsolete", "forbidden", "rejected"], "deprecated"),
    **dict.fromkeys(["notrecommended", "donotuse", "prohibited", "variant"], "deprecated"),
}  # fmt: skip
"""What programs call the standing of a rendering; TBX adds `-admn-sts` (https://www.tbxinfo.net/tbx-dialects/)."""


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages that were asked for: of the renderings, and of the sources."""

    language: str | None = None
    source_language: str | None = None


@dataclass(frozen=True, slots=True)
class Rendering:
    """A text in the language of the glossary, and its standing; "" where nothing is said of that."""

    text: str
    mark: Mark
    status: Status = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept as far as one place of a file tells of it; `id` is "" where the file has none."""

    sources: tuple[str, ...]
    renderings: tuple[Rendering, ...]
    mark: Mark
    id: str = ""
    note: str = ""


@dataclass(slots=True)
class Imported:
    """A file's entries, in order. `remarks` say, with their places, what was left out or decided."""

    entries: list[Entry] = field(default_factory=list)
    languages: Languages = Languages()
    remarks: list[GlossaryError] = field(default_factory=list)

    def remark(self, mark: Mark, message: str) -> None:
        self.remarks.append(remark(mark, message))

    def say_direction(self, wanted: Languages, mark: Mark) -> None:
        """Terms side by side have no direction: what was taken for one is said, unless it was asked for."""
        chosen = self.languages
        if chosen.language and chosen.source_language and not (wanted.language or wanted.source_language):
            self.remark(mark, f"read from '{chosen.source_language}' to '{chosen.language}'. --language says it otherwise.")


@dataclass(frozen=True, slots=True)
class Exported:
    """A file's text, and sentences about what of the glossary it has no place for."""

    text: str
    remarks: tuple[str, ...] = ()


class Lines:
    """A text's lines, to turn offsets (code points) into places.

    >>> Lines("a\\r\\nbc", "x").mark(4)
    Mark(path='x', line=2, column=2)
    """

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self._starts = [0, *(match.end() for match in _NEWLINE.finditer(text))]

    def mark(self, offset: int) -> Mark:
        line = bisect_right(self._starts, offset)
        return Mark(self.path, line, offset - self._starts[line - 1] + 1)


def remark(mark: Mark, message: str) -> GlossaryError:
    """A sentence about a place."""
    return GlossaryError(message, path=mark.path, line=mark.line, column=mark.column)


def status_of(said: str) -> Status | None:
    """A rendering's standing by the name that a program has for it; None for one that is not known.

    >>> status_of("preferredTerm-admn-sts"), status_of("Do not use"), status_of(""), status_of("new")
    ('preferred', 'deprecated', '', None)
    """
    name = re.sub(r"[\W_]", "", said.casefold().removesuffix("-admn-sts"))
    return STATUSES.get(name) if name else ""


def code(tag: str) -> str | None:
    """The language that a tag names, without region and script; None for what is no tag of a known language.

    >>> code("EN-us"), code("zh_Hans"), code("term")
    ('en', 'zh', None)
    """
    if not _TAG.fullmatch(tag.strip()):
        return None
    try:
        return primary(tag)
    except UsageError:
        return None


def choose(found: Sequence[str], wanted: Languages, mark: Mark, first: str | None = None) -> Languages:
    """Which of a file's languages the glossary is made from: those asked for, else the two there are, `first` being the sources'.

    Raises GlossaryError where that leaves a choice, or names a language that the file does not hold.

    >>> choose(["zh", "en"], Languages("en"), Mark())
    Languages(language='en', source_language='zh')
    """
    codes = list(dict.fromkeys(found))
    names = ", ".join(codes) or "none"
    for asked in (wanted.language, wanted.source_language):
        if asked and primary(asked) not in codes:
            raise remark(mark, f"the file holds no language '{asked}' (it holds: {names}).")
    target = primary(wanted.language) if wanted.language else None
    source = primary(wanted.source_language) if wanted.source_language else None
    if target and target == source:
        raise remark(mark, f"the language and the source language are both '{target}'.")
    if len(codes) == 1 and not source:
        return Languages(codes[0])
    if not (target and source) and len(codes) != 2:
        raise remark(mark, f"the file holds the languages {names}. Say which to take with --language and --source-language.")
    source = source or next(name for name in ([first] if first in codes else []) + codes if name and name != target)
    return Languages(target or next(name for name in codes if name != source), source)


_NOT_ELSEWHERE = ("case", "number", "plural", "forms", "gender", "spelling", "consistent", "do_not_translate", "tests")
"""Keys for which other programs have no place."""


def left_out(terms: Iterable[Term], name: str) -> tuple[str, ...]:
    """Sentences about what terms hold that a format has no place for."""
    plain = Term("", "")
    counts = {key: 0 for key in _NOT_ELSEWHERE}
    conditional = 0
    for term in terms:
        for key in counts:
            counts[key] += getattr(term, key) != getattr(plain, key)
        conditional += sum(not is_unconditional(variant.near, variant.case) for variant in term.variants)
    said = [f"{name} has no place for '{key}', which was left out ({_count(many, 'term')})." for key, many in counts.items() if many]
    if conditional:
        many = _count(conditional, "variant")
        said.append(f"{name} cannot say when a variant holds; those with 'near' or 'case' were left out ({many}).")
    return tuple(said)


def is_unconditional(near: tuple[str, ...], case: str) -> bool:
    """Whether a variant holds everywhere, so that it can be said without its conditions."""
    return not near and case == "transfer"


def renderings_of(term: Term) -> list[tuple[str, Status]]:
    """The renderings that other programs can be told of, with their standing."""
    variants = [variant.text for variant in term.variants if is_unconditional(variant.near, variant.case)]
    pairs: list[tuple[str, Status]] = [(term.canonical, "preferred")]
    return pairs + [(text, "admitted") for text in term.allow] + [(text, "deprecated") for text in variants]


def languages_of(glossary: Glossary) -> Languages:
    return Languages(glossary.language, glossary.source_language)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
