"""Annotations of GitHub Actions: one command a line, which the runner turns into a note beside the changed line."""

from __future__ import annotations

from cleaner.reports.findings import Finding
from cleaner.reports.paths import as_text
from cleaner.reports.text import quoted

_LEVELS = {"safe": "warning", "unsafe": "notice", "hint": "notice"}


def github_line(finding: Finding) -> str:
    """The finding as a workflow command (docs.github.com, "Workflow commands for GitHub Actions").

    >>> github_line(Finding("a,b.md", 1, 3, 2, 3, "x", "y", "some.rule", "safe", "why: 5 %", end_line=1, end_column=4))
    "::warning file=a%2Cb.md,line=1,endLine=1,col=3,endColumn=4,title=some.rule::'x' → 'y'  why: 5 %25"
    """
    places = {"file": as_text(finding.path), "line": finding.line, "endLine": finding.end_line}
    if finding.line == finding.end_line:
        places |= {"col": finding.column, "endColumn": finding.end_column}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in (places | {"title": finding.rule}).items())
    shown = quoted(finding.left + finding.before + finding.right)
    if finding.before != finding.after:
        shown += f" → {quoted(finding.left + finding.after + finding.right)}"
    return f"::{_LEVELS[finding.safety]} {properties}::{_data(f'{shown}  {finding.reason}')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
