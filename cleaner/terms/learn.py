"""A glossary that has learnt from pairs of texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec

from cleaner.errors import UsageError
from cleaner.terms.model import Glossary
from cleaner.terms.sources import SourceIndex
from cleaner.terms.tongues import share_order
from cleaner.terms.wording import wording_of

FEWEST = 40
"""Sentences below which nothing is learnt: what stands beside a term once may stand for anything."""


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
    return replace(glossary, learned=train(beads, entries(pairs, index, wording), diagonal))
