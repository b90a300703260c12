#!/usr/bin/env python3
"""Measures guessed encodings: right, refused and wrong, by encoding and length, beside charset-normalizer where it is installed.

    python benchmarks/encodings.py FOLDER

reads FOLDER/clean.XX.txt (UTF-8, XX a language), cuts 200 stretches of 50, 200 and 1,000 characters out of each, writes each in the
encodings of the language and has them guessed with the settings' defaults (English from Chinese). What an encoding does not have
is left out; a stretch of ASCII alone is cut anew. A guess is right when it gives the text back. `mixed` puts a line of each
stretch between lines of UTF-8: right when the line comes back.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cleaner.decoding import Reading, decode
from cleaner.errors import InputError

ENCODINGS = {
    "zh": ["gb18030", "cp950"],
    "ja": ["cp932", "euc_jp"],
    "ko": ["cp949"],
    "ru": ["cp1251", "koi8-r"],
    **dict.fromkeys(("en", "fr", "de", "es", "it", "pt"), ["cp1252"]),
    **dict.fromkeys(("cs", "pl", "hu"), ["cp1250"]),
}
LENGTHS = (50, 200, 1000)
STRETCHES = 200
VERDICTS = ("right", "refused", "wrong")
BESIDE = "“Naïve” – café.\n"


def stretches(text: str, encoding: str, length: int, chance: random.Random) -> Iterator[str]:
    found = 0
    while found < STRETCHES:
        at = chance.randrange(len(text) - length)
        stretch = text[at : at + length].encode(encoding, "ignore").decode(encoding)
        if not stretch.isascii():
            found += 1
            yield stretch


def guessed(data: bytes, text: str) -> str:
    try:
        return "right" if decode(data, "stretch", Reading(guess=True)).text == text else "wrong"
    except InputError:
        return "refused"


def mixed(text: str, encoding: str) -> str:
    line = " ".join(text.split())
    if line.isascii():
        return "right"
    return guessed(BESIDE.encode() + line.encode(encoding) + b"\n" + BESIDE.encode(), f"{BESIDE}{line}\n{BESIDE}")


def peer(data: bytes, text: str) -> str:
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        return "refused"
    best = from_bytes(data).best()
    return "refused" if best is None else "right" if str(best) == text else "wrong"


def row(text: str, encoding: str, length: int) -> str:
    counts: dict[str, Counter[str]] = {"mt-cleaner": Counter(), "mixed": Counter(), "charset-normalizer": Counter()}
    for stretch in stretches(text, encoding, length, random.Random(1)):
        data = stretch.encode(encoding)
        counts["mt-cleaner"][guessed(data, stretch)] += 1
        counts["mixed"][mixed(stretch, encoding)] += 1
        counts["charset-normalizer"][peer(data, stretch)] += 1
    return " | ".join(" / ".join(f"{100 * each[name] / STRETCHES:.1f}" for name in VERDICTS) for each in counts.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    print("| language | encoding | characters | mt-cleaner | a line of a mixed file | charset-normalizer |\n|---|---|---|---|---|---|")
    for language, encodings in ENCODINGS.items():
        path = folder / f"clean.{language}.txt"
        for encoding in encodings if path.exists() else ():
            text = path.read_text(encoding="utf-8")
            for length in LENGTHS:
                print(f"| {language} | {encoding} | {length} | {row(text, encoding, length)} |", flush=True)


if __name__ == "__main__":
    main()
