"""Words that stay as they are, whatever a rule says of them: the user's own list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cleaner.edits import Edit, Span, touches_protected


@dataclass(frozen=True, slots=True)
class Allowed:
    """A text that stands as whole words and in these capitals; `rule` is the only rule, or group, that must leave it alone.

    `reason` is for people who read the list.
    """

    text: str
    rule: str | None = None
    reason: str = ""

    def spans(self, text: str) -> Iterator[Span]:
        """Where it stands.

        >>> list(Allowed("set up").spans("to set up, reset up"))
        [(3, 9)]
        """
        return (match.span() for match in _pattern(self.text).finditer(text))


@lru_cache(maxsize=1 << 10)
def _pattern(text: str) -> re.Pattern[str]:
    before = r"(?<!\w)" if re.match(r"\w", text) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", text) else ""
    return re.compile(before + re.escape(text) + after)


def allowed_spans(text: str, allowed: Iterable[Allowed]) -> list[Span]:
    """Where texts stand that no rule may change."""
    return [span for entry in allowed if entry.rule is None for span in entry.spans(text)]


def is_allowed(edit: Edit, text: str, allowed: Sequence[Allowed]) -> bool:
    """Whether the edit is of a rule that must leave alone what it would change."""
    names = (edit.rule, edit.rule.partition(".")[0])
    entries = (entry for entry in allowed if entry.rule in names)
    return any(touches_protected(edit, list(entry.spans(text))) for entry in entries)
