"""Properties of every text: idempotent, protected spans intact, the rest identical, re-appliable, chunking does not matter."""

from __future__ import annotations

import pytest
from conftest import all_texts, cleaner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner.edits import apply
from cleaner.engine import Outcome
from cleaner.evidence import Evidence
from cleaner.protect import _PROTECTED, merge, protected_spans

PIECES = st.sampled_from(
    ["the", " ", " ", "police", ",", ".", " . ", "“", "”", '"', "Taolu loans", "thisyear", "[ad_1]", "\n", "\r\n", "’s", "：", "（", "）"]
    + ["!", "case26Case", "https://a.b/c,d", "`x ,y`", "{0}", "â€œ", "&amp;", "\u200b", "\xa0", "合肥", "Hefei Public Safety"]
    + ["】", "【", "[", " ](https://a.b/c", " / d )", "https: // www . a . com", "large- "]
    + [" - like ", ".The", ",the", ")and", "investi gation"]
    + ["and", "improve", "A ", "(", ")", "İ", "ß", "🙂"]
)
GENERATED = st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=60))


def clean(text: str) -> Outcome:
    return cleaner().clean(text)


def check_properties(text: str) -> None:
    outcome = clean(text)
    assert clean(outcome.text).text == outcome.text, "a second run changes it again"
    assert apply(text, outcome.changes) == outcome.text, "the changes do not lead to the output"
    at = 0
    for change in outcome.changes:
        assert at <= change.start <= change.end <= len(text), "changes overlap or lie outside"
        assert text[change.start : change.end] != change.replacement, "a change that changes nothing"
        at = change.end
    # A span that was protected in the text that was given is there, letter for letter, afterwards.
    for start, end in protected_spans(text):
        if not any(change.start < end and start < change.end for change in outcome.changes):
            assert text[start:end] in outcome.text


@pytest.mark.parametrize("text", all_texts(), ids=range(len(all_texts())))
def test_cases(text: str) -> None:
    check_properties(text)


@settings(max_examples=400, deadline=None)
@given(GENERATED)
def test_generated(text: str) -> None:
    check_properties(text)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(GENERATED)
def test_rules_of_one_line_do_not_see_the_next(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Spacing and quotes are decided line by line: two texts joined by an empty line give the two results joined.

    Only what the file shows of a habit reaches from line to line; so here no number of damaged places is enough to show one.
    """
    lines = cleaner(select=("spacing", "quotes", "encoding.width"))
    monkeypatch.setattr("cleaner.evidence.FEW", 10**6)
    monkeypatch.setattr(Evidence, "lone", False)
    text = text.replace("`", "").replace("$", "").replace("<", "").replace("\r", "")
    assert lines.clean(f"{text}\n\n{text}").text == "\n\n".join([lines.clean(text).text] * 2)


SPANS = st.sampled_from(
    ["a", "b.c", " ", "\n", "`", "```", "<!--", "-->", "<b>", "$", "$$", "{x}", "{{y}}", "%s", "%(n)d"]
    + ["://", "http://", "www.", "@", "/", "\\", "C:\\", ":"]
)


@settings(max_examples=1000, deadline=None)
@given(st.lists(SPANS, max_size=30).map("".join))
def test_protected_spans_are_found_from_their_lines_alone(text: str) -> None:
    assert protected_spans(text) == merge(match.span() for match in _PROTECTED.finditer(text))
