"""Terms in languages other than English: golden texts, one file for each language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from cleaner import Cleaner
from cleaner.edits import apply

FOLDER = Path(__file__).parent / "cases" / "terms"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def cases() -> Iterator[Any]:
    for language in LANGUAGES:
        for case in yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))["cases"]:
            yield pytest.param(language, case, id=f"{language}-{case['label']}")


@pytest.fixture(scope="module")
def cleaners(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, bool], Cleaner]:
    made = {}
    for language in LANGUAGES:
        path = tmp_path_factory.mktemp("glossary") / f"{language}.yaml"
        glossary = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))["glossary"]
        path.write_text(yaml.safe_dump(glossary, allow_unicode=True), encoding="utf-8")
        for unsafe in (False, True):
            made[language, unsafe] = Cleaner(language=language, source_language="en", glossaries=[path], select=["terms"], unsafe=unsafe)
    return made


@pytest.mark.parametrize(("language", "case"), list(cases()))
def test_case(language: str, case: dict[str, Any], cleaners: dict[tuple[str, bool], Cleaner]) -> None:
    text, source, fixed = case["original"], case.get("source"), case.get("fixed", case["original"])
    outcome = cleaners[language, False].clean(text, source)
    assert outcome.text == fixed
    assert apply(text, outcome.changes) == fixed
    assert [hint.reason for hint in outcome.hints if hint.rule == "terms.variant" and hint.safety == "hint"] == case.get("hints", [])
    assert cleaners[language, False].clean(fixed, source).text == fixed
    assert cleaners[language, True].clean(text, source).text == case.get("unsafe", fixed)


@pytest.mark.parametrize("language", ["de", "es", "ja", "ko", "ru", "zh"])
def test_a_dozen_entries_each(language: str, cleaners: dict[tuple[str, bool], Cleaner]) -> None:
    glossary = cleaners[language, False].glossary
    assert glossary is not None
    assert len(glossary.terms) >= 12
    for term in glossary.terms:
        for right in (term.canonical, *(text for _, text in term.all_forms)):
            assert cleaners[language, True].clean(f"{right}.").text == f"{right}."
