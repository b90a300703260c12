"""Text read in the wrong page: each way to damage a sentence, and what is certain and what is not."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from conftest import HERE, cleaner
from ftfy.badness import MOJIBAKE_CATEGORIES, is_bad
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.engine import Outcome
from cleaner.mojibake.misread import _QUESTION_PAGES, diagnoses
from cleaner.mojibake.pages import PAGES, Loss, Page
from cleaner.mojibake.trigger import lines_with, misread_lines
from cleaner.rules.mojibake import MAY_BE_BAD

CASES: dict[str, Any] = yaml.safe_load((HERE / "cases" / "mojibake.yaml").read_text(encoding="utf-8"))
SENTENCES = [(language, text) for language, texts in CASES["utf8"].items() for text in texts]
LOSSES: tuple[Loss, ...] = ("replace", "ignore", "question")


def clean(text: str, language: str = "en") -> Outcome:
    return cleaner(select=("encoding",), glossaries=(), language=language).clean(text)


def whole(text: str, page: Page) -> str | None:
    """The text misread in the page, None where bytes are lost."""
    seen = {page.damage(text, loss) for loss in LOSSES}
    return seen.pop() if len(seen) == 1 else None


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.name)
@pytest.mark.parametrize(("language", "text"), SENTENCES, ids=range(len(SENTENCES)))
def test_utf8_that_lost_nothing_comes_back(page: Page, language: str, text: str) -> None:
    damaged = whole(text, page)
    if damaged is None:
        pytest.skip("this page cannot show all of these bytes")
    assert clean(damaged).text == text


WAYS = [(page, "replace") for page in PAGES.values()] + [(page, "question") for page in _QUESTION_PAGES]


@pytest.mark.parametrize(("page", "loss"), WAYS, ids=lambda way: getattr(way, "name", way))
@pytest.mark.parametrize(("language", "text"), SENTENCES, ids=range(len(SENTENCES)))
def test_what_is_certain_is_right(page: Page, loss: Loss, language: str, text: str) -> None:
    """Where bytes were lost a run may stay, and be proposed; what is changed by default is what stood there."""
    damaged = page.damage(text, loss)
    parts, at = [], 0
    for change in clean(damaged).changes:
        parts += [still_damaged(damaged[at : change.start]), re.escape(change.replacement)]
        at = change.end
    assert re.fullmatch("".join([*parts, still_damaged(damaged[at:])]), text), clean(damaged).text


def still_damaged(text: str) -> str:
    """A pattern for what a part that nothing was changed in may have been."""
    return "".join(re.escape(part) if part.isascii() else ".{1,30}" for part in re.split(r"([^\x00-\x7f]+[^\w\s]?)", text))


@pytest.mark.parametrize(
    ("text", "codec", "read_as"),
    [(case["text"], codec, page) for case in CASES["page"] for codec in case["codecs"] for page in case["read_as"]],
)
def test_bytes_of_another_page_come_back(text: str, codec: str, read_as: str) -> None:
    undefined = (0x81, 0x8D, 0x8F, 0x90, 0x9D) if read_as == "cp1252" else ()  # shown as control characters, as browsers do
    damaged = "".join(bytes([byte]).decode("latin-1" if byte in undefined else read_as) for byte in text.encode(codec))
    assert clean(damaged).text == text


def test_a_clear_line_speaks_for_a_doubtful_one() -> None:
    doubtful, clear = "Herr B枚gner kommt.", "Gr眉脽e aus M眉nchen, schreibt J眉rgen."
    assert clean(doubtful).text == doubtful
    assert clean(f"{clear}\n{doubtful}").text == "Grüße aus München, schreibt Jürgen.\nHerr Bögner kommt."


def test_a_lost_mark_is_proposed_where_two_fit() -> None:
    outcome = clean("The lights went out 鈥� and it was dark.")
    assert outcome.text == "The lights went out 鈥� and it was dark."
    [hint] = outcome.hints
    assert (hint.rules, hint.safety, hint.replacement) == (("encoding.misread-utf8",), "unsafe", "—")


def test_source_language_decides_between_pages() -> None:
    assert clean("ºÏ·Ê").text == "合肥"
    korean = cleaner(select=("encoding",), glossaries=(), source_language="ko")
    assert korean.clean("ºÏ·Ê").text != "合肥"


LETTERS = st.sampled_from([char for group in MOJIBAKE_CATEGORIES.values() for char in group if char != "-"])
TEXTS = st.lists(st.one_of(LETTERS, st.sampled_from("aZ .\n\u2060ÃÂŒœ×à√≈‚вЂВГРСΒΓΞΟβā€ØÙ°’”"), st.characters()), max_size=12).map("".join)


@settings(max_examples=3000, deadline=None)
@given(TEXTS)
def test_the_search_before_ftfy_misses_nothing(text: str) -> None:
    for line in text.splitlines():
        if is_bad(line):
            assert list(lines_with(MAY_BE_BAD, line)), "ftfy finds damage where it would not be asked"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="abc é“”’–\n\r", max_size=40), st.sampled_from([page for page in PAGES.values() if not page.wide]))
def test_the_search_for_misread_lines_misses_nothing(text: str, page: Page) -> None:
    damaged = page.damage(text, "replace")
    spans = set(misread_lines(damaged))
    at = 0
    for line in damaged.split("\n"):
        if line and "\r" not in line and any(made.points >= 2 for made in diagnoses(line, "en")):
            assert (at, at + len(line)) in spans
        at += len(line) + 1
