"""`corpus`: records of any number of files, cleaned by many processes; what is done is kept when it is stopped."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence

from cleaner.cli import FINE, INTERRUPTED, TROUBLE
from cleaner.cli.progress import Progress, table
from cleaner.cli.run import cleaner_from, settings_from
from cleaner.config import Settings
from cleaner.corpus.base import Fields
from cleaner.corpus.job import Job, kind_of
from cleaner.corpus.journal import FOLDER
from cleaner.corpus.run import Run, Work, settings_of
from cleaner.corpus.streams import packing
from cleaner.corpus.texts import COLUMN, SOURCE
from cleaner.corpus.workers import Workers
from cleaner.errors import InputError, UsageError
from cleaner.files import SKIPPED_FOLDERS
from cleaner.lexicon.codes import limits


def corpus(arguments: Namespace) -> int:
    """Cleans a corpus and returns the exit code."""
    settings = settings_from(arguments)
    fields = _fields(settings, arguments)
    jobs = list(_jobs(arguments, fields, plain=settings.column is None))
    cleaner = cleaner_from(settings)
    if (sentence := limits(settings.language)) and not arguments.quiet:
        print(f"mt-cleaner: {sentence}", file=sys.stderr)
    work = Work(cleaner, fields)
    count = arguments.jobs or os.cpu_count() or 1
    work.warm_up()
    # Before anything is read: a process is forked more safely as long as this one has no threads (Arrow starts some).
    workers = Workers(work, count)
    progress = Progress(jobs, arguments.quiet)
    run = Run(jobs, settings_of(cleaner, fields), progress)
    try:
        run.perform(workers)
    except KeyboardInterrupt:
        progress.clear()
        print("mt-cleaner: stopped. What is done is kept; the same command goes on from there.", file=sys.stderr)
        return INTERRUPTED
    finally:
        progress.clear()
    if not arguments.quiet:
        sys.stdout.write(table(run.total.rules))
        sys.stdout.flush()
        print(progress.summary(run.total, run.failed), file=sys.stderr)
    return TROUBLE if run.failed or run.total.bad else FINE


def _fields(settings: Settings, arguments: Namespace) -> Fields:
    """Where the records have their texts; without --column the inputs are plain text."""
    if settings.column is not None:
        if arguments.source:
            raise UsageError("--source belongs to plain text, a segment in each line; records have a field for it (--source-column).")
        return Fields(settings.column, settings.source_column)
    if any(os.path.isdir(path) or kind_of(path) for path in arguments.paths):
        raise UsageError("which field holds the text? Name it with --column, such as --column text.")
    if settings.source_column:
        raise UsageError("--source-column belongs to records; the source of plain text is a file of its own (--source).")
    if arguments.source and len(arguments.paths) > 1:
        raise UsageError(f"--source belongs to one file, and {len(arguments.paths)} are given.")
    return Fields(COLUMN, SOURCE if arguments.source else None)


def _jobs(arguments: Namespace, fields: Fields, plain: bool) -> Iterator[Job]:
    """Each input with its output: the same path in the folder, or that one file."""
    paths, output = arguments.paths, arguments.output
    found = list(_inputs(paths, output))
    if not found:
        raise UsageError("there is no file of JSON Lines or Parquet (.jsonl, .ndjson, also with .gz or .zst; .parquet) in these folders.")
    alone = len(paths) == 1 and not os.path.isdir(paths[0]) and _names_file(output)
    if plain and not alone and not os.path.isdir(output) and os.path.splitext(output)[1]:
        better = os.path.splitext(output)[0] + ".jsonl"
        raise UsageError(f"lines of text become records of JSON Lines: call the output {better}, or name a folder.")
    if not alone and os.path.exists(output) and not os.path.isdir(output):
        raise UsageError(f"{output} is a file, and several inputs, or one in a folder, need a folder. Name one with -o.")
    taken: dict[str, str] = {}
    originals = {os.path.realpath(path) for path, _ in found}
    if plain:
        originals |= {os.path.realpath(path) for path in filter(None, [arguments.source])}
        found = [(path, _as_records(inside)) for path, inside in found]
    for path, inside in found:
        target = output if alone else os.path.join(output, inside)
        _check(path, target, originals)
        if taken.setdefault(target, path) != path:
            raise UsageError(f"both {taken[target]} and {path} would be written to {target}. Use two runs with two folders.")
        yield Job(path, target, fields, plain, arguments.source)


def _as_records(name: str) -> str:
    """
    >>> _as_records("news.en"), _as_records("news.txt.gz")
    ('news.en.jsonl', 'news.txt.jsonl.gz')
    """
    bare, suffix = os.path.splitext(name) if packing(name) else (name, "")
    return f"{bare}.jsonl{suffix}"


def _names_file(output: str) -> bool:
    return kind_of(output) is not None and not os.path.isdir(output) and not output.endswith(os.sep)


def _check(path: str, target: str, originals: set[str]) -> None:
    if os.path.realpath(target) in originals:
        raise UsageError(f"{target} is one of the inputs, and those are left alone. Name another place with -o.")
    if (kind_of(path) or "lines") != (kind_of(target) or "lines"):
        raise UsageError(f"{path} is not made {target}: JSON Lines stay JSON Lines, and Parquet stays Parquet.")


def _inputs(paths: Sequence[str], output: str) -> Iterator[tuple[str, str]]:
    """Every file with its path from the folder that was named, each once."""
    seen: set[str] = set()
    for path in paths:
        if not os.path.exists(path):
            raise InputError("there is no such file or folder.", path=path)
        for found, inside in _walk(path, output) if os.path.isdir(path) else [(path, os.path.basename(path))]:
            if (real := os.path.realpath(found)) not in seen:
                seen.add(real)
                yield found, inside


def _walk(folder: str, output: str) -> Iterator[tuple[str, str]]:
    avoided = os.path.realpath(output)
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if name not in SKIPPED_FOLDERS and name != FOLDER and os.path.realpath(os.path.join(where, name)) != avoided
        )
        for name in sorted(names):
            # A single .json is seldom JSON Lines; a compressed one nearly always is.
            if kind_of(name) and not name.lower().endswith(".json") and os.path.isfile(os.path.join(where, name)):
                path = os.path.join(where, name)
                yield path, os.path.relpath(path, folder)
