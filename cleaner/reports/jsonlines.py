"""One JSON object a line, for programs."""

from __future__ import annotations

import json

from cleaner.reports.findings import Finding
from cleaner.reports.paths import as_text

FIELDS = ("path", "line", "column", "start", "end", "before", "after", "rule", "safety", "reason")


def json_line(finding: Finding) -> str:
    values = {name: getattr(finding, name) for name in FIELDS}
    values["path"] = as_text(finding.path)
    return json.dumps(values, ensure_ascii=False)
