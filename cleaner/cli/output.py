"""Who is told what: results go to stdout, everything else to stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from cleaner.cli.jobs import Mode, Result
from cleaner.errors import one_line
from cleaner.reports.findings import Finding
from cleaner.reports.statistics import Statistics
from cleaner.reports.style import Style, style_for

_DOCUMENTS = ("sarif", "rdjson")
"""Formats that are one document for all files."""
_PROGRESS_FROM = 10
"""With fewer files than this, progress would only flicker."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the user wants to be told. `piped` says that stdout holds the clean text, so that lists must go elsewhere."""

    mode: Mode
    format: str = "text"
    quiet: bool = False
    verbose: bool = False
    color: str = "auto"
    piped: bool = False
    statistics: bool = False

    @property
    def lists_hints(self) -> bool:
        return self.verbose or (self.mode == "check" and self.format in ("text", "full"))


@dataclass(slots=True)
class Tally:
    """`seen` counts every file, `files` those that could be cleaned, `touched` those with changes."""

    seen: int = 0
    files: int = 0
    touched: int = 0
    changes: int = 0
    hints: int = 0
    errors: int = 0


@dataclass(slots=True)
class Reporter:
    """Prints results as they come, and counts them."""

    wishes: Wishes
    expected: int = 0
    tally: Tally = field(default_factory=Tally)
    collected: list[Finding] = field(default_factory=list)
    statistics: Statistics = field(default_factory=Statistics)

    def show(self, result: Result) -> None:
        self._clear_progress()
        self.count(result)
        if result.error:
            print(result.error, file=sys.stderr)
        if result.skipped and not self.wishes.quiet:
            print(f"{one_line(result.path)}: {result.skipped}", file=sys.stderr)
        self._list(result)
        for notice in () if self.wishes.quiet else result.notices:
            print(f"{one_line(result.path)}: {notice}", file=sys.stderr)
        self._progress()

    def error(self, message: str) -> None:
        self.tally.errors += 1
        print(message, file=sys.stderr)

    def summary(self) -> None:
        self._clear_progress()
        if not self.wishes.quiet:
            print(_summary(self.tally, self.wishes), file=sys.stderr)

    def count(self, result: Result) -> None:
        """Counts a result for the summary."""
        self.tally.seen += 1
        self.tally.files += not (result.error or result.skipped)
        self.tally.errors += bool(result.error)
        self.tally.touched += bool(result.findings)
        self.tally.changes += len(result.findings)
        self.tally.hints += len(result.hints)

    def _list(self, result: Result) -> None:
        wishes = self.wishes
        if wishes.mode == "diff":
            self._diff(result.diff)
            if not wishes.verbose:
                return
        elif wishes.mode == "fix" and wishes.quiet and not wishes.statistics and wishes.format not in _DOCUMENTS:
            return
        found = result.findings + (result.hints if wishes.lists_hints else [])
        findings = sorted(found, key=lambda finding: (finding.part, finding.start))
        for finding in findings if wishes.statistics else ():
            self.statistics.add(finding)
        if wishes.statistics and wishes.quiet:
            return
        if wishes.format in _DOCUMENTS:
            self.collected += findings
        else:
            self._print(findings, self._stream)

    def _print(self, findings: Iterable[Finding], stream: TextIO) -> None:
        shown = _shower(self.wishes.format, style_for(self.wishes.color, stream))
        stream.writelines(shown(finding) + "\n" for finding in findings)

    @property
    def _stream(self) -> TextIO:
        return sys.stderr if self.wishes.piped or self.wishes.mode == "diff" else sys.stdout

    def finish(self) -> None:
        """Prints what is about all files together: a document of all findings, statistics."""
        self._clear_progress()
        if self.wishes.format in _DOCUMENTS and not (self.wishes.statistics and self.wishes.quiet):
            self._stream.write(_document(self.wishes.format, self.collected) + "\n")
        for line in self.statistics.lines():
            self._stream.write(line + "\n")

    def _diff(self, lines: Iterable[str]) -> None:
        style = style_for(self.wishes.color, sys.stdout)
        paint = {"-": style.red, "+": style.green, "@": style.cyan}
        for line in lines:
            name = line.startswith(("--- ", "+++ "))
            color = style.bold if name else paint.get(line[:1], str)
            sys.stdout.write(color(line) + "\n")

    @property
    def _shows_progress(self) -> bool:
        return self.expected >= _PROGRESS_FROM and not self.wishes.quiet and sys.stderr.isatty()

    def _progress(self) -> None:
        if self._shows_progress:
            sys.stdout.flush()
            sys.stderr.write(f"\r{self.tally.seen} of {self.expected} files")
            sys.stderr.flush()

    def _clear_progress(self) -> None:
        if self._shows_progress:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _shower(format: str, style: Style) -> Callable[[Finding], str]:
    """What makes the lines of one finding."""
    if format == "json":
        from cleaner.reports.jsonlines import json_line

        return json_line
    if format == "github":
        from cleaner.reports.github import github_line

        return github_line
    if format == "full":
        from cleaner.reports.full import full_lines

        return lambda finding: full_lines(finding, style)
    from cleaner.reports.text import text_line

    return lambda finding: text_line(finding, style)


def _document(format: str, findings: Sequence[Finding]) -> str:
    if format == "sarif":
        from cleaner.reports.sarif import sarif
        from cleaner.rules import all_rules

        return sarif(findings, all_rules())
    from cleaner.reports.rdjson import rdjson

    return rdjson(findings)


def _summary(tally: Tally, wishes: Wishes) -> str:
    """One line, such as `2 changes made in 1 of 3 files; 1 hint (-v lists hints).`"""
    what = {"check": "found", "fix": "made", "diff": "to make"}[wishes.mode]
    parts = f"Nothing {'found' if wishes.mode == 'check' else 'to change'} in {number(tally.files, 'file')}"
    if tally.changes:
        parts = f"{number(tally.changes, 'change')} {what} in {tally.touched} of {number(tally.files, 'file')}"
    if tally.hints:
        parts += f"; {number(tally.hints, 'hint')}" + ("" if wishes.lists_hints else " (-v lists hints)")
    if tally.errors:
        parts += f"; {number(tally.errors, 'error')}"
    return parts + "."


def number(count: int, what: str) -> str:
    """
    >>> number(1, "file"), number(1200, "file")
    ('1 file', '1,200 files')
    """
    return f"{count:,} {what}{'' if count == 1 else 's'}"
