"""`fix --interactive`: one change after another, as `git add -p` does it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cleaner import files
from cleaner.allow import Allowed
from cleaner.cli.asking import Stopped, around, ask, read, words
from cleaner.cli.jobs import Result, Task, cleaned
from cleaner.cli.output import Reporter
from cleaner.config import Settings
from cleaner.decoding import Loaded, Skipped
from cleaner.edits import Change, Span, overlaps
from cleaner.engine import Cleaner
from cleaner.errors import CleanerError, InputError
from cleaner.partial import feasible, partly
from cleaner.remember import prepared, remember
from cleaner.reports.findings import Finding, find
from cleaner.reports.style import Style, style_for
from cleaner.reports.text import text_line


@dataclass(frozen=True, slots=True)
class State:
    """All that was answered. `decided` has an entry for each change so far, None where it is not made; the rules hold for later files, too.

    `spared` is where the changes stand that `noted`, the words never to be changed, prevent.
    """

    decided: tuple[Change | None, ...] = ()
    always: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    spared: frozenset[Span] = frozenset()
    noted: tuple[Allowed, ...] = ()

    def settled(self, changes: Sequence[Change]) -> State:
        """With all that need not be asked decided, up to the next question."""
        decided = list(self.decided)
        for change in changes[len(decided) :]:
            if (change.start, change.end) in self.spared or self.never.intersection(change.rules):
                decided.append(None)
            elif self.always.issuperset(change.rules):
                decided.append(change)
            else:
                break
        return replace(self, decided=tuple(decided))

    def deciding(self, change: Change | None) -> State:
        return replace(self, decided=(*self.decided, change))

    def at_next_file(self) -> State:
        return State(always=self.always, never=self.never)


class Session:
    """Asks about every change of every file; each file is written when all its changes are decided."""

    def __init__(self, cleaner: Cleaner, settings: Settings, reporter: Reporter) -> None:
        self.cleaner, self.settings, self.reporter = cleaner, settings, reporter
        self.style: Style = style_for(reporter.wishes.color, sys.stdout)
        self.state = State()

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
        self.state = self.state.at_next_file()
        try:
            loaded, outcome = cleaned(self.cleaner, task)
            for notice in () if self.reporter.wishes.quiet else outcome.notices:
                print(f"{task.path}: {notice}", file=sys.stderr)
            walk = Walk(self, task, loaded, outcome.changes)
            walk.check()
            goes_on = walk.decide()
            self._write(walk)
        except Skipped as skipped:
            self.reporter.show(Result(task.path, skipped=str(skipped)))
            return True
        except CleanerError as error:
            self.reporter.show(Result(task.path, error=str(error.at(task.path))))
            return True
        return goes_on

    def _write(self, walk: Walk) -> None:
        """Writes the file, and then the words never to be changed into the configuration."""
        path, loaded = walk.task.path, walk.loaded
        wanted = [change for change in self.state.decided if change]
        made, refused = feasible(wanted, walk.encoded) if wanted else ([], [])
        for change, reason in refused:
            (finding,) = walk.find([change])
            place = f"{finding.path}:{finding.line}:{finding.column}"
            print(f"{place}: {finding.rule}: this change was left, for it cannot be made: {reason}", file=sys.stderr)
        if made:
            data = walk.encoded(made)
            if data != loaded.data:
                files.rewrite(path, loaded, data)
            for finding in find(path, loaded.original, [each for each in loaded.changes(made, path) if each.rule not in _rules(made)]):
                print(f"{text_line(finding, self.style)} (with the changes that were made)")
        self.reporter.count(Result(path, walk.find(made)))
        for allowed in self.state.noted:
            where = remember(allowed, self.settings.origin)
            self.settings = replace(self.settings, origin=where)
            self.cleaner = self.cleaner.allowing(allowed)
            print(f"'{allowed.text}' was added to {where}.")


class Walk:
    """The changes of one file, asked about one after another; answers go into the session's state."""

    def __init__(self, session: Session, task: Task, loaded: Loaded, changes: Sequence[Change]) -> None:
        self.session, self.task, self.loaded, self.changes = session, task, loaded, changes
        self.findings = self.find(changes)

    def check(self) -> None:
        """Raises InputError, before anything is asked, where no change at all can be written into the file."""
        if self.changes:
            files.require_writable(self.task.path)
        try:
            self.encoded(self.changes)
        except InputError:
            if not feasible(self.changes, self.encoded)[0]:
                raise

    def find(self, changes: Sequence[Change]) -> list[Finding]:
        """The changes as people see them; in a container each in its part."""
        if self.loaded.shown is not None:
            return find(self.task.path, self.loaded.text, changes)
        found: list[Finding] = []
        for name, start, end in self.loaded.parts():
            where = f"{self.task.path}!{name}" if name else self.task.path
            held = [each for each in changes if start <= each.start and each.end <= end]
            moved = [replace(each, start=each.start - start, end=each.end - start) for each in held]
            found += find(where, self.loaded.text[start:end], moved)
        return found

    def encoded(self, changes: Sequence[Change]) -> bytes:
        """The file with these changes and no others. Raises InputError where they cannot be made, or not in the file's encoding."""
        text = partly(self.loaded.text, changes, self.task.format)
        return self.loaded.encode(text, self.task.path, changes)

    def decide(self) -> bool:
        """Asks until all is decided, or the user stops; whether to go on after this file."""
        before: list[State] = []
        session, style = self.session, self.session.style
        try:
            while len((state := session.state.settled(self.changes)).decided) < len(self.changes):
                session.state, at = state, len(state.decided)
                key = ask(self.findings[at], f"{at + 1}/{len(self.changes)}", style)
                if key != "u":
                    after = self._answered(key, state)
                    before += [state] if after is not state else []
                elif before:
                    after = before.pop()
                else:
                    print("Nothing was answered in this file yet.\n")
                    after = state
                session.state = after
        except Stopped:
            return False
        session.state = state
        return True

    def _answered(self, key: str, state: State) -> State:
        """What holds after an answer; the very same state where the question must be asked again."""
        at = len(state.decided)
        change = self.changes[at]
        if key == "a":
            return replace(state, always=state.always.union(change.rules)).deciding(change)
        if key == "d":
            return replace(state, never=state.never.union(change.rules)).deciding(None)
        try:
            if key == "e":
                return self._edited(at, state)
            if key == "w":
                return self._never_again(at, state)
        except CleanerError as error:
            print(f"{error.message}\n")
            return state
        return state.deciding(change if key == "y" else None)

    def _edited(self, at: int, state: State) -> State:
        """The word as the user wants it; only what differs becomes the change. Raises InputError where the file cannot hold that."""
        change, finding = self.changes[at], self.findings[at]
        left, right = around(finding)
        old, new = (f"{left}{what}{right}" for what in (finding.before, finding.after))
        _require_visible(old + new)
        typed = read("what is to stand there: ", self.session.style, new)
        print()
        if typed == new:
            return state.deciding(change)
        start, end, put = _difference(change.start - len(left), old, typed)
        others = (*filter(None, state.decided), *self.changes[at + 1 :])
        if any(overlaps(start, end, each.start, each.end) for each in others):
            raise InputError("another change stands in what was edited here; edit less, or answer 'n' and edit the file later.")
        edited = replace(change, start=start, end=end, replacement=put) if typed != old else None
        if edited:
            self.encoded([edited])
        return state.deciding(edited)

    def _never_again(self, at: int, state: State) -> State:
        """Notes a word for the configuration. Raises InputError or ConfigError where it would prevent nothing or cannot be noted."""
        proposed = words(self.findings[at])
        _require_visible("".join(proposed))
        preventing = (word for word in proposed if self._spared(Allowed(word), at))
        proposal = next(preventing, proposed[0] if proposed else "")
        style = self.session.style
        word = read(f"leave alone [{proposal}]: ", style).strip() or proposal
        spared = self._spared(Allowed(word), at) if word else frozenset()
        if not spared:
            raise InputError(f"'{word}' does not hold this change: write it as it stands in the text, in whole words.")
        allowed = Allowed(word, reason=read("why (may be empty): ", style).strip())
        prepared(allowed, self.session.settings.origin)
        print(f"'{word}' stays as it is from now on.\n")
        return replace(state, spared=state.spared | spared, noted=(*state.noted, allowed)).deciding(None)

    def _spared(self, allowed: Allowed, at: int) -> frozenset[Span]:
        """The changes that the word prevents, by what a run with it says; none where the one that is asked about is not among them."""
        _, outcome = cleaned(self.session.cleaner.allowing(allowed), self.task)
        still = {(change.start, change.end) for change in outcome.changes}
        spared = frozenset((change.start, change.end) for change in self.changes) - still
        return spared if (self.changes[at].start, self.changes[at].end) in spared else frozenset()


def _require_visible(text: str) -> None:
    if not text.isprintable():
        what = "this change is about lines or invisible characters, not about a word"
        raise InputError(f"{what}; it can be made (y) or left (n), and so can all of its rule (a, d).")


def _rules(changes: Sequence[Change]) -> set[str]:
    return {change.rule for change in changes}


def _difference(start: int, old: str, new: str) -> tuple[int, int, str]:
    """Where two texts differ, the old one standing at `start`, and what the new one has there.

    >>> _difference(10, "thisyear", "this_year")
    (14, 14, '_')
    """
    most = min(len(old), len(new))
    lead = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - lead) if old[-1 - at] != new[-1 - at]), most - lead)
    return start + lead, start + len(old) - tail, new[lead : len(new) - tail]
