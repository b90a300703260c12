"""Who is told what: results go to stdout, everything else to stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TextIO

from cleaner.cli.jobs import Mode, Result
from cleaner.reports.findings import Finding
from cleaner.reports.style import style_for

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

    @property
    def lists_hints(self) -> bool:
        return self.verbose or (self.mode == "check" and self.format == "text")


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

    def show(self, result: Result) -> None:
        self._clear_progress()
        self._count(result)
        if result.error:
            print(result.error, file=sys.stderr)
        if result.skipped and not self.wishes.quiet:
            print(f"{result.path}: {result.skipped}", file=sys.stderr)
        self._list(result)
        for notice in () if self.wishes.quiet else result.notices:
            print(f"{result.path}: {notice}", file=sys.stderr)
        self._progress()

    def error(self, message: str) -> None:
        self.tally.errors += 1
        print(message, file=sys.stderr)

    def summary(self) -> None:
        self._clear_progress()
        if not self.wishes.quiet:
            print(_summary(self.tally, self.wishes), file=sys.stderr)

    def _count(self, result: Result) -> None:
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
        elif wishes.mode == "fix" and wishes.quiet:
            return
        findings = result.findings + (result.hints if wishes.lists_hints else [])
        stream = sys.stderr if wishes.piped or wishes.mode == "diff" else sys.stdout
        self._print(sorted(findings, key=lambda finding: (finding.part, finding.start)), stream)

    def _print(self, findings: Iterable[Finding], stream: TextIO) -> None:
        if self.wishes.format == "json":
            from cleaner.reports.jsonlines import json_line

            stream.writelines(json_line(finding) + "\n" for finding in findings)
            return
        from cleaner.reports.text import text_line

        style = style_for(self.wishes.color, stream)
        stream.writelines(text_line(finding, style) + "\n" for finding in findings)

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
