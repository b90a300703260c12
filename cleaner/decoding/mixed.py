"""Files of UTF-8 in which some lines are in another encoding."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)?")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|\xe0[\xa0-\xbf][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}")


def lines_of(body: bytes) -> Iterator[bytes]:
    """The lines with their newlines, each one's own."""
    return (match[0] for match in _LINE.finditer(body) if match[0])


def foreign_lines(body: bytes, sure: bool = False) -> list[int]:
    """The numbers (from 1) of the lines that are not UTF-8, in a file whose other lines show that it is; else none.

    `sure` says that the file is known to be UTF-8: it has the byte order mark.

    >>> foreign_lines("naïve\\n“café”\\n".encode() + b"caf\\xe9\\n"), foreign_lines(b"naive\\ncaf\\xe9\\n")
    ([3], [])
    """
    foreign, own = list[int](), list[bytes]()
    for number, line in enumerate(lines_of(body), 1):
        if line.isascii():
            continue
        if is_utf8(line):
            own.append(line)
        else:
            foreign.append(number)
    # A short line of another encoding can look like UTF-8 by chance.
    return foreign if sure or (len(own) >= len(foreign) and is_surely_utf8(b"".join(own))) else []


def is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def is_surely_utf8(body: bytes) -> bool:
    """Whether the bytes are UTF-8 and can hardly be so by chance: a character of three bytes, or three of two.

    >>> is_surely_utf8("it’s".encode()), is_surely_utf8("联通".encode("gbk"))
    (True, False)
    """
    if body.isascii() or not is_utf8(body):
        return False
    found = _MULTIBYTE.findall(body)
    return len(found) >= 3 or any(len(character) > 2 for character in found)


def is_damaged_utf8(line: bytes) -> bool:
    """Whether most of the line's bytes beyond ASCII are UTF-8, so that it is cut or damaged rather than of another encoding."""
    beyond = sum(byte > 0x7F for byte in line)
    return 10 * sum(len(match) for match in _MULTIBYTE.findall(line)) > 6 * beyond
