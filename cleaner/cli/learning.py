"""`--learn`: what the files of a run show, before they are cleaned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner import files
from cleaner.cli.jobs import Task, read_source
from cleaner.decoding import Skipped
from cleaner.engine import Cleaner
from cleaner.errors import CleanerError


def taught(cleaner: Cleaner, tasks: Sequence[Task]) -> Cleaner:
    """The cleaner that has learnt from all segments of the files whose source is known."""
    return cleaner.learn(list(_pairs(cleaner, tasks)))


def _pairs(cleaner: Cleaner, tasks: Sequence[Task]) -> Iterator[tuple[str, str]]:
    for task in tasks:
        try:
            loaded = files.read(task.path, task.reading, task.format)
            source = read_source(task.source, task.reading, task.format) if task.source else None
            yield from cleaner.pairs(loaded.text, source, task.format)
        except (CleanerError, Skipped):
            continue  # it is said when the file's own turn comes
