#!/usr/bin/env python3
"""Trains the judge of `cleaner/lexicon/plain.py` and writes its weights to `cleaner/lexicon/data/plain.json`.

    python benchmarks/train_plain.py TEXTS          # needs numpy and wordfreq

TEXTS holds `xx.txt`, running text of each language, a segment a line; 30,000 words are enough. The weights that are shipped come
from the translations (*.po) of Django, Wagtail, django-oscar, JupyterLab (all BSD) and Apache Superset (Apache-2.0). Examples are runs
that the word list lacks:

* several words glued: neighbours in the text, and words drawn by their frequency
* one word each: what the text itself holds, words of wordfreq's list too rare for ours, and words of other languages, as names are

The threshold is the least that splits no more than 1 in `RARE` (60, German 30, Russian 90) of the words too rare for the list, nor more
than `HARM` of the text's words.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from wordfreq import get_frequency_dict

from cleaner.lexicon import LANGUAGES, Lexicon
from cleaner.lexicon.glue import shown_cuts
from cleaner.lexicon.plain import belief, features, known, read

DATA = Path(__file__).resolve().parent.parent / "cleaner" / "lexicon" / "data"
TOKEN = re.compile(r"(?<![^\s(«„“\"])[^\W\d_]+(?:['’][^\W\d_]+)*(?![^\s,.;:!?)»“”\"…])")
EXAMPLES = 12_000
RARE, HARM = {"de": 30, "ru": 90}, {"de": 1 / 1000}
USUAL_RARE, USUAL_HARM = 60, 0.5 / 1000
"""German's rare words are compounds, of which running text holds fewer than the list does."""
DECAY = 1e-3

Row = dict[str, float]


def is_run(words: Lexicon, token: str) -> bool:
    """Whether the judge would be asked about the token."""
    return 3 <= len(token) <= 40 and not shown_cuts(token) and not token.isupper() and not known(words, token)


def rows(words: Lexicon, tokens: list[str]) -> list[Row]:
    """The features of those that the word list lacks and that read as several words."""
    return [features(words, token, pieces) for token in tokens if is_run(words, token) and len(pieces := read(words, token)) > 1]


def glued(words: Lexicon, lines: list[str], chance: random.Random) -> Iterator[str]:
    """Neighbours of the text without the space between them, seldom three."""
    for line in lines:
        tokens = line.split()
        for at in range(len(tokens) - 1):
            size = 3 if chance.random() < 0.1 else 2
            run = tokens[at : at + size]
            if all(TOKEN.fullmatch(token) and known(words, token) for token in run):
                yield "".join(run)


def drawn(language: str, chance: random.Random) -> Iterator[str]:
    """Two words by their frequency; the second keeps its small letters."""
    frequency = {word: value for word, value in get_frequency_dict(language, "large").items() if word.isalpha()}
    words = chance.choices(list(frequency), list(frequency.values()), k=2 * EXAMPLES)
    for first, second in zip(words[::2], words[1::2], strict=True):
        yield (first.title() if chance.random() < 0.1 else first) + second


def rare(words: Lexicon, chance: random.Random) -> list[str]:
    """Words of wordfreq's that the list has no room for, some with a capital."""
    found = [word for word in get_frequency_dict(words.language, "large") if word.isalpha() and not known(words, word)]
    return [word.title() if chance.random() < 0.3 else word for word in chance.sample(sorted(found), min(EXAMPLES, len(found)))]


def foreign(words: Lexicon, chance: random.Random) -> list[str]:
    """Words of other languages that use the script, with a capital: as good as names."""
    others = [code for code in sorted(LANGUAGES - {words.language, "ru"})] if words.language != "ru" else ["uk", "mk"]
    frequent = (word for code in others for word, share in get_frequency_dict(code, "large").items() if share > 1e-8)
    found = [word for word in frequent if word.isalpha() and not known(words, word)]
    return [word.title() for word in chance.sample(sorted(found), min(EXAMPLES // 2, len(found)))]


def fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's method."""
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        hessian = (x.T * (weight * p * (1 - p))) @ x + DECAY * len(x) * np.eye(len(w)) / 10
        w -= np.linalg.solve(hessian, x.T @ (weight * (p - y)) + DECAY * len(x) * w / 10)
    return w


def train(words: Lexicon, lines: list[str]) -> Row:
    chance = random.Random(7)
    own = rows(words, [token for line in lines for token in TOKEN.findall(line)])
    tail, strangers = rows(words, tail_words := rare(words, chance)), rows(words, foreign(words, chance))
    real, drawn_rows = rows(words, list(glued(words, lines, chance))), rows(words, list(drawn(words.language, chance)))
    parts = ((real, 1, 2.0), (drawn_rows, 1, 1.0), (own, 0, 8.0), (tail, 0, 1.5), (strangers, 0, 1.0))
    x = np.array([list(row.values()) for part, _, _ in parts for row in part])
    y = np.array([label for part, label, _ in parts for _ in part])
    w = fit(x, y, np.array([weight for part, _, weight in parts for _ in part]))
    weights = {name: round(float(value), 2) for name, value in zip(real[0], w, strict=True)}
    weights["threshold"] = 0.0
    total = sum(len(line.split()) for line in lines)
    beliefs = [sorted((belief(row, weights) for row in part), reverse=True) for part in (tail, own)]
    allowed = (len(tail_words) // RARE.get(words.language, USUAL_RARE), int(total * HARM.get(words.language, USUAL_HARM)))
    limits = [part[most] if most < len(part) else -9.0 for part, most in zip(beliefs, allowed, strict=True)]
    weights["threshold"] = round(max(0.0, *limits) + 0.01, 2)
    recall = [sum(belief(row, weights) > 0 for row in part) / len(part) for part in (real, drawn_rows, own, tail, strangers)]
    print(words.language, "neighbours, drawn | own, rare, foreign:", *(f"{100 * share:.1f}" for share in recall), "thresholds", limits)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    args = parser.parse_args()
    found = {}
    for language in sorted(LANGUAGES - {"en"}):
        found[language] = train(Lexicon(language), (args.texts / f"{language}.txt").read_text(encoding="utf-8").splitlines())
    (DATA / "plain.json").write_text(json.dumps(found, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
