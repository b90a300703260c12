"""A glossary at a glance: how often each rendering of each term stands in some texts, where, and what would change."""

from __future__ import annotations

import html
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files

from cleaner.reports.review import content_hash
from cleaner.terms.model import Glossary, Term

_SHOWN = 5
"""Places of a rendering that are shown."""
_KINDS = {"canonical": "canonical", "allow": "allowed", "variant": "variant"}

Rendering = tuple[str, str]
"""What a rendering is (`canonical`, `allow`, `variant`), and how the glossary writes it."""


@dataclass(slots=True)
class Use:
    """What was found of one term: how often each rendering, and where (a place, then the text before, the rendering, the text after)."""

    counts: Counter[Rendering] = field(default_factory=Counter)
    places: defaultdict[Rendering, list[tuple[str, str, str, str]]] = field(default_factory=lambda: defaultdict(list))
    changes: Counter[tuple[str, str]] = field(default_factory=Counter)
    """What would become of what, and how often."""

    def add(self, rendering: Rendering, place: tuple[str, str, str, str]) -> None:
        self.counts[rendering] += 1
        if len(self.places[rendering]) < _SHOWN:
            self.places[rendering].append(place)


def terms_page(glossary: Glossary, uses: dict[str, Use], texts: int) -> str:
    """The page; it has no script, and loads nothing."""
    style = (files("cleaner.reports") / "page" / "review.css").read_text(encoding="utf-8")
    found = sorted((term for term in glossary.terms if term.id in uses), key=lambda term: (-uses[term.id].counts.total(), term.id))
    body = "".join(_term(term, uses[term.id]) for term in found)
    changed = sum(use.changes.total() for use in uses.values())
    said = f"{len(found):,} of {len(glossary.terms):,} terms in {texts:,} files; {changed:,} renderings would change"
    policy = f"default-src 'none'; style-src '{content_hash(style)}'; base-uri 'none'; form-action 'none'"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>mt-cleaner: terms</title>\n'
        f"<style>{style}</style>\n</head>\n<body>\n"
        f'<header><div class="bar"><h1>mt-cleaner terms</h1><span class="progress">{said}</span></div></header>\n'
        f'<main class="terms">{body or "<p class=empty>No term of the glossary stands in these files.</p>"}</main>\n</body>\n</html>\n'
    )


def _term(term: Term, use: Use) -> str:
    most = max(use.counts.values())
    source = f'<p class="source">{html.escape(", ".join(term.source))}</p>' if term.source else ""
    rows = "".join(_row(rendering, count, most, use) for rendering, count in sorted(use.counts.items(), key=_order))
    name = f'<p class="place">{html.escape(term.id)}</p>'
    return f'<article class="block">{name}{source}<table>{rows}</table>{"".join(_changes(use))}</article>\n'


def _order(item: tuple[Rendering, int]) -> tuple[int, int, str]:
    (kind, text), count = item
    return list(_KINDS).index(kind), -count, text


def _row(rendering: Rendering, count: int, most: int, use: Use) -> str:
    kind, text = rendering
    places = "".join(
        f"<li>{html.escape(where)}: {html.escape(before)}<b>{html.escape(held)}</b>{html.escape(after)}</li>"
        for where, before, held, after in use.places[rendering]
    )
    more = f"<li>… {count - _SHOWN:,} more</li>" if count > _SHOWN else ""
    bar = f'<meter min="0" max="{most}" value="{count}" aria-hidden="true"></meter>'
    return (
        f'<tr><td class="{kind}"><details><summary>{html.escape(text)}</summary><ul>{places}{more}</ul></details></td>'
        f'<td class="safety-cell">{_KINDS[kind]}</td><td class="count">{count:,}</td><td>{bar}</td></tr>'
    )


def _changes(use: Use) -> Iterator[str]:
    if not use.changes:
        return
    yield '<ul class="changes">'
    for (before, after), count in use.changes.most_common():
        what = f"<del>{html.escape(before)}</del> <ins>{html.escape(after)}</ins>"
        yield f'<li><span>{what}</span><span class="count">{count:,}</span></li>'
    yield "</ul>"

