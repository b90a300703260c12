"""Local rules: what they say of a line does not depend on the other lines; only lines with a token that they watch for are looked at."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from conftest import all_texts

from cleaner.document import Document
from cleaner.edits import Edit, apply
from cleaner.lines import Lines, Watch
from cleaner.rules import Rule, all_rules

WATCHING = [rule for rule in all_rules() if rule.words or rule.marks]
LOCAL = [rule for rule in all_rules() if rule.local]
# Together the texts show habits and hold every kind of damage; each line stands among others than its own.
TEXT = "\n".join([*all_texts(), *reversed(all_texts())])


def line_by_line(rule: Rule, whole: Document) -> list[Edit]:
    found, at = [], 0
    for line in whole.text.split("\n"):
        for edit in rule.find(whole.part(line)):
            assert edit.end <= len(line)
            found.append(replace(edit, start=edit.start + at, end=edit.end + at))
        at += len(line) + 1
    return found


def in_order(edits: list[Edit]) -> list[Edit]:
    return sorted(edits, key=lambda edit: (edit.start, edit.end))


@pytest.mark.parametrize("rule", LOCAL, ids=lambda rule: rule.name)
def test_a_local_rule_says_the_same_of_a_line_alone(rule: Rule) -> None:
    whole = Document(TEXT)
    edits = list(rule.find(whole))
    assert edits, "the text has nothing for this rule"
    assert in_order(edits) == in_order(line_by_line(rule, whole))


@pytest.mark.parametrize("rule", WATCHING, ids=lambda rule: rule.name)
def test_a_rule_finds_nothing_where_it_watches_for_no_token(rule: Rule) -> None:
    """What the screen leaves out, the rule has nothing to say about: lines for local rules, texts for others."""
    watch = Watch([rule], "en")
    whole, spoken = Document(TEXT), 0
    for text in {*whole.lines, *all_texts()} if not rule.local else {*whole.lines}:
        part = whole.part(text) if rule.local else Document(text)
        if edits := list(rule.find(part)):
            spoken += 1
            assert watch.screen.masks(part.tokens), f"{text[edits[0].start :][:60]!r} holds no token that the rule watches for"
    assert spoken


def test_lines_that_were_seen_are_not_asked_about_again() -> None:
    asked: list[str] = []

    def find(document: Document) -> list[Edit]:
        asked.append(document.text)
        return [Edit(at, at + 1, "", "spacing.test", "why") for at, char in enumerate(document.text) if char == "x"]

    rule = replace(LOCAL[0], name="spacing.test", find=find, local=True, marks=re.compile("x"), words=None)
    lines = Lines(Watch([rule], "en"))
    first = "\n".join(f"line {number}x" for number in range(9))
    for text, new in ((first, first), (first.replace("7x", "7x y") + "\nno more", "line 7x y"), (first, None)):
        asked.clear()
        edits = lines.edits(Document(text))["spacing.test"]
        assert apply(text, edits) == text.replace("x", "")
        assert asked == ([] if new is None else [new])


def test_edits_follow_what_the_file_shows_by_now() -> None:
    """A stray space between two healthy files is doubtful; the file that shows the habit makes it safe, in lines seen before."""
    rule = next(rule for rule in LOCAL if rule.name == "spacing.around-hyphen")
    spot = "a plan of low- grade stone"
    lines = Lines(Watch([rule], "en"))
    calm = Document("\n".join([spot, *["a well-known man"] * 400]))
    assert [edit.safety for edit in lines.edits(calm)[rule.name]] == [edit.safety for edit in rule.find(calm)]
    shown = Document("\n".join([spot, *["a well- known man"] * 9]))
    edits = lines.edits(shown)[rule.name]
    assert edits == list(rule.find(shown))
    assert {edit.safety for edit in edits} == {"safe"}
