"""Views of one list of changes."""

from __future__ import annotations

from cleaner.reports.findings import Finding, find
from cleaner.reports.jsonlines import json_line
from cleaner.reports.text import text_line
from cleaner.reports.unified import unified_diff

__all__ = ["Finding", "find", "json_line", "text_line", "unified_diff"]
