"""Apple's string catalogues (.xcstrings): the values in the language to be cleaned, each with its source.

The source is the value in the catalogue's `sourceLanguage`, where it has one, else the key. Entries that are stale, or not to be
translated, are left out unless asked for.
"""

from __future__ import annotations

from cleaner.formats.base import Format, Unit, malformed
from cleaner.formats.languages import same_language
from cleaner.formats.objects import Path, Value, escape_for, string_pieces, value_of, values

_HELD = "localizations"


def units(text: str, format: Format) -> list[Unit]:
    """The strings of the target language, in order of place."""
    found = {value.path: value for value in values(text)}
    origin = found.get(("sourceLanguage",))
    if origin is None:
        raise malformed(text, 0, "a string catalogue has a 'sourceLanguage', and this file has none.")
    language = value_of(text, origin)
    escape, made = escape_for(text), []
    for path, value in found.items():
        if value.is_string and _is_text(path, language, format) and (format.include_locked or not _is_left_out(text, path, found)):
            pieces = tuple(string_pieces(text, value.start, value.end))
            if pieces:
                made.append(Unit(pieces, escape, _source(text, path, language, found), "/".join(map(str, path))))
    return made


def _is_text(path: Path, source_language: str, format: Format) -> bool:
    if len(path) < 6 or path[0] != "strings" or path[2] != _HELD or path[-2:] != ("stringUnit", "value"):
        return False
    return same_language(str(path[3]), format.language) and not same_language(str(path[3]), source_language)


def _is_left_out(text: str, path: Path, found: dict[Path, Value]) -> bool:
    translate, state = found.get((*path[:2], "shouldTranslate")), found.get((*path[:2], "extractionState"))
    return (translate is not None and value_of(text, translate) == "false") or (state is not None and value_of(text, state) == "stale")


def _source(text: str, path: Path, language: str, found: dict[Path, Value]) -> str:
    value = found.get((*path[:3], language, *path[4:])) or found.get((*path[:3], language, "stringUnit", "value"))
    return value_of(text, value) if value else str(path[1])
