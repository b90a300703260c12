"""What a stage's rules have to say about a text, looked for only where a token of it shows that there may be something.

Most rules are **local**: what they propose in a line depends on that line alone, and on what the whole text shows about a habit. They are
asked about lines that hold a token which they watch for, and about each such line once: a stage runs until it is quiet, and after its first
round nearly all lines are as they were. Other rules that watch for tokens are asked about the text where it has one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from cleaner.document import Document
from cleaner.edits import Edit
from cleaner.evidence import Habit
from cleaner.rules.base import Rule
from cleaner.screen import Screen, Test


class Watch:
    """The rules of a stage in one language, and a screen that tells by tokens which of them to ask."""

    def __init__(self, rules: Sequence[Rule], language: str) -> None:
        self.rules = rules
        watching = [rule for rule in rules if rule.words or rule.marks]
        numbers = {(rule.words, rule.marks): number for number, rule in enumerate(watching)}
        words = {number: words(language) for (words, _), number in numbers.items() if words}
        marks = {number: _marks(marks, language) for (_, marks), number in numbers.items() if marks}
        self.screen = Screen(words, marks)
        self.bits = {rule.name: 1 << numbers[rule.words, rule.marks] for rule in watching}
        """Rules that watch for the same share a bit."""
        self.unprompted = tuple(rule for rule in rules if rule.name not in self.bits)
        """Those that watch for no token."""
        self.silent: dict[str, list[Edit]] = {name: [] for name in self.bits}
        """What the others say of a text without such tokens."""
        self.local = tuple(rule for rule in rules if rule.local)


def _marks(marks: re.Pattern[str] | Callable[[str], Test], language: str) -> Test:
    return marks.search if isinstance(marks, re.Pattern) else marks(language)


class Lines:
    """The lines that the local rules of a stage were asked about in one run, with their edits, counted from the line's start."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.said: dict[str, list[tuple[str, Edit]]] = {}
        self.verdicts: dict[Habit, tuple[bool, bool, bool]] = {}

    def edits(self, document: Document) -> dict[str, list[Edit]]:
        """What rules propose for the text, by the rule's name, in order of place; the watch's `silent` where no rule has found a token.

        Not in it are rules to be asked about the text themselves: those that watch for no token, or have found one and are not local.
        """
        masks = self.watch.screen.masks(document.tokens)
        if not masks:
            return self.watch.silent
        present = 0
        for mask in masks.values():
            present |= mask
        absent = (name for name, bit in self.watch.bits.items() if not present & bit)
        found: dict[str, list[Edit]] = {name: [] for name in (*absent, *(rule.name for rule in self.watch.local))}
        numbers = document.lines_with(masks.keys())
        self._ask_new(document, numbers, masks)
        for number in numbers:
            for name, edit in self.said[document.lines[number]]:
                found[name].append(_moved(edit, document.line_starts[number]))
        return found

    def _ask_new(self, document: Document, numbers: Sequence[int], masks: dict[str, int]) -> None:
        """Asks the rules about the lines that they do not know, each once."""
        if any(document.evidence(habit).verdict != verdict for habit, verdict in self.verdicts.items()):
            self.said, self.verdicts = {}, {}
        new: dict[str, int] = {}
        for number in numbers:
            line = document.lines[number]
            if line not in self.said:
                mask = 0
                for token in masks.keys() & document.line_tokens[number]:
                    mask |= masks[token]
                new[line] = mask
        self.said.update((line, []) for line in new)
        for rule in self.watch.local:
            bit = self.watch.bits[rule.name]
            if lines := [line for line, mask in new.items() if mask & bit]:
                self._ask(rule, document, lines)
        self.verdicts |= {habit: evidence.verdict for habit, evidence in document.weighed.items()}

    def _ask(self, rule: Rule, document: Document, lines: Sequence[str]) -> None:
        """Asks one rule about lines, in a text of their own."""
        part = document.part("\n".join(lines))
        starts: list[int] = []
        for edit in rule.find(part):
            starts = starts or list(accumulate((len(line) + 1 for line in lines), initial=0))
            at = bisect_right(starts, edit.start) - 1
            self.said[lines[at]].append((rule.name, _moved(edit, -starts[at])))


def _moved(edit: Edit, by: int) -> Edit:
    return Edit(edit.start + by, edit.end + by, edit.replacement, edit.rule, edit.reason, edit.safety)  # `replace` takes five times as long
