"""Where the time of a run goes: by stage and rule."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from cleaner.document import Document
from cleaner.edits import Edit
from cleaner.engine import Cleaner
from cleaner.lines import Watch
from cleaner.rules import Rule

Result = TypeVar("Result")
_TOKENS = "judging tokens"


class Profile:
    """Seconds by rule, and of the whole run from when this is made."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.stages: dict[str, str] = {}
        self._start = time.perf_counter()

    def of(self, cleaner: Cleaner) -> Cleaner:
        """The same cleaner, its rules timed."""
        timed = copy(cleaner)
        timed.watch = lru_cache(maxsize=None)(lambda stage: self._watch(cleaner.watch(stage), stage, cleaner.language))  # type: ignore[method-assign]
        return timed

    def _watch(self, watch: Watch, stage: str, language: str) -> Watch:
        timed = Watch([self._rule(rule) for rule in watch.rules], language)
        name = f"{stage}: {_TOKENS}"
        self.stages |= {rule.name: stage for rule in watch.rules} | {name: stage}
        timed.screen.masks = self._timed(name, watch.screen.masks)  # type: ignore[method-assign]
        return timed

    def _rule(self, rule: Rule) -> Rule:
        def find(document: Document) -> Iterable[Edit]:
            return list(rule.find(document))

        return replace(rule, find=self._timed(rule.name, find))

    def _timed(self, name: str, function: Callable[..., Result]) -> Callable[..., Result]:
        def timed(*given: object) -> Result:
            start = time.perf_counter()
            try:
                return function(*given)
            finally:
                self.seconds[name] += time.perf_counter() - start

        return timed

    def lines(self) -> Iterator[str]:
        """A table: each stage, and under it what took the most time; the rest is reading, protecting, resolving, reporting."""
        whole = time.perf_counter() - self._start
        by_stage: defaultdict[str, float] = defaultdict(float)
        for name, seconds in self.seconds.items():
            by_stage[self.stages[name]] += seconds
        for stage, total in _most_first(by_stage):
            yield _row(total, whole, stage)
            for name, seconds in _most_first(self.seconds):
                if self.stages[name] == stage and seconds >= whole / 1000:
                    yield _row(seconds, whole, f"  {name.removeprefix(f'{stage}: ')}")
        yield _row(whole - sum(by_stage.values()), whole, "all else")
        yield _row(whole, whole, "the whole run")


def _most_first(seconds: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(seconds.items(), key=lambda item: -item[1])


def _row(seconds: float, whole: float, name: str) -> str:
    return f"{seconds:9.3f} s {seconds / whole:6.1%}  {name}"
