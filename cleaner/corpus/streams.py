"""Files of lines, plain or compressed: read as a stream, written as members that each end on their own.

A gzip member or zstd frame for every chunk makes the output cut exactly after any chunk, and any program still reads the whole.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from cleaner.errors import InputError

INSTALL = "zstd needs the library zstandard: pip install 'mt-cleaner[zstd]'."
PACKED = {".gz": "gzip", ".zst": "zstd", ".zstd": "zstd"}
"""Suffixes of compressed files."""

_READ = 1 << 14
"""How much compressed data is unpacked at a time: little, since it may grow a hundredfold."""
_GZIP_LEVEL, _ZSTD_LEVEL = 6, 3
_LARGEST_WINDOW = 1 << 31
"""Files that were made with `zstd --long=31` are read, too."""


def packing(path: str) -> str:
    """How a file is compressed, by its name; nothing when it is not.

    >>> packing("a.jsonl.zst"), packing("a.jsonl")
    ('zstd', '')
    """
    return next((name for suffix, name in PACKED.items() if path.lower().endswith(suffix)), "")


def pack(data: bytes, packing: str) -> bytes:
    """One member or frame; the same for the same data."""
    if packing == "gzip":
        return gzip.compress(data, _GZIP_LEVEL, mtime=0)
    if packing == "zstd":
        return bytes(_zstandard().ZstdCompressor(level=_ZSTD_LEVEL).compress(data))
    return data


def unpacked(file: BinaryIO, packing: str, path: str, start: int) -> Iterator[bytes]:
    """The data of a file in pieces of no certain size, from an offset in the unpacked data on.

    Raises InputError for data that is damaged or cut off.
    """
    if not packing:
        file.seek(start)
        while data := file.read(1 << 18):
            yield data
        return
    for data in _members(file, packing, path):
        if start < len(data):
            yield data[start:]
        start = max(0, start - len(data))


def _members(file: BinaryIO, packing: str, path: str) -> Iterator[bytes]:
    """The data of members or frames one after the other; what is left of a read at the end of one begins the next."""
    reader: Any = None
    held = b""
    while held or (held := file.read(_READ)):
        reader = reader or _reader(packing)
        try:
            data = reader.decompress(held)
        except Exception as error:  # zlib.error and ZstdError have no common base
            raise InputError(f"the {packing} data is damaged ({error}); what stands behind it was not read.", path=path) from error
        held = b""
        if reader.eof:
            held, reader = reader.unused_data, None
            if packing == "gzip" and not held.strip(b"\0"):
                held = b""  # tapes and some programs pad a file with zeros
        if data:
            yield data
    if reader is not None:
        raise InputError(f"the {packing} data ends in the middle; the file is incomplete.", path=path)


def _reader(packing: str) -> Any:
    """What unpacks one member or frame, and has `eof` and `unused_data`."""
    if packing == "gzip":
        return zlib.decompressobj(wbits=31)
    return _zstandard().ZstdDecompressor(max_window_size=_LARGEST_WINDOW).decompressobj()


def _zstandard() -> Any:
    try:
        import zstandard
    except ImportError:
        raise InputError(INSTALL) from None
    return zstandard
