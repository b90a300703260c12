"""What a stage's rules said about each line, so that they look again only at lines that are new to them.

Most rules are **local**: what they propose in a line depends on that line alone, and on what the whole text shows about a habit.
A stage runs until it is quiet, and after its first round nearly all lines are as they were.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from cleaner.document import Document
from cleaner.edits import Edit
from cleaner.evidence import Habit
from cleaner.rules.base import Rule

FEW = 20
"""Shorter texts are not worth the bookkeeping."""


class Lines:
    """The lines that the local rules of a stage have seen in one run, with their edits, counted from the line's start."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = [rule for rule in rules if rule.local]
        self.said: dict[str, list[tuple[str, Edit]]] = {}
        self.verdicts: dict[Habit, tuple[bool, bool, bool]] = {}

    def edits(self, document: Document) -> dict[str, list[Edit]]:
        """What each local rule proposes for the text, by the rule's name, in order of place; nothing for a short text."""
        if document.text.count("\n") < FEW:
            return {}
        lines = document.text.split("\n")
        if any(document.evidence(habit).verdict != verdict for habit, verdict in self.verdicts.items()):
            self.said, self.verdicts = {}, {}
        if new := [line for line in dict.fromkeys(lines) if line not in self.said]:
            self._ask(document, new)
        found: dict[str, list[Edit]] = {rule.name: [] for rule in self.rules}
        start = 0
        for line in lines:
            for name, edit in self.said[line]:
                found[name].append(_moved(edit, start))
            start += len(line) + 1
        return found

    def _ask(self, document: Document, lines: list[str]) -> None:
        """Asks the rules about the lines, each once, in a text of their own."""
        part = document.part("\n".join(lines))
        starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        self.said.update((line, []) for line in lines)
        for rule in self.rules:
            for edit in rule.find(part):
                at = bisect_right(starts, edit.start) - 1
                self.said[lines[at]].append((rule.name, _moved(edit, -starts[at])))
        self.verdicts |= {habit: evidence.verdict for habit, evidence in document.weighed.items()}


def _moved(edit: Edit, by: int) -> Edit:
    return replace(edit, start=edit.start + by, end=edit.end + by)
