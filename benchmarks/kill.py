#!/usr/bin/env python3
"""Kills `mt-cleaner fix` at random moments, and looks at what is left.

    python benchmarks/kill.py [--kills 1000] [--files 500] [--seed 1]

Each time a tree of damaged files is laid out, `fix` is started on it and killed by SIGKILL, SIGTERM or SIGINT at a random moment of its
run. Then every file must be byte for byte the old or the new one; the next run must complete the work, and leave no temporary file.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
OLD = "All of thisyear is over .\nThe the police said so , and left .\n"


class Tree:
    """A folder of damaged files, in several folders, and what they must become."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        self.old = {f"{number % 7}/{number}.txt": f"{number} {OLD}".encode() for number in range(count)}
        self.lay_out()
        if fix(folder).wait() != 0:
            raise SystemExit("fix fails on the tree")
        self.new = self.read()

    def lay_out(self) -> None:
        for name, data in self.old.items():
            path = self.folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)

    def read(self) -> dict[str, bytes]:
        return {name: (self.folder / name).read_bytes() for name in self.old}

    def left(self) -> list[Path]:
        """Files that are none of the tree's."""
        return [path for path in self.folder.rglob("*") if path.is_file() and str(path.relative_to(self.folder)) not in self.old]

    def damaged(self) -> list[str]:
        """Files that are neither the old nor the new one."""
        return [name for name, data in self.read().items() if data not in (self.old[name], self.new[name])]


def fix(folder: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "cleaner", "fix", "--isolated", "--no-glossary", "-q", *options, "."]
    environment, nowhere = {**os.environ, "PYTHONPATH": str(HERE)}, subprocess.DEVNULL
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=nowhere, stderr=nowhere, start_new_session=True)


def duration(tree: Tree) -> float:
    """Seconds that a whole run takes."""
    tree.lay_out()
    start = time.monotonic()
    fix(tree.folder).wait()
    return time.monotonic() - start


def killed(tree: Tree, after: float, how: signal.Signals, *options: str) -> int:
    """Lets a run be killed; returns how many files it had written by then."""
    tree.lay_out()
    run = fix(tree.folder, *options)
    time.sleep(after)
    if run.poll() is None:
        os.killpg(run.pid, how)
    run.wait()
    return sum(data == tree.new[name] for name, data in tree.read().items())


def complete(tree: Tree) -> list[str]:
    """What is wrong after the next run."""
    code = fix(tree.folder).wait()
    wrong = [f"exit code {code}"] if code else []
    wrong += [f"{name} was not completed" for name, data in tree.read().items() if data != tree.new[name]]
    return wrong + [f"{path} was left" for path in tree.left()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as work:
        tree = Tree(Path(work), given.files)
        whole = duration(tree)
        during = left = faults = 0
        for number in range(given.kills):
            written = killed(tree, chance.uniform(0.3, 1.05) * whole, SIGNALS[number % 3], *(["-j", "2"] if number % 2 else []))
            during += 0 < written < given.files
            wrong = [f"{name} is neither old nor new" for name in tree.damaged()]
            left += bool(tree.left())
            wrong += complete(tree)
            faults += bool(wrong)
            for sentence in wrong:
                print(f"kill {number}: {sentence}", flush=True)
    print(f"{given.kills} kills of runs over {given.files} files, {during} while files were being written, {left} left a temporary file")
    print(f"{faults} of them left a file that is neither old nor new, or work that the next run did not complete")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
