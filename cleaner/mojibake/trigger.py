"""What damaged text is sure to hold: one search that proves for most text that there is nothing to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from cleaner.edits import Span
from cleaner.mojibake.pages import LOST_MARK, PAGES, Page

_TWO = (*range(0xC2, 0xC6), 0xC8, *range(0xCE, 0xD2), *range(0xD7, 0xDA))
"""First bytes of the letters and signs of two bytes that text is written with: Latin, Greek, Cyrillic, Hebrew, Arabic."""
_THREE = (*range(0xE0, 0xF0),)
_END = re.compile(r"[\r\n]")
_FOLLOWING = range(0x80, 0xC0)
_WIDE = "\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff61-\uff9f" + LOST_MARK
"""What UTF-8 read in an East Asian page is sure to hold, or text that lost bytes."""


def _shown(page: Page, values: Iterable[int]) -> str:
    """A character class of what the page shows for the bytes."""
    chars = {page.damage_of(bytes([value])) for value in values} - {""}
    return "[" + "".join(f"\\u{ord(char):04x}" for char in sorted(chars)) + "]"


def _sequences(page: Page) -> tuple[str, str]:
    follows = _shown(page, _FOLLOWING)
    return f"(?<={_shown(page, _TWO)}){follows}", f"(?<={_shown(page, _THREE)}){follows}{{2}}"


@cache
def _pattern() -> re.Pattern[str]:
    narrow = [page for page in PAGES.values() if not page.wide]
    first = "".join(_shown(page, (*_TWO, *_THREE))[1:-1] for page in narrow)
    rest = "|".join(sequence for page in narrow for sequence in _sequences(page))
    return re.compile(f"[{first}{_WIDE}](?:(?<=[{_WIDE}])|{rest})")


def lines_with(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    """The spans of the lines that hold a match, without their newlines.

    >>> list(lines_with(re.compile("b"), "a\\nab b\\r\\na\\nb"))
    [(2, 6), (10, 11)]
    """
    at = 0
    while match := pattern.search(text, at):
        start = max(text.rfind("\n", at, match.start()), text.rfind("\r", at, match.start())) + 1
        ends = _END.search(text, match.end())
        end = ends.start() if ends else len(text)
        yield max(start, at), end
        at = end


def misread_lines(text: str) -> Iterator[Span]:
    """The lines in which UTF-8 may have been read in one of the pages: an East Asian character, U+FFFD, or what a page shows for UTF-8.

    >>> [len(list(misread_lines(text))) for text in ("l’été «à Paris…»", "l’Ã©tÃ©", "donвЂ™t", "鈥淨ing", "ещё")]
    [0, 1, 1, 1, 0]
    """
    return iter(()) if text.isascii() else lines_with(_pattern(), text)
