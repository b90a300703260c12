#!/usr/bin/env python3
"""How long a person waits for a run over next to nothing: medians of whole-process wall times, taken in turns.

    python benchmarks/start.py [--rounds N]

The first run after an installation or a change of a glossary, which reads YAML, is told apart from those that find what it has kept.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
TEXT = "The police said so to a man of the city.\nAll was well there, and nobody asked.\n"
DAMAGED = "The police said so , and andthe others left thisyear.\nPattern loans are no good .\n"
CHECK = ["check", "-q", "--isolated"]
RUNS = {
    "--version": ["--version"],
    "check of a clean file of two lines, for the first time": [*CHECK, "--no-cache", "clean.txt"],
    "check of a damaged one, for the first time": [*CHECK, "--no-cache", "damaged.txt"],
    "check of both, once more": [*CHECK, "clean.txt", "damaged.txt"],
    "check without a glossary": [*CHECK, "--no-cache", "--no-glossary", "clean.txt"],
}


def seconds(arguments: list[str], folder: Path) -> float:
    environment = {**os.environ, "PYTHONPATH": str(HERE), "XDG_CACHE_HOME": str(folder / "cache")}
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "cleaner", *arguments], cwd=folder, env=environment, capture_output=True)
    taken = time.perf_counter() - start
    if done.returncode not in (0, 1) or done.stderr:
        raise SystemExit(done.stderr.decode())
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "clean.txt").write_text(TEXT, encoding="utf-8")
        (folder / "damaged.txt").write_text(DAMAGED, encoding="utf-8")
        print(f"{seconds(RUNS['check of both, once more'], folder):7.3f} s  the very first run")
        times: dict[str, list[float]] = {what: [] for what in RUNS}
        for _ in range(given.rounds):
            for what, arguments in RUNS.items():
                times[what].append(seconds(arguments, folder))
    for what, each in times.items():
        print(f"{statistics.median(each):7.3f} s  {what}")


if __name__ == "__main__":
    main()
