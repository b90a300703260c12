"""The schema for editors says what the loader says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from cleaner.terms import schema
from cleaner.terms.glossary import bundled_folder

HERE = Path(__file__).parent
SCHEMA = json.loads((HERE.parent / "docs" / "glossary.schema.json").read_text(encoding="utf-8"))
CASES = yaml.safe_load((HERE / "cases" / "glossary-schema.yaml").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def loads(content: Any) -> bool:
    return not schema.read(yaml.safe_dump(content, allow_unicode=True), "x.yaml").reader.errors


@pytest.mark.parametrize("content", CASES["right"], ids=range(len(CASES["right"])))
def test_both_take(content: Any) -> None:
    assert loads(content)
    assert [error.message for error in VALIDATOR.iter_errors(content)] == []


@pytest.mark.parametrize("content", CASES["wrong"], ids=range(len(CASES["wrong"])))
def test_both_refuse(content: Any) -> None:
    assert not loads(content)
    assert not VALIDATOR.is_valid(content)


def test_keys_and_choices_are_those_of_the_loader() -> None:
    VALIDATOR.check_schema(SCHEMA)
    term, variant = SCHEMA["$defs"]["term"], SCHEMA["$defs"]["variant"]["anyOf"][1]
    assert set(SCHEMA["properties"]) == set(schema.TOP_KEYS)
    assert set(term["properties"]) == set(schema.TERM_KEYS)
    assert set(variant["properties"]) == set(schema.VARIANT_KEYS)
    assert set(term["properties"]["tests"]["items"]["properties"]) == set(schema.TEST_KEYS)
    assert tuple(SCHEMA["$defs"]["case"]["enum"]) == schema.CASES
    assert tuple(term["properties"]["number"]["enum"]) == schema.NUMBERS
    assert tuple(term["properties"]["spelling"]["enum"]) == schema.SPELLINGS
    assert tuple(term["properties"]["consistent"]["enum"]) == (*schema.CONSISTENT, True, False)


def test_bundled_glossaries_are_valid() -> None:
    for path in bundled_folder().rglob("*.yaml"):
        assert [error.message for error in VALIDATOR.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8")))] == []
