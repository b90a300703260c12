"""Colour, where it is wanted."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TextIO


@dataclass(frozen=True, slots=True)
class Style:
    """Wraps text in terminal codes, or leaves it as it is."""

    colored: bool = False

    def _wrap(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colored and text else text

    def bold(self, text: str) -> str:
        return self._wrap("1", text)

    def dim(self, text: str) -> str:
        return self._wrap("2", text)

    def red(self, text: str) -> str:
        return self._wrap("31", text)

    def struck(self, text: str) -> str:
        return self._wrap("31;9", text)

    def added(self, text: str) -> str:
        return self._wrap("32" if text.strip() else "42", text)

    def green(self, text: str) -> str:
        return self._wrap("32", text)

    def cyan(self, text: str) -> str:
        return self._wrap("36", text)


def style_for(choice: str, stream: TextIO) -> Style:
    """`auto` means a terminal, unless NO_COLOR is set (https://no-color.org) or the terminal is a dumb one."""
    if choice != "auto":
        return Style(choice == "always")
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Style(wanted and stream.isatty())
