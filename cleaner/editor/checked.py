"""A text as an editor has it open: its changes, and where they stand in the editor's own units."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cleaner import files
from cleaner.config import Settings, load_settings
from cleaner.edits import Change
from cleaner.engine import Cleaner
from cleaner.errors import CleanerError
from cleaner.formats import CONTAINERS
from cleaner.formats.base import Format
from cleaner.formats.languages import in_name
from cleaner.reports.findings import surroundings

_NEWLINE = re.compile(r"\r\n|\r|\n")
_BY_LANGUAGE = {"plaintext": "text", "markdown": "markdown", "restructuredtext": "rst", "latex": "latex", "asciidoc": "asciidoc"}
"""Formats by the editor's name of the language, for files whose own name does not tell."""
_AROUND = ".,;:!?()[]{}“”\"‘’'«»…"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a text. `error` says why nothing could be: a sentence, with its line (from 1) where that is known."""

    text: str
    format: Format | None = None
    changes: tuple[Change, ...] = ()
    hints: tuple[Change, ...] = ()
    error: str = ""
    line: int | None = None


def check(path: Path, language: str, text: str) -> Checked:
    """Checks a text as `mt-cleaner check` would check the file; one that it would not read is left alone."""
    try:
        settings = load_settings(folder=path.parent)
        form = _format(path, language, settings)
        if form is None:
            return Checked(text)
        outcome = _cleaner(settings).clean(text, format=form)
    except CleanerError as error:
        return Checked(text, error=error.message, line=error.line)
    return Checked(text, form, outcome.changes, outcome.hints)


def _format(path: Path, language: str, settings: Settings) -> Format | None:
    naming = files.Naming.of_patterns(None, settings.formats, settings.column is not None)
    name = naming.of(str(path)) or _BY_LANGUAGE.get(language)
    if name is None or name in CONTAINERS:
        return None
    columns = {"column": settings.column, "source_column": settings.source_column}
    return Format(name, language=in_name(str(path), name), **columns, include_locked=settings.include_locked)


@lru_cache(maxsize=8)
def _cleaner(settings: Settings) -> Cleaner:
    """One cleaner for each configuration; a configuration that is written anew is another one."""
    return Cleaner(
        language=settings.language,
        source_language=settings.source_language,
        glossaries=settings.glossaries,
        select=settings.select,
        ignore=settings.ignore,
        unsafe=settings.unsafe,
        allow=settings.allow,
    )


def word_of(text: str, change: Change) -> str:
    """The word that a change stands in, without the marks around it."""
    left, right = surroundings(text, change)
    return f"{left}{text[change.start : change.end]}{right}".strip().strip(_AROUND)


class Units:
    """Lines and columns of a text's offsets, from 0, in the units that an editor counts in: `utf-16`, `utf-8` or `utf-32`.

    >>> Units("a😀b\\r\\nc", "utf-16").place(2), Units("a😀b\\r\\nc", "utf-8").place(2), Units("a😀b\\r\\nc", "utf-16").place(5)
    ((0, 3), (0, 5), (1, 0))
    """

    def __init__(self, text: str, encoding: str) -> None:
        self._text, self._encoding = text, encoding
        self._starts: Sequence[int] = [0, *(match.end() for match in _NEWLINE.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset) - 1
        before = self._text[self._starts[line] : offset]
        if self._encoding == "utf-8":
            return line, len(before.encode("utf-8", "surrogatepass"))
        if self._encoding == "utf-16":
            return line, len(before.encode("utf-16-le", "surrogatepass")) // 2
        return line, len(before)

    def line(self, number: int) -> tuple[int, int]:
        """The first and last place of a line (from 1), for what is about all of it."""
        at = min(max(number - 1, 0), len(self._starts) - 1)
        end = self._starts[at + 1] - 1 if at + 1 < len(self._starts) else len(self._text)
        return self._starts[at], max(self._starts[at], end)
