#!/usr/bin/env python3
"""What `mt-cleaner corpus` needs: memory of all its processes together, and megabytes a second of processor time.

    python benchmarks/corpus.py [--megabytes N] [--damaged SHARE] [--text] [--long MB] [-- OPTIONS OF corpus]

Makes JSON Lines (with --text lines of plain text) of N MB, of which a share of the sentences is damaged, and one record of --long MB,
and cleans it. Memory is the proportional set size (Linux), so that what processes share counts once; processor time is that of all
processes, start included.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CLEAN = "The police held a meeting in the city on Monday and said that the new service office is open to everybody in the region."
DAMAGED = 'The Taolu loan gang was big.He said "ok" , and andthe others left for Beijing .'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=20)
    parser.add_argument("--damaged", type=float, default=0.05)
    parser.add_argument("--text", action="store_true", help="plain text, not JSON Lines")
    parser.add_argument("--long", type=int, default=0, help="megabytes of one record in the midst of the others")
    parser.add_argument("options", nargs="*", help="for mt-cleaner corpus, such as -- -j 2 --select spacing")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("a.txt" if given.text else "a.jsonl")
        make(path, given.megabytes * 1_000_000, given.damaged, given.long * 1_000_000)
        column = [] if given.text else ["--column", "text"]
        arguments = ["corpus", "--isolated", *column, str(path), "-o", str(Path(folder) / "out"), "-q", *given.options]
        start = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-m", "cleaner", *arguments])
        peak = watched(process)
        wall = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = used.ru_utime + used.ru_stime
    rate = given.megabytes / seconds
    times = f"{wall:.1f} s wall, {seconds:.1f} s CPU, {rate:.2f} MB/s a core"
    print(f"{given.megabytes} MB, exit {process.returncode}, {times}, peak {peak / 1000:.0f} MB")


def make(path: Path, size: int, damaged: float, long: int) -> None:
    chance = random.Random(1)
    number = written = 0
    with path.open("w", encoding="utf-8") as file:
        while written < size:
            sentences = (DAMAGED if chance.random() < damaged else f"{CLEAN} Number {number}." for _ in range(chance.randint(2, 12)))
            text = " ".join(sentences)
            if long and written > size / 2:
                text, long = CLEAN * (long // len(CLEAN)), 0
            written += file.write((text if path.suffix == ".txt" else json.dumps({"id": number, "text": text})) + "\n")
            number += 1


def watched(process: subprocess.Popen[bytes]) -> int:
    """The most memory that the process and its children held at once, in kB."""
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(held(pid) for pid in family(process.pid)))
        time.sleep(0.2)
    return peak


def family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(int(child) for child in children)]


def held(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    main()
