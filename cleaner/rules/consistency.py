"""One term, one rendering in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cleaner.document import Document
from cleaner.edits import Edit, Safety
from cleaner.rules.base import rule
from cleaner.terms.forms import Kind
from cleaner.terms.match import Match
from cleaner.terms.render import render
from cleaner.terms.usage import Usage, Use


@rule(
    "terms.consistency",
    "terms",
    [
        ("A red envelope here, a red packet there.", "A red envelope here, a red packet there."),
        ("A red envelope here, two red envelopes there.", "A red envelope here, two red envelopes there."),
    ],
    safety="hint",
)
def consistency(doc: Document) -> Iterable[Edit]:
    """Says where a text uses several right renderings of one term, and how often each.

    With `consistent: canonical` (or `true`) in the entry the canonical takes the place of the others, with `consistent: first` the
    one that the text uses first. An abbreviation beside the full name is no other rendering.
    """
    if doc.glossary is None:
        return
    for use in doc.glossary.made(Usage).uses(doc):
        yield from _edits(doc, use)


def _edits(doc: Document, use: Use) -> Iterator[Edit]:
    """Every place where the term's choice is to be made; without one, the first place of each rendering but the commonest."""
    winner, is_hint = use.winner, use.term.consistent == "no"
    counts = ", ".join(f'"{text}" {_times(count)}' for text, count in use.counts.most_common())
    seen = {winner}
    for match in use.matches:
        text = match.form.written
        if text == winner or (is_hint and text in seen):
            continue
        seen.add(text)
        yield _edit(doc, match, winner, f"one term is called {counts} ({use.term.id})", "hint" if is_hint else "safe")


def _edit(doc: Document, match: Match, winner: str, reason: str, safety: Safety) -> Edit:
    kind: Kind = "variant" if winner == match.form.term.canonical else "allow"
    form = replace(match.form, kind=kind, written=match.form.written if kind == "variant" else winner)
    placed = render(doc, replace(match, form=form))
    safety = "hint" if "hint" in (safety, placed.safety) else placed.safety if safety == "safe" else safety
    return Edit(placed.start, placed.end, placed.text, "terms.consistency", reason, safety)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
