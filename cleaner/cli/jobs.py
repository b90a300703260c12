"""Cleaning one file, and many files on several processors; results come in the order of the tasks."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from cleaner import files
from cleaner.decoding import CONVERTED, Loaded, Reading, Skipped
from cleaner.edits import Change
from cleaner.engine import Cleaner, Outcome
from cleaner.errors import CleanerError, FaultError, InputError
from cleaner.formats import PLAIN
from cleaner.formats.base import Format
from cleaner.garbage import collect_seldom
from cleaner.pairing import pair_or_refuse
from cleaner.reports.findings import Finding, find

Mode = Literal["check", "fix", "diff"]

_EVERYTHING = "“The oneslike” Zhougudui , and the teh public secruity bureau of this café Ã© said so.\n"
"""A text for which a cleaner loads its tables."""
_REPORT = "Please report this; --reproducer FILE writes the least text that shows it."
_FEW_BYTES = 2_000_000
"""Below this much text more processes cost more than they save."""


@dataclass(frozen=True, slots=True)
class Task:
    """One file. `target` is where the result goes when not into the file itself; `source` holds the text it was translated from.

    `reading` says in which encodings files are read and written.
    """

    path: str
    format: Format
    mode: Mode
    target: str | None = None
    source: str | None = None
    reading: Reading = Reading()


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file. `error` is a sentence with its place, `is_fault` whether it is one of ours; `skipped` is why the file was
    passed over. `key` names what was read, where later runs may be told of the result (`cleaner.cli.earlier`).
    """

    path: str
    findings: list[Finding] = field(default_factory=list)
    hints: list[Finding] = field(default_factory=list)
    notices: tuple[str, ...] = ()
    diff: list[str] = field(default_factory=list)
    skipped: str | None = None
    error: str | None = None
    is_fault: bool = False
    key: bytes = b""


def key_of(data: bytes, format: Format) -> bytes:
    """A name for a file's bytes, read in this way."""
    whole = hashlib.sha256(repr(format).encode("utf-8", "surrogatepass"))
    whole.update(data)
    return whole.hexdigest()[:32].encode()


def perform(cleaner: Cleaner, task: Task) -> Result:
    """Cleans one file. Whatever goes wrong with it becomes part of the result, so that the other files go on."""
    try:
        loaded, outcome = cleaned(cleaner, task)
        result = report(task.path, loaded, outcome, task.mode)
        notices = _write(task, loaded, outcome)
        return replace(result, notices=(*result.notices, *notices), key=key_of(loaded.data, task.format))
    except Skipped as skipped:
        return Result(task.path, skipped=str(skipped))
    except FaultError as error:
        return Result(task.path, error=str(error.at(task.path)), is_fault=True)
    except CleanerError as error:
        return Result(task.path, error=str(error.at(task.path)))
    except Exception as error:  # a fault of ours in one file must not cost the user the others
        return Result(task.path, error=str(fault_error(error).at(task.path)), is_fault=True)


def fault_error(error: Exception) -> FaultError:
    """The sentence for an error that should not have been."""
    from cleaner.reproduce import rules_of  # needed in no good run

    names = "".join(f"{name}: " for name in rules_of(error)[:1])
    return FaultError(f"mt-cleaner failed on this file and left it alone ({names}{type(error).__name__}: {error}). {_REPORT}")


def clean_or_refuse(cleaner: Cleaner, text: str, source: str | None, format: Format) -> Outcome:
    """What a cleaner makes of a text. Raises FaultError where that fails a proof, and CleanerError."""
    try:
        outcome = cleaner.clean(text, source=source, format=format)
    except (CleanerError, Skipped):
        raise
    except Exception as error:
        raise fault_error(error) from error
    if outcome.faulty:
        raise FaultError(f"{' '.join(outcome.notices).removesuffix(' Please report this.')} {_REPORT}")
    return outcome


def cleaned(cleaner: Cleaner, task: Task) -> tuple[Loaded, Outcome]:
    """A file and what a cleaner makes of it. Raises Skipped, InputError and whatever else goes wrong."""
    loaded, source = read_task(task)
    return loaded, clean_or_refuse(cleaner, loaded.text, source, task.format)


def read_task(task: Task) -> tuple[Loaded, str | None]:
    """A file and the text that it was translated from, where one is named. Raises InputError or Skipped."""
    if task.mode == "fix" and task.target is None:
        files.require_regular(task.path)  # what is read from a pipe could not be put back
    loaded = files.read(task.path, task.reading, task.format)
    source = read_source(task.source, task.reading, task.format) if task.source else None
    if source is not None:
        require_source(loaded, source, task.format, task.path)
    return loaded, source


def read_source(path: str, reading: Reading, format: Format | None = None) -> str:
    """The text that another was translated from: UTF-8 as a rule, and else in the encoding that goes for the run."""
    try:
        return files.read(path, format=format).text
    except InputError:
        return files.read(path, reading, format).text


def require_source(loaded: Loaded, source: str, format: Format, path: str) -> None:
    """Raises InputError where a text cannot be the translation of the source that was named; other formats have keys for that."""
    if format.name in PLAIN:
        pair_or_refuse(loaded.text, source, path)


def report(path: str, loaded: Loaded, outcome: Outcome, mode: Mode) -> Result:
    """What the reports need to know of an outcome."""
    changes, hints = loaded.changes(outcome.changes, path), loaded.places(outcome.hints)
    notices = (*loaded.notices, *outcome.notices, *(_obstacles(path, loaded, outcome) if mode != "fix" else ()))
    if mode == "diff":
        notices += tuple(f"{change.reason}." for change in changes if change.rule == CONVERTED)
    result = Result(path, notices=notices)
    for number, (name, start, end) in enumerate(loaded.parts()):
        where, text = f"{path}!{name}" if name else path, loaded.original[start:end]
        inside = _inside(changes, start, end)
        result.findings.extend(find(where, text, inside, number))
        result.hints.extend(find(where, text, _inside(hints, start, end), number))
        if mode == "diff":
            from cleaner.reports.unified import unified_diff

            # Another encoding leaves the text as it is, so that a diff cannot show it.
            result.diff.extend(unified_diff(where, text, [change for change in inside if change.rule != CONVERTED]))
    return result


def _inside(changes: Sequence[Change], start: int, end: int) -> list[Change]:
    """The changes of one part, their places counted in it."""
    held = (change for change in changes if start <= change.start and change.end <= end)
    return [replace(change, start=change.start - start, end=change.end - start) for change in held]


def _obstacles(path: str, loaded: Loaded, outcome: Outcome) -> tuple[str, ...]:
    """Why `fix` would not write what `check` and `--diff` show."""
    try:
        loaded.encode(outcome.text, path, outcome.changes)
    except InputError as error:
        where = f"line {error.line}: " if error.line else ""
        return (f"{where}'fix' would refuse: {error.message}",)
    return ()


def _write(task: Task, loaded: Loaded, outcome: Outcome) -> tuple[str, ...]:
    """Writes what is to be written; what the user must know of it."""
    if task.mode != "fix":
        return ()
    data = loaded.encode(outcome.text, task.path, outcome.changes)
    if task.target is not None:
        files.write_new(task.target, data)
    elif data != loaded.data:
        return files.rewrite(task.path, loaded, data)
    return ()


def perform_all(cleaner: Cleaner, tasks: Sequence[Task], jobs: int | None) -> Generator[Result, None, None]:
    """All results, in the order of the tasks, whatever the number of processes (None: as many as are worth their start)."""
    if not tasks:
        return
    count = min(jobs or _worthwhile(tasks), len(tasks))
    if count < 2:
        yield from (perform(cleaner, task) for task in tasks)
        return
    import multiprocessing  # slow to load, and seldom needed
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor

    cleaner.clean(_EVERYTHING)
    collect_seldom()
    # Copies of this process have all tables at once; this program has no threads that a copy would lack.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else None
    pool = ProcessPoolExecutor(count, multiprocessing.get_context(method), _start, (cleaner,))
    try:
        yield from pool.map(_perform, tasks, chunksize=max(1, min(16, len(tasks) // (4 * count))))
    except (OSError, BrokenProcessPool) as error:
        raise InputError("a worker process could not be started or was killed; files not listed may be unfinished. Try -j 1.") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _worthwhile(tasks: Sequence[Task]) -> int:
    def size(path: str) -> int:
        try:
            return os.path.getsize(path)
        except OSError:
            return 0

    return 1 if sum(size(task.path) for task in tasks) < _FEW_BYTES else os.cpu_count() or 1


_cleaner: Cleaner
"""The cleaner of a worker process, set once when the process starts."""


def _start(cleaner: Cleaner) -> None:
    global _cleaner
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    collect_seldom()
    _cleaner = cleaner


def _perform(task: Task) -> Result:
    return perform(_cleaner, task)
