"""A glossary that has learnt from pairs of texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec

from cleaner.errors import UsageError
from cleaner.terms.model import Glossary
from cleaner.terms.sources import SourceIndex
from cleaner.terms.tongues import share_order
from cleaner.terms.wording import Wording, wording_of

FEWEST = 40
"""Sentences below which nothing is learnt: what stands beside a term once may stand for anything."""
SEVERAL = 2
"""How often an alignment shows a rendering before it is known everywhere in the texts."""


def learn(glossary: Glossary, pairs: Sequence[tuple[str, str]]) -> Glossary:
    """The glossary with an alignment of (source, target) texts. Raises UsageError without numpy."""
    if find_spec("numpy") is None:
        raise UsageError("renderings are learnt with numpy, which is not installed. Install it with: pip install 'mt-cleaner[learn]'")
    from cleaner.terms.alignment import DIAGONAL, train
    from cleaner.terms.learned import entries, training_pairs

    index, wording = glossary.made(SourceIndex), wording_of(glossary.language)
    beads = list(training_pairs(pairs, index, wording)) if wording else []
    if wording is None or len(beads) < FEWEST:
        return glossary
    diagonal = DIAGONAL if share_order(glossary.source_language, glossary.language) else 0.0
    taught = replace(glossary, learned=train(beads, entries(pairs, index, wording), diagonal))
    assert taught.learned is not None
    return replace(taught, learned=replace(taught.learned, seen=_seen(taught, wording, pairs)))


def _seen(glossary: Glossary, wording: Wording, pairs: Sequence[tuple[str, str]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The renderings, as content stems, that an alignment shows several times: then they are known where it says less, too."""
    from cleaner.terms.unlisted import Unlisted

    unlisted = glossary.made(Unlisted)
    counts: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for source, target in pairs:
        for found in unlisted.in_text(target, source):
            if found.way == "aligned":
                counts[found.source, wording.content_stems(target[found.start : found.end])] += 1
    seen: dict[str, list[tuple[str, ...]]] = {}
    for (source, stems), count in counts.most_common():
        if count >= SEVERAL:
            seen.setdefault(source, []).append(stems)
    return {source: tuple(renderings) for source, renderings in seen.items()}
