"""What is written in the place of a match: number, capitals and the article before it."""

from __future__ import annotations

import re

from cleaner.document import Document
from cleaner.edits import Span
from cleaner.terms.forms import Form
from cleaner.terms.inflect import Place, article, transfer_case
from cleaner.terms.match import Match
from cleaner.terms.places import place_of
from cleaner.terms.unlisted import Rendering

_ARTICLE = re.compile(r"(?<![^\W_])(an?)[ \t]+[\"“‘«]?$", re.IGNORECASE)
_REACH = 8
"""How far before a phrase its article may stand."""


def render(doc: Document, match: Match) -> tuple[Span, str]:
    """The span to replace, with the article where that must change, and the text to put there."""
    form, term = match.form, match.form.term
    matched = doc.text[match.start : match.end]
    place = place_of(doc, match.start, match.end)
    target = form.target
    written = matched if form.exact else form.written
    text = target if term.case == "exact" else _cased(target, matched, written, place, form.exact is not None)
    found = _ARTICLE.search(doc.text, max(0, match.start - _REACH), match.start)
    if not found or not doc.language.lower().startswith("en") or not _is_article(found, matched, doc):
        return (match.start, match.end), text
    old, right = found.group(1), article(target)
    if old.lower() == right:
        return (match.start, match.end), text
    new = right.upper() if old == "AN" else right.capitalize() if old[0].isupper() else right
    return (found.start(1), match.end), new + doc.text[found.end(1) : match.start] + text


def render_unlisted(doc: Document, found: Rendering) -> tuple[Span, str]:
    """The same for a rendering that nobody listed."""
    form = Form(found.term, "allow", found.right, found.shift, (), None, (), "", "")
    return render(doc, Match(found.start, found.end, 0, 0, form))


def _cased(target: str, matched: str, written: str, place: Place, exact: bool) -> str:
    if not exact:
        return transfer_case(target, matched, written, place)
    return target[:1].upper() + target[1:] if place == "start" and matched[:1].isupper() else target


def _is_article(found: re.Match[str], matched: str, doc: Document) -> bool:
    """Whether an `A` is the article: inside a sentence a capital one is a letter (`grade A`)."""
    return found.group(1) != "A" or matched.isupper() or place_of(doc, *found.span(1)) != "inside"
