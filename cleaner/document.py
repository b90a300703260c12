"""What a rule is given."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate, chain
from typing import TYPE_CHECKING, TypeVar, cast

from cleaner.edits import Span
from cleaner.evidence import Evidence, Habit
from cleaner.segments import Segment, segment_at

if TYPE_CHECKING:
    from cleaner.terms.glossary import Glossary

Made = TypeVar("Made")
_PARAGRAPH = re.compile(r"[^\r\n]+")
_NO_TOKENS: list[str] = []


def unprotected(text: str) -> tuple[Span, ...]:
    return ()


def unsegmented(text: str) -> tuple[Segment, ...]:
    return (Segment(0, len(text)),)


def line_at(text: str, offset: int) -> Span:
    """The line that holds the offset, without its newline; a lone carriage return ends a line, too.

    >>> line_at("one\\r\\ntwo", 6)
    (5, 8)
    """
    # The search for \r stays within what \n leaves: most texts have none, and would be walked to their ends.
    start = text.rfind("\n", 0, offset) + 1
    newline = text.find("\n", offset)
    end = len(text) if newline < 0 else newline
    after = text.find("\r", offset, end)
    return max(start, text.rfind("\r", start, offset) + 1), end if after < 0 else after


@dataclass(frozen=True)
class Document:
    """One text as all rules of a stage see it.

    `protect` finds the spans that nobody touches: sorted, merged, in code points. `segment` finds the segments, in order.
    """

    text: str
    protect: Callable[[str], tuple[Span, ...]] = field(default=unprotected, repr=False)
    language: str = "en"
    source_language: str | None = None
    segment: Callable[[str], Sequence[Segment]] = field(default=unsegmented, repr=False)
    glossary: Glossary | None = field(default=None, repr=False)
    whole: Document | None = field(default=None, repr=False)
    """The document that this one holds some lines of; it is asked for evidence."""

    @cached_property
    def protected(self) -> tuple[Span, ...]:
        """The spans that nobody touches, looked for when first asked for: in clean text nobody asks."""
        return self.protect(self.text)

    @cached_property
    def segments(self) -> Sequence[Segment]:
        """The places that hold human text, looked for when first asked for."""
        return self.segment(self.text)

    def source_at(self, offset: int) -> str | None:
        """What the segment at the offset was translated from; None where that is not known."""
        found = segment_at(self.segments, offset)
        return found.source if found else None

    @cached_property
    def lines(self) -> list[str]:
        """The text cut at its newlines."""
        return self.text.split("\n")

    @cached_property
    def line_starts(self) -> list[int]:
        """Where each of `lines` begins, in code points."""
        return list(accumulate((len(line) + 1 for line in self.lines[:-1]), initial=0))

    @cached_property
    def line_tokens(self) -> list[list[str]]:
        """The tokens of each of `lines`: what stands between white space. Empty lines share one list."""
        return [line.split() if line else _NO_TOKENS for line in self.lines]

    @cached_property
    def tokens(self) -> frozenset[str]:
        """The distinct tokens. Most were seen before in some text, so that what is known of them is known of the text."""
        return frozenset(chain.from_iterable(self.line_tokens))

    def lines_with(self, tokens: Set[str]) -> list[int]:
        """The numbers of the lines that hold one of the tokens."""
        return [number for number, held in enumerate(self.line_tokens) if not tokens.isdisjoint(held)] if tokens else []

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The spans of the lines that hold something; a line of translated text is a paragraph."""
        return tuple(match.span() for match in _PARAGRAPH.finditer(self.text))

    def paragraph_at(self, offset: int) -> Span:
        """The line that holds the offset, without its newline."""
        at = bisect_right(self._paragraph_starts, offset) - 1
        if at >= 0 and offset <= self.paragraphs[at][1]:
            return self.paragraphs[at]
        return line_at(self.text, offset)

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _ in self.paragraphs]

    def part(self, text: str) -> Document:
        """Some lines of this document, for rules that look at each line by itself."""
        return replace(self, text=text, whole=self)

    @cached_property
    def _made(self) -> dict[object, object]:
        return {}

    def made(self, kind: Callable[[Document], Made]) -> Made:
        """What `kind` makes of this document, made once."""
        if kind not in self._made:
            self._made[kind] = kind(self)
        return cast(Made, self._made[kind])

    @cached_property
    def weighed(self) -> dict[Habit, Evidence]:
        """The evidence that was asked for."""
        return {}

    def evidence(self, habit: Habit) -> Evidence:
        """What the whole text shows about a habit, counted when first asked for."""
        if self.whole:
            return self.whole.evidence(habit)
        if habit not in self.weighed:
            self.weighed[habit] = habit.weigh(self.text, self.protected)
        return self.weighed[habit]
