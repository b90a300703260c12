#!/usr/bin/env python3
"""Whether the fast path says the same as a plain slow one, on texts put together from damage.

    python benchmarks/fuzz/differential.py [--texts 2000] [--seed 1] [--unsafe]

Fast: rules are asked about lines that hold a token which they watch for, verdicts on tokens are remembered from text to text, terms are
looked for by an index. Slow: every rule is asked about every whole text, every form of every term is tried at every place. Changes, hints
and notices must be the same, to the letter.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from cleaner import Cleaner  # noqa: E402
from cleaner.document import Document  # noqa: E402
from cleaner.edits import Edit  # noqa: E402
from cleaner.engine import Outcome  # noqa: E402
from cleaner.rules import all_rules  # noqa: E402
from cleaner.terms.glossary import Glossary, load_glossary  # noqa: E402
from cleaner.terms.index import Anchored, Index  # noqa: E402
from cleaner.terms.match import Matcher  # noqa: E402

_SPECIAL = (
    "“ ” ‘ ’ \" ' , . : ; ! ? ( ) [ ] { } < > & &amp; &nbsp; - – — / \\ ` * _ # | ， 。 （ ） 【 】 、 « » … % $ @ = + ~ ^"  # noqa: RUF001
).split()
_WORDS = (
    "the police of Hefei thisyear lastweek case26Case New York it's dont co-operate e.g. U.S. 2024 3.5 10,000 www.a.b "
    "http://a.b/c,d a@b.cd said and and the the a an is are Public Security Secruity Bureau loan loans evil routine 公安 套路贷 "
    "â€œ Ã© caf\u00e9 \u200b \u00a0 \ufeff x.The ,then"
).split(" ")
_GAPS = [" "] * 12 + ["", "", "  ", "\n", "\n\n", "\r\n", "\t", " \n", "\u00a0"]


class Everything:
    """In the place of `Lines`: no rule is spared."""

    def __init__(self, watch: object) -> None:
        self.watch = watch

    def edits(self, document: Document) -> dict[str, list[Edit]]:
        return {}


class PlainIndex(Index):
    """Every form of every term may be anywhere."""

    def _possible(self, tokens: object, kind: int | None = None) -> Anchored:
        found: Anchored = {}
        for number in range(len(self._terms)):
            for form, slot in self._forms(number):
                found.setdefault(form.words[slot], []).append((form, slot))
        return found

    def lines_with(self, doc: Document, wanted: Anchored) -> Iterator[int]:
        return iter(range(len(doc.lines)))


class Slow:
    """A cleaner without the fast path."""

    def __init__(self, glossary: Glossary, **options: object) -> None:
        self._cleaner = Cleaner(glossaries=[glossary], **options)  # type: ignore[arg-type]
        assert self._cleaner.glossary is not None
        with mock.patch("cleaner.terms.match.Index", PlainIndex):
            self._cleaner.glossary.made(Matcher)

    def clean(self, text: str) -> Outcome:
        every = mock.patch.object(Document, "lines_with", lambda document, tokens: list(range(len(document.lines))))
        with mock.patch("cleaner.engine.Lines", Everything), every:
            return self._cleaner.clean(text)


def texts(seed: int, glossary: Glossary) -> Iterator[str]:
    """Texts without end: pieces of the rules' own examples, renderings, words, marks, and gaps of every kind."""
    chance = random.Random(seed)
    examples = [text for rule in all_rules() for example in rule.examples for text in (example.before, example.after)]
    renderings = [text for term in glossary.terms for text in (term.canonical, *term.allow, *(variant.text for variant in term.variants))]
    words = [word for text in examples for word in text.split()]
    while True:
        pieces: list[str] = []
        for _ in range(chance.randint(1, 30)):
            kind = chance.random()
            source = words if kind < 0.45 else renderings if kind < 0.6 else _WORDS if kind < 0.8 else _SPECIAL if kind < 0.97 else examples
            pieces += [chance.choice(source), chance.choice(_GAPS)]
        yield "".join(pieces)


def difference(fast: Outcome, slow: Outcome) -> str | None:
    """The first that is not the same."""
    for name in ("text", "changes", "hints", "notices"):
        one, other = getattr(fast, name), getattr(slow, name)
        if one != other:
            return f"{name}:\n    fast {one}\n    slow {other}"
    return None


def compare(count: int, seed: int, unsafe: bool = False) -> Iterator[tuple[str, str]]:
    """The texts, out of so many, on which the two do not agree, and how."""
    names = {"unsafe": unsafe}
    fast = Cleaner(glossaries=[_few(load_glossary("zh-en"))], **names)  # type: ignore[arg-type]
    slow = Slow(_few(load_glossary("zh-en")), **names)
    assert fast.glossary is not None
    made = texts(seed, fast.glossary)
    for _ in range(count):
        text = next(made)
        if found := difference(fast.clean(text), slow.clean(text)):
            yield text, found


def _few(glossary: Glossary) -> Glossary:
    """A part of a glossary, with which trying everything takes an endurable time."""
    return Glossary(tuple(glossary.terms)[::8], glossary.language, glossary.source_language)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--texts", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--unsafe", action="store_true")
    arguments = parser.parse_args()
    started, wrong = time.process_time(), 0
    for text, found in compare(arguments.texts, arguments.seed, arguments.unsafe):
        wrong += 1
        print(f"{text!r}\n  {found}", flush=True)
    print(f"{arguments.texts:,} texts, {wrong} differences, {time.process_time() - started:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
