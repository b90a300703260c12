"""A part of a file on its way to a worker process, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass, field

from cleaner.corpus.base import Counts


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about a record, by its number in the chunk (from 1). `bad`: the record could not be cleaned."""

    number: int
    sentence: str
    bad: bool


@dataclass(frozen=True, slots=True)
class Chunk:
    """`data` are lines, or rows as an Arrow stream; `size` is how far the input is read with it (bytes, or rows), `numbers` how many
    lines or rows it holds. `source` are the lines that lines of plain text were translated from."""

    data: bytes
    size: int
    numbers: int
    source: bytes = b""


@dataclass(frozen=True, slots=True)
class Done:
    """What a chunk has become, ready to be put behind the one before."""

    data: bytes
    counts: Counts
    said: list[Said] = field(default_factory=list)
