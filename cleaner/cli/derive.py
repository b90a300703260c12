"""`glossary derive`: what an entry would catch where the source holds the term, and by which words."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator

from cleaner.cli import FINE
from cleaner.errors import UsageError, nearest
from cleaner.reports.style import Style, style_for
from cleaner.terms.chinese import HAN, INSTALL, Dictionary, dictionary, simplified
from cleaner.terms.glossary import Glossary, Term, load_glossary

_MOST = 12
"""Renderings that are shown of one word."""


def derive(arguments: Namespace) -> int:
    """Prints, for each word of each source, the English words by which it is recognised. Raises UsageError without the dictionary."""
    glossary = load_glossary(arguments.name)
    cedict = dictionary()
    if cedict is None:
        raise UsageError(f"renderings are derived with a dictionary that is not installed. {INSTALL}")
    style = style_for(arguments.color, sys.stdout)
    for term in _chosen(glossary, arguments.terms):
        for source in filter(HAN.match, term.source):
            print(f"{style.bold(term.id)}  {source} → {style.green(term.canonical)}")
            print("\n".join(_words(source, term, cedict, style)))
    return FINE


def _chosen(glossary: Glossary, names: list[str]) -> list[Term]:
    """The terms with these ids or sources. Raises UsageError for a name that is neither."""
    known = {name for term in glossary.terms for name in (term.id, *term.source)}
    for name in names:
        if name not in known:
            raise UsageError(f"the glossary has no term '{name}'. {nearest(name, sorted(known))}")
    return [term for term in glossary.terms if not names or {term.id, *term.source}.intersection(names)]


def _words(source: str, term: Term, cedict: Dictionary, style: Style) -> Iterator[str]:
    words = cedict.words(simplified(source))
    width = max(map(len, words))
    for word in words:
        glosses = cedict.glosses(word)
        more = f", {len(glosses) - _MOST} more" if len(glosses) > _MOST else ""
        shown = [*cedict.sounds(word)[:1], *glosses[:_MOST]]
        yield f"  {word}{'  ' * (width - len(word))}  {style.dim(', '.join(shown) + more)}"
    yield f"  and the words of: {', '.join((term.canonical, *term.allow))}"
