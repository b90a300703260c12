"""Several right renderings of one term in a text: said with counts, or made one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from cleaner import Cleaner
from cleaner.terms.glossary import load_glossary

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "consistency.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def cleaner(tmp_path_factory: pytest.TempPathFactory) -> Cleaner:
    path = tmp_path_factory.mktemp("glossary") / "terms.yaml"
    path.write_text(CASES["glossary"], encoding="utf-8")
    return Cleaner(glossaries=[load_glossary(path)], select=["terms.consistency"])


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["label"])
def test_case(case: dict[str, Any], cleaner: Cleaner) -> None:
    text, form = case["original"], case.get("format", "text")
    outcome = cleaner.clean(text, format=form)
    assert outcome.text == case.get("fixed", text)
    said = [f"{text[hint.start : hint.end]} -> {hint.replacement}: {hint.reason}" for hint in outcome.hints]
    assert said == case.get("hints", [])
    assert cleaner.clean(outcome.text, format=form).text == outcome.text


def test_with_variants_it_settles(cleaner: Cleaner, tmp_path: Path) -> None:
    path = tmp_path / "terms.yaml"
    path.write_text("terms:\n- {id: a, canonical: nail house, allow: [holdout], variants: [dingzihu], consistent: first}\n", "utf-8")
    both = Cleaner(glossaries=[path], select=["terms"])
    outcome = both.clean("A holdout, a dingzihu, a nail house.")
    assert outcome.text == "A holdout, a holdout, a holdout." and not outcome.notices
