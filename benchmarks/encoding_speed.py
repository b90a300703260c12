#!/usr/bin/env python3
"""How fast the encoding stage is on clean text, beside `ftfy.fix_text` on the same text.

    python benchmarks/encoding_speed.py FILE… [--rounds N]

Both are called line by line on the text of all files, taking turns; the best of N rounds of each counts. Give text with curly quotation
marks: pure ASCII proves nothing.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import ftfy

from cleaner import Cleaner
from cleaner.mojibake import damages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    text = "".join(path.read_text(encoding="utf-8") for path in given.files)
    stage = Cleaner(select=["encoding"], glossaries=[])
    ours, theirs = [], []
    for _ in range(given.rounds):
        damages.cache_clear()  # a second look at the same text costs nothing; users' text is new
        ours.append(seconds(lambda: stage.clean(text)))
        theirs.append(seconds(lambda: ftfy.fix_text(text)))
    changed = len(stage.clean(text).changes)
    size = len(text.encode()) / 1e6
    beyond = sum(not char.isascii() for char in text)
    print(f"{size:.1f} MB, {beyond:,} characters beyond ASCII, {changed} changes by the encoding stage")
    print(f"encoding stage {size / min(ours):6.1f} MB/s\nftfy.fix_text  {size / min(theirs):6.1f} MB/s")
    print(f"ratio          {min(theirs) / min(ours):6.1f}")


def seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
