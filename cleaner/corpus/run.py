"""All files of a corpus, one after the other, each chunk by any worker, everything in order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

from cleaner.corpus.base import Counts, Fields, Washer
from cleaner.corpus.chunks import Chunk, Done, Said
from cleaner.corpus.job import Job
from cleaner.corpus.journal import Journal, framed
from cleaner.corpus.lines import clean_lines
from cleaner.corpus.streams import pack
from cleaner.corpus.texts import clean_texts
from cleaner.corpus.workers import Workers
from cleaner.engine import Cleaner
from cleaner.errors import CleanerError, InputError

SAID = 20
"""So many records of a file are named, and more are only counted."""

_WARM = 'Editor’s note:The "routine  loans" of the sangfanglied group , it’s said.It has has 鈥淐lear River鈥?plans andthe lost spaces.'


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker is given: `kind` and `packing` are those of the job, `data` and `source` those of the chunk."""

    data: bytes
    kind: str
    packing: str
    source: bytes = b""


class Work:
    """What a worker does: a chunk in, its output out. Picklable."""

    def __init__(self, cleaner: Cleaner, fields: Fields) -> None:
        self.washer, self.fields = Washer(cleaner), fields

    def warm_up(self) -> None:
        """Loads what the rules need, so that forked processes share it."""
        self.washer.wash(_WARM)
        self.washer.taken()

    def __call__(self, task: Task) -> Done:
        if not task.data:
            return Done(pack(b"", task.packing), Counts())
        if task.kind == "rows":
            from cleaner.corpus.rows import clean_rows

            rows, said = clean_rows(task.data, self.washer, self.fields)
            return Done(framed(rows), self.washer.taken(), said[: SAID + 1])
        if task.kind == "texts":
            lines, said = clean_texts(task.data, task.source, self.washer, self.fields)
        else:
            lines, said = clean_lines(task.data, self.washer, self.fields)
        return Done(pack(lines, task.packing), self.washer.taken(), said[: SAID + 1])


class Audience(Protocol):
    """Who is told how a run goes."""

    def begins(self, job: Job, journal: Journal) -> None: ...

    def goes_on(self, job: Job, part: float, counts: Counts) -> None:
        """`part` of the file is done, from 0 to 1; `counts` are those of the records since the last time."""

    def record(self, job: Job, number: int, said: Said) -> None:
        """A sentence about the record in that line or row."""

    def error(self, error: CleanerError) -> None: ...


@dataclass(slots=True)
class _Place:
    """Where a chunk comes from. `last` ends a file, with an error where the file could not be read to its end."""

    job: Job
    journal: Journal
    chunk: Chunk
    part: float = 0.0
    last: bool = False
    error: CleanerError | None = None


@dataclass(slots=True)
class Run:
    """`settings` is all that the output depends on beside the input. After `perform`, `total` is what became of all records."""

    jobs: Sequence[Job]
    settings: dict[str, Any]
    audience: Audience
    total: Counts = field(default_factory=Counts)
    failed: int = 0
    _open: list[Journal] = field(default_factory=list)

    def perform(self, workers: Workers[Task, Done]) -> None:
        """Cleans what is not yet clean. Stopped by any exception, it leaves a state from which the next run goes on."""
        try:
            for place, done in workers.ordered(self._tasks()):
                self._take(place, done)
        except BaseException:
            self._rescue()
            raise
        finally:
            workers.stop()

    def _rescue(self) -> None:
        """What was cleaned by now is made sure of, if it still can be."""
        for journal in self._open:
            with suppress(CleanerError):  # a full disk has been said
                if journal.state.phase == "reading":
                    journal.commit()
            journal.close()

    def _tasks(self) -> Iterator[tuple[_Place, Task]]:
        for job in self.jobs:
            try:
                journal = job.journal(self.settings)
                if journal.state.phase == "reading":
                    journal.open()
                    self._open.append(journal)
            except CleanerError as error:
                self._fail(error)
                continue
            self.audience.begins(job, journal)
            yield from self._of_file(job, journal)

    def _of_file(self, job: Job, journal: Journal) -> Iterator[tuple[_Place, Task]]:
        part, error = [0.0], None
        if journal.state.phase == "reading":
            try:
                for chunk in job.chunks(journal.state, lambda now: part.__setitem__(0, now)):
                    yield _Place(job, journal, chunk, part[0]), Task(chunk.data, job.kind, job.packing, chunk.source)
            except CleanerError as raised:
                error = raised
        yield _Place(job, journal, Chunk(b"", 0, 0), 1.0, True, error), Task(b"", job.kind, job.packing)

    def _take(self, place: _Place, done: Done) -> None:
        """Puts what a worker has made behind what is there."""
        journal, state = place.journal, place.journal.state
        if place.last:
            self._end(place, done)
            return
        for said in done.said:
            self.audience.record(place.job, state.lines + said.number, said)
        journal.add(done.data, place.chunk.size, place.chunk.numbers, done.counts)
        journal.commit_if_due()
        self.audience.goes_on(place.job, place.part, done.counts)

    def _end(self, place: _Place, done: Done) -> None:
        journal = place.journal
        try:
            if place.error:
                journal.commit()
                raise place.error
            if journal.state.phase == "reading":
                if not journal.state.output and place.job.kind != "rows":
                    journal.add(done.data, 0, 0, done.counts)
                journal.commit("read")
            if journal.state.phase == "read":
                place.job.finish(journal)
        except OSError as error:
            self._fail(InputError(f"the file cannot be written: {error.strerror}.", path=place.job.output))
        except CleanerError as error:
            self._fail(error)
        journal.close()
        if journal in self._open:
            self._open.remove(journal)
        self.total += journal.state.counts
        self.audience.goes_on(place.job, 1.0, Counts())

    def _fail(self, error: CleanerError) -> None:
        self.failed += 1
        self.audience.error(error)


def settings_of(cleaner: Cleaner, fields: Fields) -> dict[str, Any]:
    """All that the output depends on beside the input, in words that can be compared."""
    from cleaner import __version__

    terms = repr(cleaner.glossary.terms) if cleaner.glossary else ""
    return {
        "version": __version__,
        "column": fields.column,
        "source column": fields.source,
        "language": cleaner.language,
        "source language": cleaner.source_language,
        "rules": ",".join(cleaner.rules),
        "unsafe": cleaner.unsafe,
        "glossary": hashlib.blake2b(terms.encode(), digest_size=16).hexdigest(),
    }
