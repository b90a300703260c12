"""Spans nobody touches: addresses, code, placeholders, tags, and what an ignore comment names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cleaner.edits import Edit, Span

# One alternation, so that a text is walked once. Every branch starts with a fixed character or word.
_PROTECTED = re.compile(
    r"""
      \b(?:https?|ftp|file|mailto|ssh|git|data|tel)://[^\s<>"”“’]+   # addresses with a scheme
    | \bwww\.[A-Za-z0-9-]+\.[^\s<>"”“’]+                             # addresses without one
    | \b[\w.+-]+@[\w-]+(?:\.[\w-]+)+                                # e-mail
    | ```.*?``` | `[^`\n]+`                                         # code
    | </?[A-Za-z][^<>\n]*> | <!--.*?-->                             # tags and comments
    | \{\{[^{}\n]*\}\} | \$?\{[\w.,:!\ -]*\} | %\(\w+\)[#0-9.+-]*[a-z] # placeholders
    | (?<![\w%])%[0-9]*\$?[@sdif](?!\w)
    | \$\$[^$]+\$\$ | (?<![\w$])\$[^\s$][^$\n]*[^\s$]\$(?![\w$])       # TeX
    | (?<![\w/.])(?:[~.]{0,2}/)[\w.-]+(?:/[\w.-]+)+/?                # paths
    | \b[A-Za-z]:\\[^\s]+
    """,
    re.VERBOSE | re.DOTALL,
)
_TRIGGER = re.compile(r"[@`<{%$/\\w](?:(?<!w)|ww\.)")
"""What the line that such a span begins in is sure to hold; most lines of prose have none."""
_OVER_LINES = re.compile(r"```|<!--|\$\$")
"""What opens a span that may end on a later line."""
_NEWLINE = re.compile(r"\n")

_COMMENT = re.compile(r"mt-cleaner:\s*(?P<verb>off|on|ignore-next-line|ignore)(?:\[(?P<rules>[\w.,\s-]*)\])?")


@dataclass(frozen=True, slots=True)
class Ignore:
    """An ignore comment: where it stands, which span it covers, and for which rules (empty: all)."""

    at: int
    span: Span
    rules: tuple[str, ...]

    def covers(self, edit: Edit) -> bool:
        if not (self.span[0] <= edit.start and edit.end <= self.span[1]):
            return False
        return not self.rules or edit.rule in self.rules or edit.rule.partition(".")[0] in self.rules


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted spans without overlap.

    >>> merge([(4, 6), (0, 2), (1, 3)])
    ((0, 3), (4, 6))
    """
    merged: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def protected_spans(text: str, extra: Iterable[Span] = (), braces: bool = True) -> tuple[Span, ...]:
    """What no rule may change, sorted and merged, in code points; `extra` is what the format knows.

    `braces`: whether what stands in braces is a placeholder; in LaTeX it is text.
    """
    found = _found(text) if braces else (span for span in _found(text) if text[span[0]] not in "{$")
    return merge([*found, *extra])


def _found(text: str) -> Iterator[Span]:
    """The matches of _PROTECTED, looked for only from lines that hold what a match begins beside."""
    at = 0
    while trigger := _TRIGGER.search(text, at):
        at = text.rfind("\n", at, trigger.start()) + 1 or at
        newline = _NEWLINE.search(text, trigger.end())
        end = newline.start() if newline else len(text)
        far = len(text) if _OVER_LINES.search(text, at, end) else end
        while (match := _PROTECTED.search(text, at, far)) and match.start() < end:
            yield match.span()
            at = match.end()
        at = max(at, end)


def _line_span(text: str, offset: int) -> Span:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return start, len(text) if end < 0 else end + 1


def find_ignores(text: str) -> list[Ignore]:
    """The ignore comments of a text. `off` reaches to the next `on` or the end; an `ignore` covers its own line."""
    if "mt-cleaner:" not in text:
        return []
    ignores: list[Ignore] = []
    off: int | None = None
    for match in _COMMENT.finditer(text):
        line = _line_span(text, match.start())
        rules = tuple(name.strip() for name in (match["rules"] or "").split(",") if name.strip())
        if match["verb"] == "off":
            off = line[0] if off is None else off
        elif match["verb"] == "on":
            if off is not None:
                ignores.append(Ignore(off, (off, line[1]), ()))
            off = None
        elif match["verb"] == "ignore":
            ignores.append(Ignore(match.start(), line, rules))
        elif line[1] < len(text):
            ignores.append(Ignore(match.start(), _line_span(text, line[1]), rules))
    if off is not None:
        ignores.append(Ignore(off, (off, len(text)), ()))
    return ignores


def comment_spans(text: str) -> list[Span]:
    """The ignore comments themselves: changing one would change what it says."""
    return [match.span() for match in _COMMENT.finditer(text)] if "mt-cleaner:" in text else []
