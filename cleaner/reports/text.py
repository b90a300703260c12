"""One line per finding, for people."""

from __future__ import annotations

from cleaner.errors import one_line
from cleaner.reports.findings import Finding
from cleaner.reports.style import Style

_LONGEST = 100
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def text_line(finding: Finding, style: Style) -> str:
    """`path:line:column: rule: 'before' → 'after'  reason`, the words around a change shown with it."""
    place = style.bold(f"{one_line(finding.path)}:{finding.line}:{finding.column}:")
    rule = style.cyan(f"{finding.rule}:")
    before = style.red(quoted(finding.left + finding.before + finding.right))
    shown = before
    if finding.before != finding.after:
        shown = f"{before} → {style.green(quoted(finding.left + finding.after + finding.right))}"
    label = "" if finding.safety == "safe" else f"[{finding.safety}] "
    return f"{place} {rule} {shown}  {label}{style.dim(finding.reason)}"


def quoted(text: str) -> str:
    """The text in quotes with everything that cannot be seen made visible, and the middle of a long one left out.

    >>> quoted("a\\u200bb\\n")
    "'a\\\\u200bb\\\\n'"
    """
    if len(text) > _LONGEST:
        half = _LONGEST // 2
        text = f"{text[:half]} … {text[-half:]}"
    return f"'{visible(text)}'"


def visible(text: str) -> str:
    """The text with everything that cannot be seen made visible.

    >>> visible("a\\u200bb\\n")
    'a\\\\u200bb\\\\n'
    """
    return "".join(char if char.isprintable() else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    code = ord(char)
    return _NAMED.get(char) or (f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}")
