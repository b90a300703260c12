"""A translation and its source, paired paragraph by paragraph, or line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.edits import Span
from cleaner.errors import InputError
from cleaner.segments import Segment

_PARAGRAPH = re.compile(r"[^\r\n]*\S[^\r\n]*(?:(?:\r\n|\n|\r)[^\r\n]*\S[^\r\n]*)*")
_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_NUMBER = re.compile(r"\d+")
_FAR = 4
"""How many times longer or shorter than usual a paragraph must be to look like the translation of another one."""


def pair(text: str, source: str) -> tuple[Segment, ...] | None:
    """The segments of a text with what they were translated from; None where the two have neither as many paragraphs nor as many lines.

    A paragraph ends at an empty line; empty lines do not count. A text that is one paragraph is paired by its lines, if it can be.

    >>> [(segment.start, segment.source) for segment in pair("One.\\n\\nTwo.", "一。\\n\\n\\n二。")]
    [(0, '一。'), (6, '二。')]
    """
    is_one = len(_spans(_PARAGRAPH, text)) == 1
    for unit in (_LINE, _PARAGRAPH) if is_one else (_PARAGRAPH, _LINE):
        here, there = _spans(unit, text), _spans(unit, source)
        if len(here) == len(there) > 0:
            return tuple(Segment(*span, source[low:high]) for span, (low, high) in zip(here, there, strict=True))
    return None


def pair_or_refuse(text: str, source: str, path: str) -> tuple[Segment, ...]:
    """The same, where the two must belong together. Raises InputError with the line (of the text) from which they do not."""
    segments = pair(text, source)
    if segments is None and text.strip():
        here, there = _spans(_PARAGRAPH, text), _spans(_PARAGRAPH, source)
        lines = len(_spans(_LINE, text)), len(_spans(_LINE, source))
        at = here[min(_parting(text, here, source, there), len(here) - 1)][0]
        raise InputError(
            f"the text does not fit its source: it has {_many(len(here), 'paragraph')} ({_many(lines[0], 'line')}), the source "
            f"{_many(len(there), 'paragraph')} ({_many(lines[1], 'line')}); they seem to part here. The two must share their "
            "paragraphs or their lines.",
            path=path,
            line=text.count("\n", 0, at) + 1,
            column=1,
        )
    return segments or ()


def _spans(unit: re.Pattern[str], text: str) -> list[Span]:
    return [match.span() for match in unit.finditer(text)]


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _parting(text: str, here: Sequence[Span], source: str, there: Sequence[Span]) -> int:
    """The first paragraph that does not look like the translation of its counterpart, by its numbers, its lines and its length."""
    pairs = [(text[a:b], source[c:d]) for (a, b), (c, d) in zip(here, there, strict=False)]
    from statistics import median  # slow to load

    usual = median([len(one) / len(other) for one, other in pairs] or [1.0])
    for at, (one, other) in enumerate(pairs):
        numbers, others = set(_NUMBER.findall(one)), set(_NUMBER.findall(other))
        strange_length = not usual / _FAR < len(one) / len(other) < usual * _FAR
        if (numbers and others and not numbers & others) or one.count("\n") != other.count("\n") or strange_length:
            return at
    return len(pairs)
