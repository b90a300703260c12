"""Errors a person can act on: what happened, where, and what to do next."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import TypeVar

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_Error = TypeVar("_Error", bound="CleanerError")


class CleanerError(Exception):
    """Base of every error that is the user's to mend; the command line prints it and exits 2.

    `path`, `line` and `column` (both counted from 1, columns in code points) say where, as far as known.

    >>> str(CleanerError("unknown key 'cannonical'.", path="terms.yaml", line=3, column=5))
    "terms.yaml:3:5: unknown key 'cannonical'."
    """

    def __init__(self, message: str, *, path: str | None = None, line: int | None = None, column: int | None = None) -> None:
        self.message, self.path, self.line, self.column = message, path, line, column
        place = ":".join(str(part) for part in (path and one_line(path), line, column) if part is not None)
        super().__init__(f"{place}: {message}" if place else message)

    def at(self: _Error, path: str) -> _Error:
        """The error with the file it is about, where it does not name one."""
        return self if self.path else type(self)(self.message, path=path, line=self.line, column=self.column)


class UsageError(CleanerError):
    """An option, a rule name or an argument that means nothing here."""


class ConfigError(CleanerError):
    """A configuration file that cannot be used."""


class GlossaryError(CleanerError):
    """A glossary that cannot be used."""


class InputError(CleanerError):
    """A file that cannot be read, decoded or written."""


class FaultError(CleanerError):
    """A fault of this program: nothing was changed, and it should be reported."""


def one_line(path: str) -> str:
    """A file name on one line: what a terminal would obey is escaped.

    >>> one_line("two\\nlines\\x1b[31m.txt")
    'two\\\\nlines\\\\x1b[31m.txt'
    """
    return path if path.isprintable() else _CONTROL.sub(lambda match: repr(match.group())[1:-1], path)


def nearest(word: str, known: Iterable[str]) -> str:
    """A closing half-sentence that names the nearest right word, or lists all of them.

    >>> nearest("cannonical", ["canonical", "variants"])
    "Did you mean 'canonical'?"
    >>> nearest("zzz", ["b", "a"])
    'Known are: a, b.'
    """
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1)
    return f"Did you mean '{close[0]}'?" if close else f"Known are: {', '.join(names)}."
