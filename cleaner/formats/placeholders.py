"""Placeholders of translated strings: what a program puts in later, or reads as a command."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.edits import Span

# printf(3), Python's and Objective-C's formatting; ICU MessageFormat; i18next; Qt's %1, %n, %L1; accelerators.
_PLACEHOLDER = re.compile(
    r"""
      %(?:\d+\$|\([^()\n]*\))?[-+\ 0'#]*(?:\*|\d+)?(?:\.(?:\*|\d+))?(?:hh?|ll?|[Lqjzt])?  # %s, %1$@, %(name)5.2d
        [@diouxXeEfFgGaAcCsSpn](?![^\W\d_])
    | %%                                                       # a per cent sign
    | %L?\d{1,2}(?![\d$])                                      # %1, %L2
    | \{\{[^{}\n]*\}\}                                          # {{ var }}
    | \$\{[^{}\n]*\} | \#\{[^{}\n]*\}                           # ${var}, #{var}
    | %\{[^{}\n]*\}                                             # %{var}
    | \$t\([^()\n]*\)                                           # $t(key)
    | &(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});    # &amp;
    | \\[nrt"'\\]                                               # escapes that were escaped
    | \w*&(?=[^\W_])\w+                                         # E&xit
    | (?<!\w)_(?=[^\W_])\w+                                     # _File
    """,
    re.VERBOSE,
)
_TRIGGER = re.compile(r"[%{$&\\_]")
_ICU = re.compile(r"\{\s*[\w.-]+\s*,\s*(?:plural|select|selectordinal|choice)\s*,")


def placeholder_spans(text: str) -> Iterator[Span]:
    """Spans of the placeholders of a text, in code points, not sorted.

    >>> text = "%(count)d of {total}, E&xit: 5 % off"
    >>> [text[slice(*span)] for span in placeholder_spans(text)]
    ['%(count)d', 'E&xit', '{total}']
    """
    if not _TRIGGER.search(text):
        return
    for match in _PLACEHOLDER.finditer(text):
        yield match.span()
    if "{" in text:
        yield from _braced(text)


def _braced(text: str) -> Iterator[Span]:
    """Every {argument}, nested ones as a whole; what is not closed in its paragraph ends there."""
    depth = start = 0
    for match in re.finditer(r"[{}]|\n\n", text):
        char = match.group()
        if char == "{":
            start, depth = (start, depth + 1) if depth else (match.start(), 1)
        elif char == "}" and depth:
            depth -= 1
            if not depth:
                yield start, match.end()
        elif char == "\n\n":
            depth = 0
