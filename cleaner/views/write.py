"""A view's changes, written into its file, and the proof that they did what was meant."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from cleaner.edits import Change, Safety, apply
from cleaner.errors import InputError
from cleaner.formats.base import Format, Reader, outside
from cleaner.views.places import AcrossTag, Places
from cleaner.views.view import ACROSS, View, worth_reading

Group = tuple[int, list[Change]]
"""A unit's number, and the changes in it."""

_UNWRITABLE = "not made: the file cannot hold it in this place"


@dataclass(frozen=True, slots=True)
class Written:
    """The file after its changes: `changes` and `refused` (hints) in code points of the file before; `texts` of its units after."""

    file: str
    changes: tuple[Change, ...]
    refused: tuple[Change, ...]
    texts: tuple[str, ...]


class Writer:
    """Writes changes of a view into its file, which is read again to prove them."""

    def __init__(self, view: View, places: Places, read: Reader, format: Format) -> None:
        self.view, self.places, self.read, self.format = view, places, read, format
        self._outside = outside(view.file, view.units)

    def write(self, changes: Sequence[Change]) -> Written | None:
        """The file with the changes made; those of a unit that the file cannot hold are refused, and the others made.

        None where the file would not read as it was meant to all the same.
        """
        groups = self._by_unit(changes)
        written = self._written(groups)
        if not changes or self._proves(written):
            return written
        written = self._written(groups, set(self._unprovable(groups)))
        return written if self._proves(written) else None

    def _proves(self, written: Written) -> bool:
        """Whether the file, read again, has the units that were meant, and everything else as it was."""
        try:
            again = worth_reading(self.read(written.file, self.format))
        except InputError:
            return False
        meant = [(text, unit.key) for text, unit in zip(written.texts, self.view.units, strict=True) if text.strip()]
        return [(unit.text, unit.key) for unit in again] == meant and outside(written.file, again) == self._outside

    def _unprovable(self, groups: Sequence[Group]) -> list[int]:
        """The units whose changes would alter more than their text, found by halves."""
        if self._proves(self._written(groups)):
            return []
        if len(groups) == 1:
            return [groups[0][0]]
        half = len(groups) // 2
        return [unit for part in (groups[:half], groups[half:]) for unit in self._unprovable(part)]

    def _written(self, groups: Sequence[Group], unwanted: Collection[int] = ()) -> Written:
        made, refused, kept = list[Change](), list[Change](), list[Change]()
        for unit, group in groups:
            for change, mapped in self._mapped(unit, group) if unit not in unwanted else self._refused(group):
                if mapped.safety == "hint":
                    refused.append(mapped)
                else:
                    kept.append(change)
                    made += [mapped] if made[-1:] != [mapped] else []
        return Written(apply(self.view.file, made), tuple(made), tuple(refused), tuple(self._texts_after(kept)))

    def _mapped(self, unit: int, group: list[Change]) -> list[tuple[Change, Change]]:
        """The changes of a unit with what they are in the file; hints for those that it cannot hold."""
        whole = self._whole(unit, group)
        return [(change, whole) for change in group] if whole else [pair for change in group for pair in self._in_file(change)]

    def _in_file(self, change: Change) -> list[tuple[Change, Change]]:
        try:
            return [(change, self.places.in_file(change))]
        except AcrossTag:
            return self._refused([change], ACROSS)
        except ValueError:
            return self._refused([change])

    def _refused(self, group: list[Change], why: str = _UNWRITABLE) -> list[tuple[Change, Change]]:
        """Hints that point at the places of changes."""
        return [(change, self.places.pointed(self._hint(change, why))) for change in group]

    def _hint(self, change: Change, why: str) -> Change:
        shown = self.view.text[change.start : change.end]
        return replace(change, replacement=shown, reason=f"{change.reason}; {why}", safety="hint")

    def _by_unit(self, changes: Sequence[Change]) -> list[Group]:
        """The changes of each unit that has some."""
        groups: dict[int, list[Change]] = {}
        for change in changes:
            groups.setdefault(self.view.number_at(change.start), []).append(change)
        return list(groups.items())

    def _whole(self, number: int, changes: Sequence[Change]) -> Change | None:
        """One change of the unit's whole value, where it must be written in another way than it was."""
        unit, segment = self.view.units[number], self.view.segments[number]
        if not unit.rewrap or not unit.frame:
            return None
        moved = [replace(each, start=each.start - segment.start, end=each.end - segment.start) for each in changes]
        value = unit.rewrap(apply(unit.text, moved))
        if value is None:
            return None
        rules = tuple(dict.fromkeys(name for change in changes for name in change.rules))
        reason = "; ".join(dict.fromkeys(change.reason for change in changes))
        safety: Safety = "unsafe" if any(change.safety == "unsafe" for change in changes) else "safe"
        return Change(*unit.frame, value, rules, reason, safety)

    def _texts_after(self, changes: Sequence[Change]) -> list[str]:
        text = apply(self.view.text, changes)
        return [text[segment.start : segment.end] for segment in self.view.segments_after(changes)]
