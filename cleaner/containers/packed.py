"""A file of several texts as one text, and back: what `Loaded` is for a file that is one text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from cleaner.containers.archive import Archive
from cleaner.decoding import Loaded, Skipped, decode
from cleaner.edits import Change
from cleaner.errors import InputError
from cleaner.formats.parts import joined, parts_of

Finish = Callable[[Mapping[str, str], Mapping[str, str]], dict[str, str]]
"""Changed parts as they are to be written, told by all parts as they were and by the changed ones."""


@dataclass(frozen=True, slots=True)
class Packed(Loaded):
    """`loaded` are the parts that hold text, by their names, in the order in which `text` has them joined."""

    loaded: dict[str, Loaded] = field(default_factory=dict)
    archive: Archive | None = None
    finish: Finish | None = None

    def parts(self) -> list[tuple[str, int, int]]:
        """Name, start and end of each part."""
        return [(part.name, part.start, part.end) for part in parts_of(self.text)]

    def encode(self, text: str, path: str, changes: Sequence[Change] = ()) -> bytes:
        """The file with another text in it; the very same bytes for the same text. Raises InputError where it cannot be written."""
        if text == self.text or self.archive is None:
            return self.data
        before = {name: loaded.text for name, loaded in self.loaded.items()}
        after = {part.name: text[part.start : part.end] for part in parts_of(text)}
        changed = {name: new for name, new in after.items() if new != before[name]}
        written = self.finish(before, changed) if self.finish else changed
        return self.archive.replaced({name: self.loaded[name].encode(new, f"{path}!{name}") for name, new in written.items()})


def pack(data: bytes, path: str, find: Callable[[Archive], list[str]], finish: Finish | None = None) -> Packed:
    """The texts in an archive. Raises InputError for what cannot be read."""
    archive = Archive.of(data)
    try:
        loaded = {name: decode(archive.read(name), f"{path}!{name}") for name in find(archive)}
    except Skipped as error:
        raise InputError("a document in the archive is no text. The file was left alone.", path=path) from error
    text = joined((name, part.text) for name, part in loaded.items())
    return Packed(text, data, loaded=loaded, archive=archive, finish=finish)
