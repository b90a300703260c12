"""When Python looks for garbage that counting references does not find: seldom, where much is made that stays."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

_SELDOM = (10_000, 10, 10)
"""New objects before a look at the young ones, and so on; Python's own first figure is 700 to 2,000."""


@contextlib.contextmanager
def collecting_no_garbage() -> Iterator[None]:
    """Reading makes many objects that all stay; looking among them for garbage again and again takes most of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def collect_seldom() -> None:
    """For a process that has loaded its tables and now cleans: nothing of what there is will go.

    A twelfth of the time; with 50,000 it is a tenth, and half as much memory again for a corpus. Only for processes that are ours: a
    library leaves this to its program.
    """
    gc.freeze()  # in processes that are forked, what is never visited stays shared
    gc.set_threshold(*_SELDOM)
