#!/usr/bin/env python3
"""How many damaged lines come back exactly, by kind of damage, beside ftfy.

    python benchmarks/mojibake.py FILE.jsonl [--unsafe]

Each line of the file is {"kind", "lang", "original" (damaged), "fixed"}. A line counts as having lost bytes where it holds U+FFFD, where it
has another number of question marks than its repair, or where its kind says so.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from ftfy import fix_encoding

from cleaner import Cleaner


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--unsafe", action="store_true")
    given = parser.parse_args()
    cases = [json.loads(line) for line in given.file.read_text(encoding="utf-8").splitlines()]
    stage = Cleaner(select=["encoding"], glossaries=[], unsafe=given.unsafe)
    print(f"{'':40} {'mt-cleaner':>12} {'(not right)':>12} {'ftfy':>8} {'(not right)':>12}")
    groups: dict[str, list[dict[str, str]]] = {}
    for case in cases:
        groups.setdefault(case["kind"], []).append(case)
    for kind, group in groups.items():
        show(kind, group, lambda text: stage.clean(text).text)
    show("all", cases, lambda text: stage.clean(text).text)
    show("all that lost no byte", [case for case in cases if not lost_bytes(case)], lambda text: stage.clean(text).text)


def lost_bytes(case: dict[str, str]) -> bool:
    return "\ufffd" in case["original"] or case["original"].count("?") != case["fixed"].count("?") or "lost" in case["kind"]


def show(name: str, cases: list[dict[str, str]], repair: Callable[[str], str]) -> None:
    shares = [share for fix in (repair, fix_encoding) for share in judged(cases, fix)]
    print("{:40} {:10.1f} % {:10.1f} % {:6.1f} % {:10.1f} %   of {}".format(name, *shares, len(cases)))


def judged(cases: list[dict[str, str]], fix: Callable[[str], str]) -> tuple[float, float]:
    """Per cent of the lines that come back exactly, and of those that are changed into something else."""
    seen = Counter("right" if (got := fix(case["original"])) == case["fixed"] else got == case["original"] for case in cases)
    return 100 * seen["right"] / len(cases), 100 * seen[False] / len(cases)


if __name__ == "__main__":
    main()
