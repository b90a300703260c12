#!/usr/bin/env python3
"""Builds `cleaner/lexicon/data/frequent.z`: the most frequent words of many languages, for telling languages apart.

    python benchmarks/build_recogniser.py

A row is `word<tab>de62en71`: the Zipf value, in tenths, in every language where the word is frequent enough to count. From wordfreq.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from pathlib import Path

from wordfreq import top_n_list, zipf_frequency

DATA = Path(__file__).resolve().parent.parent / "cleaner" / "lexicon" / "data"
SUPPORTED = ["de", "en", "es", "fr", "it", "pt", "ru"]
OTHERS = "bg ca cs da fi fil hu id lt lv mk nb nl pl ro sh sk sl sv tr uk vi".split()
"""Told from the supported ones, and from each other no further: all of them are "other"."""
MOST_SUPPORTED, MOST_OTHER = 250, 120
LEAST_ZIPF = 4.0


def main() -> None:
    words = set[str]()
    for languages, most in ((SUPPORTED, MOST_SUPPORTED), (OTHERS, MOST_OTHER)):
        for language in languages:
            words.update(word for word in top_n_list(language, most) if word.replace("'", "").isalpha())
    rows: dict[str, list[str]] = defaultdict(list)
    for language in SUPPORTED + OTHERS:
        for word in words:
            value = zipf_frequency(word, language)
            if value >= LEAST_ZIPF:
                rows[word].append(f"{language}{round(value * 10)}")
    packed = zlib.compress("\n".join(f"{word}\t{' '.join(row)}" for word, row in sorted(rows.items())).encode(), 9)
    (DATA / "frequent.z").write_bytes(packed)
    print(f"frequent.z: {len(packed):,} bytes, {len(rows):,} words")


if __name__ == "__main__":
    main()
