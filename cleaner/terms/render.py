"""What is written in the place of a match: number, capitals and the article before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.document import Document
from cleaner.edits import Span
from cleaner.lexicon import lexicon
from cleaner.terms.agree import Placed, agreed
from cleaner.terms.casing import raised, transfer, upper
from cleaner.terms.forms import Form
from cleaner.terms.inflect import Place, article, transfer_case
from cleaner.terms.match import Match
from cleaner.terms.places import is_all_capitals, place_of
from cleaner.terms.tongues import code_of, stem_of

if TYPE_CHECKING:
    from cleaner.terms.unlisted import Rendering

_NO_FORM = "which form takes its place is not said: list it under 'forms'"
_ARTICLE = re.compile(r"(?<![^\W_])(an?)[ \t]+[\"'“‘«(\[*_]{0,3}$", re.IGNORECASE)
_REACH = 10
"""How far before a phrase its article may stand."""
_HYPHENS = frozenset("-\u2010\u2011")
_GAP = re.compile(r"(?<=\w)\W+(?=\w)")
_NEXT = re.compile(r"[ \u00a0\-\u2010\u2011]([^\W\d_]+)")
_OF_PLURAL = re.compile(r"['’](?![^\W_])")
_QUOTE = re.compile(r"(?<![^\W_])['‘](?=\w|$)|‘")
_OF_OTHERS = re.compile(r"['’]([sS])(?![^\W_])")


def render(doc: Document, match: Match) -> Placed:
    """The span to replace, with what beside it must change, and the text to put there."""
    if code_of(doc.language) == "en":
        (start, end), text = _in_english(doc, match)
        return Placed(start, end, text) if match.form.is_sure else Placed(start, end, text).doubted("hint", _NO_FORM)
    form, place = match.form, place_of(doc, match.start, match.end)
    matched, target = doc.text[match.start : match.end], form.target
    if is_all_capitals(doc, match.start, match.end) and not form.written.isupper():
        text = upper(target, doc.language)
    elif form.term.case == "exact":
        text = target
    elif form.exact is not None:
        text = raised(target, doc.language) if place == "start" and matched[:1].isupper() else target
    else:
        text = transfer(target, matched, form.as_found or form.written, place, doc.language)
    gender = "" if form.kind == "allow" else form.term.gender
    placed = agreed(Placed(match.start, match.end, text), doc.text, doc.language, (form.gender, gender))
    return placed if form.is_sure else placed.doubted("hint", _NO_FORM)


def _in_english(doc: Document, match: Match) -> tuple[Span, str]:
    form, term = match.form, match.form.term
    matched = doc.text[match.start : match.end]
    place = place_of(doc, match.start, match.end)
    target = form.target
    written = matched if form.exact else form.written
    if term.case == "exact":
        text = target.upper() if is_all_capitals(doc, match.start, match.end) and not written.isupper() else target
    else:
        text = _hyphenated(_cased(target, matched, written, place, form.exact is not None), doc, match)
    end, text = _possessive(doc, match, text)
    found = _ARTICLE.search(doc.text, max(0, match.start - _REACH), match.start)
    if not found or not doc.language.lower().startswith("en") or not _is_article(found, matched, doc):
        return (match.start, end), text
    old, right = found.group(1), article(target)
    if old.lower() == right:
        return (match.start, end), text
    new = right.upper() if old == "AN" else right.capitalize() if old[0].isupper() else right
    return (found.start(1), end), new + doc.text[found.end(1) : match.start] + text


def _hyphenated(text: str, doc: Document, match: Match) -> str:
    """The text with the hyphens of what it replaces, where that stands before a noun: an evil-loan gang, anti-evil-loan laws."""
    written, signs = match.form.written, set(_GAP.findall(doc.text[match.start : match.end]))
    if len(signs) != 1 or " " not in written or not signs <= _HYPHENS or not _HYPHENS.isdisjoint(written):
        return text
    noun, words = _NEXT.match(doc.text, match.end), lexicon(doc.language)
    stands_before = noun is not None and words is not None and noun.group(1).lower() not in words.listed("function")
    return text.replace(" ", signs.pop()) if stands_before or doc.text[match.start - 1 : match.start] in _HYPHENS else text


def _possessive(doc: Document, match: Match, text: str) -> tuple[int, str]:
    """Where what is replaced ends, and the text, with an apostrophe that fits it: the bosses' hats, the policemen's hats."""
    if not doc.language.lower().startswith("en") or match.form.shift <= 0:
        return match.end, text
    was_plain, is_plain = (each[-1:] in "sS" for each in (doc.text[match.start : match.end], text))
    if was_plain == is_plain or _is_quoted(doc, match.start):
        return match.end, text
    found = (_OF_PLURAL if was_plain else _OF_OTHERS).match(doc.text, match.end)
    if not found:
        return match.end, text
    mark = found.group()[0]
    return found.end(), text + mark + ("" if is_plain else "S" if text.isupper() else "s")


def _is_quoted(doc: Document, start: int) -> bool:
    """Whether an apostrophe behind the phrase may close a quotation that the same paragraph opens before it."""
    low, _ = doc.paragraph_at(start)
    return _QUOTE.search(doc.text, low, start) is not None


def render_unlisted(doc: Document, found: Rendering) -> Placed:
    """The same for a rendering that nobody listed."""
    form = Form(found.term, "allow", found.right, found.shift, (), None, (), "", "")
    placed = render(doc, Match(found.start, found.end, 0, 0, form))
    return placed.doubted("hint", _NO_FORM) if stem_of(doc.language) and found.term.number != "fixed" else placed


def _cased(target: str, matched: str, written: str, place: Place, exact: bool) -> str:
    if not exact:
        return transfer_case(target, matched, written, place)
    return target[:1].upper() + target[1:] if place == "start" and matched[:1].isupper() else target


def _is_article(found: re.Match[str], matched: str, doc: Document) -> bool:
    """Whether an `A` is the article: inside a sentence a capital one is a letter (`grade A`)."""
    return found.group(1) != "A" or matched.isupper() or place_of(doc, *found.span(1)) != "inside"
