"""Some of a text's changes, without the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cleaner.edits import Change, apply
from cleaner.errors import InputError
from cleaner.formats import reader
from cleaner.formats.base import Format, Unit, outside


def partly(text: str, changes: Sequence[Change], format: Format) -> str:
    """The text (of a whole file) with some of an outcome's changes made, in order of place; perhaps with other replacements.

    A file of a format is read again, and must have the same units, the untouched ones with the same texts, and be the same outside of
    them. Raises InputError where it would not: these changes cannot be made without the others, or with such replacements.
    """
    new, read = apply(text, changes), reader(format)
    if read is None or not changes:
        return new
    before = list(read(text, format))
    try:
        after = list(read(new, format))
    except InputError as error:
        raise InputError(f"these changes alone would break the file, so none was made: {error.message}", line=error.line) from error
    same = [unit.key for unit in before] == [unit.key for unit in after] and outside(text, before) == outside(new, after)
    if not same or any(one.text != other.text for one, other in zip(before, after, strict=True) if not _touched(one, changes)):
        raise InputError("these changes alone would alter the file's structure, so none was made.")
    return new


def feasible(changes: Sequence[Change], attempt: Callable[[Sequence[Change]], object]) -> tuple[list[Change], list[tuple[Change, str]]]:
    """As many of the changes, in their order, as can be made together, and each other one with the reason.

    `attempt` raises InputError for changes that cannot be made. One attempt where all can be made; a few for each that cannot.
    """
    made: list[Change] = []
    refused: list[tuple[Change, str]] = []
    groups = [list(changes)]
    while groups:
        group = groups.pop()
        try:
            attempt([*made, *group])
            made += group
        except InputError as error:
            half = len(group) // 2
            groups += [group[half:], group[:half]] if half else []
            refused += [] if half else [(group[0], error.message)]
    return made, refused


def _touched(unit: Unit, changes: Sequence[Change]) -> bool:
    low, high = unit.frame or (unit.pieces[0].start, unit.pieces[-1].end)
    return any(change.start <= high and low <= change.end for change in changes)
