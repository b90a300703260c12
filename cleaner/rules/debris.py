"""What a scraper left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Document
from cleaner.edits import Edit
from cleaner.lexicon import LANGUAGES
from cleaner.rules.base import rule

_AD_MARK = re.compile(r"^[ \t]*\[ad_\d+\][ \t]*(?:\r\n|\n|\r|\Z)", re.M)


@rule(
    "debris.ad-mark",
    "layout",
    [("[ad_1]\nThe city\n[ad_2]\n", "The city\n"), ("see [ad_1] here", "see [ad_1] here")],
    marks=re.compile(r"^\[ad_"),
)
def ad_mark(document: Document) -> Iterator[Edit]:
    """A place-holder for an advertisement (`[ad_1]`), alone on its line, is removed with the line."""
    for match in _AD_MARK.finditer(document.text):
        yield Edit(*match.span(), "", "debris.ad-mark", "a scraper's mark for an advertisement")


_CREDIT = re.compile(
    r"""
      ^[ \t]*[\[(【（]?(?:(?:Editor\ in\ charge|(?:Responsible|Executive|Duty)\ editor)|Original\ title|Source\ title)[ \t]*[:：][^\r\n]*$
    | [(（\[【](?:Reporter|Correspondent|Reporters|Our\ reporter|Intern)[ :：][^()（）\[\]【】\r\n]{2,80}[)）\]】]
    | ^[ \t]*(?:Author|Editor|Source|Reporter)[ \t]*[:：][ \t]*[^\r\n.!?]{2,60}$            # Author: Wang Wu
    | ^[ \t]*\d{4}-\d\d-\d\d[ \t]+\d\d:\d\d(?::\d\d)?(?:[ \t]+[^\r\n.!?]{2,60})?$          # 2024-05-01 10:30 Daily News
    | ^[ \t]*-+[ \t]*END[ \t]*-+[ \t]*$
    """,
    re.VERBOSE | re.MULTILINE,
)

_CREDIT_WORDS = frozenset("Editor editor Original Source Author Reporter END".split())
_OF_CREDIT = re.compile(r"[Ee]ditor|Original$|Source|Author|Reporter|Correspondent|Intern|[(（\[【]Our$|^\d{4}-\d\d-\d\d$|END")
"""What such a line is sure to hold a token of."""


@rule(
    "debris.credit",
    "layout",
    [
        ("Editor in charge: Wang Wu", "Editor in charge: Wang Wu"),
        ("The end (Reporter Li Si)", "The end (Reporter Li Si)"),
        ("2024-05-01 10:30 Daily News\nThe text.", "2024-05-01 10:30 Daily News\nThe text."),
    ],
    safety="hint",
    local=True,
    words=lambda language: _CREDIT_WORDS.__contains__,
    marks=_OF_CREDIT,
)
def credit(document: Document) -> Iterator[Edit]:
    """A credit line, a date line, an original title or an end mark of the page is pointed at; only a reader knows whether it may go."""
    for match in _CREDIT.finditer(document.text):
        yield Edit(*match.span(), "", "debris.credit", "looks like a line of the page, not of the text", "hint")


_BYLINE = re.compile(r"^[ \t]*(?:[Bb]y|BY)[ :](?P<name>(?:[ ]?[A-Z][\w’'-]*\.?){2,4})[ \t]*(?=\r?$)", re.MULTILINE)
BYLINE_WITHIN = 600
"""Characters from the start of a text within which a line of names is its author's."""


@rule(
    "debris.byline",
    "layout",
    [
        ("A new law was passed\nBy Wang Wu\nThe law says so.", "A new law was passed\nBy Wang Wu\nThe law says so."),
        ("By Friday it was done.", "By Friday it was done."),
    ],
    safety="hint",
)
def byline(document: Document) -> Iterator[Edit]:
    """An author's line without a label near the start of the text (`By Wang Wu`) is pointed at."""
    for match in _BYLINE.finditer(document.text[:BYLINE_WITHIN]):
        if match["name"].strip():
            yield Edit(*match.span(), "", "debris.byline", "looks like the author's line of the page", "hint")


_END = re.compile(r"^[ \t]*-+[ \t]*END[ \t]*-+[ \t]*(?:\r\n|\n|\r)(?P<rest>[\s\S]*\S)", re.MULTILINE)
MAX_TEASERS = 15
"""Lines after an end mark that can still be the page's teasers."""


@rule(
    "debris.after-end",
    "layout",
    [("The end.\n- END -\nMore news\nContact us", "The end.\n- END -\nMore news\nContact us")],
    safety="hint",
)
def after_end(document: Document) -> Iterator[Edit]:
    """What follows the end mark of an article is pointed at: teasers and addresses of the page."""
    match = _END.search(document.text) if "END" in document.text else None
    if match and match["rest"].count("\n") < MAX_TEASERS:
        yield Edit(*match.span("rest"), "", "debris.after-end", "follows the end mark of the article", "hint")


@rule(
    "debris.repeated-title",
    "layout",
    [("A new law on loans passed\nA new law on loans passed\nText.", "A new law on loans passed\nA new law on loans passed\nText.")],
    safety="hint",
)
def repeated_title(document: Document) -> Iterator[Edit]:
    """The first line stands again among the next lines, or later as a caption: a title that was scraped twice is pointed at."""
    first = re.search(r"\S[^\r\n]*", document.text)
    title = first.group().strip().lstrip("# ") if first else ""
    if first is None or len(title.split()) < MIN_TITLE_WORDS:
        return
    lowered = title.lower()
    for start, line in zip(document.line_starts, document.lines, strict=True):
        if start > first.start() and line.lower().strip("\r \t#") == lowered:
            yield Edit(start, start + len(line.rstrip("\r")), "", "debris.repeated-title", "repeats the title", "hint")


MIN_TITLE_WORDS = 4
_UNTRANSLATED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff][\u3000-\u30ff\u3400-\u9fff\uff00-\uffef\d ]{10,}[。！？]?")


@rule(
    "debris.untranslated",
    "layout",
    [("The city said so. 这个城市昨天宣布了新的规定。", "The city said so. 这个城市昨天宣布了新的规定。")],
    safety="hint",
    marks=re.compile(r"[\u3040-\u30ff\u3400-\u9fff]"),
)
def untranslated(document: Document) -> Iterator[Edit]:
    """A sentence of the source that was left untranslated is pointed at."""
    if document.language not in LANGUAGES:
        return
    for match in _UNTRANSLATED.finditer(document.text):
        yield Edit(*match.span(), match.group(), "debris.untranslated", "a sentence of the source", "hint")
