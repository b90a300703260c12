#!/usr/bin/env python3
"""Fuzzes what reads files and changes text, guided by what is covered (atheris; benchmarks/requirements.txt).

    python benchmarks/fuzz/run.py TARGET|all [--seconds 60] [--found FOLDER]

Seeds are tests/fuzz/TARGET and the samples of the tests. What breaks a promise is kept in FOLDER, one file each, and the exit code is 1:
it belongs into tests/fuzz/TARGET, and is then a test.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(HERE)]
LONGEST, SLOW, MEMORY = 4096, 10, 2000
"""Bytes of an input, seconds that one may take, megabytes of all."""


def seeds(target: str, folder: Path) -> None:
    """Lays the seeds of a target into a folder."""
    kept = ROOT / "tests" / "fuzz" / target
    samples = (ROOT / "tests" / "cmd").glob(f"format-{target}/in/**/*")
    for number, path in enumerate([*(kept.glob("*") if kept.is_dir() else ()), *samples]):
        if path.is_file() and path.stat().st_size <= 4 * LONGEST:
            shutil.copy(path, folder / f"{number}-{path.name}")


def fuzz(target: str, seconds: int, found: Path) -> tuple[int, int]:
    """How many inputs were tried, and how many broke a promise."""
    found.mkdir(parents=True, exist_ok=True)
    before = set(found.iterdir())
    with tempfile.TemporaryDirectory() as corpus:
        seeds(target, Path(corpus))
        limits = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOW}", f"-rss_limit_mb={MEMORY}"]
        options = [*limits, "-print_final_stats=1", f"-artifact_prefix={found}/{target}-"]
        command = [sys.executable, __file__, target, "--here", corpus, *options, corpus]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    tried = re.search(r"stat::number_of_executed_units:\s*(\d+)", done.stderr)
    new = set(found.iterdir()) - before
    if done.returncode and not new:
        print(done.stderr[-2000:])
    for path in sorted(new):
        print(f"  {path}\n    " + "\n    ".join(done.stderr.split("Uncaught Python exception")[-1].strip().splitlines()[-6:]))
    return int(tried[1]) if tried else 0, len(new) or int(done.returncode != 0)


def inside(target: str, arguments: list[str]) -> None:
    """The process that fuzzes."""
    import atheris

    with atheris.instrument_imports(include=["cleaner"]):
        import targets
    atheris.Setup([sys.argv[0], *arguments], lambda data: targets.run(target, data))
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--found", type=Path, default=Path("fuzz-found"))
    parser.add_argument("--here", help=argparse.SUPPRESS)
    arguments, rest = parser.parse_known_args()
    if arguments.here:
        inside(arguments.target, rest)
    import targets

    wanted = list(targets.TARGETS) if arguments.target == "all" else [arguments.target]
    if unknown := set(wanted) - set(targets.TARGETS):
        parser.error(f"there is no target {', '.join(unknown)}; there are: {', '.join(targets.TARGETS)}")
    total = wrong = 0
    for target in wanted:
        tried, broken = fuzz(target, arguments.seconds, arguments.found)
        what = f"{broken} broke a promise" if broken else "no finding"
        print(f"{target:16} {tried:9,} inputs in {arguments.seconds} s  {what}", flush=True)
        total, wrong = total + tried, wrong + broken
    print(f"{total:,} inputs, {wrong} findings")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
