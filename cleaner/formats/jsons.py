"""Translations in JSON (.json, .arb): the string values, nested or not; with ICU messages, i18next's and ARB's conventions.

Not text: what stands under a key that begins with `@` (ARB keeps notes for translators there), and beside the `message` of a Chrome
extension its `description` and `placeholders`.
"""

from __future__ import annotations

from collections.abc import Iterable

from cleaner.formats.base import Format, Unit
from cleaner.formats.objects import Path, escape_for, keys_of, string_pieces, value_of, values


def units(text: str, format: Format) -> list[Unit]:
    """The strings of a file, in order of place; the key is the path from the root, without a root that only names the language.

    In a file of records, which has fields of the name `format.column`, these alone; `format.source_column` is then the field beside it.
    """
    found = {value.path: value for value in values(text) if value.is_string}
    keys = dict(zip(found, keys_of(list(found)), strict=True))
    records = [path for path in found if format.column is not None and path and path[-1] == format.column]
    escape, made = escape_for(text), []
    for path in records or _texts(found):
        value = found[path]
        if pieces := string_pieces(text, value.start, value.end):
            source = found.get((*path[:-1], format.source_column)) if records and format.source_column else None
            made.append(Unit(tuple(pieces), escape, value_of(text, source) if source else None, keys[path]))
    return made


def _texts(paths: Iterable[Path]) -> list[Path]:
    """The paths of what is no note."""
    messages = {path[:-1] for path in paths if path and path[-1] == "message"}
    return [path for path in paths if not _is_note(path, messages)]


def _is_note(path: Path, messages: set[Path]) -> bool:
    if any(str(part).startswith("@") for part in path):
        return True
    beside = path[:-1] in messages and path[-1] == "description"
    return beside or ("placeholders" in path and path[: path.index("placeholders")] in messages)
