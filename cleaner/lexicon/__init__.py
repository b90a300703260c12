"""How common words, and pairs of words, are in a language.

Tables lie in `data/` as zlib-packed text, built by `benchmarks/build_lexicon.py` and read when first asked for. A row is
split into words only when a word of that row is asked for, so that loading costs little and short texts stay cheap:

* `words-en.z`: `the<tab>77 n57 ...`: the first three letters, then the rest of each word with its Zipf value in tenths
  Other languages' rows are front-coded, `the<tab>A77An57Bd12`: a capital says how many letters (A none, B one) are those of
  the entry before
* `names-en.z`: likewise, with the share of capitalised occurrences inside sentences
* `pairs-en.z`: `first<tab>12 second second<tab>13 second ...`: PMI in tenths, then the second words

Only English has names and pairs; where a table is absent, nothing is known.

`lists-en.txt` holds the short lists that rules ask for by name. Words are lower-case with straight apostrophes; `<n>` stands for a
number in pairs.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, cached_property
from importlib.resources import files

LANGUAGES = frozenset({"de", "en", "es", "fr", "it", "pt", "ru"})
_ENCODING = {"ru": "cp1251"}
"""How a table is written where it is not UTF-8: one byte a letter packs better."""
_FRONT_CODED = re.compile(r"([A-Z])([^A-Z0-9]*)(\d\d)")
MIN_COMMON = 4.0
"""Zipf value from which a word is common: once in 100,000 words, "likewise" or "suitcase"."""
MIN_NAME_SHARE = 0.6
"""A word that bears a capital inside sentences this often is taken for a name."""
PREFIX = 3


class Lexicon:
    """The tables of one language; each is read when a question first needs it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words: dict[str, dict[str, float]] = {}
        self._sorted: dict[str, list[str]] = {}
        self._names: dict[str, dict[str, float]] = {}
        self._seconds: dict[str, dict[str, float]] = {}

    def zipf(self, word: str) -> float:
        """log10 of the occurrences per thousand million words; 0.0 for a word not in the table."""
        return _value(self._word_rows, self._words, word)

    def stem(self, letters: str) -> bool:
        """Whether any word of the table begins with the letters, three or more.

        >>> lexicon("de").stem("Unabhängigkei".lower())
        True
        """
        self.zipf(letters)
        rests = self._sorted.get(letters[:PREFIX])
        if rests is None:
            rests = self._sorted[letters[:PREFIX]] = sorted(self._words[letters[:PREFIX]])
        at = bisect_left(rests, letters[PREFIX:])
        return at < len(rests) and rests[at].startswith(letters[PREFIX:])

    def known(self, word: str) -> bool:
        """Whether the lower-case word, or what stands before its `'s`, is in the table."""
        return self.zipf(word) > 0.0 or (word.endswith("'s") and self.zipf(word[:-2]) > 0.0)

    def pair(self, first: str, second: str) -> float | None:
        """log10 of how much oftener `second` follows `first` than chance would have it; None where never attested.

        Only pairs above chance are in the table, so the figure is never negative.
        """
        row = self._seconds.get(first)
        if row is None:
            row = self._seconds[first] = {}
            for group in self._pair_rows.get(first, "0").split("\t"):
                tenths, *seconds = group.split(" ")
                row.update(dict.fromkeys(seconds, int(tenths) / 10))
        return row.get(second)

    def name_like(self, word: str) -> bool:
        """Whether the word mostly bears a capital inside sentences."""
        return _value(self._name_rows, self._names, word) >= MIN_NAME_SHARE

    def listed(self, name: str) -> frozenset[str]:
        """The words of a section of `data/lists-xx.txt`; none where the language has no such section."""
        return self._lists.get(name, frozenset())

    @cached_property
    def _lists(self) -> dict[str, frozenset[str]]:
        text = (files(__package__) / "data" / f"lists-{self.language}.txt").read_text(encoding="utf-8")
        sections = (part.partition("]") for part in re.sub(r"#.*", "", text).split("[")[1:])
        return {name: frozenset(body.split()) for name, _, body in sections}

    @cached_property
    def _word_rows(self) -> dict[str, str]:
        return self._read("words")

    @cached_property
    def _name_rows(self) -> dict[str, str]:
        return self._read("names")

    @cached_property
    def _pair_rows(self) -> dict[str, str]:
        return self._read("pairs")

    def _read(self, table: str) -> dict[str, str]:
        path = files(__package__) / "data" / f"{table}-{self.language}.z"
        if not path.is_file():
            return {}
        text = zlib.decompress(path.read_bytes()).decode(_ENCODING.get(self.language, "utf-8"))
        rows = (line.partition("\t") for line in text.split("\n"))
        return {key: row for key, _, row in rows}


def _value(rows: dict[str, str], parsed: dict[str, dict[str, float]], word: str) -> float:
    """The word's value; its row is split on the first question and kept."""
    key = word[:PREFIX]
    row = parsed.get(key)
    if row is None:
        row = parsed[key] = dict(_entries(rows.get(key, "")))
    return row.get(word[PREFIX:], 0.0)


def _entries(row: str) -> Iterator[tuple[str, float]]:
    """The rest of each word of a row with its value.

    >>> dict(_entries("A77An57Bd12")) == dict(_entries("77 n57 nd12")) == {"": 7.7, "n": 5.7, "nd": 1.2}
    True
    """
    if row[:1].isupper():
        rest = ""
        for shared, end, tenths in _FRONT_CODED.findall(row):
            rest = rest[: ord(shared) - ord("A")] + end
            yield rest, int(tenths) / 10
        return
    for entry in row.split(" ") if row else ():
        yield entry[:-2], int(entry[-2:]) / 10


@cache
def lexicon(language: str) -> Lexicon | None:
    """The lexicon of a language (`en`, `en-GB`), or None where there is none.

    >>> lexicon("en").known("sentence")
    True
    >>> lexicon("xx") is None
    True
    """
    code = language.lower().replace("_", "-").partition("-")[0]
    return Lexicon(code) if code in LANGUAGES else None
