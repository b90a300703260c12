"""One JSON object a line, for programs."""

from __future__ import annotations

import json
import os

from cleaner.reports.findings import Finding

FIELDS = ("path", "line", "column", "start", "end", "before", "after", "rule", "safety", "reason")


def json_line(finding: Finding) -> str:
    values = {name: getattr(finding, name) for name in FIELDS}
    # A file name need not be text; what is none is shown with a replacement character, so that the line stays valid UTF-8.
    values["path"] = os.fsencode(finding.path).decode("utf-8", "replace")
    return json.dumps(values, ensure_ascii=False)
