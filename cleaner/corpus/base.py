"""One record: its text, cleaned, and what was changed in it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cleaner.edits import Change
from cleaner.engine import Cleaner


@dataclass(frozen=True, slots=True)
class Fields:
    """Which field of a record holds the text, and which what it was translated from; a dot leads inside: `translation.en`.

    >>> Fields("translation.en").clean, Fields("text").changes
    ('translation_en_clean', 'text_changes')
    """

    column: str
    source: str | None = None

    @property
    def clean(self) -> str:
        """The field that is added for the clean text."""
        return self.column.replace(".", "_") + "_clean"

    @property
    def changes(self) -> str:
        """The field that is added for the changes."""
        return self.column.replace(".", "_") + "_changes"


@dataclass(slots=True)
class Counts:
    """What became of records. `texts` were cleaned, `empty` hold no text (null), `bad` could not be cleaned and are as they were.

    A change that several rules have made is counted for each of them in `rules`, and once in `changes`.
    """

    texts: int = 0
    touched: int = 0
    changes: int = 0
    empty: int = 0
    bad: int = 0
    hints: int = 0
    rules: Counter[str] = field(default_factory=Counter)

    @property
    def records(self) -> int:
        return self.texts + self.empty + self.bad

    def __add__(self, other: Counts) -> Counts:
        return Counts(**{name: count + getattr(other, name) for name, count in self.told().items()})

    def told(self) -> dict[str, Any]:
        """The counts by their names."""
        return {name: getattr(self, name) for name in ("texts", "touched", "changes", "empty", "bad", "hints", "rules")}


@dataclass(frozen=True, slots=True)
class Washed:
    """A clean text, and the changes as a JSON list of objects with `start` and `end` (code points of the text that was given), `before`,
    `after`, `rule`, `safety` and `reason`."""

    text: str
    changes: str
    notices: tuple[str, ...] = ()


class Washer:
    """Cleans the texts of records and counts what it does. Picklable, as its cleaner is.

    >>> washed = Washer(Cleaner(glossaries=[])).wash("The end .")
    >>> washed.text, washed.changes
    ('The end.', '[{"start": 7, "end": 8, "before": " ", "after": "", "rule": "spacing.before-punctuation", "safety": "safe", \
"reason": "a space before punctuation"}]')
    """

    def __init__(self, cleaner: Cleaner) -> None:
        self.cleaner, self.counts = cleaner, Counts()

    def wash(self, text: str, source: str | None = None) -> Washed:
        outcome = self.cleaner.clean(text, source)
        counts = self.counts
        counts.texts += 1
        counts.touched += bool(outcome.changes)
        counts.hints += len(outcome.hints)
        counts.changes += len(outcome.changes)
        for change in outcome.changes:
            counts.rules.update(change.rules)
        changes = listed(text, outcome.changes)
        return Washed(outcome.text, json.dumps(changes, ensure_ascii=False) if changes else "[]", outcome.notices)

    def taken(self) -> Counts:
        """The counts since the last time."""
        counts, self.counts = self.counts, Counts()
        return counts


def listed(text: str, changes: Sequence[Change]) -> list[dict[str, Any]]:
    """The changes of a text, as they are written."""
    return [
        {
            "start": change.start,
            "end": change.end,
            "before": text[change.start : change.end],
            "after": change.replacement,
            "rule": change.rule,
            "safety": change.safety,
            "reason": change.reason,
        }
        for change in changes
    ]
