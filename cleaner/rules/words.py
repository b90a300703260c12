"""Words that lost the space between them: `thisyear`, `yearNew`, `case26Case`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleaner.document import Document
from cleaner.edits import Edit
from cleaner.lexicon import LANGUAGES
from cleaner.lexicon.glue import TOKEN, Kind, suspicious
from cleaner.lexicon.places import missing_spaces
from cleaner.rules.base import rule
from cleaner.screen import Test


def _may_be_glued(language: str) -> Test:
    """Whether a word may be several words."""
    return lambda word: suspicious(word, language)


def _may_hold_glue(language: str) -> Test:
    """Whether any part of a token may."""
    return lambda token: any(suspicious(found, language) for found in TOKEN.findall(token))


def _edits(document: Document, kind: Kind, reason: str) -> Iterator[Edit]:
    for place in missing_spaces(document):
        if place.kind == kind:
            yield Edit(place.at, place.at, " ", f"words.{kind}", reason, place.safety)


_LEFT_ALONE = (
    "He wrote to Zhougudui and Magangcai from Feidong yesterday.",
    "She put the YouTube and FoodBev pages under camelCase names.",
)


@rule(
    "words.lower-run",
    "layout",
    [
        ("All of thisyear has been good.", "All of this year has been good."),
        ("They said hewouldallow it again.", "They said he would allow it again."),
        ("From the agency comesthis story.", "From the agency comes this story."),
        ("The town was attackedwith stones last night.", "The town was attacked with stones last night."),
        ("Office of Safety thisyear in the city", "Office of Safety this year in the city"),
        *((text, text) for text in _LEFT_ALONE),
        ("The model runs on tensorflow and on fieldbuses.", "The model runs on tensorflow and on fieldbuses."),
        ("They cocreated it unproblematically and funsigned it.", "They cocreated it unproblematically and funsigned it."),
        ("See docs/thisyear.txt and run_hewouldallow for that.", "See docs/thisyear.txt and run_hewouldallow for that."),
    ],
    languages=LANGUAGES,
    words=_may_be_glued,
    marks=_may_hold_glue,
)
def lower_run(document: Document) -> Iterable[Edit]:
    """Puts back spaces inside a run of letters that is no word but reads as several (`thisyear`)."""
    return _edits(document, "lower-run", "no known word, but several known words without their spaces")


@rule(
    "words.case-boundary",
    "layout",
    [
        ("Hefei Public Safety this yearNew Research Office", "Hefei Public Safety this year New Research Office"),
        ("It met onTuesday in the capital.", "It met on Tuesday in the capital."),
        ("A speech by PresidentBush was read there.", "A speech by President Bush was read there."),
        *((text, text) for text in _LEFT_ALONE),
        ("A ValueError is raised where McDonald and teamLab meet.", "A ValueError is raised where McDonald and teamLab meet."),
        ("The iPhone was sold on eBay and on GitHub that day.", "The iPhone was sold on eBay and on GitHub that day."),
    ],
    languages=LANGUAGES,
    words=_may_be_glued,
    marks=_may_hold_glue,
)
def case_boundary(document: Document) -> Iterable[Edit]:
    """Puts back a space where a small letter runs into a capital and both sides are words (`yearNew`)."""
    return _edits(document, "case-boundary", "a word ends where the capital letter begins another")


@rule(
    "words.digit-boundary",
    "layout",
    [
        ("It was OfficehigherGangsterEvilcase26Case in all.", "It was OfficehigherGangsterEvilcase 26 Case in all."),
        ("The plan was made in2004 for the whole city.", "The plan was made in 2004 for the whole city."),
        ("It cost 300million yuan in the end.", "It cost 300 million yuan in the end."),
        ("Drink H2O, play the mp3 in 3D on 5G.", "Drink H2O, play the mp3 in 3D on 5G."),
        ("The 1st of the 2020s was the year of COVID19.", "The 1st of the 2020s was the year of COVID19."),
        ("Run 10km with utf8 and sha256 on Windows10.", "Run 10km with utf8 and sha256 on Windows10."),
    ],
    languages=LANGUAGES,
    words=_may_be_glued,
    marks=_may_hold_glue,
)
def digit_boundary(document: Document) -> Iterable[Edit]:
    """Puts back a space between a word and a number (`case26Case`)."""
    return _edits(document, "digit-boundary", "a word and a number without the space between them")
