"""The glossary: what is matched and what is left, and what a broken file is told."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
import yaml

from cleaner.document import Document
from cleaner.edits import apply, resolve
from cleaner.errors import GlossaryError
from cleaner.rules.terms import typo, variant
from cleaner.terms.glossary import Glossary, bundled_folder, check_glossary, load_glossaries, load_glossary

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "terms.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def glossary(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    path = tmp_path_factory.mktemp("glossary") / "terms.yaml"
    path.write_text(CASES["glossary"], encoding="utf-8")
    return load_glossary(path)


def fix(text: str, glossary: Glossary, source: str | None = None) -> str:
    doc = Document(text, glossary=glossary, source=source)
    return apply(text, resolve([*variant(doc), *typo(doc)]))


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["label"])
def test_case(case: dict[str, str], glossary: Glossary) -> None:
    fixed = case.get("fixed", case["original"])
    assert fix(case["original"], glossary, case.get("source")) == fixed
    assert fix(fixed, glossary, case.get("source")) == fixed
