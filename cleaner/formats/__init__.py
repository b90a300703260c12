"""File formats: which part of a file is human text.

A format either names the spans of the text that are no human text (`protector`: plain text, Markdown), or it hands over the human text
of a file in units (`reader`), from which `cleaner.views` makes one text for the rules.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import PurePath
from typing import cast

from cleaner.edits import Span
from cleaner.errors import UsageError, nearest
from cleaner.formats.base import Format, Reader

_SUFFIXES = {
    **{".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown"},
    **{".po": "po", ".pot": "po", ".tmx": "tmx"},
    **dict.fromkeys([".xlf", ".xliff", ".sdlxliff", ".mxliff", ".mqxliff"], "xliff"),
}
_MODULES = {"po": "po", "xliff": "xliff", "tmx": "tmx"}
"""The module of each format that hands over units."""

PLAIN = ("text", "markdown")


def format_for(name: str) -> str | None:
    """The format of a file by its suffix, or None where folders are walked past it.

    >>> format_for("a/README.md"), format_for("a.png")
    ('markdown', None)
    """
    return _SUFFIXES.get(PurePath(name).suffix.lower())


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
    if format == "markdown":
        from cleaner.formats.markdown import markup

        return markup
    return {"text": _text}[format]


def reader(format: Format) -> Reader | None:
    """The function that reads a file of this format into units; None for plain formats. Raises UsageError for an unknown format."""
    module = _MODULES.get(known(format.name))
    return cast("Reader", importlib.import_module(f"cleaner.formats.{module}").units) if module else None
