"""Settings: the defaults, what a configuration file says about them, and one frozen object that holds the result."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cleaner.allow import Allowed
from cleaner.decoding.names import canonical, output_name
from cleaner.errors import ConfigError, UsageError, nearest
from cleaner.formats import known

OWN_FILE = ".mt-cleaner.toml"
SHARED_FILE = "pyproject.toml"
_LARGEST = 2_000_000
"""Characters of a configuration: readers of TOML take long over larger ones."""
_KEY, _PART, _DEEPEST = re.compile(r"[^=,\[\]{}]+"), re.compile(r"[^\s.]\s*\."), 50
"""What may be a key, a part of one, and how many parts it has at most: a reader of TOML needs gigabytes for some thousands."""
TABLE = "mt-cleaner"

_TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is told. `exclude` holds gitignore patterns, read from the folder `base`; `origin` is the file they came from.

    `formats` holds folders, patterns read from them, and names of formats; the last that fits a file decides.
    `encoding` is what files are read in (None: a byte order mark or UTF-8), `output_encoding` what they are written in (None: their own).
    """

    language: str = "en"
    source_language: str | None = "zh"
    glossaries: tuple[str, ...] = ("zh-en",)
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    unsafe: bool = False
    encoding: str | None = None
    output_encoding: str | None = None
    guess_encoding: bool = False
    exclude: tuple[str, ...] = ()
    formats: tuple[tuple[str, str, str], ...] = ()
    include_locked: bool = False
    column: str | None = None
    source_column: str | None = None
    base: str = "."
    origin: str | None = None
    allow: tuple[Allowed, ...] = ()


def load_settings(path: str | None = None, folder: Path | None = None) -> Settings:
    """The settings of the file at `path`, else of the nearest configuration from `folder` (the working folder) upwards."""
    if path is not None:
        return _settings(Path(path), _table(Path(path), required=True) or {})
    here = Path.cwd() if folder is None else folder.resolve()
    for place in (here, *here.parents):
        for name in (OWN_FILE, SHARED_FILE):
            file = Path(_short(place / name))
            table = _table(file) if file.is_file() else None
            if table is not None:
                return _settings(file, table)
    return Settings()


def _table(path: Path, required: bool = False) -> Mapping[str, Any] | None:
    """The file's table for this program; None where a shared file has none."""
    text = _read(path)
    if path.name != SHARED_FILE:
        return _parse(path, text)
    # A shared file that never mentions us is not ours to judge, not even when it is broken.
    tool = _parse(path, text).get("tool", {}) if TABLE in text else {}
    table = tool.get(TABLE) if isinstance(tool, dict) else None
    if isinstance(table, dict):
        return table
    if table is not None or required:
        raise ConfigError(f"there is no table [tool.{TABLE}] in this file.", path=str(path))
    return None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"byte {error.start} is not UTF-8; TOML is always UTF-8.", path=str(path)) from error
    except OSError as error:
        raise ConfigError(f"the configuration cannot be read: {error.strerror}.", path=str(path)) from error


def _parse(path: Path, text: str) -> Mapping[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    if len(text) > _LARGEST:
        raise ConfigError(f"this is no configuration: it is larger than {_LARGEST:,} characters.", path=str(path))
    for number, line in enumerate(text.splitlines(), 1):
        if line.count(".") > _DEEPEST and any(len(_PART.findall(key)) > _DEEPEST for key in _KEY.findall(line)):
            raise ConfigError(f"this is no configuration: a key has more than {_DEEPEST} parts.", path=str(path), line=number)
    try:
        table: dict[str, Any] = tomllib.loads(text)
        return table
    except (RecursionError, ValueError) as error:
        if not isinstance(error, tomllib.TOMLDecodeError):
            what = "it is nested too deep" if isinstance(error, RecursionError) else "it holds a number that is too long"
            raise ConfigError(f"this is no configuration: {what}.", path=str(path)) from None
        raise _not_toml(path, text, error) from error


def _not_toml(path: Path, text: str, error: Exception) -> ConfigError:
    message = str(error)
    found = _TOML_PLACE.search(message)
    line, column = (int(found[1]), int(found[2])) if found and found[1] else (len(text.splitlines()) or 1, None)
    what = _TOML_PLACE.sub("", message)
    return ConfigError(f"this is not valid TOML: {what}.", path=str(path), line=line, column=column)


def _settings(path: Path, table: Mapping[str, Any]) -> Settings:
    given: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _KEYS:
            raise _wrong(path, key, f"unknown key '{key}'. {nearest(key, _KEYS)}")
        field, convert, wanted = _KEYS[key]
        try:
            converted = convert(value)
        except UsageError as error:
            raise _wrong(path, key, error.message) from error
        if converted is None:
            raise _wrong(path, key, f"'{key}' must be {wanted}, not {value!r}.")
        given[field] = converted
    if given.get("encoding") and given.get("guess_encoding"):
        what = "'encoding' names the encoding, so that nothing is left to guess. Leave one of the two keys out."
        raise _wrong(path, "guess-encoding", what)
    base = path.resolve().parent
    if "glossaries" in given:
        given["glossaries"] = tuple(_glossary(name, base) for name in given["glossaries"])
    given["formats"] = tuple((str(base), *pair) for pair in given.get("formats", ()))
    return replace(Settings(), **given, base=str(base), origin=str(path))


def _wrong(path: Path, key: str, message: str) -> ConfigError:
    """An error at the line that sets the key: TOML readers keep no places, so the line is looked for."""
    pattern = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=|\s*\[\[[^\]]*\b{re.escape(key)}\s*\]\]""")
    lines = [number for number, line in enumerate(_read(path).splitlines(), 1) if pattern.match(line)]
    return ConfigError(message, path=str(path), line=lines[0] if len(lines) == 1 else None)


def _glossary(name: str, base: Path) -> str:
    """A path is meant from the configuration's folder; the name of a bundled glossary stays a name."""
    path = base / name
    if len(Path(name).parts) > 1 or path.suffix in (".yaml", ".yml"):
        return _short(path)
    if not path.exists():
        return name
    from cleaner.terms.glossary import bundled_folder

    return name if (bundled_folder() / name).is_dir() else _short(path)


def _short(path: Path) -> str:
    """The path as a person in the working folder would write it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _encoding(value: object) -> str | None:
    return canonical(value) if isinstance(value, str) and value else None


def _output(value: object) -> str | None:
    return output_name(value) if isinstance(value, str) and value else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _texts(value: object) -> tuple[str, ...] | None:
    return tuple(value) if isinstance(value, list) and all(isinstance(item, str) and item for item in value) else None


def _allowed(value: object) -> tuple[Allowed, ...] | None:
    entries = [_entry(item) for item in value] if isinstance(value, list) else [None]
    return None if None in entries else tuple(entry for entry in entries if entry)


def _entry(item: object) -> Allowed | None:
    if isinstance(item, str):
        return Allowed(item) if item.strip() else None
    if not isinstance(item, dict) or not all(isinstance(value, str) and value.strip() for value in item.values()):
        return None
    if unknown := item.keys() - {"text", "rule", "reason"}:
        raise UsageError(f"unknown key '{min(unknown)}' in 'allow'. {nearest(min(unknown), ('text', 'rule', 'reason'))}")
    return Allowed(item["text"], item.get("rule"), item.get("reason", "")) if "text" in item else None


def _formats(value: object) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(value, dict) or not all(isinstance(name, str) for name in value.values()):
        return None
    return tuple((pattern, known(name)) for pattern, name in value.items())


_KEYS: dict[str, tuple[str, Callable[[object], object], str]] = {
    "language": ("language", _text, 'a language code in quotes, such as "en"'),
    "source-language": ("source_language", _text, 'a language code in quotes, such as "zh"'),
    "glossaries": ("glossaries", _texts, "a list of glossary names or paths"),
    "select": ("select", _texts, "a list of rule or group names"),
    "ignore": ("ignore", _texts, "a list of rule or group names"),
    "unsafe": ("unsafe", _flag, "true or false"),
    "encoding": ("encoding", _encoding, 'the name of an encoding in quotes, such as "gb18030"'),
    "output-encoding": ("output_encoding", _output, 'the name of an encoding in quotes, such as "utf-8"'),
    "guess-encoding": ("guess_encoding", _flag, "true or false"),
    "formats": ("formats", _formats, 'a table of patterns and formats, such as {"*.lang" = "po"}'),
    "include-locked": ("include_locked", _flag, "true or false"),
    "column": ("column", _text, "the name of a column in quotes"),
    "source-column": ("source_column", _text, "the name of a column in quotes"),
    "allow": ("allow", _allowed, "a list of texts, or of tables with text, rule and reason"),
    "exclude": ("exclude", _texts, "a list of patterns as in .gitignore"),
}
