#!/usr/bin/env python3
"""Trains the model that tells glued words from unknown ones, and writes it to `cleaner/lexicon/data/glue-xx.json`.

    python benchmarks/train_glue.py --text TEXT.xz --pairs PAIRS.tsv.xz --unigrams UNIGRAMS.tsv.xz
    python benchmarks/train_glue.py --language de --lines 60000

TEXT holds a segment a line (`== source` lines between), from which spaces are taken out; PAIRS and UNIGRAMS are the counts that
`build_lexicon.py` takes, whose text must be known to hold TEXT: what a line itself added to the counts is taken out again while
the line is looked at. Positive examples are readings of synthetically glued tokens that set only true borders; negative ones are
readings of unknown tokens of the text as it is, of rare known words taken for unknown ones, and wrong readings of glued ones.
Another language than English is trained on lines drawn from its word frequencies. A fifth of the lines is held out; the figures
printed are from those. Needs lightgbm, scikit-learn, numpy and wordfreq.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import random
import re
import string
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from build_lexicon import DATA, rows
from wordfreq import get_frequency_dict

from cleaner.lexicon import Lexicon
from cleaner.lexicon.figures import BORDER_FIGURES, FIGURES, border_figures, figures
from cleaner.lexicon.glue import CONTEXT, TOKEN, Context, is_candidate
from cleaner.lexicon.split import plain, split

SEED = 20261124
HELD_OUT = 0.5
HELD_OUT_MAX_ZIPF = 3.0
"""Known words up to this Zipf value are looked at as if unknown, this often: names that the word list lacks look like them."""
LOST_SHARES = (0.03, 0.1, 0.1, 0.2)
RUN_SHARE, TITLE_SHARE, NUMBER_SHARE, HEADLINE_SHARE = 0.08, 0.15, 0.3, 0.25
NAME_SHARE = 0.1
"""How many untouched lines get a made-up name: two words of the line with capitals ("SoundCloud"), or one with a number ("Windows10")."""
MIN_COUNT = 4
TYPO_SHARE = 0.1
"""How many words of five letters or more get a wrong letter in the lines that stand for careless writing."""
KINDS = ("lost", "lost", "runs", "runs", "clean", "names", "typos")
LEAVES = 8
ELIDED = 0.15
FREQUENT = 1e-4
CAPITALISED = {"de": 0.5}
"""The share of words below that frequency that bear a capital, where it is not the usual one."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class _Patched(dict[str, float]):
    """A row of pairs, some of which are changed (None: taken out)."""

    def __init__(self, row: Mapping[str, float]) -> None:
        self.row = row

    def get(self, second: str, default: Any = None) -> Any:
        return self[second] if second in self else self.row.get(second, default)


class OwnlessLexicon(Lexicon):
    """The English lexicon, but its pairs do not know the line that is looked at."""

    def __init__(self, pairs: Mapping[tuple[str, str], int], unigrams: Mapping[str, int], total: int) -> None:
        super().__init__("en")
        self.pairs, self.unigrams, self.total = pairs, unigrams, total
        self.changed: dict[str, _Patched] = {}

    def look_at(self, line: str) -> None:
        words = [plain(word) for word in _WORD.findall(line)]
        self.changed = {}
        for (first, second), own in Counter(zip(words, words[1:], strict=False)).items():
            row = super().seconds(first)
            if second in row:
                self.changed.setdefault(first, _Patched(row))[second] = self.without(first, second, own)

    def without(self, first: str, second: str, own: int) -> Any:
        """The pair's PMI with so many occurrences less; None where too few are left."""
        count = self.pairs[first, second] - own
        if count < MIN_COUNT:
            return None
        pmi = math.log10((count - 0.75) * self.total / (self.unigrams[first] * self.unigrams[second]))
        return max(0.0, round(pmi, 1))

    def seconds(self, first: str) -> Mapping[str, float]:
        return self.changed.get(first) or super().seconds(first)


def lose_spaces(line: str, chance: random.Random) -> list[list[str]]:
    """The line's words, those together that lost the space between them."""
    groups: list[list[str]] = []
    share = chance.choice(LOST_SHARES)
    for word in line.split(" "):
        if groups and chance.random() < share:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def glue_runs(line: str, chance: random.Random) -> list[list[str]]:
    """The line's words with runs of three to six glued, some with a number in a word's place, some with capitals throughout.

    Others are set as headlines are translated word by word: function words dropped, capitals at random.
    """
    words, groups, at = line.split(" "), [], 0
    while at < len(words):
        size = chance.randint(3, 6) if chance.random() < RUN_SHARE else 1
        group = words[at : at + size]
        kind = chance.random()
        if size > 1 and kind < TITLE_SHARE:
            group = [word[:1].upper() + word[1:] for word in group]
        elif size > 1 and kind < TITLE_SHARE + NUMBER_SHARE:
            group[chance.randrange(len(group))] = str(chance.randint(10, 9999))
        elif size > 1 and kind < TITLE_SHARE + NUMBER_SHARE + HEADLINE_SHARE:
            content = [word for word in words[at : at + 2 * size] if word.isalpha() and len(word) > 3] or group
            group = [word.capitalize() if chance.random() < 0.5 else word for word in content[:size]]
            if chance.random() < 0.3:
                group.insert(chance.randrange(len(group) + 1), str(chance.randint(2, 999)))
            size *= 2
        groups.append(group)
        at += size
    return groups


def make_name(line: str, chance: random.Random, function: frozenset[str]) -> list[list[str]]:
    """The line's words, one of them changed to a made-up name that is no glue."""
    words = line.split(" ")
    content = [at for at, word in enumerate(words) if word.isalpha() and len(word) > 2 and word.lower() not in function]
    if len(content) > 1 and chance.random() < NAME_SHARE:
        first, second = chance.sample(content, 2)
        if abs(first - second) > 1 and chance.random() < 0.7:
            words[first] = words[first].capitalize() + words[second].capitalize()
        else:
            words[first] = words[first].capitalize() + str(chance.randint(1, 999))
    return [[word] for word in words]


def mistype(word: str, chance: random.Random) -> str:
    """The word with one letter dropped, joined by another, changed, or swapped with the next.

    >>> mistype("straightforward", random.Random(44))
    'straigthforward'
    """
    at = chance.randrange(len(word) - 1)
    other = chance.choice(string.ascii_lowercase)
    head, first, second, tail = word[:at], word[at], word[at + 1], word[at + 2 :]
    return head + chance.choice((second, first + other + second, other + first + second, first + other, second + first)) + tail


def mistyped(line: str, chance: random.Random) -> list[list[str]]:
    """The line's words, some of them with a wrong letter: unknown words that are no glue."""
    words = line.split(" ")
    return [[mistype(word, chance) if len(word) >= 5 and word.isalpha() and chance.random() < TYPO_SHARE else word] for word in words]


@dataclass(frozen=True)
class Sample:
    """One token's figures, with the borders that its reading sets rightly, wrongly and not at all."""

    kind: str
    token: str
    figures: list[float]
    context: list[float]
    right: int
    wrong: int
    missed: int
    held_out: bool
    borders: list[list[float]]
    true: list[bool]

    @property
    def positive(self) -> bool:
        return self.right > 0 and not self.wrong


SMALL_SHARE = 0.08
"""Lines set in small letters throughout, as people write in a hurry."""


def samples(words: Lexicon, line: str, kind: str, chance: random.Random) -> Iterator[Sample]:
    if chance.random() < SMALL_SHARE:
        line = line.lower()
    if isinstance(words, OwnlessLexicon):
        words.look_at(line)
    function = words.listed("function")
    makers = {"lost": lose_spaces, "runs": glue_runs, "names": partial(make_name, function=function), "typos": mistyped}
    groups = makers[kind](line, chance) if kind in makers else [[word] for word in line.split(" ")]
    damaged = " ".join("".join(group) for group in groups)
    borders, at = set(), 0
    for group in groups:
        for word in group:
            at += len(word)
            borders.add(at)
        borders.discard(at)
        at += 1
    for match in TOKEN.finditer(damaged):
        token = match.group()
        true = {border - match.start() for border in borders if match.start() < border < match.end()}
        held_out = False
        if not is_candidate(words, token):
            if true or not 0 < words.zipf(plain(token)) < HELD_OUT_MAX_ZIPF or chance.random() >= HELD_OUT:
                continue
            held_out = True
        reading = split(token, words)
        if reading is None:
            continue
        found = set(reading.borders)
        values, of_borders = figures(words, token, reading), border_figures(words, token, reading)
        if held_out:
            values[FIGURES.index("whole zipf")], values[FIGURES.index("excess")] = 0.0, 9.0
            for row in of_borders if len(of_borders) == 1 else ():
                row[BORDER_FIGURES.index("joined zipf") - 1] = 0.0
        context = Context.of(words, damaged, match.span(), reading.pieces[0], reading.pieces[-1])
        marks = len(found & true), len(found - true), len(true - found)
        yield Sample(kind, token, values, context.figures(), *marks, held_out, of_borders, [at in true for at in reading.borders])


def train(rows_of: Any, targets: Any, trees: int) -> lightgbm.LGBMClassifier:
    model = lightgbm.LGBMClassifier(
        n_estimators=trees, num_leaves=LEAVES, learning_rate=0.12, min_child_samples=40, verbose=-1, random_state=SEED, deterministic=True
    )
    return model.fit(rows_of, targets)


def token_rows(data: list[Sample]) -> Any:
    return np.array([sample.figures for sample in data])


def token_model(data: list[Sample], trees: int) -> lightgbm.LGBMClassifier:
    return train(token_rows(data), np.array([sample.positive for sample in data]), trees)


def border_rows(data: list[Sample], beliefs: Any) -> Any:
    return np.array([[belief, *row] for sample, belief in zip(data, beliefs, strict=True) for row in sample.borders])


def weigh_context(data: list[Sample], values: Any) -> list[float]:
    """Weights of a logistic regression on the trees' odds and the context, by Newton's method: first that of the odds, last the bias."""
    x = np.hstack([values[:, None], np.array([sample.context for sample in data]), np.ones((len(data), 1))])
    y = np.array([sample.positive for sample in data], float)
    w = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve((x.T * (p * (1 - p))) @ x + 1e-3 * np.eye(len(w)), x.T @ (y - p))
    return [round(float(v), 3) for v in w]


def believe(weights: list[float], data: list[Sample], values: Any) -> Any:
    """Log-odds of tokens in their context."""
    return weights[0] * values + np.array([sample.context for sample in data]) @ np.array(weights[1:-1]) + weights[-1]


def report(data: list[Sample], values: Any) -> None:
    """F per kind of damage, and how many tokens without damage would be split, by threshold; `values` are of all borders in turn."""
    parts = np.split(values, np.cumsum([len(sample.true) for sample in data])[:-1])
    pairs = list(zip(data, parts, strict=True))
    for threshold in (3, 2, 1.5, 1, 0.5, 0, -1):
        line = []
        for kind in ("lost", "runs"):
            of = [(sample, part) for sample, part in pairs if sample.kind == kind and not sample.held_out]
            right = sum(int(((part >= threshold) & np.array(sample.true)).sum()) for sample, part in of)
            set_in_all = sum(int((part >= threshold).sum()) for _, part in of)
            wanted = sum(sample.right + sample.missed for sample, _ in of)
            line.append(f"{kind} F {200 * right / (set_in_all + wanted):.2f}")
        for kind in ("clean", "names", "typos", "held out"):
            of = [(sample, part) for sample, part in pairs if sample.held_out == (kind == "held out") and kind in (sample.kind, "held out")]
            line.append(f"{kind} {sum(bool((part >= threshold).any()) for _, part in of)} of {len(of)}")
        print(f"  log-odds >= {threshold}: {', '.join(line)}")


def node(tree: dict[str, Any]) -> Any:
    """A tree as `cleaner.lexicon.trees` reads it."""
    if "leaf_value" in tree:
        return round(tree["leaf_value"], 3)
    return [tree["split_feature"], round(tree["threshold"], 3), node(tree["left_child"]), node(tree["right_child"])]


def listing(model: lightgbm.LGBMClassifier) -> str:
    """The trees as JSON, one a line."""
    return "[\n" + ",\n".join(json.dumps(node(tree["tree_structure"])) for tree in model.booster_.dump_model()["tree_info"]) + "\n]"


def english(args: argparse.Namespace) -> tuple[Lexicon, list[str]]:
    unigrams = {word: int(count) for word, count in rows(args.unigrams)}
    total = unigrams.pop("<total>")
    words = OwnlessLexicon({(a, b): int(count) for a, b, count in rows(args.pairs)}, unigrams, total)
    with lzma.open(args.text, "rt", encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if not line.startswith("== ") and line.count(" ") >= 4 and len(line) < 1500]
    return words, lines


def made_up(language: str, count: int, chance: random.Random) -> tuple[Lexicon, list[str]]:
    """Lines of words drawn by their frequency: enough where there are no pairs. Rare words that the table lacks are among them."""
    words = Lexicon(language)
    frequencies = {word: value for word, value in get_frequency_dict(language, "large").items() if word.isalpha()}
    population, totals = list(frequencies), list(accumulate(frequencies.values()))
    elisions = sorted(words.listed("elisions"))
    lines = []
    for _ in range(count):
        line = []
        for word in chance.choices(population, cum_weights=totals, k=chance.randint(8, 20)):
            rare = frequencies[word] < FREQUENT
            if elisions and word[0] in "aeiouhéèêàâîô" and chance.random() < ELIDED:
                word = chance.choice(elisions) + word
            elif rare and chance.random() < CAPITALISED.get(language, 0.12):
                word = word.capitalize()
            line.append(word)
        lines.append(" ".join([line[0].capitalize(), *line[1:]]))
    return words, lines


def read_samples(args: argparse.Namespace) -> tuple[list[Sample], list[Sample]]:
    """Samples to train on, and held-out ones."""
    chance = random.Random(SEED)
    words, lines = english(args) if args.language == "en" else made_up(args.language, args.lines, chance)
    chance.shuffle(lines)
    data: list[Sample] = []
    test: list[Sample] = []
    for number, line in enumerate(lines[: args.lines]):
        part = test if zlib.crc32(line.encode()) % 5 == 0 else data
        part += samples(words, line, KINDS[number % len(KINDS)], chance)
    print(f"{len(data)} samples, {sum(sample.positive for sample in data)} positive; {len(test)} held out")
    return data, test


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", default="en")
    for name in ("--text", "--pairs", "--unigrams"):
        parser.add_argument(name, type=Path, help="for English, and needed there")
    parser.add_argument("--lines", type=int, default=300_000)
    parser.add_argument("--trees", type=int, default=200)
    parser.add_argument("--border-trees", type=int, default=80)
    args = parser.parse_args()
    if args.language == "en" and not (args.text and args.pairs and args.unigrams):
        parser.error("English is trained on text: give --text, --pairs and --unigrams")
    data, test = read_samples(args)
    # What stands on the trees' odds is learned from samples that those trees have not seen.
    first, second = data[::2], data[1::2]
    odds = token_model(first, args.trees).predict(token_rows(second), raw_score=True)
    weights = weigh_context(second, odds)
    true = np.array([mark for sample in second for mark in sample.true])
    borders = train(border_rows(second, believe(weights, second, odds)), true, args.border_trees)
    tokens = token_model(data, args.trees)
    named = dict(zip(("odds", *CONTEXT, "bias"), weights, strict=True))
    print(named)
    beliefs = believe(weights, test, tokens.predict(token_rows(test), raw_score=True))
    report(test, borders.predict(border_rows(test, beliefs), raw_score=True))
    head = json.dumps({"figures": FIGURES, "border figures": BORDER_FIGURES, "context": named}, indent=1)[:-2]
    text = f'{head},\n "trees": {listing(tokens)},\n "border trees": {listing(borders)}\n}}\n'
    (DATA / f"glue-{args.language}.json").write_text(text, encoding="utf-8")
    print(f"glue-{args.language}.json: {len(text):,} bytes")


if __name__ == "__main__":
    main()
