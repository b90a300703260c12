"""`report` makes the review page, `fix --decisions` does what was decided on it."""

from __future__ import annotations

import hashlib
import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from cleaner import files
from cleaner.cli import FINE, TROUBLE
from cleaner.cli.jobs import Task, cleaned, read_source
from cleaner.cli.output import number
from cleaner.cli.run import cleaner_from, found_tasks, reading_from, settings_from
from cleaner.config import Settings
from cleaner.decoding import Skipped
from cleaner.edits import Change
from cleaner.engine import Cleaner
from cleaner.errors import CleanerError, InputError, one_line
from cleaner.formats.base import Format
from cleaner.partial import partly
from cleaner.reports.review import VERSION, Reviewed, review

_HEAD = "mt-cleaner decisions"


def report(arguments: Namespace) -> int:
    """Writes the page and returns the exit code."""
    settings = settings_from(arguments)
    cleaner = cleaner_from(settings)
    tasks, errors = found_tasks(arguments, settings)
    reviewed: list[Reviewed] = []
    for task in tasks:
        try:
            reviewed.append(_reviewed(cleaner, task))
        except Skipped as skipped:
            print(f"{one_line(task.path)}: {skipped}", file=sys.stderr)
        except CleanerError as error:
            errors.append(str(error.at(task.path)))
    for error_line in errors:
        print(error_line, file=sys.stderr)
    if errors and not reviewed:
        return TROUBLE  # nothing was read: a page that is there already stays
    files.write_new(arguments.page, review(file for file in reviewed if file.changes or file.hints).encode())
    if not arguments.quiet:
        changes, hints = (sum(len(found) for found in each) for each in ([r.changes for r in reviewed], [r.hints for r in reviewed]))
        what = f"{number(changes, 'change')} and {number(hints, 'hint')} in {number(len(reviewed), 'file')}"
        print(f"{arguments.page}: {what}.", file=sys.stderr)
    return TROUBLE if errors else FINE


def _reviewed(cleaner: Cleaner, task: Task) -> Reviewed:
    loaded, outcome = cleaned(cleaner, task)
    source = read_source(task.source, task.reading, task.format) if task.source else None
    digest = hashlib.sha256(loaded.data).hexdigest()
    segments = cleaner.sources(loaded.text, source, task.format)
    parts = loaded.parts() if loaded.shown is None else ()
    return Reviewed(task.path, digest, task.format, loaded.text, outcome.changes, outcome.hints, segments, parts)


def decide(arguments: Namespace) -> int:
    """Makes the accepted changes of a decisions file, each file as a whole or not at all; returns the exit code."""
    settings = settings_from(arguments)
    wanted = set(arguments.paths)
    made = touched = errors = 0
    for entry in _read(arguments.decisions):
        if wanted and entry["path"] not in wanted:
            continue
        try:
            count = _decide(entry, settings)
        except CleanerError as error:
            errors += 1
            print(error.at(entry["path"]), file=sys.stderr)
            continue
        made, touched = made + count, touched + bool(count)
    if not arguments.quiet:
        trouble = f"; {number(errors, 'error')}" if errors else ""
        print(f"{number(made, 'change')} made in {number(touched, 'file')}{trouble}.", file=sys.stderr)
    return TROUBLE if errors else FINE


def _decide(entry: dict[str, Any], settings: Settings) -> int:
    path, form = entry["path"], Format(**entry["format"])
    accepted = _accepted(entry)
    if not accepted:
        return 0
    try:
        loaded = files.read(path, reading_from(settings), form)
    except Skipped as skipped:
        raise InputError(f"it cannot be cleaned: {str(skipped).removeprefix('skipped, ')}", path=path) from skipped
    if hashlib.sha256(loaded.data).hexdigest() != entry["sha256"]:
        raise InputError("the file is no longer what the page was made of, so nothing was changed. Make a new page.", path=path)
    if any(loaded.text[change.start : change.end] != before for change, before in accepted):
        raise InputError("the file is read in another way now (its encoding?), so nothing was changed. Make a new page.", path=path)
    changes = [change for change, _ in accepted]
    data = loaded.encode(partly(loaded.text, changes, form), path, changes)
    if data != loaded.data:
        files.rewrite(path, loaded, data)
    return len(changes)


def _accepted(entry: dict[str, Any]) -> list[tuple[Change, str]]:
    """The changes to make, in order, each with what must stand there."""
    found = sorted(entry["accepted"], key=lambda each: (each["start"], each["end"]))
    if any(one["end"] > other["start"] for one, other in zip(found, found[1:], strict=False)):
        raise InputError("two accepted changes overlap, so nothing was changed.", path=entry["path"])
    return [(Change(each["start"], each["end"], each["after"], (each["rule"],), "decided"), each["before"]) for each in found]


def _read(name: str) -> Sequence[dict[str, Any]]:
    """The files of a decisions file. Raises InputError for anything that is none."""
    try:
        with open(name, encoding="utf-8") as file:
            read = json.load(file)
    except OSError as error:
        raise InputError(f"the decisions cannot be read: {error.strerror}.", path=name) from error
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise InputError("this is no decisions file: not JSON.", path=name, line=line) from error
    if not isinstance(read, dict) or _HEAD not in read:
        raise InputError("this is no decisions file: export one from a page that `mt-cleaner report` made.", path=name)
    if read[_HEAD] != VERSION:
        raise InputError(f"this decisions file is of version {read[_HEAD]!r}; this program knows version {VERSION}.", path=name)
    if not isinstance(read.get("files"), list) or not all(map(_is_entry, read["files"])):
        raise InputError("this decisions file is damaged: a file's entry does not say what it must.", path=name)
    entries: list[dict[str, Any]] = read["files"]
    return entries


_FORMAT = {"name": str, "language": str, "column": str, "source_column": str, "include_locked": bool}
_CHANGE = {"start": int, "end": int, "before": str, "after": str, "rule": str}


def _is_entry(entry: object) -> bool:
    if not isinstance(entry, dict) or not all(isinstance(entry.get(key), str) for key in ("path", "sha256")):
        return False
    form, accepted = entry.get("format"), entry.get("accepted")
    if not isinstance(form, dict) or set(form) != set(_FORMAT) or not isinstance(form["name"], str):
        return False
    if not all(value is None or isinstance(value, _FORMAT[key]) for key, value in form.items()):
        return False
    return isinstance(accepted, list) and all(map(_is_change, accepted))


def _is_change(change: object) -> bool:
    if not isinstance(change, dict) or not all(isinstance(change.get(key), kind) for key, kind in _CHANGE.items()):
        return False
    start, end = int(change["start"]), int(change["end"])
    return 0 <= start <= end and end - start == len(change["before"])
