"""A file that is not UTF-8, read by a guess: in one encoding, or, where its other lines are UTF-8, line by line."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from cleaner.decoding.guess import Verdict, is_binary, weigh
from cleaner.decoding.loaded import MIXED, Loaded, Skipped
from cleaner.decoding.mixed import foreign_lines, is_damaged_utf8, lines_of
from cleaner.edits import Edit, apply
from cleaner.errors import InputError

FOR_LINES = 0.5
"""The share of the usual evidence that the foreign lines of a file need: that the other lines are UTF-8 shows that they went astray."""


def read_guessed(data: bytes, mark: bytes, path: str, at: tuple[int, int], languages: Sequence[str]) -> Loaded:
    """The text by a guess; `at` is line and column of the first byte that is not UTF-8.

    Raises Skipped for binary data, InputError where the guess would be too weak.
    """
    body = data[len(mark) :]
    if is_binary(body):
        raise Skipped("skipped, it is a binary file.")
    if foreign := foreign_lines(body, sure=bool(mark)):
        return _line_by_line(data, mark, path, foreign, languages)
    verdict = weigh(body, languages)
    if verdict.chosen is None:
        raise InputError(f"the file is not UTF-8, and what else it is {_doubt(verdict)}", path=path, line=at[0], column=at[1])
    encoding = verdict.chosen.encoding
    return Loaded(verdict.chosen.text, data, encoding=encoding, notices=(f"read as {encoding}, which is a guess.",))


def _doubt(verdict: Verdict) -> str:
    return f"cannot be told safely: {verdict.names}. The file was left alone; name its encoding with --encoding."


def _line_by_line(data: bytes, mark: bytes, path: str, foreign: Sequence[int], languages: Sequence[str]) -> Loaded:
    """The file with its foreign lines made UTF-8, each of them a repair that reports show."""
    lines = list(lines_of(data[len(mark) :]))
    encodings = dict(zip(foreign, _encodings([lines[number - 1] for number in foreign], path, foreign, languages), strict=True))
    shown, repairs, at = list[str](), list[Edit](), 0
    for number, line in enumerate(lines, 1):
        shown.append(line.decode("ascii" if number in encodings else "utf-8", "backslashreplace"))
        if number in encodings:
            repairs.append(_repair(shown[-1], line.decode(encodings[number]), at, encodings[number]))
        at += len(shown[-1])
    whole = "".join(shown)
    names = ", ".join(sorted(set(encodings.values())))
    notice = f"read as utf-8, and {len(foreign)} of {len(lines)} lines as {names}, which is a guess."
    return Loaded(apply(whole, repairs), data, mark, shown=whole, repairs=tuple(repairs), notices=(notice,))


def _repair(before: str, after: str, at: int, encoding: str) -> Edit:
    """What differs between a line with its bytes escaped and the same line as text."""
    head = len(os.path.commonprefix([before, after]))
    tail = len(os.path.commonprefix([before[head:][::-1], after[head:][::-1]]))
    replacement = after[head : len(after) - tail]
    return Edit(at + head, at + len(before) - tail, replacement, MIXED, f"the line was {encoding} in a file of UTF-8")


def _encodings(lines: Sequence[bytes], path: str, numbers: Iterable[int], languages: Sequence[str]) -> list[str]:
    """The encoding of each line: one for all of them, or, where none fits all, each line's own."""
    for number, line in zip(numbers, lines, strict=True):
        if is_damaged_utf8(line):
            what = "the line is UTF-8 with bytes missing or spoilt, so that there is nothing to guess"
            raise InputError(f"{what}. The file was left alone; mend the line first.", path=path, line=number)
    together = weigh(b"".join(lines), languages, FOR_LINES).chosen
    if together:
        return [together.encoding] * len(lines)
    found = list[str]()
    for number, line in zip(numbers, lines, strict=True):
        verdict = weigh(line, languages)
        if verdict.chosen is None:
            what = f"the line is not UTF-8, as the rest of the file is, and what else it is {_doubt(verdict)}"
            raise InputError(what, path=path, line=number)
        found.append(verdict.chosen.encoding)
    return found
