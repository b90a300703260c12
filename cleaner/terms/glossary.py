"""Finding, reading and merging glossaries."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from cleaner.errors import GlossaryError, nearest
from cleaner.terms.conflicts import conflicts
from cleaner.terms.doubts import doubts
from cleaner.terms.model import FailedTest, Glossary, Term, TermTest, Variant
from cleaner.terms.schema import File, MarkedTerm, read

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


def bundled_folder() -> Path:
    """Where the bundled glossaries are: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_glossary"
    return installed if installed.is_dir() else package.parent / "glossary"


def load_glossary(name_or_path: str | os.PathLike[str]) -> Glossary:
    """A bundled glossary (`zh-en`), a file, or all YAML files of a folder; raises the first GlossaryError."""
    return load_glossaries([name_or_path])


def load_glossaries(glossaries: Iterable[str | os.PathLike[str] | Glossary]) -> Glossary:
    """Several glossaries as one; what is in conflict between them is an error too."""
    terms: list[MarkedTerm] = []
    languages: list[tuple[str | None, str | None]] = []
    for item in glossaries:
        if isinstance(item, Glossary):
            terms += map(MarkedTerm, item.terms)
            languages.append((item.language, item.source_language))
            continue
        for file in map(_read, _files(item)):
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


def _read(path: Path) -> File:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise GlossaryError(f"the file is not UTF-8 (byte {error.start}). Save it as UTF-8.", path=str(path)) from error
    except OSError as error:
        raise GlossaryError(f"the file cannot be read: {error.strerror}.", path=str(path)) from error
    return read(text, str(path))
