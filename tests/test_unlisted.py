"""Renderings that nobody listed: corrected by what the source holds, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from conftest import cleaner

from cleaner import Cleaner
from cleaner.edits import apply
from cleaner.terms import chinese
from cleaner.terms.glossary import Glossary, Term, load_glossary

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "unlisted.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def terms(tmp_path_factory: pytest.TempPathFactory) -> Cleaner:
    path = tmp_path_factory.mktemp("glossary") / "terms.yaml"
    path.write_text(CASES["glossary"], encoding="utf-8")
    return Cleaner(glossaries=[path], select=["terms"])


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["label"])
def test_case(case: dict[str, str], terms: Cleaner) -> None:
    text, source, fixed = case["original"], case.get("source"), case.get("fixed", case["original"])
    outcome = terms.clean(text, source)
    assert outcome.text == fixed
    assert terms.clean(fixed, source).text == fixed
    assert apply(text, outcome.changes) == fixed
    assert all(change.rule == "terms.unlisted" for change in outcome.changes)


def test_each_paragraph_has_its_own_source(terms: Cleaner) -> None:
    text, source = "A pattern loan.\n\nA pattern loan.", "贷款。\n\n套路贷。"
    assert terms.clean(text, source).text == "A pattern loan.\n\nA trap loan."
    assert terms.clean(text.replace("\n\n", "\n"), source.replace("\n\n", "\n")).text == "A pattern loan.\nA trap loan."


def test_earlier_changes_do_not_move_the_source() -> None:
    text, source = "The Taolu loan , or this .\n\nA pattern loan , or that .", "套路贷。\n\n套路贷。"
    assert cleaner().clean(text, source).text == "The trap loan, or this.\n\nA trap loan, or that."


def test_what_cannot_be_paired_is_taken_as_a_whole(terms: Cleaner) -> None:
    assert terms.clean("A pattern loan.\n\nMore.\n\nStill more.", "套路贷。\n\n更多。").text.startswith("A trap loan.")


def test_the_reason_names_the_source() -> None:
    [change] = cleaner(select=("terms",)).clean("A pattern loan.", "一个套路贷。").changes
    assert change.reason == '"pattern loan" renders 套路贷, which is "trap loan" (trap-loan)'


def test_without_the_dictionary_likeness_is_what_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.terms.unlisted.dictionary", lambda: None)
    terms = Cleaner(glossaries=[Glossary((Term("water", "water resource protection", ("水资源保护",)),))], select=["terms"])
    assert terms.clean("the protection of water resources", "水资源保护").text == "the water resource protection"
    assert terms.clean("the custody of aqueous wealth", "水资源保护").text == "the custody of aqueous wealth"


def test_the_dictionary_is_not_asked_without_a_source(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AssertionError("read")

    monkeypatch.setattr(chinese, "dictionary", refuse)
    monkeypatch.setattr("cleaner.terms.unlisted.dictionary", refuse)
    assert Cleaner(glossaries=[load_glossary("zh-en")]).clean("A Taolu loan.").text == "A trap loan."
