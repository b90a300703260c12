#!/usr/bin/env python3
"""Builds `cleaner/mojibake/data/characters.z`: how frequent each character of Chinese, Japanese and Korean is.

    python benchmarks/build_characters.py

A line per language: its code, then for each step of a fifth of a power of ten the characters of that frequency, most frequent first, set
apart by spaces. Counted over wordfreq's words, each as often as its frequency says; Chinese counts in both scripts, as wordfreq
holds the simplified one only (opencc-python-reimplemented turns it into the traditional one).
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from pathlib import Path

from opencc import OpenCC
from wordfreq import get_frequency_dict

DATA = Path(__file__).resolve().parent.parent / "cleaner" / "mojibake" / "data"
STEPS_PER_TEN = 5
LEAST = 1e-6
"""A character rarer than one in a million counts as unknown."""


def counts(language: str) -> Counter[str]:
    found = Counter[str]()
    convert = OpenCC("s2t").convert if language == "zh" else None
    for word, frequency in get_frequency_dict(language).items():
        for form in {word, convert(word) if convert else word}:
            for char in form:
                if not char.isascii():
                    found[char] += frequency
    total = sum(found.values())
    return Counter({char: count / total for char, count in found.items() if count / total >= LEAST})


def line(language: str) -> str:
    steps: dict[int, list[str]] = {}
    for char, share in counts(language).most_common():
        steps.setdefault(int(-math.log10(share) * STEPS_PER_TEN), []).append(char)
    return f"{language} " + " ".join("".join(steps.get(step, [])) for step in range(6 * STEPS_PER_TEN))


def main() -> None:
    packed = zlib.compress("\n".join(map(line, ["zh", "ja", "ko"])).encode(), 9)
    (DATA / "characters.z").write_bytes(packed)
    print(f"characters.z: {len(packed):,} bytes")


if __name__ == "__main__":
    main()
