"""What became of files in earlier runs, so that a file that is as it was is not cleaned again.

A result is kept under the file's bytes and the way in which they are read; results that go for the same program, settings and glossaries
are in one file of `cleaner.cache`. The file's name and its time say nothing, so that moving it, or checking out another branch and coming
back, loses nothing, and no change is overlooked.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any

from cleaner import cache, files
from cleaner.cli.jobs import Result, Task, key_of, perform_all
from cleaner.config import Settings
from cleaner.engine import Cleaner
from cleaner.reports.findings import Finding
from cleaner.terms.glossary import glossary_bytes

LARGEST = 16_000_000
"""Bytes that are kept for one choice of settings; what was not asked for longest goes first."""
_LARGEST_RESULT = LARGEST // 16
_NO_MATTER = ("exclude", "formats", "base", "origin")
"""Settings that choose files and say how each is read; its task says that, too."""
_told = attrgetter(*(field.name for field in fields(Finding) if field.name != "path"))


class Earlier:
    """The results that are kept for one choice of settings, and those of this run.

    Not for runs whose results depend on more than each file: those that learn.
    """

    def __init__(self, settings: Settings) -> None:
        program = cache.program()
        self._name = f"results-{cache.digest([program, *_makers(settings)])}.json" if program else ""
        self._rows = dict(_rows(cache.load(self._name) if self._name else None))
        self._used: dict[bytes, bytes] = {}
        self._has_new = False

    @property
    def are_there(self) -> bool:
        """Whether runs with these settings and glossaries have got as far as results, so that nothing is wrong with either."""
        return bool(self._rows)

    def result(self, task: Task) -> Result | None:
        """What an earlier run found in a file of these very bytes, where that is all there is to do."""
        if not self._rows or task.source or task.target or (data := _data(task)) is None:
            return None
        key = key_of(data, task.format)
        row = self._rows.get(key)
        result = _result(task.path, row) if row is not None else None
        if row is None or result is None or (result.findings and task.mode != "check"):
            return None
        self._used[key] = row
        return result

    def keep(self, task: Task, result: Result) -> None:
        """Takes in a result of this run, where it says all that a later one must know."""
        if task.source or task.target or not result.key or (result.findings and task.mode != "check"):
            return
        row = _row(task.path, result)
        if len(row) <= _LARGEST_RESULT:
            self._used[result.key] = row
            self._has_new = True

    def store(self) -> None:
        """Keeps what is new for the next run."""
        if not (self._has_new and self._name):
            return
        rows = dict(_rows(cache.load(self._name)))  # another run may have stored something since
        for key in self._used:
            rows.pop(key, None)
        rows |= self._used
        over = sum(len(key) + len(row) + 2 for key, row in rows.items()) - LARGEST
        while over > 0:
            key = next(iter(rows))
            over -= len(key) + len(rows.pop(key)) + 2
        cache.store(self._name, b"\n".join(key + b" " + row for key, row in rows.items()))


def performed(make: Callable[[], Cleaner], tasks: Sequence[Task], jobs: int | None, earlier: Earlier | None) -> Iterator[Result]:
    """All results, in the order of the tasks; what earlier runs know is not done again, and where they know all, no cleaner is made."""
    if earlier is None:
        yield from perform_all(make(), tasks, jobs)
        return
    known = [earlier.result(task) for task in tasks]
    rest = [task for task, result in zip(tasks, known, strict=True) if result is None]
    with closing(perform_all(make(), rest, jobs) if rest else _none()) as fresh:
        try:
            for task, result in zip(tasks, known, strict=True):
                if result is None:
                    result = next(fresh)
                    earlier.keep(task, result)
                yield result
        finally:
            earlier.store()


def _none() -> Generator[Result, None, None]:
    yield from ()


def _makers(settings: Settings) -> Iterator[bytes]:
    """All that results depend on but for the file and the program: what it was installed with, the settings, the glossaries."""
    packages = sorted(name for folder in sys.path for name in _names_in(folder) if name.endswith((".dist-info", ".egg-info")))
    yield repr((sys.version, packages)).encode("utf-8", "surrogatepass")
    yield repr(replace(settings, **{name: getattr(Settings(), name) for name in _NO_MATTER})).encode("utf-8", "surrogatepass")
    yield from glossary_bytes(settings.glossaries)


def _names_in(folder: str) -> list[str]:
    try:
        return os.listdir(folder) if folder else []
    except OSError:  # an archive, or no folder at all
        return []


def _data(task: Task) -> bytes | None:
    """The bytes of a regular file (what is read from a pipe is gone), None where there are none to be had; the cleaning says why."""
    try:
        state, most = os.stat(task.path), files.largest(task.format)
        if not stat.S_ISREG(state.st_mode) or state.st_size > most:
            return None
        with open(task.path, "rb") as file:
            return files.read_up_to(file, most)
    except OSError:
        return None


def _rows(kept: bytes | None) -> Iterator[tuple[bytes, bytes]]:
    for line in (kept or b"").split(b"\n"):
        key, _, row = line.partition(b" ")
        if row:
            yield key, row


def _row(path: str, result: Result) -> bytes:
    found = [[[finding.path.removeprefix(path), *_told(finding)] for finding in each] for each in (result.findings, result.hints)]
    return json.dumps([*found, result.notices], separators=(",", ":")).encode()


def _result(path: str, row: bytes) -> Result:
    findings, hints, notices = json.loads(row)
    return Result(path, _findings(path, findings), _findings(path, hints), tuple(notices))


def _findings(path: str, told: list[list[Any]]) -> list[Finding]:
    return [Finding(path + part, *rest) for part, *rest in told]
