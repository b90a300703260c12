"""Renderings that the glossary does not want."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleaner.document import Document
from cleaner.edits import Edit
from cleaner.lexicon.codes import primary
from cleaner.rules.base import rule
from cleaner.terms.agree import Placed
from cleaner.terms.match import Match, Matcher
from cleaner.terms.model import Glossary
from cleaner.terms.render import render, render_unlisted
from cleaner.terms.tongues import code_of


def _edits(doc: Document, matches: Iterable[Match], name: str, what: str) -> Iterator[Edit]:
    for match in matches:
        placed = render(doc, match)
        if placed.text != doc.text[placed.start : placed.end] or placed.safety == "hint":
            right = match.form.written if match.form.kind == "allow" else match.form.term.canonical
            what = "is another spelling of" if match.form.right and name == "terms.variant" else what
            reason = f'"{doc.text[match.start : match.end]}" {what} "{right}" ({match.form.term.id})'
            yield _edit(placed, name, reason)


def _edit(placed: Placed, name: str, reason: str) -> Edit:
    reason = f"{reason}; {placed.doubt}" if placed.doubt else reason
    return Edit(placed.start, placed.end, placed.text, name, reason, placed.safety)


@rule(
    "terms.variant",
    "terms",
    [
        ("He was sentenced for Taolu loans.", "He was sentenced for trap loans."),
        ("“Taolu loans” are a new form of crime.", "“Trap loans” are a new form of crime."),
        ("The Public Safety Bureau of Hefei said so.", "The Public Security Bureau of Hefei said so."),
        ("Hefei Public Safety opened 61 cases.", "Hefei Public Security opened 61 cases."),
        ("Public safety is everybody's business.", "Public safety is everybody's business."),
    ],
)
def variant(doc: Document) -> Iterable[Edit]:
    """Replaces a rendering that the glossary lists as a variant, in the number and the capitals of the text.

    What the glossary calls right is never touched; a variant with `near` words needs one of them in its paragraph,
    unless the source text is at hand and holds the term.
    """
    if doc.glossary is None:
        return ()
    return _edits(doc, doc.glossary.made(Matcher).variants(doc), "terms.variant", "is listed as a variant of")


@rule(
    "terms.typo",
    "terms",
    [
        ("The Public Secruity Bureau said so.", "The Public Security Bureau said so."),
        ("The Public Service Bureau said so.", "The Public Service Bureau said so."),
    ],
)
def typo(doc: Document) -> Iterable[Edit]:
    """Mends one misspelled word in a rendering that the glossary knows.

    Only a word that no list of the language knows is a misspelling: one word that exists is never taken for another.
    """
    if doc.glossary is None:
        return ()
    return _edits(doc, doc.glossary.made(Matcher).misspellings(doc), "terms.typo", "looks like a misspelling of")


def _is_asked(glossary: Glossary, language: str) -> bool:
    """Whether the glossary may say something of renderings that it does not list: in English, and where it has learnt from texts."""
    if primary(language) == "en":
        return code_of(glossary.language) == "en"
    return glossary.learned is not None and code_of(glossary.language) == primary(language)


@rule(
    "terms.unlisted",
    "terms",
    [
        ("Three pattern loans were found.", "Three trap loans were found.", "发现三起套路贷。"),
        ("The Clean Source Industry campaign.", "The Industry Source Cleanup campaign.", "行业清源活动。"),
        ("They asked for a trap loan pattern.", "They asked for a trap loan pattern.", "他们要求套路贷模式。"),
        ("Three pattern loans were found.", "Three pattern loans were found."),
    ],
)
def unlisted(doc: Document) -> Iterable[Edit]:
    """Corrects a rendering that nobody listed, where the source text holds the term and the translation lacks it.

    It is found by what the words of the source are called in English, one by one (a dictionary, and pinyin), in any order:
    Chinese to English, with the extra `zh` installed. For other sources it must be nearly what is right, word by word. A cleaner that
    has learnt from many texts also knows what stands for the term in them. As many are corrected as the source has more of the term
    than the translation has.
    """
    if doc.glossary is None or not _is_asked(doc.glossary, doc.language) or not any(segment.source for segment in doc.segments):
        return
    from cleaner.terms.unlisted import Unlisted  # slow to load

    for found in doc.glossary.made(Unlisted).renderings(doc):
        placed = render_unlisted(doc, found)
        if placed.text != doc.text[placed.start : placed.end]:
            how = "stands for" if found.way == "aligned" else "renders"
            reason = f'"{doc.text[found.start : found.end]}" {how} {found.source}, which is "{found.right}" ({found.term.id})'
            yield _edit(placed, "terms.unlisted", reason)
