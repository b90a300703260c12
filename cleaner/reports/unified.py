"""A unified diff read off the changes; `patch -p0` and `git apply -p0` take it.

The changes already say which lines differ, so nothing is compared: the cost is that of the changed lines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleaner.edits import Change, Edit, apply
from cleaner.errors import one_line

CONTEXT = 3


@dataclass(frozen=True, slots=True)
class Block:
    """Lines `first` up to, not including, `last` (counted from 0), and what takes their place."""

    first: int
    last: int
    lines: list[str]


def unified_diff(path: str, text: str, changes: Sequence[Change]) -> list[str]:
    """The diff's lines, without their newlines; empty when there are no changes."""
    lines = _split(text)
    hunks = list(_hunks(_blocks(text, lines, changes)))
    if not hunks:
        return []
    name = path if one_line(path) == path else f'"{one_line(path)}"'
    out, shift = [f"--- {name}", f"+++ {name}"], 0
    for hunk in hunks:
        shift += _render(hunk, lines, shift, out)
    return out


def _split(text: str) -> list[str]:
    """Lines with their ends; only `\\n` ends one, as for `patch`."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _blocks(text: str, lines: Sequence[str], changes: Sequence[Change]) -> Iterator[Block]:
    """The changed stretches of whole lines, neighbours joined."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    for first, last, group in _stretches(lines, starts, changes):
        low, high = starts[first], starts[last]
        moved = [Edit(c.start - low, c.end - low, c.replacement, c.rule, c.reason) for c in group]
        yield Block(first, last, _split(apply(text[low:high], moved)))


def _stretches(lines: Sequence[str], starts: list[int], changes: Sequence[Change]) -> Iterator[tuple[int, int, list[Change]]]:
    first, last, group = 0, -1, list[Change]()
    for change in sorted(changes, key=lambda each: (each.start, each.end)):
        low = min(bisect_right(starts, change.start) - 1, max(0, len(lines) - 1))
        high = _last_line(starts, change, low, len(lines))
        if group and low > last:
            yield first, last, group
            group = []
        first = first if group else low
        last = max(last, high)
        group.append(change)
    if group:
        yield first, last, group


def _last_line(starts: list[int], change: Change, low: int, count: int) -> int:
    """The line after the last one that the change alters; a line joined to the next takes that one along."""
    at_line_start = change.end == starts[min(bisect_right(starts, change.end) - 1, count)]
    whole = at_line_start and (change.replacement.endswith("\n") or (not change.replacement and change.start == starts[low]))
    end = change.end - 1 if whole and change.end > change.start else change.end
    return min(bisect_right(starts, end), count)


def _hunks(blocks: Iterator[Block]) -> Iterator[list[Block]]:
    """Blocks so near to each other that their context meets."""
    hunk: list[Block] = []
    for block in blocks:
        if hunk and block.first - hunk[-1].last > 2 * CONTEXT:
            yield hunk
            hunk = []
        hunk.append(block)
    if hunk:
        yield hunk


def _render(hunk: list[Block], lines: Sequence[str], shift: int, out: list[str]) -> int:
    """Appends the hunk to `out`; returns by how many lines it moves what follows."""
    first = max(0, hunk[0].first - CONTEXT)
    last = min(len(lines), hunk[-1].last + CONTEXT)
    body, at = list[str](), first
    for block in hunk:
        body += _marked(" ", lines[at : block.first])
        body += _marked("-", lines[block.first : block.last]) + _marked("+", block.lines)
        at = block.last
    body += _marked(" ", lines[at:last])
    grown = sum(len(block.lines) - (block.last - block.first) for block in hunk)
    out.append(f"@@ -{_range(first, last - first)} +{_range(first + shift, last - first + grown)} @@")
    out += body
    return grown


def _range(first: int, count: int) -> str:
    """Where a hunk lies; an empty one is said to follow the line before it."""
    return f"{first + 1 if count else first},{count}"


def _marked(mark: str, lines: Sequence[str]) -> list[str]:
    out = []
    for line in lines:
        out.append(mark + line.removesuffix("\n"))
        if not line.endswith("\n"):
            out.append("\\ No newline at end of file")
    return out
