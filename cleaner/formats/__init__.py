"""File formats: which part of a file is human text.

A format either names the spans of the text that are no human text (`protector`: plain text, Markdown), or it hands over the human text
of a file in units (`reader`), from which `cleaner.views` makes one text for the rules.
"""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Callable
from typing import cast

from cleaner.edits import Span
from cleaner.errors import UsageError, nearest
from cleaner.formats.base import Format, Reader

_SUFFIXES = {
    **{".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown"},
    **{".po": "po", ".pot": "po", ".tmx": "tmx", ".csv": "csv", ".tsv": "tsv", ".tab": "tsv"},
    **{".json": "json", ".arb": "json", ".xcstrings": "xcstrings"},
    **{".yaml": "yaml", ".yml": "yaml", ".toml": "toml", ".properties": "properties", ".ini": "ini"},
    **{".srt": "srt", ".vtt": "vtt", ".ass": "ass", ".ssa": "ass", ".jsonl": "jsonl", ".ndjson": "jsonl"},
    **{".ts": "qt", ".resx": "resx", ".resw": "resx", ".strings": "strings", ".stringsdict": "plist"},
    **{".rst": "rst", ".adoc": "asciidoc", ".asciidoc": "asciidoc", ".tex": "latex"},
    **{".docx": "docx", ".docm": "docx", ".dotx": "docx", ".epub": "epub", ".parquet": "parquet"},
    **dict.fromkeys([".html", ".htm", ".xhtml"], "html"),
    **dict.fromkeys([".xlf", ".xliff", ".sdlxliff", ".mxliff", ".mqxliff"], "xliff"),
}
_MODULES = {"po": "po", "xliff": "xliff", "tmx": "tmx", "csv": "table", "tsv": "table", "json": "jsons", "xcstrings": "xcstrings"}
_MODULES |= {"yaml": "yamls", "toml": "tomls", "properties": "properties", "ini": "ini"}
_MODULES |= {"srt": "subtitles", "vtt": "subtitles", "ass": "ass", "jsonl": "records"}
_MODULES |= {"qt": "qt", "resx": "resx", "android": "android", "strings": "strings", "plist": "plist"}
_MODULES |= {"html": "hypertext", "docx": "docx", "epub": "epub", "parquet": "records"}
"""The module of each format that hands over units."""

_ANDROID = re.compile(r"(?:^|/)(?:values(?:-[\w+-]+)?/[^/]*|[^/]*strings)\.xml$")
"""Android's resources have names of their own, and no suffix."""

_MARKUP = {"markdown": "markdown", "rst": "rst", "asciidoc": "asciidoc", "latex": "latex"}
"""The module of each format that names what is no human text."""

PLAIN = ("text", *_MARKUP)

BRACES_HOLD_TEXT = frozenset(["latex"])
"""Formats in which a text in braces is no placeholder."""

TABLES = frozenset(["csv", "tsv", "jsonl", "parquet"])
"""Formats that are read by the name of a column or a field."""

CONTAINERS = frozenset(["docx", "epub", "parquet"])
"""Formats whose files are no text, but hold some."""

_MANIFOLD = frozenset(["json", "yaml", "toml", "ini", "properties"])
"""Formats that hold much else than translations in most repositories."""
_ONLY_TRANSLATIONS = re.compile(r"\.arb$|(?:^|/)(?:_?locales?|lang|langs|languages?|i18n|l10n|translations?|nls)/", re.IGNORECASE)
"""Files, and folders of such files, that are known to hold them."""


def format_for(name: str) -> str | None:
    """The format of a file by its suffix, or None where nothing is known of it.

    >>> format_for("a/README.md"), format_for("a.png"), format_for("res/values-de/strings.xml")
    ('markdown', None, 'android')
    """
    if _ANDROID.search(name.replace("\\", "/")):
        return "android"
    return _SUFFIXES.get(os.path.splitext(name)[1].lower())


def is_walked(path: str, format: str) -> bool:
    """Whether such a file is taken when a folder is walked, and not only when it is named.

    >>> is_walked("package.json", "json"), is_walked("src/locales/de.json", "json"), is_walked("a.po", "po"), is_walked("~$a.docx", "docx")
    (False, True, True, False)
    """
    if os.path.basename(path).startswith("~$"):
        return False  # Word puts such a file beside one that it has open
    if format in _MANIFOLD:
        return bool(_ONLY_TRANSLATIONS.search(path.replace("\\", "/")))
    return format not in TABLES


def names() -> tuple[str, ...]:
    """The names of all formats."""
    return (*PLAIN, *_MODULES)


def known(name: str) -> str:
    """The name, if it is that of a format. Raises UsageError with the nearest right one."""
    if name not in names():
        raise UsageError(f"unknown format '{name}'. {nearest(name, names())}")
    return name


def _text(text: str) -> list[Span]:
    return []


def protector(format: str) -> Callable[[str], list[Span]]:
    """The function that finds what is not human text in a file of this format. Raises KeyError for one that has a reader."""
    if format == "text":
        return _text
    return cast("Callable[[str], list[Span]]", importlib.import_module(f"cleaner.formats.{_MARKUP[format]}").markup)


def reader(format: Format) -> Reader | None:
    """The function that reads a file of this format into units; None for plain formats. Raises UsageError for an unknown format."""
    module = _MODULES.get(known(format.name))
    return cast("Reader", importlib.import_module(f"cleaner.formats.{module}").units) if module else None
