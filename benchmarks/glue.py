#!/usr/bin/env python3
"""Lost spaces put back: mt-cleaner beside the libraries people use for it, in one run.

    pip install -r benchmarks/requirements.txt && python benchmarks/glue.py FOLDER [--language en]

FOLDER holds `NAME.in.txt` with `NAME.gold.txt` (damaged and right, one segment a line) and, if there is one, `clean.txt`.
A space is where it stands among the characters that are no spaces: precision, recall and F are those of the spaces put in, compared
with the spaces that the damaged line lacks. `clean` is the edits per 1,000 tokens of the clean text; there all of them are wrong.

The peers split whatever they are given, so they are asked as their users ask them, behind a **guard**: only about maximal runs of
three letters or more that are no known word, by the word list of mt-cleaner: of the lists tried (wordfreq's whole, from Zipf 2, from
Zipf 3) it serves them best. `zipf 3` adds a second guard: the answer counts only where every piece has a Zipf value of 3 or more (once
in a million words) in wordfreq. mt-cleaner is given whole lines and guards itself.
"""

from __future__ import annotations

import argparse
import math
import re
import time
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from pathlib import Path

from wordfreq import get_frequency_dict, zipf_frequency

from cleaner import Cleaner
from cleaner.lexicon import lexicon

Line = Callable[[str], str]
Split = Callable[[str], list[str]]

_RUN = re.compile(r"[^\W\d_]{3,}")


def spaces(line: str) -> set[int]:
    """Before which character that is no space there is one.

    >>> spaces("ab c")
    {2}
    """
    at, seen = set(), 0
    for char in line:
        if char == " ":
            at.add(seen)
        else:
            seen += 1
    return at


def score(line: Line, given: list[str], gold: list[str]) -> tuple[int, int, int]:
    """Spaces rightly put in, wrongly put in, and still missing. A line whose other characters change counts as it was."""
    hit = wrong = missing = 0
    for before, right in zip(given, gold, strict=True):
        after = line(before)
        if after.replace(" ", "") != before.replace(" ", ""):
            after = before
        had, want, got = spaces(before), spaces(right), spaces(after)
        hit += len((want - had) & (got - had))
        wrong += len((got - had) - want)
        missing += len(want - had - got)
    return hit, wrong, missing


def edits(line: Line, clean: list[str]) -> float:
    """Edits per 1,000 tokens: spaces put in or taken out; a line with other characters changed counts one."""
    count = 0
    for before in clean:
        after = line(before)
        same = after.replace(" ", "") == before.replace(" ", "")
        count += len(spaces(after) ^ spaces(before)) if same else 1
    return 1000 * count / sum(len(before.split()) for before in clean)


def guarded(split: Split, language: str, least: float = 0.0) -> Line:
    """The library behind the guard that the module describes."""
    words = lexicon(language)

    @cache
    def one(run: str) -> str:
        if words.known(run.lower()) and not words.joined(run.lower()) if words else zipf_frequency(run, language) > 0:
            return run
        pieces = split(run)
        if "".join(pieces) != run or any(zipf_frequency(piece, language) < least for piece in pieces):
            return run
        return " ".join(pieces)

    return lambda line: _RUN.sub(lambda match: one(match.group()), line)


def cut(run: str, pieces: list[str]) -> list[str]:
    """The run itself cut to the lengths of the pieces: libraries lower-case them, and some drop apostrophes."""
    found, at = [], 0
    for piece in pieces:
        found.append(run[at : at + len(piece)])
        at += len(piece)
    return found if at == len(run) else [run]


def wordninja(language: str) -> Split:
    from wordninja_enhanced import LanguageModel

    model = LanguageModel(language)
    return lambda run: cut(run, model.split(run))


def instant_segment(language: str) -> Split:
    """Unigrams from wordfreq, with its pairs from our own table: the library ships none in Python."""
    from instant_segment import Search, Segmenter

    frequency = {word: 1e9 * value for word, value in get_frequency_dict(language, "large").items() if word.isalpha() and word.isascii()}
    segmenter, search = Segmenter(iter(frequency.items()), iter(_pairs(language, frequency))), Search()

    def split(run: str) -> list[str]:
        if not run.isascii() or not run.isalpha():
            return [run]
        segmenter.segment(run.lower(), search)
        return cut(run, list(search))

    return split


def _pairs(language: str, frequency: dict[str, float]) -> Iterator[tuple[tuple[str, str], float]]:
    """How often each pair of our table comes, from its PMI and the words' own frequencies; none where we have no table."""
    path = resources.files("cleaner.lexicon") / "data" / f"pairs-{language}.z"
    total = sum(frequency.values())
    for line in zlib.decompress(path.read_bytes()).decode().split("\n") if path.is_file() else ():
        first, *groups = line.split("\t")
        for tenths, *seconds in (group.split(" ") for group in groups):
            for second in seconds:
                if first in frequency and second in frequency:
                    yield (first, second), math.pow(10, int(tenths) / 10) * frequency[first] * frequency[second] / total


def symspell(language: str) -> Split:
    from symspellpy import SymSpell

    model = SymSpell(max_dictionary_edit_distance=0)
    if language == "en":
        model.load_dictionary(str(resources.files("symspellpy") / "frequency_dictionary_en_82_765.txt"), 0, 1)
    else:
        for word, value in get_frequency_dict(language, "large").items():
            model.create_dictionary_entry(word, int(1e9 * value))
    return lambda run: cut(run, model.word_segmentation(run.lower(), max_edit_distance=0).segmented_string.split())


def systems(language: str) -> Iterator[tuple[str, Line]]:
    """Every system by name; a library that is missing is said and left out."""
    for name, unsafe in (("mt-cleaner", False), ("mt-cleaner --unsafe", True)):
        cleaner = Cleaner(language=language, glossaries=[], select=["spacing", "words"], unsafe=unsafe)
        yield name, lambda line, cleaner=cleaner: cleaner.clean(line).text  # type: ignore[misc]
    makers = (("wordninja-enhanced", wordninja), ("instant-segment", instant_segment), ("symspellpy", symspell))
    for name, make in makers:
        try:
            split = make(language)
        except ModuleNotFoundError:
            print(f"{name} is not installed and is left out; pip install -r benchmarks/requirements.txt brings it.")
        except ValueError as error:
            print(f"{name} is left out for '{language}': {error}")
        else:
            yield name, guarded(split, language)
            yield f"{name}, zipf 3", guarded(split, language, 3.0)


def row(name: str, line: Line, tasks: list[tuple[str, list[str], list[str]]], clean: list[str]) -> str:
    """A system's line of the table."""
    cells, start = [], time.process_time()
    for _, given, gold in tasks:
        hit, wrong, missing = score(line, given, gold)
        precision, recall = hit / max(1, hit + wrong), hit / max(1, hit + missing)
        f = 2 * precision * recall / max(1e-9, precision + recall)
        cells.append(f"{100 * precision:5.1f} {100 * recall:5.1f} {100 * f:5.1f}")
    seconds = time.process_time() - start
    cells.append(f"{edits(line, clean):6.2f}" if clean else "     -")
    return f"{name:28}" + "".join(f" | {cell}" for cell in cells) + f" | {sum(len(t) for _, g, _ in tasks for t in g) / 1e6 / seconds:5.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="en")
    args = parser.parse_args()

    def lines(path: Path) -> list[str]:
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    names = sorted(path.name.removesuffix(".in.txt") for path in args.folder.glob("*.in.txt"))
    tasks = [(name, lines(args.folder / f"{name}.in.txt"), lines(args.folder / f"{name}.gold.txt")) for name in names]
    if not tasks:
        parser.error(f"there is no *.in.txt in {args.folder}.")
    heads = [f"{name:6} P     R     F".ljust(17) for name in names]
    print(f"{'':28}" + "".join(f" | {head}" for head in heads) + " | clean  |  MB/s")
    for name, line in systems(args.language):
        print(row(name, line, tasks, lines(args.folder / "clean.txt")), flush=True)


if __name__ == "__main__":
    main()
