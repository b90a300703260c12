"""Which formats there are, and the way through each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePath

from cleaner.errors import CleanerError, GlossaryError, UsageError
from cleaner.interchange import native, objects, tables, tbx
from cleaner.interchange.base import Exported, Imported, Languages
from cleaner.interchange.merge import terms_of
from cleaner.terms.model import Glossary
from cleaner.terms.schema import read

IMPORTS: Mapping[str, Callable[[str, str, Languages], Imported]] = {
    "csv": tables.read_csv,
    "json": objects.read_json,
    "tbx": tbx.read,
    "tsv": tables.read_tsv,
    "yaml": objects.read_yaml,
}
EXPORTS: Mapping[str, Callable[[Glossary], Exported]] = {"csv": tables.write_csv, "tbx": tbx.write, "tsv": tables.write_tsv}
_SUFFIXES = {"csv": "csv", "json": "json", "tbx": "tbx", "xml": "tbx", "tsv": "tsv", "tab": "tsv", "yaml": "yaml", "yml": "yaml"}


def format_of(path: str, known: Mapping[str, object], option: str) -> str:
    """The format by the file's suffix. Raises UsageError where that says nothing."""
    name = _SUFFIXES.get(PurePath(path).suffix.lower().removeprefix("."), "")
    if path == "-":
        raise UsageError(f"say the format with {option} ({', '.join(known)}).")
    if name not in known:
        raise UsageError(f"the name '{path}' does not say in which format it is. Say it with {option} ({', '.join(known)}).")
    return name


def import_glossary(text: str, path: str, name: str, wanted: Languages) -> tuple[Glossary, list[GlossaryError]]:
    """The glossary that a file of another program makes, and remarks with their places, in order.

    Raises CleanerError, with the place, for a file that cannot be read as that format.
    """
    try:
        imported = IMPORTS[name](text, path, wanted)
    except CleanerError as error:
        raise error.at(path) from None
    terms = tuple(marked.term for marked in terms_of(imported))
    if not terms:
        raise GlossaryError("no term is left to make a glossary of.", path=path)
    glossary = Glossary(terms, imported.languages.language, imported.languages.source_language)
    return glossary, sorted(imported.remarks, key=lambda remark: (remark.line or 0, remark.column or 0))


def native_text(glossary: Glossary) -> str:
    """The glossary's file; it has been read again and is the same. Raises GlossaryError where it is not."""
    text = native.write(glossary)
    again = read(text, "the glossary")
    if again.reader.errors:
        raise GlossaryError(f"the glossary would not be read again: {again.reader.errors[0].message}")
    if [marked.term for marked in again.terms] != list(glossary.terms):
        raise GlossaryError("the glossary would not be read again as it is. Please report this.")
    return text


def export_glossary(glossary: Glossary, name: str, languages: Languages) -> Exported:
    """The glossary as a file of another program; languages that it does not name itself are those given."""
    language = glossary.language or languages.language
    source_language = glossary.source_language or languages.source_language
    return EXPORTS[name](replace(glossary, language=language, source_language=source_language))
