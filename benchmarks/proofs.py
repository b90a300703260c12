#!/usr/bin/env python3
"""What the proofs that run with every text cost: with and without them, in turn, in one process.

    python benchmarks/proofs.py [--rounds 7]

The second run: all stages are gone through until they change nothing. The structure: a file with units is read again when it is written.
Texts are made from the tests' own: clean ones, damaged ones, and a file of messages in PO and in HTML, each of some hundred kilobytes.
"""

from __future__ import annotations

import argparse
import html
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from unittest import mock

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cleaner import Cleaner  # noqa: E402
from cleaner.engine import _Run  # noqa: E402
from cleaner.views import Writer  # noqa: E402

SIZE = 300_000


def texts() -> dict[str, tuple[str, str]]:
    """Texts by what they are, each with its format."""
    clean = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "clean").glob("*.txt")))
    files = (ROOT / "tests/cases/pipeline").glob("*.yaml")
    cases = [case for path in files for case in yaml.safe_load(path.read_text(encoding="utf-8"))]
    damaged = "\n".join(case["original"] for case in cases if case.get("format", "text") == "text")
    lines = [line for line in (damaged * 40).splitlines() if line.strip()][:2000]
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    quoted = (f'msgid "{number}"\nmsgstr "{line}"\n' for number, line in enumerate(escaped))
    return {
        "clean text": ((clean * (SIZE // len(clean) + 1))[:SIZE], "text"),
        "damaged text": ((f"{damaged}\n" * (SIZE // len(damaged) + 1))[:SIZE], "text"),
        "damaged PO": ("\n".join(quoted), "po"),
        "damaged HTML": ("\n".join(f"<p>{html.escape(line)}</p>" for line in lines), "html"),
    }




def without_second_run() -> AbstractContextManager[object]:
    """All stages run once: nobody looks whether they are quiet."""
    stage = _Run._stage

    def first(run: _Run, name: str) -> None:
        seen = run.__dict__.setdefault("seen_stages", set())
        if name not in seen:
            seen.add(name)
            stage(run, name)

    return mock.patch.object(_Run, "_stage", first)


def without_structure() -> AbstractContextManager[object]:
    return mock.patch.object(Writer, "_proves", lambda writer, written: True)


def cost(cleaner: Cleaner, text: str, form: str, rounds: int) -> dict[str, float]:
    """Medians of seconds of CPU, as things are and without each proof, taken in turn."""
    ways: dict[str, Callable[[], AbstractContextManager[object]]] = {
        "all": nullcontext, "no second run": without_second_run, "no structure": without_structure
    }  # fmt: skip
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            with way():
                started = time.process_time()
                cleaner.clean(text, format=form)
                taken[name].append(time.process_time() - started)
    return {name: statistics.median(each) for name, each in taken.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    cleaner = Cleaner()
    for name, (text, form) in texts().items():
        cleaner.clean(text, format=form)
        found = cost(cleaner, text, form, rounds)
        second, structure = (1 - found[way] / found["all"] for way in ("no second run", "no structure"))
        print(f"{name:14} {found['all']:6.2f} s  second run {second:4.0%}  structure {structure:4.0%}", flush=True)


if __name__ == "__main__":
    main()
