#!/usr/bin/env python3
"""Makes a test of lost spaces from clean text: each space between two words is deleted with a probability of 0.1.

    python benchmarks/lose_spaces.py CLEAN.txt FOLDER

writes `lost.in.txt`, `lost.gold.txt` and `clean.txt`, which `benchmarks/glue.py` reads. A word is a token of letters alone, with
apostrophes inside. The same seed makes the same test.
"""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path

SPACE = re.compile(r"(?<![^\s])([^\W\d_]+(?:['’][^\W\d_]+)*) (?=[^\W\d_]+(?:['’][^\W\d_]+)*(?![^\s]))")


def damaged(line: str, rate: float, chance: random.Random) -> str:
    """The line with some of the spaces between words deleted.

    >>> damaged("one two, 3 four five", 1.0, random.Random(1))
    'one two, 3 fourfive'
    """
    return SPACE.sub(lambda match: match[1] + ("" if chance.random() < rate else " "), line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clean", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    lines = args.clean.read_text(encoding="utf-8").splitlines()
    args.folder.mkdir(parents=True, exist_ok=True)
    for name, content in (("clean", lines), ("lost.gold", lines), ("lost.in", [damaged(line, args.rate, chance) for line in lines])):
        (args.folder / f"{name}.txt").write_text("".join(f"{line}\n" for line in content), encoding="utf-8")


if __name__ == "__main__":
    main()
