"""reStructuredText: directives, literal blocks, roles, targets, fields and underlines are not human text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.edits import Span

_INLINE = re.compile(
    r"""
      ``(?!`).*?``                                          # ``literal``
    | :[\w:.+-]+:`[^`\n]*(?:\n(?![ \t]*\n)[^`\n]*)*`             # :role:`text`
    | `[^`\n]*<[^<>`\n]+>`__?                               # `text <address>`_
    | `[^`\n]+`__? | \w+__?(?!\w)                             # references
    | \[[\#*\w.-]+\]_ | \|[^|\n ][^|\n]*\|_?                   # [1]_, |substitution|
    | ^[ \t]*:[\w][^:\n]*:(?=[ \t]|$)                        # :field:
    | ^[ \t]*([=\-`:.'"~^_*+\#])\1{2,}[ \t]*$                 # underlines
    | ^[ \t]*[=+\-|][=+\-| \t]{2,}$                            # borders of tables
    | \*+(?=\S)|(?<=\S)\*+                                    # emphasis
    | \\.
    """,
    re.VERBOSE | re.MULTILINE,
)
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_DIRECTIVE = re.compile(r"[ \t]*\.\.[ \t]+(?:\|[^|]+\|[ \t]+)?([\w:-]+)::")
_EXPLICIT = re.compile(r"[ \t]*(?:\.\.(?:[ \t]|$)|__[ \t])")
_FOOTNOTE = re.compile(r"[ \t]*\.\.[ \t]+\[[^\]]+\]")
_PROSE = frozenset(
    """admonition attention caution danger deprecated error hint important note seealso tip topic versionadded versionchanged warning
    sidebar epigraph highlights pull-quote glossary figure container rubric versionremoved""".split()
)
"""Directives whose content is prose; that of all others is left alone."""


def markup(text: str) -> list[Span]:
    """Spans of the file that are not prose, in code points of the text as given."""
    return [*(match.span() for match in _INLINE.finditer(text)), *_blocks(text)]


def _blocks(text: str) -> Iterator[Span]:
    """Lines that are not prose as a whole: directives, comments, targets, literal blocks and doctests."""
    hidden: int | None = None  # the indentation that what is hidden goes beyond
    literal = False
    for match in _LINE.finditer(text):
        line, span = match.group(1), match.span(1)
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip())
        if hidden is not None and indent > hidden:
            yield span
            continue
        hidden = None
        if literal and indent > 0:
            hidden = indent - 1
            yield span
            literal = False
            continue
        literal = line.rstrip().endswith("::")
        directive = _DIRECTIVE.match(line)
        if directive:
            literal = False
            yield span[0], span[0] + directive.end()
            if directive[1] not in _PROSE:
                yield span
                hidden = indent
        elif _EXPLICIT.match(line) and not _FOOTNOTE.match(line):
            yield span
            hidden, literal = indent, False
        elif line.lstrip().startswith(">>>"):
            yield span
            hidden = indent - 1 if indent else None
