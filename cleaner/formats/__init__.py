"""File formats: which part of a file is human text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from cleaner.edits import Span

_SUFFIXES = {".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown"}


def format_for(name: str) -> str | None:
    """The format of a file by its suffix, or None where folders are walked past it.

    >>> format_for("a/README.md"), format_for("a.png")
    ('markdown', None)
    """
    return _SUFFIXES.get(PurePath(name).suffix.lower())


def _text(text: str) -> list[Span]:
    return []


def protector(format: str) -> Callable[[str], list[Span]]:
    """The function that finds what is not human text in a file of this format. Raises KeyError for an unknown one."""
    if format == "markdown":
        from cleaner.formats.markdown import markup

        return markup
    return {"text": _text}[format]
