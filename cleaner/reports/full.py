"""A finding with its line, the change marked in it, for people."""

from __future__ import annotations

from cleaner.reports.findings import Finding
from cleaner.reports.style import Style
from cleaner.reports.text import text_line, visible


def full_lines(finding: Finding, style: Style) -> str:
    """The finding, its line, and marks under what changes; several lines, of which the last is empty.

    In colour the old text is red and the new one green, one behind the other; without, `^` marks the old text, or the place of what is put
    in, and the new text follows.
    """
    lead, before, tail = visible(finding.lead + finding.left), visible(finding.before), visible(finding.right + finding.tail)
    after = visible(finding.after) if finding.after != finding.before else ""
    if style.colored:
        shown = f"{lead}{style.struck(before)}{style.added(after)}{tail}"
        return f"{text_line(finding, style)}\n    {shown}\n"
    marks = "^" * max(1, width(before))
    return f"{text_line(finding, style)}\n    {lead}{before}{tail}\n    {' ' * width(lead)}{marks}{' ' + after if after.strip() else ''}\n"


def width(text: str) -> int:
    """The columns that a text takes on a terminal: two for a wide character, none for one that combines.

    >>> width("合肥"), width("e\u0301"), width("abc")
    (4, 1, 3)
    """
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    return max(0, wcswidth(text))
