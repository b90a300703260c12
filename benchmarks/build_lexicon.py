#!/usr/bin/env python3
"""Builds the tables of `cleaner/lexicon/data` from wordfreq and, for English, from counts over freely licensed text.

    python benchmarks/build_lexicon.py --pairs PAIRS.tsv.xz --unigrams UNIGRAMS.tsv.xz --capitalised CAPITALISED.tsv
    python benchmarks/build_lexicon.py --language de        # words-de.z, from wordfreq alone

PAIRS holds `a b count`, UNIGRAMS `word count` (first line `<total> N`), CAPITALISED `word share`, tab-separated, lower-cased.
`cleaner/lexicon/__init__.py` says how the tables are laid out.
"""

from __future__ import annotations

import argparse
import lzma
import math
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from wordfreq import get_frequency_dict

from cleaner.lexicon import ENCODING, LETTER_CODES_PER_BIT, LETTERS, PREFIX, Lexicon
from cleaner.lexicon.split import BORDER, split

DATA = Path(__file__).resolve().parent.parent / "cleaner" / "lexicon" / "data"
LATIN = re.compile(r"[a-z\u00df-\u00f6\u00f8-\u024f]+(?:'[a-z\u00df-\u00f6\u00f8-\u024f]+)*")
"""English words are kept in Latin letters only: scripts without capitals are never candidates for a split."""

JOINED_MAX_ZIPF = 4.2
JOINED_EXCESS = 0.5
"""A word that is rarer, while what it reads as when split is 10**0.5 times as frequent, is kept apart: web text holds glue too."""
SMOOTHING = 0.2
WORDS = {"ru": re.compile(r"[а-яё]+")}
OTHER_LATIN = re.compile(r"[a-zß-öø-ÿœ]+(?:'[a-zß-öø-ÿœ]+)*")
MOST_BYTES = 700_000
"""A table of another language than English keeps its commonest words, as many as fit: the wheel stays small."""
SHARED = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""How many letters an entry shares with the one before: front coding packs 40 % better than the plain rows of English."""

GLUE_MAX_ZIPF = 3.6
"""A word of another language that is rarer may be two joined words."""
GLUE_RATE = 2.5
"""It is dropped where the two words in turn are more than 10**2.5 times as frequent: hardly more than one space in 300 is lost."""
BOTH_FREQUENT, BOTH_RATE, BOTH_MAX_ZIPF = 6.0, 1.5, 3.0
"""In German less is asked where both words are among the most frequent ("aufdem"); elsewhere that drops "halos"."""
LEADERS = frozenset(["a", "i"])


def rows(path: Path) -> Iterator[list[str]]:
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def zipfs(unigrams: dict[str, int], total: int) -> dict[str, float]:
    """Zipf value per word: wordfreq's, or that of the counted text for words that wordfreq lacks."""
    known = {}
    for word, frequency in get_frequency_dict("en", "large").items():
        if LATIN.fullmatch(word) and not word.endswith("'s"):
            known[word] = round(math.log10(frequency) + 9, 1)
    for word, count in unigrams.items():
        if count >= 5 and word not in known and len(word) > 2 and LATIN.fullmatch(word):
            known[word] = max(1.0, round(math.log10(count / total) + 9, 1))
    return known


def joined(zipf: dict[str, float]) -> dict[str, float]:
    """Words that are as well explained as several words whose spaces were lost: "aswell", "lastweek"; by the tables just written."""
    words = Lexicon("en")
    found = {}
    for word, value in zipf.items():
        reading = split(word, words) if value <= JOINED_MAX_ZIPF else None
        if reading and all(piece.kind == "word" for piece in reading.pieces):
            together = reading.score + BORDER * (len(reading.pieces) - 1) + 9
            if together - value > JOINED_EXCESS:
                found[word] = value
    return found


def both_frequent(a: str, b: str, zipf: dict[str, float]) -> bool:
    return min(len(a), len(b)) > 2 and min(zipf.get(a, 0), zipf.get(b, 0)) >= BOTH_FREQUENT


def glued(zipf: dict[str, float], language: str) -> set[str]:
    """Words that are best explained as two frequent words whose space was lost ("aufdem"), where no pairs are known."""
    found = set()
    for word, value in zipf.items():
        if value > GLUE_MAX_ZIPF:
            continue
        for at in range(1, len(word)):
            a, b = word[:at], word[at:]
            if any(len(part) < 2 and part not in LEADERS for part in (a, b)) or max(zipf.get(a, 0), zipf.get(b, 0)) < 6.0:
                continue
            both = language == "de" and value <= BOTH_MAX_ZIPF and both_frequent(a, b, zipf)
            rate = BOTH_RATE if both else GLUE_RATE
            if min(zipf.get(a, 0), zipf.get(b, 0)) > 4.0 and zipf.get(a, 0) + zipf.get(b, 0) - 9.3 - rate > value:
                found.add(word)
    return found


def pmi_table(pairs: dict[tuple[str, str], int], unigrams: dict[str, int], total: int, least: int) -> dict[str, dict[int, list[str]]]:
    """First word -> tenth-of-a-decade PMI -> second words; a discount keeps rare pairs from looking strong."""
    after: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    numbers = unigrams.get("<n>") or sum(count for (a, _), count in pairs.items() if a == "<n>")
    for (a, b), count in pairs.items():
        if count < least or "s>" in a or "s>" in b:
            continue
        first, second = (numbers if word == "<n>" else unigrams.get(word, 0) for word in (a, b))
        if first and second:
            pmi = math.log10((count - 0.75) * total / (first * second))
            after[a][max(0, min(60, round(pmi * 10)))].append(b)
    return after


def letters_table(zipf: dict[str, float]) -> str:
    """A code per three signs of LETTERS, in their order: how likely the third follows the other two in a word of the list."""
    counts: Counter[str] = Counter()
    for word in zipf:
        text = f"  {word} "
        counts.update(text[at : at + 3] for at in range(len(text) - 2))
    codes = []
    for first in LETTERS:
        for second in LETTERS:
            total = sum(counts[first + second + third] for third in LETTERS) + len(LETTERS) * SMOOTHING
            for third in LETTERS:
                bits = -math.log2((counts[first + second + third] + SMOOTHING) / total)
                codes.append(chr(ord("0") + round(bits * LETTER_CODES_PER_BIT)))
    return "".join(codes)


def rows_by_prefix(values: dict[str, float]) -> Iterator[str]:
    """`prefix<tab>34 rest rest<tab>12 rest`: words by their first letters and their value in tenths, greatest first."""
    rows: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for word, value in sorted(values.items()):
        rows[word[:PREFIX]][round(value * 10)].append(word[PREFIX:])
    return (f"{prefix}\t" + "\t".join(map(group, sorted(row.items(), reverse=True))) for prefix, row in rows.items())


def front_coded(values: dict[str, float]) -> Iterator[str]:
    """`prefix<tab>Arest12Best34`: as `rows_by_prefix`, less the letters shared with the entry before; a capital says how many."""
    before: dict[str, str] = {}
    groups: dict[str, list[str]] = defaultdict(list)
    for word, value in sorted(values.items()):
        prefix, rest = word[:PREFIX], word[PREFIX:]
        last = before.get(prefix, "")
        shared = next((at for at, (a, b) in enumerate(zip(last, rest, strict=False)) if a != b), min(len(last), len(rest)))
        shared = min(shared, len(SHARED) - 1)
        groups[prefix].append(f"{SHARED[shared]}{rest[shared:]}{round(value * 10):02d}")
        before[prefix] = rest
    return (f"{prefix}\t{''.join(group)}" for prefix, group in groups.items())


def other_zipfs(language: str) -> dict[str, float]:
    """wordfreq's values of another language; Russian words with ё stand under е too, as most texts write them."""
    letters, frequencies = WORDS.get(language, OTHER_LATIN), get_frequency_dict(language, "large")
    known = {word: frequency for word, frequency in frequencies.items() if letters.fullmatch(word)}
    for word in [word for word in known if language == "ru" and "ё" in word]:
        plain = word.replace("ё", "е")
        known[plain] = known.get(plain, 0.0) + known[word]
    return {word: round(math.log10(frequency) + 9, 1) for word, frequency in known.items()}


def build_other(language: str) -> None:
    """`words-xx.z` from wordfreq alone, without joined words, cut off where it would grow too large."""
    zipf = other_zipfs(language)
    joined = glued(zipf, language)
    for word in joined:
        del zipf[word]
    print(f"dropped {len(joined)} joined words, such as {', '.join(sorted(joined)[:: max(1, len(joined) // 40)])}")
    for tenths in range(10, 80):
        kept = {word: value for word, value in zipf.items() if value >= tenths / 10}
        packed = zlib.compress("\n".join(front_coded(kept)).encode(ENCODING.get(language, "utf-8")), 9)
        if len(packed) <= MOST_BYTES:
            break
    (DATA / f"words-{language}.z").write_bytes(packed)
    print(f"words-{language}.z: {len(packed):,} bytes, {len(kept):,} words from Zipf {tenths / 10}")


def group(item: tuple[int, list[str]]) -> str:
    """`12 second second`: the words that have one value in tenths."""
    tenths, words = item
    return f"{tenths} {' '.join(sorted(words))}"


def write(name: str, lines: Iterable[str]) -> None:
    text = "\n".join(lines)
    packed = zlib.compress(text.encode(), 9)
    (DATA / name).write_bytes(packed)
    print(f"{name}: {len(packed):,} bytes, {len(text):,} unpacked")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", default="en", help="another language than English needs no other argument")
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--unigrams", type=Path)
    parser.add_argument("--capitalised", type=Path)
    parser.add_argument("--min-count", type=int, default=4, help="least count of a pair that is kept (default 4)")
    args = parser.parse_args()
    if args.language != "en":
        build_other(args.language)
        return
    if not (args.pairs and args.unigrams and args.capitalised):
        parser.error("English is built from --pairs, --unigrams and --capitalised.")
    unigrams = {word: int(count) for word, count in rows(args.unigrams)}
    total = unigrams.pop("<total>")
    pairs = {(a, b): int(count) for a, b, count in rows(args.pairs)}
    zipf = zipfs(unigrams, total)
    write("words-en.z", rows_by_prefix(zipf))
    write("names-en.z", rows_by_prefix({word: float(share) for word, share in rows(args.capitalised)}))
    table = pmi_table(pairs, unigrams, total, args.min_count)
    write("pairs-en.z", (f"{a}\t" + "\t".join(map(group, sorted(row.items()))) for a, row in sorted(table.items())))
    write("letters-en.z", [letters_table(zipf)])
    write("joined-en.z", [])
    apart = joined(zipf)
    print(f"{len(apart)} joined words, such as {', '.join(sorted(apart)[:: max(1, len(apart) // 20)])}")
    write("joined-en.z", rows_by_prefix(apart))
    write("words-en.z", rows_by_prefix({word: value for word, value in zipf.items() if word not in apart}))


if __name__ == "__main__":
    main()
