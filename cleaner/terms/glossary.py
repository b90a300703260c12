"""Finding, reading and merging glossaries."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from cleaner import cache
from cleaner.errors import GlossaryError, nearest
from cleaner.garbage import collecting_no_garbage
from cleaner.terms import stored
from cleaner.terms.model import FailedTest, Glossary, Term, TermTest, Variant

if TYPE_CHECKING:
    from cleaner.terms.schema import File, MarkedTerm

__all__ = [
    "FailedTest",
    "Glossary",
    "Term",
    "TermTest",
    "Variant",
    "bundled_folder",
    "check_glossary",
    "doubts_about",
    "load_glossaries",
    "load_glossary",
]

_SUFFIXES = (".yaml", ".yml")
_Contents = list[tuple[Path, bytes]]
WORTH_KEEPING = 20_000
"""Bytes of glossary files from which reading them takes longer than reading what was kept of them."""


def bundled_folder() -> Path:
    """Where the bundled glossaries are: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_glossary"
    return installed if installed.is_dir() else package.parent / "glossary"


def load_glossary(name_or_path: str | os.PathLike[str]) -> Glossary:
    """A bundled glossary (`zh-en`), a file, or all YAML files of a folder; raises the first GlossaryError."""
    return load_glossaries([name_or_path])


def load_glossaries(glossaries: Iterable[str | os.PathLike[str] | Glossary]) -> Glossary:
    """Several glossaries as one; what is in conflict between them is an error too.

    What is made of large files is kept between runs, under a name that their contents give.
    """
    parts = [item if isinstance(item, Glossary) else [(path, _bytes(path)) for path in _files(item)] for item in glossaries]
    contents = [] if any(isinstance(part, Glossary) for part in parts) else [data for part in parts for _, data in cast(_Contents, part)]
    program = cache.program()
    if sum(map(len, contents)) < WORTH_KEEPING or program is None:
        return _made(parts)
    name = f"glossary-{cache.digest([program, *contents])}.json"
    if kept := cache.load(name):
        return stored.load(kept)
    with collecting_no_garbage():
        glossary = _made(parts)
        cache.store(name, stored.dump(glossary))
    return glossary


def glossary_bytes(names: Iterable[str | os.PathLike[str]]) -> Iterator[bytes]:
    """The contents of all files of the glossaries, in order. Raises GlossaryError for one that is not there."""
    return (_bytes(path) for name in names for path in _files(name))


def _made(parts: Iterable[Glossary | _Contents]) -> Glossary:
    # The reading of YAML is loaded only where it is needed: what is kept needs none of it.
    from cleaner.terms.conflicts import conflicts
    from cleaner.terms.schema import MarkedTerm

    terms: list[MarkedTerm] = []
    languages: list[tuple[str | None, str | None]] = []
    with collecting_no_garbage():
        for part in parts:
            if isinstance(part, Glossary):
                terms += map(MarkedTerm, part.terms)
                languages.append((part.language, part.source_language))
                continue
            for file in (_read(path, data) for path, data in part):
                if file.reader.errors:
                    raise file.reader.errors[0]
                terms += file.terms
                languages.append((file.language, file.source_language))
        for error in conflicts(terms):
            raise error
    language, source_language = (_agreed(side) for side in zip(*languages, strict=True)) if languages else (None, None)
    return Glossary(tuple(marked.term for marked in terms), language, source_language)


def check_glossary(name_or_path: str | os.PathLike[str]) -> list[GlossaryError]:
    """Everything that is wrong with a glossary, by file and line."""
    from cleaner.terms.conflicts import conflicts

    try:
        files = [_read(path) for path in _files(name_or_path)]
        errors = [error for file in files for error in file.reader.errors]
        errors += conflicts(term for file in files for term in file.terms)
        for side in zip(*((file.language, file.source_language) for file in files), strict=True):
            _agreed(side)
    except GlossaryError as error:
        return [error]
    return _in_order(errors)


def doubts_about(name_or_path: str | os.PathLike[str]) -> list[GlossaryError]:
    """What is seldom meant in a glossary without mistakes, by file and line."""
    from cleaner.terms.doubts import doubts

    files = [_read(path) for path in _files(name_or_path)]
    language = _agreed([file.language for file in files])
    return _in_order(doubts([term for file in files for term in file.terms], language or "en"))


def _in_order(errors: Iterable[GlossaryError]) -> list[GlossaryError]:
    return sorted(errors, key=lambda error: (error.path or "", error.line or 0, error.column or 0))


def _agreed(languages: Sequence[str | None]) -> str | None:
    """The one language that is named, if any is."""
    named = sorted({language for language in languages if language})
    if len(named) > 1:
        raise GlossaryError(f"glossaries for different languages cannot be used together ({', '.join(named)}).")
    return named[0] if named else None


def _files(name_or_path: str | os.PathLike[str]) -> list[Path]:
    path = Path(name_or_path)
    bundled = bundled_folder()
    if isinstance(name_or_path, str) and path.name == name_or_path and (bundled / path).is_dir():
        path = bundled / path
    if path.is_file():
        return [path]
    if not path.is_dir():
        names = [folder.name for folder in bundled.iterdir() if folder.is_dir()] if bundled.is_dir() else []
        hint = nearest(str(name_or_path), names) if names else "None is bundled."
        raise GlossaryError(f"there is no glossary '{name_or_path}': no such file or folder, and no bundled one. {hint}")
    found = sorted(file for file in path.iterdir() if file.suffix in _SUFFIXES and file.is_file())
    if not found:
        raise GlossaryError("the folder holds no glossary (*.yaml).", path=str(path))
    return found


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise GlossaryError(f"the file cannot be read: {error.strerror}.", path=str(path)) from error


def _read(path: Path, data: bytes | None = None) -> File:
    try:
        text = (_bytes(path) if data is None else data).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GlossaryError(f"the file is not UTF-8 (byte {error.start}). Save it as UTF-8.", path=str(path)) from error
    from cleaner.terms.schema import read

    return read(text, str(path))
