"""How a long run goes: a line on the terminal, and what it came to."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence

from cleaner.cli.output import number
from cleaner.corpus.base import Counts
from cleaner.corpus.chunks import Said
from cleaner.corpus.job import Job
from cleaner.corpus.journal import Journal
from cleaner.corpus.run import SAID
from cleaner.errors import CleanerError

_EVERY = 0.2
"""Seconds between two looks of the line."""


class Progress:
    """Tells a person on the terminal how far a run is, and everybody which records and files are at fault."""

    def __init__(self, jobs: Sequence[Job], quiet: bool) -> None:
        self.shows = not quiet and sys.stderr.isatty()
        self.sizes = {job.path: job.size() for job in jobs}
        self.parts: dict[str, float] = {}
        self.taken_up = 0.0
        """Bytes that an earlier run has done, which say nothing of how fast this one is."""
        self.resumed: set[str] = set()
        self.files, self.records = len(jobs), 0
        self.said: dict[str, int] = {}
        self.start = self.shown = time.monotonic()

    def begins(self, job: Job, journal: Journal) -> None:
        self.records += journal.state.counts.records
        if journal.state.phase != "reading":
            self.resumed.add(job.path)
        if journal.state.phase == "reading" and journal.state.lines:
            self.resumed.add(job.path)
            self._say(f"{job.output}: going on after {number(journal.state.counts.records, 'record')}.")

    def goes_on(self, job: Job, part: float, counts: Counts) -> None:
        if job.path in self.resumed:
            self.resumed.remove(job.path)
            self.taken_up += self.sizes[job.path] * part
        self.parts[job.path] = part
        self.records += counts.records
        if self.shows and time.monotonic() - self.shown >= _EVERY:
            self.shown = time.monotonic()
            sys.stderr.write(f"\r\x1b[K{self.line()}")
            sys.stderr.flush()

    def line(self) -> str:
        """Such as `42 %, 1,234,567 records, 3.1 MB/s, 0:12:03 left`."""
        done, whole = sum(self.sizes[path] * part for path, part in self.parts.items()), sum(self.sizes.values())
        seconds = time.monotonic() - self.start
        rate = max(0.0, done - self.taken_up) / seconds if seconds else 0.0
        left = f", {clock((whole - done) / rate)} left" if rate else ""
        return f"{100 * done / max(1, whole):.0f} %, {self.records:,} records, {rate / 1e6:.1f} MB/s{left}"

    def record(self, job: Job, number: int, said: Said) -> None:
        count = self.said[job.path] = self.said.get(job.path, 0) + 1
        if count <= SAID:
            self._say(f"{job.path}:{number}: {said.sentence}")
        elif count == SAID + 1:
            self._say(f"{job.path}: more such records are only counted.")

    def error(self, error: CleanerError) -> None:
        self._say(str(error))

    def clear(self) -> None:
        if self.shows:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def summary(self, total: Counts, failed: int) -> str:
        """Such as `12 changes in 7 of 100 records; 3 records could not be cleaned and are as they were; 1 file failed.`"""
        parts = [f"{number(total.changes, 'change')} in {total.touched:,} of {number(total.records, 'record')}"]
        parts += [f"{number(total.empty, 'record')} without text"] if total.empty else []
        parts += [f"{number(total.hints, 'hint')}, which are not kept"] if total.hints else []
        parts += [f"{number(total.bad, 'record')} could not be cleaned and stayed as they were"] if total.bad else []
        parts += [f"{number(failed, 'file')} of {self.files} not finished"] if failed else []
        return "; ".join(parts) + "."

    def _say(self, sentence: str) -> None:
        self.clear()
        print(sentence, file=sys.stderr)


def clock(seconds: float) -> str:
    """
    >>> clock(3725.2)
    '1:02:05'
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def table(rules: Mapping[str, int]) -> str:
    """How often each rule changed something, the busiest first.

    >>> print(table({"spacing.repeated": 3, "quotes.straight": 1200}), end="")
    1,200 quotes.straight
        3 spacing.repeated
    """
    ordered = sorted(rules.items(), key=lambda item: (-item[1], item[0]))
    width = max((len(f"{count:,}") for _, count in ordered), default=0)
    return "".join(f"{count:>{width},} {name}\n" for name, count in ordered)
