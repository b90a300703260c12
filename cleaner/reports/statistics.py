"""How often each rule, and each term, had something to say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cleaner.reports.findings import Finding

_TERM = re.compile(r"\(([^()]+)\)$")
"""Where the reasons of the rules for terms name the term."""


def named_term(rule: str, reason: str) -> str | None:
    """The id of the term that a change is about.

    >>> named_term("terms.variant", '"routine loans" is listed as a variant of "trap loan" (trap-loan)')
    'trap-loan'
    """
    found = _TERM.search(reason) if rule.startswith("terms.") else None
    return found[1] if found else None


class Statistics:
    """Counts of findings, by rule and safety, and by term."""

    def __init__(self) -> None:
        self.rules: Counter[tuple[str, str]] = Counter()
        self.terms: Counter[str] = Counter()

    def add(self, finding: Finding) -> None:
        self.rules[finding.rule, finding.safety] += 1
        if term := named_term(finding.rule, finding.reason):
            self.terms[term] += 1

    def lines(self) -> Iterator[str]:
        """A table, the commonest first; the terms after the rules."""
        width = max(map(len, map(_grouped, (*self.rules.values(), *self.terms.values()))), default=0)
        for (name, safety), count in sorted(self.rules.items(), key=lambda item: (-item[1], item[0])):
            yield f"{_grouped(count):>{width}}  {name}{'' if safety == 'safe' else f' [{safety}]'}"
        if self.terms:
            yield ""
        for name, count in sorted(self.terms.items(), key=lambda item: (-item[1], item[0])):
            yield f"{_grouped(count):>{width}}  {name}"


def _grouped(count: int) -> str:
    return f"{count:,}"
