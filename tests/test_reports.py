"""Every report says the same as the changes it is a view of."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.edits import Change, apply
from cleaner.reports import find, json_line, text_line, unified_diff
from cleaner.reports.style import Style

ALPHABET = st.sampled_from("ab \n\n\r公")


@st.composite
def changed_texts(draw: st.DrawFn) -> tuple[str, list[Change]]:
    """A text and changes in it that do not overlap or touch, none of them empty."""
    text = "".join(draw(st.lists(ALPHABET, max_size=60)))
    changes, at = [], 0
    while at <= len(text) and draw(st.booleans()):
        start = draw(st.integers(at, len(text)))
        end = draw(st.integers(start, min(len(text), start + 6)))
        replacement = "".join(draw(st.lists(ALPHABET, max_size=4)))
        if replacement != text[start:end]:
            changes.append(Change(start, end, replacement, ("a.rule",), "why"))
        at = end + 1
    return text, changes


def patched(text: str, diff: list[str]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.txt")
        path.write_bytes(text.encode())
        patch = "".join(line + "\n" for line in diff).encode()
        command = ["git", "apply", "-p0", "--whitespace=nowarn", "--unidiff-zero", "-"]
        done = subprocess.run(command, cwd=folder, input=patch, capture_output=True)
        assert done.returncode == 0, done.stderr.decode() + patch.decode()
        return path.read_bytes().decode() if path.exists() else ""


@settings(max_examples=150, deadline=None)
@given(changed_texts())
def test_git_applies_the_diff_to_the_same_result(given_: tuple[str, list[Change]]) -> None:
    text, changes = given_
    after = apply(text, changes)
    diff = unified_diff("a.txt", text, changes)
    if text and after != text:
        assert patched(text, diff) == after


@given(changed_texts())
def test_json_gives_back_the_text(given_: tuple[str, list[Change]]) -> None:
    text, changes = given_
    found = [json.loads(json_line(finding)) for finding in find("a.txt", text, changes)]
    assert all(text[each["start"] : each["end"]] == each["before"] for each in found)
    again = [Change(each["start"], each["end"], each["after"], (each["rule"],), each["reason"]) for each in found]
    assert apply(text, again) == apply(text, changes)


def test_lines_and_columns_count_from_one_in_code_points_whatever_the_newline() -> None:
    text = "公安 , a\r\nb\rc , d\n"
    changes = [Change(2, 3, "", ("r",), "why"), Change(text.index("c") + 1, text.index("c") + 2, "", ("r",), "why")]
    assert [(each.line, each.column) for each in find("a", text, changes)] == [(1, 3), (3, 2)]


def test_a_line_for_people_shows_the_word_around_and_what_cannot_be_seen() -> None:
    text = "see note:The\u200bend\n\ngone\nnext"
    shown = [
        text_line(each, Style())
        for each in find(
            "a.txt",
            text,
            [
                Change(9, 9, " ", ("x",), "why"),
                Change(12, 13, "", ("y",), "why", "unsafe"),
                Change(18, 23, "", ("z",), "why", "hint"),
                Change(23, 27, "next", ("h",), "look", "hint"),
            ],
        )
    ]
    assert shown == [
        "a.txt:1:10: x: 'note:The\\u200bend' → 'note: The\\u200bend'  why",
        "a.txt:1:13: y: 'note:The\\u200bend' → 'note:Theend'  [unsafe] why",
        "a.txt:3:1: z: 'gone\\n' → ''  [hint] why",
        "a.txt:4:1: h: 'next'  [hint] look",
    ]


def test_colour_is_only_added() -> None:
    (finding,) = find("a.txt", "a , b", [Change(1, 2, "", ("r",), "why")])
    assert "\x1b[31m'a ,'\x1b[0m" in text_line(finding, Style(True))
