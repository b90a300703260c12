"""Which language a paragraph is in, from its most frequent words and its script.

Rules that know one language must not work on text in another: a Spanish quotation in an English text, a French paragraph left
untranslated. The answer is certain or None. `data/frequent.z` holds some 3,000 words with their frequency in 29 languages
(`benchmarks/build_recogniser.py`); the distinct words of a paragraph that it holds speak for each language as far as they are
frequent in it.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files
from operator import itemgetter

from cleaner.lexicon import LANGUAGES

OTHER = "other"
"""Any language that has no lexicon here."""
FLOOR = 3.4
"""Zipf value that a word counts with in a language where it is not frequent."""
MARGIN = 2.5
"""Powers of ten by which the likeliest language must be ahead."""
LEAST_SHARE = 0.18
"""The least share of a paragraph's distinct words that must be among the frequent ones of the language: lists of names have none."""

LEAST_WORDS = 3
"""Fewer frequent words are no evidence: "ay", "van" and "la" stand in names."""
LOOKED_AT = 20_000
"""Characters of a text by which its language is told."""

_WORD = re.compile(r"[^\W\d_]+(?:['’](?=[^\W\d_]))?")
_LETTERS = "a-zA-Z\u00c0-\u024f\u1e00-\u1eff\u0400-\u052f"
_FAMILIAR = re.compile(f"[{_LETTERS}]")
_STRANGE = re.compile(rf"[^\W\d_{_LETTERS}]")
"""Letters of scripts that no language with a lexicon is written in; one of Chinese is a word, so a few different ones are many."""
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_ENOUGH_STRANGE = 4


@lru_cache(maxsize=1 << 12)
def recognise(paragraph: str) -> str | None:
    """The code of the language, "other" for one without a lexicon, None where there is too little to tell.

    >>> recognise("La ville est plus grande que l'on ne le pensait.")
    'fr'
    >>> recognise("Zhougudui, 26 km") is None
    True
    """
    if _strange(paragraph):
        return OTHER
    evidence = _evidence(paragraph)
    best = next(iter(evidence), "")
    language = best if best in LANGUAGES else OTHER
    rivals = (points for code, points in evidence.items() if (code if code in LANGUAGES else OTHER) != language)
    return language if best and evidence[best] - max(rivals, default=0.0) >= MARGIN else None


@lru_cache(maxsize=1 << 12)
def foreign(paragraph: str, language: str) -> bool | None:
    """Whether the paragraph is plainly not in the language (True) or plainly in it (False); None where there is too little to tell.

    Not the same question as `recognise`: what is either Russian or Bulgarian is not English.

    >>> foreign("Die Stadt ist nicht so groß wie der Kreis.", "en")
    True
    """
    if _strange(paragraph) or (language != "ru" and _cyrillic(paragraph)):
        return True
    evidence = _evidence(paragraph)
    own = evidence.pop(language, 0.0)
    ahead = max(evidence.values(), default=0.0) - own
    return ahead > 0 if abs(ahead) >= MARGIN else None


def _strange(paragraph: str) -> bool:
    if paragraph.isascii():
        return False
    strange = _STRANGE.findall(paragraph)
    return len(set(strange)) >= _ENOUGH_STRANGE and 2 * len(strange) > len(_FAMILIAR.findall(paragraph))


def _cyrillic(paragraph: str) -> bool:
    """Whether most of its letters are Cyrillic."""
    return not paragraph.isascii() and 2 * len(_CYRILLIC.findall(paragraph)) > len(_FAMILIAR.findall(paragraph))


def _evidence(paragraph: str) -> dict[str, float]:
    """The points of each language, most first; none where too few words speak, or too small a share of them."""
    words = {word.replace("’", "'") for word in _WORD.findall(paragraph.lower())}
    table = _frequent()
    votes = [row for word in words if (row := table.get(word) or table.get(word.rstrip("'")))]
    score: defaultdict[str, float] = defaultdict(float)  # a Counter is slower here
    for row in votes:
        for code, points in row.items():
            score[code] += points
    best = max(score, key=score.__getitem__, default="")
    speaking = sum(best in row for row in votes)
    if speaking < max(LEAST_WORDS, LEAST_SHARE * len(words)):
        return {}
    return dict(sorted(score.items(), key=itemgetter(1), reverse=True))


def left_alone(text: str, paragraph: tuple[int, int], language: str) -> bool:
    """Whether rules that know one language must leave the paragraph alone.

    It is plainly in another language, or its language cannot be told and the text is.
    """
    verdict = foreign(text[slice(*paragraph)], language)
    return bool(foreign(text[:LOOKED_AT], language)) if verdict is None else verdict


@cache
def _frequent() -> dict[str, dict[str, float]]:
    """word -> language -> how far its Zipf value lies above the floor."""
    text = zlib.decompress((files(__package__) / "data" / "frequent.z").read_bytes()).decode()
    table = {}
    for line in text.split("\n"):
        word, _, row = line.partition("\t")
        table[word] = {entry[:-2]: int(entry[-2:]) / 10 - FLOOR for entry in row.split(" ")}
    return table
