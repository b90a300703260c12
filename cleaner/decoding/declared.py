"""The encoding that a file's own first lines name: XML's declaration, the header of a gettext catalogue."""

from __future__ import annotations

import re

from cleaner.decoding.names import canonical
from cleaner.errors import UsageError

_NAMED = re.compile(
    rb"""\A\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']"""
    rb"""|^"Content-Type:[^"\r\n]*\bcharset=([\w.:-]+)""",
    re.MULTILINE,
)
_LOOKED_AT = 10_000


def declared(body: bytes) -> str | None:
    """The canonical name of the encoding; None where none is named that there is.

    >>> declared(b'<?xml version="1.0" encoding="ISO-8859-1"?><a/>')
    'iso-8859-1'
    >>> declared(b'msgid ""\\nmsgstr ""\\n"Content-Type: text/plain; charset=CP1251\\\\n"\\n')
    'cp1251'
    """
    found = _NAMED.search(body, 0, _LOOKED_AT)
    try:
        return canonical((found[1] or found[2]).decode("ascii")) if found else None
    except UsageError:
        return None
