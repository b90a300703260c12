"""Reviewdog Diagnostic Format: one document for a run, whose fixes reviewdog offers as suggestions in a review."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from cleaner.reports.findings import Finding
from cleaner.reports.paths import as_text

_SEVERITIES = {"safe": "WARNING", "unsafe": "INFO", "hint": "INFO"}


def rdjson(findings: Iterable[Finding]) -> str:
    """The document (reviewdog/proto/rdf, DiagnosticResult). Columns count bytes of UTF-8, as the format wants it."""
    result = {"source": {"name": "mt-cleaner"}, "diagnostics": list(map(_diagnostic, findings))}
    return json.dumps(result, ensure_ascii=False, indent=1)


def _diagnostic(finding: Finding) -> dict[str, Any]:
    span = {
        "start": {"line": finding.line, "column": finding.byte_column},
        "end": {"line": finding.end_line, "column": finding.end_byte_column},
    }
    diagnostic: dict[str, Any] = {
        "message": finding.reason,
        "location": {"path": as_text(finding.path), "range": span},
        "severity": _SEVERITIES[finding.safety],
        "code": {"value": finding.rule},
    }
    if finding.before != finding.after:
        diagnostic["suggestions"] = [{"range": span, "text": finding.after}]
    return diagnostic
