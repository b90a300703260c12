"""Code pages as programs really apply them: which bytes a character stands for, and what becomes of a byte that stands for none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

LOST_MARK = "\ufffd"
Loss = Literal["replace", "ignore", "question"]
"""A byte that the page lacks is shown as U+FFFD, dropped, or shown as `?`: in an East Asian page together with the byte after it."""
Unit = int | None
"""A byte, or None for one that was lost."""


@dataclass(frozen=True)
class Page:
    """A code page in which UTF-8 may have been read by mistake.

    `codec` is Python's; `sloppy` lets bytes that the page leaves undefined through as control characters, as browsers do.
    `extra` are single bytes that Windows knows beyond the codec.
    """

    name: str
    codec: str
    wide: bool = False
    sloppy: bool = False
    extra: tuple[tuple[str, int], ...] = ()
    _known: dict[str, bytes | None] = field(default_factory=dict, compare=False, repr=False)

    def byte_form(self, char: str) -> bytes | None:
        """The bytes that this page shows as the character; None where there are none."""
        if char not in self._known:
            self._known[char] = self._encode(char)
        return self._known[char]

    def _encode(self, char: str) -> bytes | None:
        for other, byte in self.extra:
            if char == other:
                return bytes([byte])
        try:
            return char.encode(self.codec)
        except UnicodeEncodeError:
            return bytes([ord(char)]) if self.sloppy and 0x80 <= ord(char) < 0xA0 else None

    def damage(self, text: str, loss: Loss) -> str:
        """What the text looks like when its UTF-8 is read in this page.

        >>> PAGES["GBK"].damage("“Qingyuan”", "replace")
        '鈥淨ingyuan鈥�'
        >>> PAGES["GBK"].damage("“Qingyuan” it", "question")
        '鈥淨ingyuan鈥?it'
        """
        data = text.encode("utf-8", "surrogatepass")
        if loss == "question":
            return "".join(self._pairs(data) if self.wide else self._single_steps(data, loss))
        if self.extra or self.sloppy:
            return "".join(self._single_steps(data, loss))
        return data.decode(self.codec, loss)

    def damage_of(self, data: bytes) -> str:
        """What these bytes look like in the page, those that it does not know dropped."""
        return "".join(self._single_steps(data, "ignore"))

    def _single_steps(self, data: bytes, loss: Loss) -> Iterator[str]:
        """Decoding with the page's peculiar bytes, which Python's codec calls errors."""
        singles = {byte: char for char, byte in self.extra}
        while data:
            try:
                yield data.decode(self.codec)
                return
            except UnicodeDecodeError as error:
                yield data[: error.start].decode(self.codec)
                byte = data[error.start]
                yield singles.get(byte) or {"replace": LOST_MARK, "question": "?", "ignore": ""}[loss]
                data = data[error.start + 1 :]

    def _pairs(self, data: bytes) -> Iterator[str]:
        """Windows reads lead byte and trail byte together; a pair that stands for nothing is one `?`."""
        singles = {byte: char for char, byte in self.extra}
        at = 0
        while at < len(data):
            byte = data[at]
            if byte < 0x80 or byte in singles:
                yield singles.get(byte, chr(byte))
                at += 1
                continue
            try:
                yield data[at : at + 2].decode(self.codec)
            except UnicodeDecodeError:
                yield "?"
            at += 2


def _sloppy(name: str, codec: str) -> Page:
    return Page(name, codec, sloppy=True)


PAGES = {
    page.name: page
    for page in (
        Page("GBK", "gbk", wide=True, extra=(("€", 0x80),)),
        Page("GB18030", "gb18030", wide=True),
        Page("Shift-JIS", "cp932", wide=True),
        Page("Shift_JIS of the standard", "shift_jis", wide=True),
        Page("cp949", "cp949", wide=True),
        Page("EUC-KR", "euc_kr", wide=True),
        Page("Big5", "big5", wide=True),
        Page("cp950", "cp950", wide=True),
        Page("EUC-JP", "euc_jp", wide=True),
        _sloppy("Windows-1252", "cp1252"),
        _sloppy("Windows-1250", "cp1250"),
        _sloppy("Windows-1251", "cp1251"),
        Page("Mac Roman", "mac_roman"),
        Page("cp437", "cp437"),
        Page("cp850", "cp850"),
        Page("KOI8-R", "koi8_r"),
    )
}
ASCII = Page("ASCII", "ascii")
"""Every byte beyond 7F was lost."""
