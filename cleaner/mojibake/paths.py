"""Ways to read the damaged runs of a line, followed side by side: a mark that opens here decides what may close there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cleaner.mojibake.context import SEEN, fit, open_mark

BEAM = 12
"""Ways that are followed."""
KEPT = 16
"""Readings of a run that are followed on each way: the best for the text before it as the best way has it."""
NEAR = 40
"""Characters after it."""
ALONE = 9.0
"""By how much a reading is ahead that has no rival."""
UNCLOSED = 0.7
"""Against a line that ends inside quotation marks: only quotations of several paragraphs do."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A damaged run of a line and what it may have been."""

    start: int
    end: int
    readings: list[str]


@dataclass(frozen=True, slots=True)
class Path:
    """One way to read the runs of a line up to a place: the last reading, what stood before it, its own score, and the way there.

    `tail` is the text up to here, as far back as SEEN; `total` the score of the whole way.
    """

    tail: str = ""
    end: int = 0
    new: str = ""
    left: str = ""
    score: float = 0.0
    total: float = 0.0
    before: Path | None = None

    def text_before(self, start: int, line: str) -> str:
        """What stands before a place to the right of this path's end."""
        return (self.tail + line[self.end : start])[-SEEN:]

    def grown(self, spot: Spot, new: str, left: str, score: float) -> Path:
        return Path((left + new)[-SEEN:], spot.end, new, left, score, self.total + score, self)

    def finished(self, line: str) -> Path:
        """With what is said against it by quotation marks that nothing closes."""
        return replace(self, total=self.total - UNCLOSED * bool(open_mark(self.text_before(len(line), line))))

    def steps(self) -> list[Path]:
        """The path after each run."""
        found: list[Path] = []
        step: Path | None = self
        while step is not None and step.before is not None:
            found.append(step)
            step = step.before
        return found[::-1]


def lead(step: Path, spots: list[Spot], at: int, line: str, language: str) -> float:
    """By how much the reading of a run is ahead of the others in its place."""
    others = [text for text in spots[at].readings if text != step.new]
    return step.score - max((fit_of(spots, at, text, step.left, line, language) for text in others), default=step.score - ALONE)


def best_paths(spots: list[Spot], line: str, language: str) -> list[Path]:
    """The likeliest ways to read the runs, the best first."""
    beam = [Path()]
    for at in range(len(spots)):
        beam = _extend(beam, spots, at, line, language)
    return sorted((path.finished(line) for path in beam), key=lambda path: -path.total)


def _extend(beam: list[Path], spots: list[Spot], at: int, line: str, language: str) -> list[Path]:
    """Every path with every reading of the next run, the best of them."""
    found: list[Path] = []
    spot = spots[at]
    kept: list[str] = []
    for path in beam:
        left = path.text_before(spot.start, line)
        scored = [(fit_of(spots, at, text, left, line, language), text) for text in kept or spot.readings]
        kept = kept or [text for _, text in sorted(scored, reverse=True)[:KEPT]]
        found += [path.grown(spot, text, left, score) for score, text in scored]
    return sorted(found, key=lambda path: -path.total)[:BEAM]


def fit_of(spots: list[Spot], at: int, text: str, left: str, line: str, language: str) -> float:
    """How well a reading of a run suits its place."""
    return fit(text, left, right_of(spots, at, line), language, swallows=line[spots[at].end - 1] == "?")


def right_of(spots: list[Spot], at: int, line: str) -> str:
    """What follows a run, with the runs near by that have one reading read: "��berpr羹fung" is `Überprüfung` only then."""
    end, parts = spots[at].end, []
    for spot in spots[at + 1 : at + 4]:
        if len(spot.readings) > 1 or spot.start - end > NEAR:
            break
        parts += [line[end : spot.start], spot.readings[0]]
        end = spot.end
    return "".join(parts) + line[end : end + NEAR]
