"""Words that stay as they are: in the library, in the configuration, and some of a text's changes without the others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest
from conftest import cleaner
from test_formats import SAMPLES, content, of

from cleaner import Cleaner
from cleaner.allow import Allowed
from cleaner.config import load_settings
from cleaner.edits import Change, apply
from cleaner.errors import ConfigError, InputError, UsageError
from cleaner.formats.base import Format
from cleaner.partial import feasible, partly
from cleaner.remember import remember

TEXT = "All of thisyear the the police said so .\n"


def test_an_allowed_text_stays_and_everything_else_is_repaired() -> None:
    assert Cleaner(allow=["thisyear"]).clean(TEXT).text == "All of thisyear the police said so.\n"
    assert Cleaner(allow=["the the", "isyear"]).clean(TEXT).text == "All of this year the the police said so.\n"


def test_one_rule_may_be_told_to_leave_a_text_alone() -> None:
    allowed = Allowed("the the", rule="doubled", reason="a quotation")
    assert Cleaner(allow=[allowed]).clean(TEXT).text == "All of this year the the police said so.\n"
    assert Cleaner(allow=[Allowed("thisyear", rule="doubled")]).clean(TEXT).text == "All of this year the police said so.\n"
    with pytest.raises(UsageError, match="unknown rule 'doubledd'"):
        Cleaner(allow=[Allowed("x", rule="doubledd")])


def test_what_is_remembered_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / ".mt-cleaner.toml"
    path.write_text('# ours\nlanguage = "en"', encoding="utf-8")
    for word in ('a "quoted" \\ word', "合肥"):
        remember(Allowed(word, rule="words", reason="a name"), str(path))
    settings = load_settings(str(path))
    assert [(entry.text, entry.rule, entry.reason) for entry in settings.allow] == [
        ('a "quoted" \\ word', "words", "a name"),
        ("合肥", "words", "a name"),
    ]
    assert path.read_text(encoding="utf-8").startswith('# ours\nlanguage = "en"\n\n[[allow]]\n')


def test_in_a_shared_file_the_entry_goes_into_its_own_table(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_bytes(b'[project]\r\nname = "x"\r\n\r\n[tool.mt-cleaner]\r\nunsafe = true\r\n\r\n[tool.ruff]\r\n')
    remember(Allowed("thisyear"), str(path))
    assert path.read_bytes().endswith(b'[tool.ruff]\r\n\r\n[[tool.mt-cleaner.allow]]\r\ntext = "thisyear"\r\n')
    assert load_settings(str(path)).allow == (Allowed("thisyear"),)


def test_a_list_of_texts_cannot_be_added_to_and_stays(tmp_path: Path) -> None:
    path = tmp_path / ".mt-cleaner.toml"
    path.write_text('allow = ["one"]\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="by hand"):
        remember(Allowed("two"), str(path))
    assert path.read_text(encoding="utf-8") == 'allow = ["one"]\n'


@pytest.mark.parametrize("wrong", ['allow = "x"', "allow = [1]", "[[allow]]\nrule = 'words'", "[[allow]]\ntext = ''"])
def test_a_wrong_list_is_refused(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / ".mt-cleaner.toml"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"^\S+:1: 'allow' must be a list of texts, or of tables"):
        load_settings(str(path))


PO = 'msgid "a"\nmsgstr "All of thisyear the \\"end\\" .\\n"\n\nmsgid "b"\nmsgstr "It was the the end ."\n'


@pytest.mark.parametrize(("text", "name"), [(TEXT, "text"), (PO, "po")])
def test_any_choice_of_changes_can_be_made_and_no_other_byte(text: str, name: str) -> None:
    changes = Cleaner().clean(text, format=name).changes
    assert len(changes) >= 3
    for size in range(len(changes) + 1):
        for chosen in combinations(changes, size):
            assert partly(text, chosen, Format(name)) == apply(text, chosen)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_in_every_format_each_change_can_be_made_alone_and_left_alone(path: Path) -> None:
    form, text = of(path), content(path)
    changes = cleaner().clean(text, format=form).changes
    assert changes
    for at, change in enumerate(changes):
        for chosen in ([change], [*changes[:at], *changes[at + 1 :]]):
            assert partly(text, chosen, form) == apply(text, chosen)


def test_what_cannot_be_made_is_told_from_what_can() -> None:
    changes = [Change(at, at + 1, "x", ("r",), "why") for at in range(20)]

    def attempt(chosen: Sequence[Change]) -> None:
        if bad := [change for change in chosen if change.start in (3, 11)]:
            raise InputError(f"no {bad[0].start}")

    made, refused = feasible(changes, attempt)
    assert made == [change for change in changes if change.start not in (3, 11)]
    assert [(change.start, reason) for change, reason in refused] == [(3, "no 3"), (11, "no 11")]
    assert feasible(changes[:3], attempt) == (changes[:3], [])
