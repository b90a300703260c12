"""One file of a corpus: how it is read in chunks, and how its output comes about."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from cleaner.corpus import journal as journals
from cleaner.corpus.base import Fields
from cleaner.corpus.chunks import Chunk
from cleaner.corpus.lines import LONGEST, BadRecord, chunks, parsed, value_at
from cleaner.corpus.streams import packing, unpacked
from cleaner.errors import InputError

CHUNK_BYTES = 1 << 18
"""How much of a file a worker gets at a time; a longer line is a chunk of its own."""

_ENDS = 1 << 16
"""How much of either end of an input tells it from another."""

Kind = Literal["lines", "rows", "texts"]
SUFFIXES: dict[str, Kind] = {".jsonl": "lines", ".ndjson": "lines", ".json": "lines", ".parquet": "rows"}


def kind_of(path: str) -> Kind | None:
    """What a file holds, by its name.

    >>> kind_of("a.jsonl.gz"), kind_of("a.parquet"), kind_of("a.txt")
    ('lines', 'rows', None)
    """
    name = path.lower()
    bare = os.path.splitext(name)[0] if packing(name) else name
    kind = SUFFIXES.get(os.path.splitext(bare)[1])
    return None if kind == "rows" and bare != name else kind


@dataclass(frozen=True, slots=True)
class Job:
    """An input, its output, and the fields of its records.

    `plain` says that it is plain text, each line a segment, and `source` names the file that has the source of each in the same line.
    """

    path: str
    output: str
    fields: Fields
    plain: bool = False
    source: str | None = None

    @property
    def kind(self) -> Kind:
        return "texts" if self.plain else kind_of(self.path) or "lines"

    @property
    def packing(self) -> str:
        """How the output's chunks are compressed."""
        return "framed" if self.kind == "rows" else packing(self.output)

    def size(self) -> int:
        try:
            return os.path.getsize(self.path)
        except OSError:
            return 0  # it is said when the file's turn comes

    def journal(self, settings: dict[str, Any]) -> journals.Journal:
        """What is done of the output. Raises InputError as `Journal` does, and for an input that cannot be read."""
        about: dict[str, Any] = {"input": _identity(self.path), "chunk size": CHUNK_BYTES}
        if self.source:
            about["source"] = _identity(self.source)
        return journals.Journal(self.output, {**settings, **about})

    def chunks(self, state: journals.State, at: Callable[[float], None]) -> Iterator[Chunk]:
        """What is left of the input; `at` is told how much of the file is read, from 0 to 1. Raises InputError."""
        read = {"rows": self._rows, "lines": self._lines, "texts": self._texts}[self.kind]
        try:
            yield from read(state, at)
        except OSError as error:
            raise InputError(f"the file cannot be read: {error.strerror}.", path=self.path) from error
        except InputError as error:
            raise error.at(self.path) from error

    def _lines(self, state: journals.State, at: Callable[[float], None]) -> Iterator[Chunk]:
        with open(self.path, "rb") as file:
            size = max(1, self.size())
            for number, data in enumerate(chunks(unpacked(file, packing(self.path), self.path, state.input), CHUNK_BYTES)):
                if not number and not state.input:
                    (self._check_text if self.plain else self._check)(data)
                at(file.tell() / size)
                yield Chunk(data, len(data), data.count(b"\n"))

    def _texts(self, state: journals.State, at: Callable[[float], None]) -> Iterator[Chunk]:
        from cleaner.corpus.texts import Taker, lines_in

        if self.source is None:
            yield from self._lines(state, at)
            return
        self._check_lengths(self.source)
        with open(self.source, "rb") as file:
            sources = Taker(unpacked(file, packing(self.source), self.source, 0))
            sources.skip(state.lines)
            for chunk in self._lines(state, at):
                yield replace(chunk, source=sources.take(lines_in([chunk.data])))

    def _check_lengths(self, source: str) -> None:
        """Raises InputError where not every line has its source: they would be paired wrongly from some line on."""
        from cleaner.corpus.texts import lines_in

        counts = []
        for path in (self.path, source):
            with open(path, "rb") as file:
                counts.append(lines_in(unpacked(file, packing(path), path, 0)))
        if counts[0] != counts[1]:
            raise InputError(f"the text has {counts[0]:,} lines, and its source {source} {counts[1]:,}; each line must have its own.")

    def _check_text(self, data: bytes) -> None:
        from cleaner.corpus.texts import holds_text

        if not holds_text(data):
            raise InputError("none of the first lines is UTF-8, so that the file was left out; iconv makes it UTF-8.")

    def _rows(self, state: journals.State, at: Callable[[float], None]) -> Iterator[Chunk]:
        from cleaner.corpus.rows import batches, opened_at

        file, done = opened_at(self.path, self.fields), state.input
        for data, rows in batches(file, state.input, CHUNK_BYTES):
            done += rows
            at(done / file.metadata.num_rows)
            yield Chunk(data, rows, rows)

    def _check(self, data: bytes) -> None:
        """A field that none of the first records has is a mistake in its name."""
        for name in filter(None, (self.fields.column, self.fields.source)):
            problem = None
            for line in filter(bytes.strip, data.split(b"\n")):
                try:
                    if len(line) <= LONGEST:  # a greater one is not looked into
                        value_at(parsed(line), name)
                    break
                except BadRecord as error:
                    problem = problem or error
            else:
                if problem:
                    lines = data.count(b"\n") or 1
                    raise InputError(f"none of the first {lines} lines can be used, so that the file was left out. The first: {problem}")

    def finish(self, journal: journals.Journal) -> None:
        """All chunks are in the part; the output is made of it."""
        if self.kind != "rows":
            journal.publish()
            return
        from cleaner.corpus.rows import assemble, opened_at

        if not os.path.exists(journal.part):
            journal.publish()
            return
        journal.close()
        with open(journal.part, "rb") as part, open(journal.part + "-whole", "wb") as out:
            assemble(journals.frames(part), opened_at(self.path, self.fields), self.fields, out)
            out.flush()
            os.fsync(out.fileno())
        os.replace(journal.part + "-whole", self.output)
        os.unlink(journal.part)
        journal.publish()


def _identity(path: str) -> str:
    """A file's length, and a digest of both its ends: a copy is the same, another file is not. Raises InputError."""
    try:
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            digest = hashlib.blake2b(file.read(_ENDS), digest_size=16)
            file.seek(max(0, size - _ENDS))
            digest.update(file.read(_ENDS))
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror}.", path=path) from error
    return f"{size}:{digest.hexdigest()}"
