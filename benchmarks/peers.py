#!/usr/bin/env python3
"""mt-cleaner beside codespell, typos and ftfy on the same files, everything on, in one run.

    make bench                                            # on text that it fetches: the documentation of Django
    python benchmarks/peers.py --tree FOLDER [--damaged SHARE] [--rounds N] [--json FILE]

The peers are installed, pinned, in an environment of their own (`.bench/`). Each program cleans the whole tree once a round, in turns;
printed are medians of wall time and of CPU time of all its processes, and their ratios. ftfy has no command for many files, so that a loop
over them is measured. The four do not do the same: codespell and typos look for misspelled words, ftfy repairs encodings, mt-cleaner does
what its rules say.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
FOLDER = HERE / ".bench"
INSTALLED = ("codespell==2.4.1", "typos==1.40.0", "ftfy==6.3.1", "matplotlib==3.10.7")
"""The peers, and what `charts.py` draws with."""
TEXT = "django==5.2.8"
"""Its documentation is reStructuredText in `.txt` files, under the BSD licence."""
FIRST, AGAIN = "first time", "once more"
"""mt-cleaner on files that it has never seen, and on those of which an earlier run has kept what it found; the peers keep nothing."""
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")
DAMAGES: tuple[Callable[[str], str], ...] = (
    lambda text: re.sub(r"(?<=[a-z]{3}) (?=[a-z]{4})", "", text, count=1),  # glued words
    lambda text: re.sub(r"(?<=[a-z])(?=[,.;])", " ", text, count=1),  # a space before punctuation
    lambda text: re.sub(r"(?<=[a-z]), ", ",", text, count=1),  # none after it
    lambda text: re.sub(r" (the|of|and|to) ", r" \1 \1 ", text, count=1),  # a doubled word
    lambda text: f"“{text}”".encode().decode("cp1252", "replace"),  # mojibake
)
"""What a machine, a page and a scraper do to a sentence."""
_FTFY = """
import sys, ftfy
for name in sys.argv[1:]:
    with open(name, encoding="utf-8", newline="") as file:
        ftfy.fix_text(file.read())
"""


def peers_programs() -> Path:
    """The folder of the peers' programs, made when it is not there or holds others."""
    programs, installed = FOLDER / "env" / "bin", FOLDER / "env" / "installed"
    if not installed.exists() or installed.read_text(encoding="utf-8") != " ".join(INSTALLED):
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(FOLDER / "env")], check=True)
        subprocess.run([str(programs / "python"), "-m", "pip", "install", "--quiet", *INSTALLED], check=True)
        installed.write_text(" ".join(INSTALLED), encoding="utf-8")
    return programs


def fetched_tree() -> Path:
    """The text that is measured when none is named."""
    tree = FOLDER / "text"
    if not tree.exists():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", "--dest", str(FOLDER), TEXT]
        subprocess.run(command, check=True)
        (archive,) = FOLDER.glob("*.tar.gz")
        with tarfile.open(archive) as packed:
            wanted = [member for member in packed if "/docs/" in member.name and member.name.endswith(".txt")]
            for member in wanted:
                target = tree / member.name.split("/docs/", 1)[1]
                target.parent.mkdir(parents=True, exist_ok=True)
                content = packed.extractfile(member)
                assert content is not None
                target.write_bytes(content.read())
    return tree


def damaged_tree(tree: Path, share: float, folder: Path) -> Path:
    """A copy of the files in which that share of the sentences is damaged, each in one way."""
    chance = random.Random(1)
    for path in sorted(path for path in tree.rglob("*") if path.is_file()):
        sentences = _SENTENCE.split(path.read_text(encoding="utf-8"))
        sentences = [chance.choice(DAMAGES)(each) if chance.random() < share else each for each in sentences]
        target = folder / path.relative_to(tree)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(" ".join(sentences), encoding="utf-8", newline="")
    return folder


def commands(programs: Path, tree: Path, files: list[str]) -> dict[str, list[str]]:
    check = [sys.executable, "-m", "cleaner", "check", "--isolated", "-q", str(tree)]
    return {
        FIRST: [*check, "--no-cache"],
        AGAIN: check,
        "codespell": [str(programs / "codespell"), str(tree)],
        "typos": [str(programs / "typos"), "--isolated", str(tree)],
        "ftfy": [str(programs / "python"), "-c", _FTFY, *files],
    }


def timed(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Wall and CPU seconds; what is found, and so the exit code, does not matter."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=HERE, env=environment)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1, 2, 65) or b"Traceback" in done.stderr:
        raise SystemExit(f"{command[0]} failed: {done.stderr.decode()[-500:]}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tree", type=Path, help="the files to clean (default: a text that is fetched)")
    parser.add_argument("--damaged", type=float, default=0.0, help="damage this share of the sentences first")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", type=Path, help="write the figures to this file, too")
    given = parser.parse_args()
    programs, tree = peers_programs(), (given.tree or fetched_tree()).resolve()
    with tempfile.TemporaryDirectory() as folder:
        compare(programs, damaged_tree(tree, given.damaged, Path(folder)) if given.damaged else tree, given.rounds, given.json)


def compare(programs: Path, tree: Path, rounds: int, output: Path | None) -> None:
    files = sorted(str(path) for path in tree.rglob("*") if path.is_file())
    size = sum(os.path.getsize(path) for path in files) / 1e6
    run = commands(programs, tree, files)
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in run}
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "PYTHONHASHSEED": "0", "XDG_CACHE_HOME": cache}
        timed(run[AGAIN], environment)
        for _ in range(rounds):
            for name, command in run.items():
                times[name].append(timed(command, environment))
    rows = {name: tuple(map(statistics.median, zip(*each, strict=True))) for name, each in times.items()}
    print(f"{size:.1f} MB in {len(files)} files, {os.cpu_count()} processors, medians of {rounds} rounds")
    for name, (wall, cpu) in rows.items():
        print(f"{name:12} {wall:7.2f} s wall {cpu:7.2f} s CPU")
        for ours in (FIRST, AGAIN) if name not in (FIRST, AGAIN) else ():
            print(f"    mt-cleaner, {ours}, takes {rows[ours][0] / wall:6.2f} of its wall, {rows[ours][1] / cpu:6.2f} of its CPU")
    figures = {"size": size, "files": len(files), "processors": os.cpu_count(), "rows": rows}
    if output:
        output.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
