"""What is done of one file, kept on the disk, so that a run that was killed goes on where it was.

Beside the output, in the folder `.mt-cleaner`, grows `NAME.part`, and `NAME.state` says up to where it is whole: how far the input was read
for it, and what was counted. The part is on the disk before its state is, and the state takes the place of the old one at once. What stands
in the part behind the state is cut off when the next run begins.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO, Literal

from cleaner.corpus.base import Counts
from cleaner.errors import InputError

FOLDER = ".mt-cleaner"
COMMIT_SECONDS = 0.5
"""How much time may pass, at most, before what was done is made sure of; a run that is killed loses that."""

Phase = Literal["reading", "read", "done"]


@dataclass(frozen=True, slots=True)
class State:
    """`input` is how far the input was read (bytes without compression, or rows), `lines` how many lines or rows that were, `output`
    how long the part is."""

    phase: Phase = "reading"
    input: int = 0
    lines: int = 0
    output: int = 0
    counts: Counts = field(default_factory=Counts)

    def told(self) -> dict[str, Any]:
        own = {"phase": self.phase, "input": self.input, "lines": self.lines, "output": self.output}
        return {**own, "counts": self.counts.told()}


class Journal:
    """The part and the state of one output file. `about` says from which input and with which settings it is made.

    Opening it takes up what an earlier run has left. Raises InputError where that was made from something else, where the output
    exists without a state, and where another run is at work on it.
    """

    def __init__(self, output: str, about: dict[str, Any]) -> None:
        folder, name = os.path.split(output)
        self.output, self.about = output, about
        self.part = os.path.join(folder, FOLDER, name + ".part")
        self.path = os.path.join(folder, FOLDER, name + ".state")
        self.state = self._found() or State()
        self.saved = time.monotonic()
        self._file: BinaryIO | None = None

    def open(self) -> None:
        """Makes the part ready for what comes next."""
        try:
            os.makedirs(os.path.dirname(self.part), exist_ok=True)
            file = open(self.part, "ab")  # noqa: SIM115 (closed by close)
            _lock(file, self.output)
            held = os.fstat(file.fileno()).st_size
            if held < self.state.output:
                file.close()
                what = f"{self.part} is shorter than its state says, so that nothing can be added to it. {self._anew}"
                raise InputError(what, path=self.output)
            file.truncate(self.state.output)
        except OSError as error:
            raise InputError(f"the file cannot be written: {error.strerror}.", path=self.part) from error
        self._file = file
        if not self.state.output:
            self.commit()  # so that a name that is taken is known before the work, and the settings from the first moment on

    def add(self, data: bytes, size: int, lines: int, counts: Counts) -> None:
        """Puts behind the part what became of the next `size` of the input."""
        assert self._file
        try:
            self._file.write(data)
        except OSError as error:
            raise self._full(error) from error
        old = self.state
        # One assignment, so that Ctrl-C finds the old state or the new one.
        self.state = State(old.phase, old.input + size, old.lines + lines, old.output + len(data), old.counts + counts)

    def commit(self, phase: Phase | None = None) -> None:
        """Makes sure of all that was added."""
        self.saved = time.monotonic()
        try:
            if self._file:
                self._file.flush()
                os.fsync(self._file.fileno())
        except OSError as error:
            raise self._full(error) from error
        self.state = replace(self.state, phase=phase or self.state.phase)
        self._write((json.dumps({**self.about, "state": self.state.told()}) + "\n").encode())

    def _write(self, data: bytes) -> None:
        """The state takes the place of the old one. Its other name is always the same, so that a killed run leaves no litter."""
        try:
            with open(self.path + "-new", "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(self.path + "-new", self.path)
        except OSError as error:
            raise self._full(error) from error

    def commit_if_due(self) -> None:
        if time.monotonic() - self.saved >= COMMIT_SECONDS:
            self.commit()

    def close(self) -> None:
        """Lets go of the part without a word; what was not committed is done again by the next run."""
        if self._file:
            with contextlib.suppress(OSError):
                self._file.close()
            self._file = None

    def publish(self) -> None:
        """The part, which is whole, becomes the output."""
        self.close()
        if os.path.exists(self.part):
            os.replace(self.part, self.output)
        elif not os.path.exists(self.output):
            raise InputError(f"{self.part} is gone. {self._anew}", path=self.output)
        self.commit("done")

    def _found(self) -> State | None:
        """What an earlier run has left."""
        try:
            with open(self.path, encoding="utf-8") as file:
                held = json.load(file)
            told = held.pop("state")
            told["counts"]["rules"] = Counter(told["counts"]["rules"])
            state = State(**{**told, "counts": Counts(**told["counts"])})
        except FileNotFoundError:
            if os.path.lexists(self.output):
                raise InputError(f"there is such a file already, and not from a run of this kind. {self._anew}", path=self.output) from None
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(f"what an earlier run has left cannot be read ({error}). {self._anew}", path=self.path) from error
        if other := [name for name in self.about if held.get(name) != self.about[name]]:
            what = f"an earlier run has made or begun this file with other settings ({', '.join(other)}). {self._anew}"
            raise InputError(what, path=self.output)
        if state.phase == "done" and not os.path.exists(self.output):
            raise InputError(f"this file was finished and is gone. Remove {self.path} to have it made again.", path=self.output)
        return state

    @property
    def _anew(self) -> str:
        return "Name another output, or remove it and the folder .mt-cleaner beside it to begin anew."

    def _full(self, error: OSError) -> InputError:
        what = f"the file cannot be written: {error.strerror}. What is done is kept; the same command goes on from there."
        return InputError(what, path=self.part)


def _lock(file: BinaryIO, output: str) -> None:
    """Keeps a second run away for as long as this process has the file open."""
    try:
        import fcntl
    except ImportError:  # not on Windows, where two runs at once are the user's to avoid
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise InputError("another run is at work on this file.", path=output) from None


FRAME = 8
"""How many bytes before a piece say how long it is, where pieces must be told apart."""


def framed(data: bytes) -> bytes:
    return len(data).to_bytes(FRAME, "big") + data


def frames(file: BinaryIO) -> Iterator[bytes]:
    """The pieces that were framed, one after the other.

    >>> import io
    >>> list(frames(io.BytesIO(framed(b"ab") + framed(b""))))
    [b'ab', b'']
    """
    while head := file.read(FRAME):
        yield file.read(int.from_bytes(head, "big"))
