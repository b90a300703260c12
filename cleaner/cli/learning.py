"""`--learn`: what the files of a run show, before they are cleaned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cleaner.cli.jobs import Task, read_task
from cleaner.decoding import Skipped
from cleaner.engine import Cleaner
from cleaner.errors import CleanerError, one_line


def taught(cleaner: Cleaner, tasks: Sequence[Task]) -> Cleaner:
    """The cleaner that has learnt from all segments of the files whose source is known."""
    # What is wrong with a file is said when its own turn comes.
    return cleaner.learn(list(pairs_of(cleaner, tasks, lambda error: None)))


def pairs_of(cleaner: Cleaner, tasks: Sequence[Task], report: Callable[[str], None]) -> Iterator[tuple[str, str]]:
    """The segments of the files as (source, target), where the source is known; `report` is told of files that cannot be read."""
    for task in tasks:
        try:
            loaded, source = read_task(task)
            yield from cleaner.pairs(loaded.text, source, task.format)
        except CleanerError as error:
            report(str(error.at(task.path)))
        except Skipped as skipped:
            report(f"{one_line(task.path)}: {skipped}")
