#!/usr/bin/env python3
"""Whether time grows with a text's length and no faster, for texts that are the worst for one rule or another.

    python benchmarks/growth.py [--size BYTES] [--json FILE]

Each kind of text is cleaned at a length and at ten times that length, in a process of its own, everything on. Printed are the seconds per
MB at both, and the second as against what plain damaged text costs per MB at the same length: more than 3 is a rule to be mended.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

MOST = 3.0
PLAIN = "plain damaged text"
_SENTENCE = "The police said thisyear ,that the “routine loans ” were found by the Public Safety Bureau in2004 .They dont know it . "


def _unknown(size: int) -> str:
    chance = random.Random(7)
    words = ("".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(5, 12))) for _ in range(size // 8))
    return " ".join(words)[:size]


def _filled(piece: str) -> Callable[[int], str]:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


KINDS: dict[str, Callable[[int], str]] = {
    PLAIN: lambda size: "\n".join([_SENTENCE * 4] * (size // (len(_SENTENCE) * 4) + 1))[:size],
    "one letter": _filled("a"),
    "one capital": _filled("A"),
    "one mark": _filled("."),
    "one quotation mark": _filled("“"),
    "spaces": _filled(" "),
    "newlines": _filled("\n"),
    "unknown tokens": _unknown,
    "one long line of damage": lambda size: (_SENTENCE * (size // len(_SENTENCE) + 1))[:size],
    "one glued run": _filled("thepoliceofthecitysaidthis"),
    "glued by capitals": _filled("PoliceCityYear"),
    "nested quotes": lambda size: "“" * (size // 2) + "”" * (size // 2),
    "quotes in turn": _filled("“a ”b"),
    "straight quotes": _filled('" a "b '),
    "open brackets": _filled("( a "),
    "brackets of the source": _filled("【a 】b"),
    "apostrophes": _filled("a'"),
    "hyphens": _filled("ab- cd "),
    "commas": _filled("a ,, b "),
    "doubled words": _filled("the the "),
    "and and": _filled("improve and improve and "),
    "entities": _filled("&amp;"),
    "half an entity": _filled("&amp"),
    "backticks": _filled("` a "),
    "open tags": _filled("<a "),
    "open braces": _filled("{{a "),
    "dollars": _filled("$a b "),
    "slashes": _filled("/a"),
    "at signs": _filled("a@b."),
    "addresses": _filled("http://a . b "),
    "mojibake": _filled("Ã©"),
    "mojibake of East Asia": _filled("鈥淨"),
    "lost bytes": _filled("鈥�"),
    "wide characters": _filled("（Ａ）"),
    "no-break spaces": _filled("a\xa0 b"),
    "digits": _filled("1a"),
    "a title again": lambda size: "A new law on loans passed\n" * (size // 26),
    "terms": _filled("routine loan public safety bureau "),
    "misspelled terms": _filled("public secruity bureau "),
}


def seconds(kind: str, size: int) -> float:
    """Seconds of CPU that one text takes, in a process of its own; the loading of tables is not counted."""
    command = [sys.executable, __file__, "--one", kind, str(size)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _one(kind: str, size: int) -> None:
    from cleaner import Cleaner

    cleaner = Cleaner(source_language="zh")
    cleaner.clean(f"{_SENTENCE}\nÃ© 鈥淨\n")
    text = KINDS[kind](size)
    start = time.process_time()
    cleaner.clean(text)
    print(time.process_time() - start)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=100_000, help="characters of the shorter text (default: %(default)s)")
    parser.add_argument("--kind", action="append", help="only these")
    parser.add_argument("--json", type=Path, help="write the figures to this file, too")
    parser.add_argument("--one", nargs=2, metavar=("KIND", "SIZE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        _one(given.one[0], int(given.one[1]))
        return 0
    rows, plain, over = [], 0.0, 0
    for kind in [PLAIN, *(name for name in given.kind or KINDS if name != PLAIN)]:
        short, long = (seconds(kind, size) / (size / 1e6) for size in (given.size, 10 * given.size))
        plain = plain or long
        rows.append({"kind": kind, "short": short, "long": long, "ratio": long / plain})
        over += long / plain > MOST
        verdict = "   TOO MUCH" if long / plain > MOST else ""
        print(f"{kind:28} {short:8.3f} {long:8.3f} s/MB   {long / plain:6.2f} of plain{verdict}", flush=True)
    if given.json:
        given.json.write_text(json.dumps({"size": given.size, "rows": rows}, indent=1), encoding="utf-8")
    print(f"{len(rows)} kinds, {over} of them cost more than {MOST:g} times what plain damaged text does")
    return bool(over)


if __name__ == "__main__":
    sys.exit(main())
