"""Processes that work on pieces of a stream; what they give comes in the order of the pieces.

Not a pool of the standard library: that one reads its whole input ahead, and leaves its processes behind when the program is killed. Here
each process has one piece at a time, and ends when the other end of its pipe is gone.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from cleaner.errors import CleanerError
from cleaner.garbage import collect_seldom

Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 4
"""How many results of each process may wait for an earlier one."""

LOST = "a worker process could not be started or was killed (is there enough memory?). The same command goes on; try -j 1."


class Workers(Generic[Task, Result]):
    """`count` processes that apply a picklable function; with one, it is applied in this process.

    They are forked where that is safe, so that tables which are loaded by then are shared.
    """

    def __init__(self, work: Callable[[Task], Result], count: int) -> None:
        self.work = work
        self.pipes: list[Connection] = []
        self.processes: list[Any] = []
        if count > 1:
            self._start(count)

    def _start(self, count: int) -> None:
        context: Any = multiprocessing.get_context("fork" if _forks() else "spawn")
        collect_seldom()
        try:
            for _ in range(count):
                ours, theirs = context.Pipe()
                process = context.Process(target=_serve, args=(theirs, self.work, [*self.pipes, ours] if _forks() else []), daemon=True)
                process.start()
                theirs.close()
                self.pipes.append(ours)
                self.processes.append(process)
        except OSError as error:
            self.stop()
            raise CleanerError(LOST) from error

    def ordered(self, tasks: Iterable[tuple[Any, Task]]) -> Iterator[tuple[Any, Result]]:
        """The results with what stands beside their tasks, in the order of the tasks. Raises CleanerError where a process is lost."""
        if not self.pipes:
            yield from ((beside, self.work(task)) for beside, task in tasks)
            return
        waiting, idle, at_work = _Waiting[Result](), list(self.pipes), dict[Any, int]()
        numbered = enumerate(tasks)
        more = True
        while more or at_work:
            while more and idle and waiting.length < _AHEAD * len(self.pipes):
                number, (beside, task) = next(numbered, (-1, (None, None)))
                if number < 0:
                    more = False
                    break
                waiting.expect(number, beside)
                self._send(idle[-1], task)
                at_work[idle.pop()] = number
            for pipe in wait(list(at_work)) if at_work else ():
                waiting.fill(at_work.pop(pipe), self._received(pipe))
                idle.append(pipe)  # type: ignore[arg-type]
            yield from waiting.ready()

    def _send(self, pipe: Connection, task: Any) -> None:
        try:
            pipe.send(task)
        except OSError as error:
            raise CleanerError(LOST) from error

    def _received(self, pipe: Any) -> Result:
        try:
            result = pipe.recv()
        except (OSError, EOFError) as error:
            raise CleanerError(LOST) from error
        if isinstance(result, _Failure):
            raise CleanerError(f"mt-cleaner failed ({result.what}). What is done is kept. Please report this.")
        return result  # type: ignore[no-any-return]

    def stop(self) -> None:
        """Ends the processes at once; they hold nothing that could be lost."""
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.join()
        for pipe in self.pipes:
            pipe.close()
        self.pipes, self.processes = [], []


class _Failure:
    """An error in a worker, which need not be picklable."""

    def __init__(self, what: str) -> None:
        self.what = what


class _Waiting(Generic[Result]):
    """Results by their number, given out in order."""

    def __init__(self) -> None:
        self.next = 0
        self.beside: dict[int, Any] = {}
        self.results: dict[int, Result] = {}

    @property
    def length(self) -> int:
        return len(self.beside)

    def expect(self, number: int, beside: Any) -> None:
        self.beside[number] = beside

    def fill(self, number: int, result: Result) -> None:
        self.results[number] = result

    def ready(self) -> Iterator[tuple[Any, Result]]:
        while self.next in self.results:
            yield self.beside.pop(self.next), self.results.pop(self.next)
            self.next += 1


def _forks() -> bool:
    """Whether processes are forked: on macOS system libraries do not stand it, and Windows has no such thing."""
    import sys

    return sys.platform == "linux"


def _serve(pipe: Connection, work: Callable[[Any], Any], inherited: list[Connection]) -> None:
    """A worker's life. It has the parent's ends of pipes, too, and must close them to see that the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    for other in inherited:
        other.close()
    try:
        while True:
            pipe.send(_worked(work, pipe.recv()))
    except (EOFError, OSError):
        return


def _worked(work: Callable[[Any], Any], task: Any) -> Any:
    try:
        return work(task)
    except Exception as error:
        return _Failure(f"{type(error).__name__}: {error}")
