"""Translations in JSON (.json, .arb): the string values, nested or not; with ICU messages, i18next's and ARB's conventions.

Not text: what stands under a key that begins with `@` (ARB keeps notes for translators there), and beside the `message` of a Chrome
extension its `description` and `placeholders`.
"""

from __future__ import annotations

from cleaner.formats.base import Format, Unit
from cleaner.formats.objects import Path, escape_for, keys_of, string_pieces, values


def units(text: str, format: Format) -> list[Unit]:
    """The strings of a file, in order of place; the key is the path from the root, without a root that only names the language."""
    found = [value for value in values(text) if value.is_string]
    messages = {value.path[:-1] for value in found if value.path and value.path[-1] == "message"}
    escape, made = escape_for(text), []
    for value, key in zip(found, keys_of([value.path for value in found]), strict=True):
        pieces = string_pieces(text, value.start, value.end)
        if pieces and not _is_note(value.path, messages):
            made.append(Unit(tuple(pieces), escape, key=key))
    return made


def _is_note(path: Path, messages: set[Path]) -> bool:
    if any(str(part).startswith("@") for part in path):
        return True
    beside = path[:-1] in messages and path[-1] == "description"
    return beside or ("placeholders" in path and path[: path.index("placeholders")] in messages)
