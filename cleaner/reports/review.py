"""The review page: every change of a run in one HTML file, to be read, marked and exported as decisions."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from cleaner.edits import Change
from cleaner.formats.base import Format
from cleaner.reports.findings import surroundings
from cleaner.reports.paths import as_text
from cleaner.reports.statistics import named_term
from cleaner.segments import Segment, segment_at

VERSION = 1
"""Of the decisions file."""
_LONG, _KEPT = 400, 150
"""Characters of unchanged text from which its middle is left out, and how many stay on each side."""
_LINE = re.compile(r"[^\r\n]*")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_PLACEHOLDER = re.compile(r"@([a-z-]+)@")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A file of the page: its text as it was read, what a cleaner would change and only says, and what it was translated from.

    `digest` is SHA-256 of its bytes; `parts` are the texts of a container with their names and spans.
    """

    path: str
    digest: str
    format: Format
    text: str
    changes: tuple[Change, ...]
    hints: tuple[Change, ...]
    segments: Sequence[Segment] = ()
    parts: Sequence[tuple[str, int, int]] = ()


def review(reviewed: Iterable[Reviewed]) -> str:
    """The page. It loads nothing and runs nothing but its own script, whatever the texts hold."""
    data = _data(list(reviewed))
    style, script = _resource("review.css"), _resource("review.js")
    values = {"style": style, "script": script, "data": _embedded(data)}
    values |= {"style-hash": content_hash(style), "script-hash": content_hash(script)}
    return _PLACEHOLDER.sub(lambda match: values[match[1]], _resource("review.html"))


def _resource(name: str) -> str:
    return (files("cleaner.reports") / "page" / name).read_text(encoding="utf-8")


def content_hash(text: str) -> str:
    """What a content security policy names a style or a script by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _embedded(data: object) -> str:
    """JSON that ends no script element and opens no comment in one, whatever is in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text.encode("utf-8", "replace").decode()


def _data(reviewed: Sequence[Reviewed]) -> dict[str, Any]:
    changes: list[dict[str, Any]] = []
    blocks: list[dict[str, Any]] = []
    for number, file in enumerate(reviewed):
        blocks += _blocks(number, file, changes)
    named = [_file(file) for file in reviewed]
    key = hashlib.sha256(json.dumps(named).encode()).hexdigest()[:16]
    return {"key": key, "files": named, "changes": changes, "blocks": blocks}


def _file(file: Reviewed) -> dict[str, Any]:
    form = file.format
    told = {"name": form.name, "language": form.language, "column": form.column, "source_column": form.source_column}
    return {"path": as_text(file.path), "sha256": file.digest, "format": told | {"include_locked": form.include_locked}}


def _blocks(number: int, file: Reviewed, changes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The passages that hold changes, each with its unchanged text and the numbers of its changes, which are added to the list."""
    ordered = sorted([*file.changes, *file.hints], key=lambda change: (change.start, change.end))
    starts = [0, *(match.end() for match in _NEWLINE.finditer(file.text))]
    group: list[Change] = []
    span = (0, -1)
    for change in ordered:
        low, high = _lines(file.text, change)
        if group and low <= span[1]:
            span = span[0], max(span[1], high)
        else:
            if group:
                yield _block(number, file, span, group, starts, changes)
            group, span = [], (low, high)
        group.append(change)
    if group:
        yield _block(number, file, span, group, starts, changes)


def _lines(text: str, change: Change) -> tuple[int, int]:
    """The lines that a change stands in, without their ends."""
    low = max(text.rfind("\n", 0, change.start), text.rfind("\r", 0, change.start)) + 1
    line = _LINE.match(text, change.end)
    return low, line.end() if line else change.end


def _block(
    number: int, file: Reviewed, span: tuple[int, int], group: list[Change], starts: list[int], changes: list[dict[str, Any]]
) -> dict[str, Any]:
    parts: list[str | int] = []
    at = span[0]
    for change in group:
        if change.start > at:
            parts.append(_cut(file.text[at : change.start]))
        parts.append(len(changes))
        changes.append(_change(number, file.text, change, apart=change.start < at))
        at = max(at, change.end)
    if at < span[1]:
        parts.append(_cut(file.text[at : span[1]]))
    segment = segment_at(file.segments, group[0].start)
    name, start = next(((name, low) for name, low, high in file.parts if name and low <= span[0] < high), ("", 0))
    line = bisect_right(starts, span[0]) - bisect_right(starts, start) + 1
    return {"file": number, "part": name, "line": line, "parts": parts, "source": (segment.source or "") if segment else ""}


def _change(number: int, text: str, change: Change, apart: bool) -> dict[str, Any]:
    left, right = surroundings(text, change)
    found = {
        "file": number,
        "left": left,
        "right": right,
        "start": change.start,
        "end": change.end,
        "before": text[change.start : change.end],
        "after": change.replacement,
        "rule": change.rule,
        "safety": change.safety,
        "reason": change.reason,
        "term": named_term(change.rule, change.reason) or "",
    }
    return found | ({"apart": True} if apart else {})


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_KEPT]} … {text[-_KEPT:]}"
