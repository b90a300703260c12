"""Bytes of an East Asian or Cyrillic code page that were read as Latin-1, Windows-1252 or another Cyrillic page.

Nothing was lost there: the bytes can be had back, and the question is only what they were. Each page is judged by the text that it
makes of them, against the text as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from cleaner.edits import Span
from cleaner.mojibake.repair import Diagnosis, Repair
from cleaner.mojibake.scores import east_asian, latin, russian
from cleaner.mojibake.trigger import lines_with

FAILED = 2.0
"""Against a page for each run that it cannot read: it was used for the whole line."""
EXPECTED = 3.0
"""For a page of the source or target language: a text translated from Chinese quotes Chinese, hardly ever Korean."""
FEWEST = 2
"""Characters from which a line can be certain: two signs side by side stand for one by chance, in faces and the like."""
UTF8_SHARE = 0.6
"""Where as many of the bytes are valid UTF-8, UTF-8 it was."""
WINDOWS = {bytes([byte]).decode("cp1252"): byte for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
"""UTF-8, and CESU-8, which writes an emoji as two characters."""
_HIGH = "\x80-\xff" + "".join(WINDOWS)
_ODD = "\x80-\xff" + "".join(char for char in WINDOWS if char not in "“”‘’–—…•€™")
LATIN_TRIGGER = re.compile(f"[{_ODD}](?:(?<=[\x80-\x9fƒ])|[{_ODD}])")
"""What such text is sure to hold: two such characters side by side, or a control character."""
CYRILLIC_TRIGGER = re.compile(r"[а-яёА-ЯЁ](?:(?<=[а-яё])[А-ЯЁ]|(?<=[А-ЯЁ])[А-ЯЁ][^а-яё]{1,3}[А-ЯЁ]{3})")
"""Words with their capitals turned over, as KOI8-R read as Windows-1251 has them, and the other way round."""
_CHUNK = re.compile(f"[^\x00-\x3f]*[{_HIGH}][^\x00-\x3f]*")
"""Bytes below 40 are no part of a character in these pages."""
_MARKS = "‘’“”–—…"
_PLAIN = re.compile(f"[\x00-\x7f{_MARKS}]*")
"""Quotation marks and dashes that whoever quoted the damaged text may have set whole."""
_CYRILLIC_CHUNK = re.compile(r"[^\x00-\x7f]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A page that the bytes may be in, and how text in it is judged: by the text and the number of its bytes beyond 7F.

    `least` is what it must reach for each of these bytes: text in no language is better left to whoever can tell what it was.
    """

    page: str
    codec: str
    language: str
    score: Callable[[str, int], float]
    least: float = 0.0


LATIN = (
    Reading("GB18030", "gb18030", "zh", east_asian("zh")),
    Reading("Big5", "cp950", "zh", east_asian("zh")),
    Reading("Shift-JIS", "cp932", "ja", east_asian("ja")),
    Reading("EUC-JP", "euc_jp", "ja", east_asian("ja")),
    Reading("cp949", "cp949", "ko", east_asian("ko")),
    Reading("Windows-1251", "cp1251", "ru", russian, 0.4),
    Reading("KOI8-R", "koi8_r", "ru", russian, 0.4),
)
CYRILLIC = (Reading("KOI8-R", "koi8_r", "ru", russian, 0.4), Reading("Windows-1251", "cp1251", "ru", russian, 0.4))


def reread_lines(text: str) -> Iterator[Span]:
    """The lines that may be text of another page."""
    if not text.isascii():
        yield from sorted({*lines_with(LATIN_TRIGGER, text), *lines_with(CYRILLIC_TRIGGER, text)})


def rereadings(line: str, languages: Sequence[str | None] = ()) -> list[Diagnosis]:
    """What each page makes of a line, the best first; `points` are those over the text as it stands.

    Pages of the `languages` that the text is in, or comes from, are EXPECTED more.

    >>> [(found.page, [repair.new for repair in found.repairs]) for found in rereadings("the city of ºÏ·Ê (Hefei)", ["zh"])[:1]]
    [('GB18030', ['合肥'])]
    """
    found: list[Diagnosis] = []
    if LATIN_TRIGGER.search(line) and not _is_utf8(line):
        chunks = [(match.start(), match.group()) for match in _CHUNK.finditer(line)]
        found += [made for page in LATIN if (made := _reread(chunks, page, Misreading(_latin_bytes, latin)))]
    if CYRILLIC_TRIGGER.search(line):
        chunks = [(match.start(), match.group()) for match in _CYRILLIC_CHUNK.finditer(line)]
        for page, read_as in zip(CYRILLIC, ("cp1251", "koi8_r"), strict=True):
            made = _reread(chunks, page, Misreading(partial(_encoded, read_as), _as_russian))
            found += [made] if made else []
    expected = {page.page for page in (*LATIN, *CYRILLIC) if page.language in languages}
    found = [replace(made, points=made.points + EXPECTED) if made.page in expected else made for made in found]
    return sorted(found, key=lambda made: -made.points)


def _is_utf8(line: str) -> bool:
    data = bytes(byte for char in line if (byte := _latin_byte(char)) is not None and byte >= 0x80)
    return sum(map(len, _UTF8.findall(data))) > UTF8_SHARE * len(data)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run, what it becomes, and the score of both."""

    start: int
    old: str
    new: str
    before: float
    score: float


@dataclass(frozen=True, slots=True)
class Misreading:
    """How text was misread: what gives its bytes back, and how well it scores as it stands."""

    to_bytes: Callable[[str], bytes | None]
    as_it_stands: Callable[[str], float]

    def piece(self, start: int, run: str, reading: Reading) -> Piece | None:
        """The run in the page, None where its bytes mean nothing there."""
        new = _decoded(self.to_bytes(run), reading.codec)
        if new is None or new == run:
            return None
        return Piece(start, run, new, self.as_it_stands(run), reading.score(new, _beyond_ascii(run)))

    def best_piece(self, start: int, chunk: str, reading: Reading) -> Piece | None:
        """The chunk in the page, without the marks at its ends where these were set later: “ºÏ·Ê” is quoted damage."""
        found = []
        for run in dict.fromkeys((chunk, chunk.lstrip(_MARKS), chunk.rstrip(_MARKS), chunk.strip(_MARKS))):
            piece = self.piece(start + chunk.index(run), run, reading) if not run.isascii() else None
            if piece and (piece.score > piece.before or not _PLAIN.fullmatch(run)):
                found.append(piece)
        return max(found, key=lambda piece: (piece.score - piece.before, len(piece.old)), default=None)


def _reread(chunks: list[tuple[int, str]], reading: Reading, misreading: Misreading) -> Diagnosis | None:
    tried = [(chunk, misreading.best_piece(start, chunk, reading)) for start, chunk in chunks]
    pieces = [piece for _, piece in tried if piece]
    score = sum(piece.score for piece in pieces)
    if not pieces or score < reading.least * sum(_beyond_ascii(piece.old) for piece in pieces):
        return None
    failed = sum(piece is None and not _PLAIN.fullmatch(chunk) for chunk, piece in tried)
    certain = sum(_beyond_ascii(piece.new) for piece in pieces) >= FEWEST
    repairs = tuple(_without_head(piece, reading.page, certain) for piece in pieces)
    return Diagnosis(reading.page, score - sum(piece.before for piece in pieces) - FAILED * failed, 0.0, repairs, failed)


def _beyond_ascii(text: str) -> int:
    return sum(not char.isascii() for char in text)


def _without_head(piece: Piece, page: str, certain: bool) -> Repair:
    """The repair without the ASCII before it that stays."""
    head = next((at for at, (old, fresh) in enumerate(zip(piece.old, piece.new, strict=False)) if old != fresh), 0)
    return Repair(piece.start + head, piece.start + len(piece.old), piece.new[head:], page, certain)


def _decoded(data: bytes | None, codec: str) -> str | None:
    try:
        text = data.decode(codec) if data is not None else None
    except UnicodeDecodeError:
        return None
    return text if text is not None and not any("\x80" <= char < "\xa0" or "\ue000" <= char < "\uf900" for char in text) else None


def _latin_byte(char: str) -> int | None:
    return ord(char) if char < "\u0100" else WINDOWS.get(char)


def _latin_bytes(text: str) -> bytes | None:
    parts = [_latin_byte(char) for char in text]
    return None if None in parts else bytes(part for part in parts if part is not None)


def _encoded(codec: str, text: str) -> bytes | None:
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        return None


def _as_russian(text: str) -> float:
    return russian(text, len(text))
