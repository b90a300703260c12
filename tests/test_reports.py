"""Every report says the same as the changes it is a view of."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.edits import Change, apply
from cleaner.reports import find, json_line, text_line, unified_diff
from cleaner.reports.full import full_lines, width
from cleaner.reports.github import github_line
from cleaner.reports.rdjson import rdjson
from cleaner.reports.sarif import sarif
from cleaner.reports.style import Style
from cleaner.rules import all_rules

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


SARIF = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8"))


def by_lines(text: str, line: int, column: int) -> int:
    """The offset of a place that is given by its line and its column, both from 1."""
    return sum(len(each) for each in text.splitlines(keepends=True)[: line - 1]) + column - 1


@settings(deadline=None)
@given(changed_texts())
def test_sarif_is_valid_and_its_fixes_give_the_text(given_: tuple[str, list[Change]]) -> None:
    text, changes = given_
    document = json.loads(sarif(find("a b/50%.txt", text, changes), all_rules()))
    jsonschema.Draft4Validator(SARIF).validate(document)
    (run,) = document["runs"]
    again = []
    for result in run["results"]:
        (fixed,) = result["fixes"][0]["artifactChanges"]
        assert fixed["artifactLocation"]["uri"] == "a%20b/50%25.txt"
        (replacement,) = fixed["replacements"]
        region = replacement["deletedRegion"]
        start, end = (by_lines(text, region[f"{at}Line"], region[f"{at}Column"]) for at in ("start", "end"))
        assert (start, end - start) == (region["charOffset"], region["charLength"])
        again.append(Change(start, end, replacement["insertedContent"]["text"], (result["ruleId"],), "why"))
    assert apply(text, again) == apply(text, changes)


def test_sarif_describes_the_rules_that_it_names() -> None:
    change = Change(0, 1, "", ("spacing.before-punctuation",), "why")
    driver = json.loads(sarif(find("a.txt", " .", [change]), all_rules()))["runs"][0]["tool"]["driver"]
    (rule,) = driver["rules"]
    assert rule["id"] == "spacing.before-punctuation" and "space before a comma" in rule["shortDescription"]["text"]


def bytes_at(text: str, place: dict[str, int]) -> int:
    lines = text.encode().splitlines(keepends=True)
    return sum(map(len, lines[: place["line"] - 1])) + place["column"] - 1


@given(changed_texts())
def test_rdjson_counts_bytes_and_its_suggestions_give_the_text(given_: tuple[str, list[Change]]) -> None:
    text, changes = given_
    document: dict[str, Any] = json.loads(rdjson(find("a.txt", text, changes)))
    assert document["source"] == {"name": "mt-cleaner"}
    data = text.encode()
    for diagnostic in reversed(document["diagnostics"]):
        assert set(diagnostic) == {"message", "location", "severity", "code", "suggestions"}
        assert diagnostic["severity"] in ("ERROR", "WARNING", "INFO") and diagnostic["location"]["path"] == "a.txt"
        (suggestion,) = diagnostic["suggestions"]
        start, end = (bytes_at(text, suggestion["range"][at]) for at in ("start", "end"))
        data = data[:start] + suggestion["text"].encode() + data[end:]
    assert data.decode() == apply(text, changes)


def test_an_annotation_is_one_line_whatever_the_text() -> None:
    for finding in find("a:b,c%.txt", "x\ny", [Change(1, 2, "\r\n", ("r",), "100 %\nsure")]):
        line = github_line(finding)
        assert "\n" not in line and "\r" not in line
        assert line.startswith("::warning file=a%3Ab%2Cc%25.txt,line=1,endLine=2,title=r::")
        assert line.endswith("100 %25%0Asure")


def test_the_mark_stands_under_what_changes_in_wide_and_combining_text() -> None:
    text = "合肥 e\u0301 said ,here"
    (finding,) = find("a.txt", text, [Change(text.index(" ,"), text.index(" ,") + 1, "", ("r",), "why")])
    _, line, marks, _ = full_lines(finding, Style()).split("\n")
    assert width(line[: line.index(" ,")]) == marks.index("^") == 4 + 4 + 1 + 1 + 5


def test_long_lines_are_cut_to_what_stands_beside_a_change() -> None:
    text = "word " * 5000
    (finding,) = find("a.txt", text, [Change(10_000, 10_004, "other", ("r",), "why")])
    shown = full_lines(finding, Style()).split("\n")[1]
    assert len(shown) < 140 and shown.count("…") == 2
