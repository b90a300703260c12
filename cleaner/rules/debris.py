"""What a scraper left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Document
from cleaner.edits import Edit
from cleaner.rules.base import rule

_AD_MARK = re.compile(r"^[ \t]*\[ad_\d+\][ \t]*(?:\r\n|\n|\r|\Z)", re.M)


@rule("debris.ad-mark", "layout", [("[ad_1]\nThe city\n[ad_2]\n", "The city\n"), ("see [ad_1] here", "see [ad_1] here")])
def ad_mark(document: Document) -> Iterator[Edit]:
    """A place-holder for an advertisement (`[ad_1]`), alone on its line, is removed with the line."""
    for match in _AD_MARK.finditer(document.text):
        yield Edit(*match.span(), "", "debris.ad-mark", "a scraper's mark for an advertisement")


_CREDIT = re.compile(
    r"""
      ^[ \t]*[\[(【（]?(?:Editor\ in\ charge|Responsible\ editor|Executive\ editor|Original\ title|Source\ title)[ \t]*[:：][^\r\n]*$
    | [(（\[【](?:Reporter|Correspondent|Reporters|Our\ reporter|Intern)[ :：][^()（）\[\]【】\r\n]{2,80}[)）\]】]
    | ^[ \t]*-+[ \t]*END[ \t]*-+[ \t]*$
    """,
    re.VERBOSE | re.MULTILINE,
)


@rule(
    "debris.credit",
    "layout",
    [("Editor in charge: Wang Wu", "Editor in charge: Wang Wu"), ("The end (Reporter Li Si)", "The end (Reporter Li Si)")],
    safety="hint",
)
def credit(document: Document) -> Iterator[Edit]:
    """A credit line, an original title or an end mark of the page is pointed at; only a reader knows whether it may go."""
    for match in _CREDIT.finditer(document.text):
        yield Edit(*match.span(), "", "debris.credit", "looks like a line of the page, not of the text", "hint")


@rule(
    "debris.repeated-title",
    "layout",
    [("A new law on loans passed\nA new law on loans passed\nText.", "A new law on loans passed\nA new law on loans passed\nText.")],
    safety="hint",
)
def repeated_title(document: Document) -> Iterator[Edit]:
    """The first line stands again among the next three: a title that was scraped twice is pointed at."""
    lines = document.paragraphs[:4]
    if not lines:
        return
    title = document.text[slice(*lines[0])].strip().lstrip("# ").casefold()
    for start, end in lines[1:]:
        if len(title.split()) >= 4 and document.text[start:end].strip().casefold() == title:
            yield Edit(start, end, "", "debris.repeated-title", "repeats the title", "hint")
