#!/usr/bin/env python3
"""ftfy's own test cases: which that ftfy's encoding repair passes pass here, and which negatives stay.

    python benchmarks/ftfy_cases.py FOLDER        # the *.json of ftfy's tests/test-cases
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from ftfy import fix_encoding

from cleaner import Cleaner

RULES = ("encoding.mojibake", "encoding.misread-utf8", "encoding.misread-page")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    stage = Cleaner(select=RULES, glossaries=[])
    cases = [case for path in sorted(parser.parse_args().folder.glob("*.json")) for case in json.loads(path.read_text(encoding="utf-8"))]
    theirs = ours = both = 0
    for case in cases:
        want = case.get("fixed-encoding", case["fixed"])
        by_ftfy, by_us = fix_encoding(case["original"]), stage.clean(case["original"]).text
        theirs, ours, both = theirs + (by_ftfy == want), ours + (by_us == want), both + (by_ftfy == by_us == want)
        if (by_ftfy == want) != (by_us == want):
            print(case["label"], f"was   {case['original']}", f"want  {want}", f"ftfy  {by_ftfy}", f"ours  {by_us}", sep="\n    ")
    print(f"{len(cases)} cases: ftfy {theirs}, mt-cleaner {ours}, both {both}")


if __name__ == "__main__":
    main()
