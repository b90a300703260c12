"""Names of encodings, and the byte order marks that name some of them."""

from __future__ import annotations

import codecs
import difflib
from encodings.aliases import aliases
from functools import lru_cache

from cleaner.errors import UsageError

MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
"""What a file may begin with, and the encoding that it then has."""

_MARKED = {
    "utf-8-sig": ("utf-8", codecs.BOM_UTF8),
    "utf-16": ("utf-16-le", codecs.BOM_UTF16_LE),
    "utf-32": ("utf-32-le", codecs.BOM_UTF32_LE),
}
"""Encodings whose name asks for a byte order mark."""

_NOT_OF_FILES = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"})
"""What Python counts among the text encodings, though no file is written in it, or in another one on each machine."""

_OUTPUT = ("utf-8", "utf-8-sig", "utf-16", "utf-32")
"""Encodings that a file shows to have: those with a byte order mark, and UTF-8, which others hardly ever look like."""

_PREFERRED = {"ascii": "us-ascii", "iso8859-1": "iso-8859-1"}

_COMMON = "utf-8, utf-16, gb18030, big5, cp932, cp949, cp1251 and cp1252"


def canonical(name: str) -> str:
    """The one name of an encoding, or the nearest right one in a UsageError.

    >>> canonical("UTF8"), canonical("Windows-1252"), canonical("GB-18030"), canonical("utf_16_LE")
    ('utf-8', 'cp1252', 'gb18030', 'utf-16-le')
    >>> canonical("utf-9")
    Traceback (most recent call last):
    cleaner.errors.UsageError: unknown encoding 'utf-9'. Did you mean 'utf-8'?
    >>> canonical("rot13")
    Traceback (most recent call last):
    cleaner.errors.UsageError: 'rot13' is not an encoding of text files. Name one such as utf-8, gb18030 or cp1252.
    """
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return _respelt(name)
    own = found.name.replace("_", "-")
    if own in _NOT_OF_FILES or not found._is_text_encoding:
        raise UsageError(f"'{name}' is not an encoding of text files. Name one such as utf-8, gb18030 or cp1252.")
    return _PREFERRED.get(own, own)


def output_name(name: str) -> str:
    """The canonical name of an encoding that files may be converted to. Raises UsageError for another one.

    >>> output_name("UTF8")
    'utf-8'
    >>> output_name("gb18030")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    cleaner.errors.UsageError: files are not converted to 'gb18030': a second run could not tell which of them have been converted, ...
    """
    found = canonical(name)
    if found in _OUTPUT:
        return found
    what = "a second run could not tell which of them have been converted, and would spoil them"
    raise UsageError(f"files are not converted to '{name}': {what}. They are written in their own encoding, or in {', '.join(_OUTPUT)}.")


def _respelt(name: str) -> str:
    """The encoding under a name that differs from a known one in hyphens only; else an error with the nearest."""
    plain = {_plain(known): known for known in _known()}
    if _plain(name) in plain:
        return canonical(plain[_plain(name)])
    close = difflib.get_close_matches(_plain(name), sorted(plain), n=1)
    hint = f"Did you mean '{canonical(plain[close[0]])}'?" if close else f"Common ones are {_COMMON}."
    raise UsageError(f"unknown encoding '{name}'. {hint}")


def _plain(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())


@lru_cache(maxsize=1)
def _known() -> tuple[str, ...]:
    """Every name that Python knows for an encoding of text files; those that stand for no file are left out."""
    return tuple(sorted(name for name in {*aliases, *aliases.values()} if _is_text(name)))


def _is_text(name: str) -> bool:
    try:
        found = codecs.lookup(name)
    except LookupError:
        return False  # a codec of another operating system
    return found._is_text_encoding and found.name.replace("_", "-") not in _NOT_OF_FILES


def mark_of(data: bytes) -> tuple[bytes, str | None]:
    """The byte order mark that the data begin with, and the encoding that it names.

    >>> mark_of(b"\\xff\\xfea\\x00"), mark_of(b"abc")
    ((b'\\xff\\xfe', 'utf-16-le'), (b'', None))
    """
    return next(((mark, name) for mark, name in MARKS if data.startswith(mark)), (b"", None))


def agrees(named: str, marked: str) -> bool:
    """Whether a file with the mark of one encoding may be called by the other name: `utf-16` means both byte orders.

    >>> agrees("utf-16", "utf-16-be"), agrees("utf-8-sig", "utf-8"), agrees("utf-16-le", "utf-16-be")
    (True, True, False)
    """
    return named == marked or named == _without_order(marked) or (named, marked) == ("utf-8-sig", "utf-8")


def _without_order(name: str) -> str:
    return name.removesuffix("-le").removesuffix("-be")


def needs_mark(name: str) -> bool:
    """Whether the name leaves the byte order open, so that only a mark can tell it.

    >>> needs_mark("utf-16"), needs_mark("utf-16-le")
    (True, False)
    """
    return name in ("utf-16", "utf-32")


def written(name: str) -> tuple[str, bytes]:
    """The codec and the byte order mark of a new file in that encoding.

    >>> written("utf-16"), written("utf-16-le")
    (('utf-16-le', b'\\xff\\xfe'), ('utf-16-le', b''))
    """
    return _MARKED.get(name, (name, b""))


def is_narrow(name: str) -> bool:
    """Whether every byte is a character of its own.

    >>> is_narrow("cp1252"), is_narrow("gb18030"), is_narrow("cp932"), is_narrow("utf-8")
    (True, False, False, False)
    """
    return all(len(pair.decode(name, "replace")) == 2 for pair in (b"\xc3\xa9", b"\x94\xa9", b"\xe4\xa2"))


def is_unicode(name: str) -> bool:
    """Whether every character can be written in it, and each in one way only."""
    return name.startswith(("utf-8", "utf-16", "utf-32"))
