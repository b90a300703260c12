"""Ways to read the damaged runs of a line, followed side by side: a mark that opens here decides what may close there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cleaner.mojibake.context import fit, open_mark

BEAM = 24
"""Ways that are followed."""
SEEN = 400
"""Characters before a run that its readings are judged by."""
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
    """One way to read the runs of a line up to a place: the text before it (as far back as SEEN), the readings, their scores."""

    tail: str = ""
    end: int = 0
    news: tuple[str, ...] = ()
    scores: tuple[float, ...] = ()
    score: float = 0.0

    def left(self, start: int, line: str) -> str:
        """What stands before a place to the right of this path's end."""
        return (self.tail + line[self.end : start])[-SEEN:]

    def grown(self, spot: Spot, new: str, score: float, left: str) -> Path:
        return Path((left + new)[-SEEN:], spot.end, (*self.news, new), (*self.scores, score), self.score + score)

    def finished(self, line: str) -> Path:
        """With what is said against it by quotation marks that nothing closes."""
        return replace(self, score=self.score - UNCLOSED * bool(open_mark(self.left(len(line), line))))

    def taken(self, spots: list[Spot], line: str) -> Iterator[tuple[Spot, str, str, float]]:
        """Each run, its reading, what stands before it and the reading's score."""
        path = Path()
        for spot, new, score in zip(spots, self.news, self.scores, strict=True):
            left = path.left(spot.start, line)
            yield spot, new, left, score
            path = path.grown(spot, new, score, left)

    def lead(self, spots: list[Spot], at: int, line: str, language: str) -> float:
        """By how much this path's reading of a run is ahead of the others in the same place, when no other path holds one of them."""
        spot, new, left, score = next(taken for number, taken in enumerate(self.taken(spots, line)) if number == at)
        others = [text for text in spot.readings if text != new]
        return score - max((fit_of(spots, at, text, left, line, language) for text in others), default=score - ALONE)


def best_paths(spots: list[Spot], line: str, language: str) -> list[Path]:
    """The likeliest ways to read the runs, the best first."""
    beam = [Path()]
    for at in range(len(spots)):
        beam = _extend(beam, spots, at, line, language)
    return sorted((path.finished(line) for path in beam), key=lambda path: -path.score)


def _extend(beam: list[Path], spots: list[Spot], at: int, line: str, language: str) -> list[Path]:
    """Every path with every reading of the next run, the best of them."""
    found: list[Path] = []
    spot = spots[at]
    for path in beam:
        left = path.left(spot.start, line)
        found += [path.grown(spot, text, fit_of(spots, at, text, left, line, language), left) for text in spot.readings]
    return sorted(found, key=lambda path: -path.score)[:BEAM]


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
