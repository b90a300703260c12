"""`--reproducer FILE`: the least text that shows a fault which a run has met."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from cleaner import files
from cleaner.cli.jobs import Task, read_task
from cleaner.engine import Cleaner
from cleaner.errors import one_line
from cleaner.formats import CONTAINERS


def write_reproducer(path: str, cleaner: Cleaner, faulty: Sequence[Task]) -> None:
    """Writes the reproducer of the first file that failed; says where, or why there is none. Raises InputError for a failing write."""
    from cleaner.reproduce import reproducer

    for task in (task for task in faulty if task.format.name not in CONTAINERS):
        loaded, source = read_task(task)
        made = reproducer(cleaner, loaded.text, source, task.format)
        if made is not None:
            files.write_new(path, made.encode())
            what = f"the least of {one_line(task.path)} that fails is in {one_line(path)}."
            print(f"mt-cleaner: {what} It holds text of yours: read it before you send it.", file=sys.stderr)
            return
    why = "what failed is a container, which is not cut smaller" if faulty else "nothing failed"
    print(f"mt-cleaner: no reproducer was written: {why}.", file=sys.stderr)
