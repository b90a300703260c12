"""Proposals as a glossary file: what can be taken as variants, the rest as comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from cleaner.interchange.native import said_of, variant_of
from cleaner.terms.accept import Proposals
from cleaner.terms.mined import Mined
from cleaner.terms.model import Glossary, Term
from cleaner.terms.proposals import Use

_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_WAYS = {
    "right": "right",
    "listed": "listed",
    "derived": "by the words of the source",
    "near": "nearly what is right",
    "aligned": "aligned",
}
_HEAD = """\
# Renderings that were found beside their sources. Read them before you use them: a variant is replaced
# wherever it stands, in a text without its source, too. What cannot be taken is a comment, with the reason.
"""


def write(glossary: Glossary, uses: Sequence[Use], proposals: Proposals, mined: Sequence[Mined]) -> str:
    """A glossary of the terms that were found, each with the variants that it has and those that are proposed."""
    lines = [f"{key}: {value}" for key in ("language", "source_language") if (value := getattr(glossary, key))]
    terms = [term for term in glossary.terms if any(use.term.id == term.id and use.is_new for use in uses)]
    lines.append("terms:" if terms else "terms: []")
    for term in terms:
        lines += _term(term, [use for use in uses if use.term.id == term.id], proposals)
    return _HEAD + "\n".join([*lines, *mined_lines(mined)]) + "\n"


def _term(term: Term, uses: Sequence[Use], proposals: Proposals) -> Iterator[str]:
    right = ", ".join(f"{use.text} {use.count}" for use in uses if use.ways["right"])
    yield comment(f"  # right: {right}" if right else "  # right: never")
    block = yaml.dump([said_of(term, with_variants=False)], Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=140)
    yield from (f"  {line}" for line in block.rstrip("\n").split("\n"))
    counts = {variant.text: use.count for use in uses if use.ways["listed"] for variant in term.variants if variant.text in use.written}
    taken = [use for use in proposals.taken if use.term.id == term.id]
    if term.variants or taken:
        yield "    variants:"
    for variant in term.variants:
        yield f"      - {scalar(variant_of(variant))}" + (f"  # listed, {_times(counts[variant.text])}" if variant.text in counts else "")
    for use in taken:
        yield f"      - {scalar(use.text)}  # {evidence(use)}"
        yield comment(f"        # {use.example}")
    for use, reason in proposals.left:
        if use.term.id == term.id:
            yield comment(f"      # left out: {use.text} ({evidence(use)}): {reason}")
            yield comment(f"        # {use.example}")


def mined_lines(mined: Sequence[Mined]) -> Iterator[str]:
    """Words of the sources that no term lists, as comments."""
    if mined:
        yield "# Words that no term lists, and that are rendered in several ways; those first that a term would make most difference to:"
    for each in mined:
        yield comment(f"#   {each.source}  {_times(each.count)}: {', '.join(f'{text} {count}' for text, count in each.renderings)}")
        yield from (comment(f"#     {example}") for example in each.examples)


def evidence(use: Use) -> str:
    """How often, and how it was found.

    >>> from cleaner.terms.model import Term
    >>> use = Use(Term("x", "x"), "", score=0.62)
    >>> use.ways.update({"aligned": 3})
    >>> evidence(use)
    '3 times, aligned (0.62)'
    """
    ways = [_WAYS[way] + (f" ({use.score:.2f})" if way == "aligned" else "") for way, _ in use.ways.most_common()]
    also = f"; {use.elsewhere} more for something else" if use.elsewhere else ""
    return f"{_times(use.count)}, {', '.join(ways)}{also}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def comment(line: str) -> str:
    """A line that stays one line, without what YAML forbids even in comments."""
    return "".join(sign if sign.isprintable() else " " for sign in line)


def scalar(value: object) -> str:
    """A value on one line, as it may stand in a list of either style.

    >>> scalar("no"), scalar("a, b: c"), scalar("trap loan")
    ("'no'", "'a, b: c'", 'trap loan')
    """
    made = yaml.dump([value], Dumper=_DUMPER, default_flow_style=True, allow_unicode=True, width=1 << 20, sort_keys=False)
    return str(made).strip()[1:-1]
