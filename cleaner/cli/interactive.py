"""`fix --interactive`: one change after another, as `git add -p` does it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from cleaner import files
from cleaner.allow import Allowed
from cleaner.cli.jobs import Result, Task, cleaned
from cleaner.cli.output import Reporter
from cleaner.config import Settings
from cleaner.decoding import Loaded, Skipped
from cleaner.edits import Change
from cleaner.engine import Cleaner
from cleaner.errors import CleanerError
from cleaner.partial import partly
from cleaner.remember import remember
from cleaner.reports.findings import Finding, find
from cleaner.reports.full import full_lines
from cleaner.reports.style import Style, style_for

KEYS = {
    "y": "make this change",
    "n": "leave it",
    "a": "make this and all later changes of this rule",
    "d": "leave this and all later changes of this rule",
    "w": "never change this word: it goes into the configuration",
    "e": "write what is to stand there",
    "u": "go back to the change before, in this file",
    "q": "stop, and keep what was decided",
    "?": "show this",
}
_AROUND = ".,;:!?()[]{}“”\"‘’'«»…"


class _Stopped(Exception):
    """The user has had enough."""


@dataclass(slots=True)
class Answers:
    """What holds for later changes, too."""

    always: set[str] = field(default_factory=set)
    never: set[str] = field(default_factory=set)

    def known(self, change: Change) -> bool | None:
        """Whether the change is made; None where it must be asked."""
        if self.never.intersection(change.rules):
            return False
        return True if self.always.issuperset(change.rules) else None

    def copy(self) -> Answers:
        return Answers(set(self.always), set(self.never))


class Session:
    """Asks about every change of every file; each file is written when all its changes are decided."""

    def __init__(self, cleaner: Cleaner, settings: Settings, reporter: Reporter) -> None:
        self.cleaner, self.settings, self.reporter = cleaner, settings, reporter
        self.style: Style = style_for(reporter.wishes.color, sys.stdout)
        self.answers = Answers()

    def run(self, tasks: Sequence[Task]) -> None:
        for task in tasks:
            try:
                if not self._file(task):
                    return
            except KeyboardInterrupt:
                print(f"\n{task.path} was left as it was; what was decided in files before it is done.", file=sys.stderr)
                raise

    def _file(self, task: Task) -> bool:
        """Asks about one file and writes it; False where the user stops here."""
        try:
            loaded, outcome = cleaned(self.cleaner, task)
            decided, goes_on = self._decide(task.path, loaded, outcome.changes)
            self._write(task, loaded, decided)
        except Skipped as skipped:
            self.reporter.show(Result(task.path, skipped=str(skipped)))
            return True
        except CleanerError as error:
            self.reporter.show(Result(task.path, error=str(error.at(task.path))))
            return True
        self.reporter.count(Result(task.path, find(task.path, loaded.text, decided)))
        return goes_on

    def _write(self, task: Task, loaded: Loaded, decided: Sequence[Change]) -> None:
        text = partly(loaded.text, decided, task.format)
        data = loaded.encode(text, task.path, decided)
        if data != loaded.data:
            files.rewrite(task.path, loaded, data)

    def _decide(self, path: str, loaded: Loaded, changes: Sequence[Change]) -> tuple[list[Change], bool]:
        """The changes to make, and whether to go on after this file."""
        decided: list[Change | None] = []
        before: list[tuple[int, Answers]] = []
        spared: list[tuple[int, int]] = []
        findings = find(path, loaded.text, changes)
        while len(decided) < len(changes):
            at = len(decided)
            change = changes[at]
            known = False if _inside(change, spared) else self.answers.known(change)
            if known is not None:
                decided.append(change if known else None)
                continue
            asked = self.answers.copy()
            try:
                answer = self._ask(findings[at], at, len(changes))
                if answer == "u":
                    if before:
                        kept, self.answers = before.pop()
                        del decided[kept:]
                    else:
                        print("This is the first change of the file that was asked about.")
                    continue
                decided.append(self._answered(answer, change, findings[at], loaded.text, spared))
                before.append((at, asked))
            except _Stopped:
                return [each for each in decided if each], False
        return [each for each in decided if each], True

    def _answered(self, answer: str, change: Change, finding: Finding, text: str, spared: list[tuple[int, int]]) -> Change | None:
        """The change as it is to be made; None where it is not."""
        if answer == "a":
            self.answers.always.update(change.rules)
        if answer == "d":
            self.answers.never.update(change.rules)
        if answer == "e":
            return replace(change, replacement=_read("what is to stand there: "))
        if answer == "w":
            spared += self._never_again(finding, text)
        return change if answer in "ya" else None

    def _ask(self, finding: Finding, at: int, count: int) -> str:
        print(full_lines(finding, self.style), end="")
        while True:
            answer = _read(self.style.bold(f"({at + 1}/{count}) make this change [{','.join(KEYS)}]? ")).strip().lower()[:1]
            if answer == "q":
                raise _Stopped
            if answer == "?" or answer not in KEYS:
                print("".join(f"{key} - {what}\n" for key, what in KEYS.items()), end="")
                continue
            print()
            return answer

    def _never_again(self, finding: Finding, text: str) -> Iterator[tuple[int, int]]:
        """Notes a word in the configuration; its places in this text, which later questions pass over."""
        word = f"{finding.left}{finding.before}{finding.right}".strip().strip(_AROUND)
        word = _read(f"leave alone [{word}]: ").strip() or word
        allowed = Allowed(word, reason=_read("why (may be empty): ").strip())
        where = remember(allowed, self.settings.origin)
        self.settings = replace(self.settings, origin=where)
        self.cleaner = self.cleaner.allowing(allowed)
        print(f"'{word}' stays as it is from now on; it was added to {where}.\n")
        return allowed.spans(text)


def _read(prompt: str) -> str:
    """A line of the terminal. The end of input is an answer, too: stop."""
    try:
        return input(prompt)
    except EOFError:
        print()
        raise _Stopped from None


def _inside(change: Change, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= change.start and change.end <= end for start, end in spans)

