"""Resolving, applying and composing edits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleaner.edits import Edit, Tracker, apply, resolve


def edit(start: int, end: int, new: str) -> Edit:
    return Edit(start, end, new, "r", "why")


def test_wider_edit_wins_and_protected_spans_stay() -> None:
    wide, narrow, inside = edit(0, 5, "x"), edit(2, 3, "y"), edit(7, 8, "z")
    assert resolve([narrow, wide, inside], [(6, 9)]) == [wide]


def test_insertion_at_the_border_of_a_protected_span_is_allowed() -> None:
    assert resolve([edit(3, 3, " ")], [(3, 6)]) == [edit(3, 3, " ")]
    assert resolve([edit(4, 4, " ")], [(3, 6)]) == []


def test_composed_changes_are_in_the_users_coordinates() -> None:
    tracker = Tracker("abc def")
    tracker.apply([edit(0, 3, "abcd")])
    tracker.apply([edit(1, 2, ""), edit(5, 8, "DEF")])
    assert tracker.text == "acd DEF"
    assert [(c.start, c.end, c.replacement) for c in tracker.changes] == [(0, 3, "acd"), (4, 7, "DEF")]


@st.composite
def rounds(draw: st.DrawFn) -> tuple[str, list[list[tuple[int, int, str]]]]:
    text = draw(st.text("abc ", max_size=12))
    spans = st.tuples(st.integers(0, 14), st.integers(0, 4), st.text("xy", max_size=3))
    return text, draw(st.lists(st.lists(spans, max_size=4), max_size=4))


@given(rounds())
def test_any_composition_leads_from_the_original_to_the_text(case: tuple[str, list[list[tuple[int, int, str]]]]) -> None:
    text, steps = case
    tracker = Tracker(text)
    for step in steps:
        size = len(tracker.text)
        tracker.apply(resolve(edit(min(at, size), min(at + length, size), new) for at, length, new in step))
    assert apply(text, tracker.changes) == tracker.text
