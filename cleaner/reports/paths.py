"""Names of files in reports for programs."""

from __future__ import annotations

import os
from urllib.parse import quote


def as_text(path: str) -> str:
    """A file name as text: it need not be any, and what is none is shown with a replacement character."""
    return os.fsencode(path).decode("utf-8", "replace")


def as_uri(path: str) -> str:
    """A file name as a relative or absolute reference (RFC 3986).

    >>> as_uri("a b/50%.md")
    'a%20b/50%25.md'
    """
    return quote(os.fsencode(path.replace(os.sep, "/")), safe="/!~*'()-._")
