"""Plain text, a segment in each line, as parallel corpora are kept (`news.en` beside `news.zh`): every line becomes a record of JSON Lines.

So the output has as many lines as the input, and each says what was changed in it.
"""

from __future__ import annotations

import json
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from contextlib import suppress

from cleaner.corpus.base import Fields, Washer
from cleaner.corpus.chunks import Said
from cleaner.corpus.lines import LONGEST, BadRecord, washed_or_bad

COLUMN, SOURCE = "text", "source"
"""The names of the fields."""
_PIECE = 1 << 20
_SKIPPED = 10_000


class Taker:
    """Lines of a stream, so many at a time.

    >>> lines = Taker([b"a\\nb", b"b\\nc\\nd"])
    >>> lines.take(2), lines.take(1), lines.take(9), lines.take(1)
    (b'a\\nbb\\n', b'c\\n', b'd', b'')
    """

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._held = b""

    def take(self, count: int) -> bytes:
        """The next lines, as many as there are."""
        held = [self._held]
        there = self._held.count(b"\n")
        while there < count and (piece := next(self._pieces, None)) is not None:
            held.append(piece)
            there += piece.count(b"\n")
        *lines, self._held = b"".join(held).split(b"\n", count)
        if len(lines) < count:
            lines, self._held = [*lines, self._held], b""
            return b"\n".join(lines)
        return b"".join(line + b"\n" for line in lines)

    def skip(self, count: int) -> None:
        """Passes over lines, a few at a time, so that little is held."""
        for done in range(0, count, _SKIPPED):
            self.take(min(_SKIPPED, count - done))


def lines_in(pieces: Iterable[bytes]) -> int:
    """How many lines a stream has.

    >>> lines_in([b"a\\n", b"b\\nc"]), lines_in([b"a\\n"]), lines_in([])
    (3, 1, 0)
    """
    count, last = 0, b"\n"
    for piece in pieces:
        count += piece.count(b"\n")
        last = piece or last
    return count + (not last.endswith(b"\n"))


def clean_texts(data: bytes, source: bytes, washer: Washer, fields: Fields) -> tuple[bytes, list[Said]]:
    """Lines, and those that they were translated from, as records, and what is to be said of some of them (by their number in the data)."""
    texts = _lines(data)
    sources = _lines(source) if fields.source else [None] * len(texts)
    out: list[bytes] = []
    said: list[Said] = []
    for number, (line, meant) in enumerate(zip(texts, sources, strict=True), 1):
        try:
            record, notices = _cleaned(line, meant, washer, fields)
        except BadRecord as error:
            washer.counts.bad += 1
            record, notices = _as_it_is(line, meant), ()
            said.append(Said(number, str(error), True))
        out.append(record)
        said += [Said(number, notice, False) for notice in notices]
    return b"".join(out), said


def _lines(data: bytes) -> list[bytes]:
    """
    >>> _lines(b"a\\n\\nb"), _lines(b"a\\n"), _lines(b"")
    ([b'a', b'', b'b'], [b'a'], [])
    """
    lines = data.split(b"\n")
    return lines if lines[-1] else lines[:-1]


def holds_text(lines: bytes) -> bool:
    """Whether any of the lines is UTF-8."""
    for line in _lines(lines):
        with suppress(UnicodeDecodeError):
            line.decode("utf-8")
            return True
    return False


def _cleaned(line: bytes, source: bytes | None, washer: Washer, fields: Fields) -> tuple[bytes, tuple[str, ...]]:
    if len(line) > LONGEST:
        raise BadRecord(f"the line is larger than {LONGEST // 1_000_000} MB, which is a dump rather than a text.")
    text = _decoded(line, "the line")
    record = {COLUMN: text} if source is None else {COLUMN: text, SOURCE: _decoded(source, "its source")}
    washed = washed_or_bad(washer, text, record.get(SOURCE))
    head = json.dumps({**record, fields.clean: washed.text}, ensure_ascii=False)
    return f'{head[:-1]}, "{fields.changes}": {washed.changes}}}\n'.encode(), washed.notices


def _decoded(line: bytes, what: str) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRecord(f"{what} is not UTF-8: byte 0x{line[error.start]:02X} in column {error.start + 1}.") from None


def _as_it_is(line: bytes, source: bytes | None) -> bytes:
    """A record without new fields; a byte that is no text is written as Python's `surrogateescape` would have it, so that none is lost."""
    sides = {COLUMN: line} if source is None else {COLUMN: line, SOURCE: source}
    return b"{" + b", ".join(b'"%s": "%s"' % (name.encode(), b"".join(_in_json(side))) for name, side in sides.items()) + b"}\n"


def _in_json(line: bytes) -> Iterator[bytes]:
    """The inside of a string of JSON, piece by piece: a line that stays as it is may be as large as a disk allows."""
    decoder = getincrementaldecoder("utf-8")("surrogateescape")
    for start in range(0, len(line), _PIECE):
        yield json.dumps(decoder.decode(line[start : start + _PIECE], start + _PIECE >= len(line)))[1:-1].encode()
