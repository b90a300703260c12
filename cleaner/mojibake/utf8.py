"""What UTF-8 a damaged run can have been, byte by byte, where some bytes were lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache

from cleaner.mojibake.pages import LOST_MARK, Loss, Page, Unit

MARKS = "“”‘’–—…„‚•«»°€™\xa0"
LETTERS = "".join(map(chr, [*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x180), *range(0x401, 0x460)]))
"""Letters of European languages, which two bytes of UTF-8 stand for."""
FREQUENT = MARKS + LETTERS[:62] + "œŒ"
LIKELY = MARKS + LETTERS
"""What a lost byte may have belonged to. Others exist, but nothing could decide for one of them."""
SWALLOWED = " ,.;:)!?"
"""What may have stood behind a mark where Windows swallowed it."""
_LOST = LOST_MARK + "?"
MOST = 400
MOST_LOST = 6
"""Lost bytes in one run beyond which nothing is left to go by."""
QUESTION = -1
"""A `?` that may stand for a lost lead byte and the byte after it."""


def may_be_utf8(run: str, page: Page) -> bool:
    """Whether the first two bytes of a run may begin a character; what is not damaged mostly fails here."""
    data = b""
    for char in run[:2]:
        part = page.byte_form(char)
        if char in _LOST or (part is None and data):
            return True
        if part is None:
            return False
        data += part
    return _length(data[0]) > 0 and (len(data) == 1 or 0x80 <= data[1] < 0xC0)


def readings(run: str, after: str, page: Page) -> list[str]:
    """Every text that looks like `run` when its UTF-8 is read in the page, and `after` (some characters) follows it.

    A text is only given when damaging it again yields the run, so that each reading explains what is there in full.

    >>> from cleaner.mojibake.pages import PAGES
    >>> readings("鈥淨", "ingyuan", PAGES["GBK"])
    ['“Q']
    >>> readings("鈥�", " said", PAGES["GBK"])
    ['“', '”', '‘', '’', '–', '—', '…', '„', '‚', '•']
    """
    if LOST_MARK not in run and "?" not in run:
        whole = _whole(run, page)
        if whole is not None:
            return [whole]
    units = _units(run, page)
    if units is None or units.count(None) > MOST_LOST:
        return []
    found = dict.fromkeys(_parse(units))
    return [text for text in found if _explains(text, run, after, page)]


def _whole(run: str, page: Page) -> str | None:
    """The run where nothing was lost."""
    parts = [page.byte_form(char) for char in run]
    if None in parts:
        return None
    try:
        return b"".join(part for part in parts if part is not None).decode("utf-8")
    except UnicodeDecodeError:
        return None


def _units(run: str, page: Page) -> list[Unit] | None:
    units: list[Unit] = []
    for char in run:
        if char == LOST_MARK:
            units.append(None)
        elif char == "?":
            units.append(QUESTION if page.wide else None)
        elif (part := page.byte_form(char)) is None:
            return None
        else:
            units.extend(part)
    return units


def _parse(units: Sequence[Unit]) -> list[str]:
    """Every text that the units may stand for, none where they are more than MOST: then nothing could decide for one.

    By place, so that a long run without losses costs no more than its length.
    """
    reached: dict[int, list[str]] = {0: [""]}
    at = 0
    while reached:
        at = min(reached)
        texts = reached.pop(at)
        if len(texts) > MOST:
            return []
        if at >= len(units):
            return texts
        for head, used in _heads(units, at):
            reached.setdefault(at + used, []).extend(text + head for text in texts)
    return []


def _heads(units: Sequence[Unit], at: int) -> Iterator[tuple[str, int]]:
    """What may stand at this place, and how many units it takes."""
    first = units[at]
    if first is not None and first < 0x80:
        yield "?" if first == QUESTION else chr(first), 1
        return
    window = units[at : at + 4]
    length = 0 if first is None else _length(first)
    if first is not None and not length:
        return
    known = [unit for unit in window[:length] if unit is not None and unit != QUESTION]
    if first is not None and len(known) == length:
        with suppress(UnicodeDecodeError):
            yield bytes(known).decode("utf-8"), length
        return
    for char, data in _likely(first):
        for swallowed, used in _matches(window, data):
            yield char + swallowed, used


def _matches(units: Sequence[Unit], data: bytes) -> list[tuple[str, int]]:
    """How the bytes of a likely character can lie at the head of the units: what was swallowed with it, and how many units it takes."""
    for at, byte in enumerate(data):
        if at >= len(units):
            return [("", at)] if at == len(data) - 1 and None not in units else []  # the last byte was dropped without a trace
        unit = units[at]
        if unit == QUESTION:
            return [(char, at + 1) for char in ("", *SWALLOWED)] if at == len(data) - 1 else []
        if unit is not None and unit != byte:
            return []
    return [("", len(data))]


@cache
def _likely(first: Unit) -> tuple[tuple[str, bytes], ...]:
    """The likely characters that begin with the byte; where that is lost, too, those of Western Europe."""
    chars = FREQUENT if first is None else LIKELY
    return tuple((char, char.encode()) for char in chars if first is None or char.encode()[0] == first)


def _length(lead: int) -> int:
    """How many bytes the UTF-8 character that begins with this byte has; 0 for a byte that begins none."""
    return 2 if 0xC2 <= lead < 0xE0 else 3 if 0xE0 <= lead < 0xF0 else 4 if 0xF0 <= lead < 0xF5 else 0


def _explains(text: str, run: str, after: str, page: Page) -> bool:
    # A byte dropped without a trace right before a `?` is one that Windows turned into it.
    ways: tuple[Loss, ...] = ("question",) if "?" in run else ("replace",) if after.startswith("?") else ("replace", "ignore")
    return any(page.damage(text + after, loss).startswith(run + after) for loss in ways)
