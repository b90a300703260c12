"""SARIF 2.1.0 (OASIS): one document for a run, with every finding's fix."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from cleaner import __version__
from cleaner.reports.findings import Finding
from cleaner.reports.paths import as_uri
from cleaner.reports.text import quoted
from cleaner.rules import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"safe": "warning", "unsafe": "note", "hint": "note"}


def sarif(findings: Iterable[Finding], rules: Sequence[Rule]) -> str:
    """The document; `rules` are those that may be named in it. Columns count code points."""
    findings = list(findings)
    named = {finding.rule for finding in findings}
    described = [rule for rule in rules if rule.name in named]
    known = {rule.name: number for number, rule in enumerate(described)}
    driver = {"name": "mt-cleaner", "version": __version__, "rules": [_rule(rule) for rule in described]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_result(finding, known) for finding in findings]}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "defaultConfiguration": {"level": _LEVELS[rule.safety]},
    }


def _result(finding: Finding, known: dict[str, int]) -> dict[str, Any]:
    region, where = _region(finding), {"uri": as_uri(finding.path)}
    shown = quoted(finding.left + finding.before + finding.right)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.safety],
        "message": {"text": f"{shown}: {finding.reason}"},
        "locations": [{"physicalLocation": {"artifactLocation": where, "region": region}}],
        "properties": {"safety": finding.safety},
    }
    if finding.rule in known:
        result["ruleIndex"] = known[finding.rule]
    if finding.before != finding.after:
        replacement = {"deletedRegion": region, "insertedContent": {"text": finding.after}}
        result["fixes"] = [{"description": {"text": finding.reason}, "artifactChanges": [_change(where, replacement)]}]
    return result


def _change(where: dict[str, str], replacement: dict[str, Any]) -> dict[str, Any]:
    return {"artifactLocation": where, "replacements": [replacement]}


def _region(finding: Finding) -> dict[str, int]:
    return {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "charOffset": finding.start,
        "charLength": finding.end - finding.start,
    }
