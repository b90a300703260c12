"""How common words, and pairs of words, are in a language.

Tables lie in `data/` as zlib-packed text, built by `benchmarks/build_lexicon.py` and read when first asked for. A row is
split into words only when a word of that row is asked for, so that loading costs little and short texts stay cheap:

* `words-en.z`: `the<tab>77 <tab>57 n re<tab>12 nd`: the first three letters, then Zipf values in tenths, greatest first, each with the
  rests of the words that have it. Other languages' rows are front-coded, `the<tab>A77An57Bd12`: a capital says how many letters
  (A none, B one) are those of the entry before
* `names-en.z`: likewise, with the share of capitalised occurrences inside sentences
* `pairs-en.z`: `first<tab>12 second second<tab>13 second ...`: PMI in tenths, then the second words
* `joined-en.z`: like the first, words that may as well be two which lost their space ("aswell", "lastweek"); no row lists them
* `letters-en.z`: a code per three of LETTERS: how many bits the third is worth after the other two, in words of the first table

A language may lack all but the first; what an absent table would say is not known. `lists-en.txt` holds the short lists that rules
ask for by name. Words are lower-case with straight apostrophes; `<n>` stands for a number in pairs.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from operator import itemgetter

LANGUAGES = frozenset({"de", "en", "es", "fr", "it", "pt", "ru"})
ENCODING = {"ru": "cp1251"}
"""How a table is written where it is not UTF-8: one byte a letter packs better."""
_FRONT_CODED = re.compile(r"([A-Z])([^A-Z0-9]*)(\d\d)")
MIN_NAME_SHARE = 0.6
"""A word that bears a capital inside sentences this often is taken for a name."""
PREFIX = 3
LETTERS = " abcdefghijklmnopqrstuvwxyz"
LETTER_CODES_PER_BIT, STRANGE_BITS = 4, 4.0
_TENTHS = tuple(tenth / 10 for tenth in range(100))
"""One float object per value: a third of a million words share them."""

Row = tuple[Mapping[str, float], int]
"""What follows a prefix, with each word's value, and the length of the longest of them."""
Group = tuple[float, list[str]]
"""A value, and what has it."""


class _Table:
    """Words with a value each, grouped by their first letters; a group is split into words when it is first asked for."""

    def __init__(self, packed: Mapping[str, str]) -> None:
        self.packed = packed
        self.rows: dict[str, Row] = {}

    def row(self, prefix: str) -> Row:
        row = self.rows.get(prefix)
        if row is None:
            packed = self.packed.get(prefix)
            values = _entries(packed) if packed else {}
            row = self.rows[prefix] = values, max(map(len, values), default=-1)
        return row

    def value(self, word: str) -> float:
        prefix = word[:PREFIX]
        return (self.rows.get(prefix) or self.row(prefix))[0].get(word[PREFIX:], 0.0)


class _Letters(dict[str, float]):
    """Bits by three letters, read from their codes when first asked for."""

    def __init__(self, codes: str) -> None:
        self.codes = codes

    def __missing__(self, triple: str) -> float:
        first, second, third = map(LETTERS.find, triple)
        known = self.codes and min(first, second, third) >= 0
        place = (first * len(LETTERS) + second) * len(LETTERS) + third
        bits = self[triple] = (ord(self.codes[place]) - ord("0")) / LETTER_CODES_PER_BIT if known else STRANGE_BITS
        return bits


class Lexicon:
    """The tables of one language; each is read when a question first needs it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.zipf = lru_cache(maxsize=1 << 16)(self._zipf)
        """log10 of the occurrences per thousand million words; 0.0 for a word not in the tables."""
        self._sorted: dict[str, list[str]] = {}
        self._seconds: dict[str, Mapping[str, float]] = {}

    @property
    def forms(self) -> bool:
        """Whether words have so many forms that a list lacks many."""
        return self.language != "en"

    def _zipf(self, word: str) -> float:
        if "ß" in word:
            word = word.replace("ß", "ss")  # as the word list writes it
        return self._words.value(word) or self._joined.value(word)

    def row(self, prefix: str) -> Row:
        """The words that begin with these three letters: what follows them, with its Zipf value; no joined words."""
        return self._words.row(prefix)

    def groups(self, prefix: str) -> Iterator[Group]:
        """The words of `row` by their Zipf value, the commonest first."""
        return _groups(self._words.packed.get(prefix, ""))

    def stem(self, letters: str) -> bool:
        """Whether any word of the table begins with the letters, three or more.

        >>> lexicon("de").stem("Unabhängigkei".lower())
        True
        """
        rests = self._sorted.get(letters[:PREFIX])
        if rests is None:
            rests = self._sorted[letters[:PREFIX]] = sorted(self.row(letters[:PREFIX])[0])
        at = bisect_left(rests, letters[PREFIX:])
        return at < len(rests) and rests[at].startswith(letters[PREFIX:])

    def known(self, word: str) -> bool:
        """Whether the lower-case word, or what stands before its `'s` or after its `l'`, is in the tables."""
        return self.zipf(word) > 0.0 or self.zipf(self.bare(word)) > 0.0

    def bare(self, word: str) -> str:
        """What a possessive (`bureau's`) or an elision (`l'eau`) is made of; nothing where the word is neither."""
        head, apostrophe, rest = word.partition("'")
        if apostrophe and f"{head}'" in self.listed("elisions"):
            return rest
        return head if rest == "s" else ""

    def joined(self, word: str) -> bool:
        """Whether people write the word, but write what it reads as when split far oftener."""
        return self._joined.value(word) > 0.0

    def seconds(self, first: str) -> Mapping[str, float]:
        """The words that follow `first` oftener than chance would have it, with the power of ten by which they do."""
        row = self._seconds.get(first)
        if row is None:
            row = _entries(self._pair_rows.get(first, ""))
            self._seconds[first] = row
        return row

    def pair(self, first: str, second: str) -> float | None:
        """log10 of how much oftener `second` follows `first` than chance would have it; None where never attested.

        Only pairs above chance are in the table, so the figure is never negative.
        """
        return self.seconds(first).get(second)

    def name_share(self, word: str) -> float:
        """The share of the word's occurrences inside sentences that bear a capital; 0.0 where it is below 0.3."""
        return self._names.value(word)

    def name_row(self, prefix: str) -> Mapping[str, float]:
        """The words that begin with these three letters and often bear a capital: what follows them, with the share that does."""
        return self._names.row(prefix)[0]

    def name_like(self, word: str) -> bool:
        """Whether the word mostly bears a capital inside sentences."""
        return self.name_share(word) >= MIN_NAME_SHARE

    def letter_bits(self, text: str) -> list[float]:
        """For each letter of a word (and its end) how surprising it is after the two before it, in bits; unknown signs count little.

        >>> lexicon("en").letter_bits("the")
        [4.25, 3.0, 2.0, 4.0]
        """
        padded = f"  {text} "
        table = self._letters
        return [table[padded[at : at + 3]] for at in range(len(text) + 1)]

    def listed(self, name: str) -> frozenset[str]:
        """The words of a section of `data/lists-xx.txt`; none where the language has no such section."""
        return self._lists.get(name, frozenset())

    @cached_property
    def _lists(self) -> dict[str, frozenset[str]]:
        text = (files(__package__) / "data" / f"lists-{self.language}.txt").read_text(encoding="utf-8")
        sections = (part.partition("]") for part in re.sub(r"#.*", "", text).split("[")[1:])
        return {name: frozenset(body.split()) for name, _, body in sections}

    @cached_property
    def _words(self) -> _Table:
        return _Table(self._rows("words"))

    @cached_property
    def _names(self) -> _Table:
        return _Table(self._rows("names"))

    @cached_property
    def _pair_rows(self) -> Mapping[str, str]:
        return self._rows("pairs")

    @cached_property
    def _joined(self) -> _Table:
        return _Table(self._rows("joined"))

    @cached_property
    def _letters(self) -> dict[str, float]:
        return _Letters("".join(self._rows("letters")))

    def _rows(self, table: str) -> Mapping[str, str]:
        path = files(__package__) / "data" / f"{table}-{self.language}.z"
        if not path.is_file():
            return {}
        text = zlib.decompress(path.read_bytes()).decode(ENCODING.get(self.language, "utf-8"))
        rows = (line.partition("\t") for line in text.split("\n"))
        return {key: row for key, _, row in rows}


def _entries(row: str) -> dict[str, float]:
    """The rest of each word of a row with its value.

    >>> _entries("A77An57Bd12") == _entries("77 \\t57 n\\t12 nd") == {"": 7.7, "n": 5.7, "nd": 1.2}
    True
    """
    values: dict[str, float] = {}
    for value, rests in _grouped(row) if not row[:1].isupper() else ():
        values.update(dict.fromkeys(rests, value))
    return values or dict(_front_coded(row))


def _groups(row: str) -> Iterator[Group]:
    if not row[:1].isupper():
        return _grouped(row)
    words = sorted(_front_coded(row), key=itemgetter(1), reverse=True)
    return ((value, [rest]) for rest, value in words)


def _grouped(row: str) -> Iterator[Group]:
    for group in row.split("\t") if row else ():
        tenths, *rests = group.split(" ")
        yield _TENTHS[int(tenths)], rests


def _front_coded(row: str) -> Iterator[tuple[str, float]]:
    rest = ""
    for shared, end, tenths in _FRONT_CODED.findall(row):
        rest = rest[: ord(shared) - ord("A")] + end
        yield rest, _TENTHS[int(tenths)]


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
