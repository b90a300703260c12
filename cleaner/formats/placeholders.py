"""Placeholders of translated strings: what a program puts in later, or reads as a command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cleaner.edits import Span

# printf(3), Python's and Objective-C's formatting; ICU MessageFormat; i18next; Qt's %1, %n, %L1; accelerators.
_PLACEHOLDER = re.compile(
    r"""
      %(?:\d+\$|\([^()\n]*\))?[-+\ 0'#]*(?:\*|\d+)?(?:\.(?:\*|\d+))?(?:hh?|ll?|[Lqjzt])?  # %s, %1$@, %(name)5.2d
        [@diouxXeEfFgGaAcCsSpn](?![^\W\d_])
    | %%                                                       # a per cent sign
    | %\#@\w+@                                                 # %#@files@
    | %L?\d{1,2}(?![\d$])                                      # %1, %L2
    | \{\{[^{}\n]*\}\}                                          # {{ var }}
    | \$\{[^{}\n]*\} | \#\{[^{}\n]*\}                           # ${var}, #{var}
    | %\{[^{}\n]*\}                                             # %{var}
    | \$t\([^()\n]*\)                                           # $t(key)
    | ''                                                       # ICU's and Java's apostrophe
    | \\[nrt"'\\]                                               # escapes that were escaped
    | (?<!\w)\w*&(?=[^\W_])\w+(?![\w;])                                 # E&xit
    | (?<!\w)_(?=[^\W_])\w+                                     # _File
    """,
    re.VERBOSE,
)
_TRIGGER = re.compile(r"[%{$&\\_#]|''")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")
_ICU = re.compile(r"\{\s*[\w.-]+\s*,\s*(?:plural|select|selectordinal|choice)\s*,")


def placeholder_spans(text: str) -> Iterator[Span]:
    """Spans of the placeholders of a text, in code points, not sorted.

    >>> text = "%(count)d of {total}, E&xit: 5 % off"
    >>> [text[slice(*span)] for span in placeholder_spans(text)]
    ['%(count)d', 'E&xit', '{total}']
    >>> text = "{n, plural, one {# file} other {{n} files}}"
    >>> [text[slice(*span)] for span in placeholder_spans(text)]
    ['{n, plural, one {', '} other {', '{n}', '}}']
    """
    if not _TRIGGER.search(text):
        return
    for match in _PLACEHOLDER.finditer(text):
        yield match.span()
    if "{" in text:
        yield from _braced(text)


def entity_spans(text: str) -> Iterator[Span]:
    """Spans of HTML's entities: part of a message that is written in HTML, and damage in one that is not."""
    return (match.span() for match in _ENTITY.finditer(text)) if "&" in text else iter(())


def _braced(text: str) -> Iterator[Span]:
    """Every {argument}, nested ones as a whole; of {n, plural, one {…} other {…}} all but the texts inside.

    What is not closed ends with its paragraph: then it is a brace, or, where it is plainly ICU's, protected up to there.
    """
    open_braces: list[_Brace] = []
    for match in _BRACES.finditer(text):
        at, char = match.start(), match.group()
        top = open_braces[-1].kind if open_braces else "message"
        if char == "{" and top == "choice":
            yield open_braces[-1].start, at + 1
            open_braces.append(_Brace("message", at))
        elif char == "{":
            open_braces.append(_Brace("choice" if top == "message" and _ICU.match(text, at) else "argument", at))
        elif char == "}" and open_braces:
            closed = open_braces.pop()
            if closed.kind == "message":
                open_braces[-1].start = at
            elif closed.kind == "choice" or not (open_braces and open_braces[-1].kind == "argument"):
                yield closed.start, at + 1
        elif char == "\n\n":
            yield from ((brace.start, at) for brace in open_braces if brace.kind == "choice")
            open_braces.clear()
    yield from ((brace.start, len(text)) for brace in open_braces if brace.kind == "choice")


_BRACES = re.compile(r"[{}]|\n\n")


@dataclass(slots=True)
class _Brace:
    """An open brace: of an `argument`, of a `choice` by number or case, or of the `message` that is chosen."""

    kind: str
    start: int
