"""Glossaries of other programs: what is made of them, what is said, and that nothing is lost on the way there and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from cleaner.decoding import decode
from cleaner.errors import CleanerError, GlossaryError
from cleaner.interchange import export_glossary, format_of, import_glossary, native_text
from cleaner.interchange.base import Languages
from cleaner.interchange.formats import IMPORTS
from cleaner.terms import schema
from cleaner.terms.glossary import load_glossary
from cleaner.terms.model import Glossary, Term, TermTest, Variant

HERE = Path(__file__).parent / "cases"
CASES = yaml.safe_load((HERE / "interchange.yaml").read_text(encoding="utf-8"))
BROKEN = yaml.safe_load((HERE / "interchange-broken.yaml").read_text(encoding="utf-8"))
ALL = Languages("en", "zh")


def load(case: dict[str, Any]) -> tuple[Glossary, list[str]]:
    path = HERE / "interchange" / case["file"]
    text = decode(path.read_bytes(), str(path)).text
    wanted = Languages(case.get("language"), case.get("source_language"))
    glossary, remarks = import_glossary(text, "x", format_of(case["file"], IMPORTS, "--from"), wanted)
    return glossary, [str(remark).removeprefix("x") for remark in remarks]


def there_and_back(glossary: Glossary, name: str) -> Glossary:
    exported = export_glossary(glossary, name, ALL)
    languages = Languages(glossary.language or ALL.language, glossary.source_language or ALL.source_language)
    return import_glossary(exported.text, "x", name, languages)[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_import(case: dict[str, Any]) -> None:
    glossary, remarks = load(case)
    expected = schema.read(yaml.safe_dump({"terms": case["terms"]}), "expected")
    assert expected.reader.errors == []
    assert list(glossary.terms) == [marked.term for marked in expected.terms]
    assert [glossary.source_language, glossary.language] == case.get("languages", [None, None])
    assert remarks == case["remarks"]


@pytest.mark.parametrize("name", ["tbx", "csv", "tsv"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_import_export_import(case: dict[str, Any], name: str, tmp_path: Path) -> None:
    glossary, _ = load(case)
    assert there_and_back(glossary, name).terms == glossary.terms
    path = tmp_path / "g.yaml"
    path.write_text(native_text(glossary), encoding="utf-8")
    assert load_glossary(path) == glossary


@pytest.mark.parametrize("name", ["tbx", "csv", "tsv"])
def test_two_thousand_entries(name: str) -> None:
    pairs = {f"术语{number}": f"term {number} of “{number % 7}”, <{number % 5}> & \\ {chr(0x4E00 + number)}" for number in range(2000)}
    text = json.dumps(pairs, ensure_ascii=name == "csv", indent="\t")
    glossary, remarks = import_glossary(text, "x.json", "json", ALL)
    assert remarks == [] and [(term.source, term.canonical) for term in glossary.terms] == [((s,), t) for s, t in pairs.items()]
    assert len({term.id for term in glossary.terms}) == 2000
    assert there_and_back(glossary, name) == glossary


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["label"])
def test_broken(case: dict[str, str]) -> None:
    with pytest.raises(CleanerError) as raised:
        import_glossary(case["file"], "x", case["format"], Languages(case.get("language")))
    assert str(raised.value).removeprefix("x") == case["error"]


@pytest.mark.parametrize("depth", [50, 100_000])
@pytest.mark.parametrize(("opening", "closing"), ["[]", ('{"a":', "}")])
def test_deep_nesting_is_refused(opening: str, closing: str, depth: int) -> None:
    with pytest.raises(GlossaryError, match="nested more than 20 deep"):
        import_glossary(opening * depth + "1" + closing * depth, "x", "json", Languages())


def test_export_says_what_it_leaves_out() -> None:
    near = Variant("set loan", ("gang",))
    term = Term("a", "b", ("c",), (), (Variant("d"), near), "exact", "transfer", "", (TermTest("x", "y"),), "bs", "exact", "first")
    for name in ("tbx", "csv"):
        exported = export_glossary(Glossary((term,), "en", "zh"), name, Languages())
        assert "set loan" not in exported.text and ">d<" in exported.text.replace(",d,", ">d<")
        assert [remark.partition("'")[2].partition("'")[0] for remark in exported.remarks] == [
            *("case", "plural", "spelling", "consistent", "tests", "near")
        ]


def test_export_needs_languages_and_letters() -> None:
    with pytest.raises(GlossaryError, match="TBX names the language of every term"):
        export_glossary(Glossary((Term("a", "b", ("c",)),), "en"), "tbx", Languages())
    with pytest.raises(GlossaryError, match="cannot be written as XML"):
        export_glossary(Glossary((Term("a", "b\x01"),), "en"), "tbx", Languages())


def test_variants_in_the_way_are_left_out_and_said() -> None:
    table = "id,source,target,status\na,甲,trap loan,\na,甲,the trap loan,deprecated\na,甲,loan,deprecated\na,甲,people's loan,deprecated\n"
    glossary, remarks = import_glossary(table + "b,乙,people's loan,\n", "x", "csv", Languages())
    assert [term.variants for term in glossary.terms] == [(), ()]
    assert [str(remark) for remark in remarks[1:]] == [
        "x:3:5: the variant 'the trap loan' holds the canonical ('trap loan'); it was left out.",
        "x:4:5: the variant 'loan' is a part of the canonical ('trap loan'): what is corrected would hold it again; it was left out.",
        "x:5:5: the variant 'people's loan' is right for the term 'b' (line 6); it was left out.",
    ]


def test_bundled_glossary_goes_to_tbx_and_back() -> None:
    glossary = load_glossary("zh-en")
    back = there_and_back(glossary, "tbx")
    kept = [(term.id, term.source, term.canonical, term.allow, term.note) for term in glossary.terms]
    assert [(term.id, term.source, term.canonical, term.allow, term.note) for term in back.terms] == kept


def test_halves_of_characters_are_left_out_and_said() -> None:
    text = '{"a": ["b\\ud83d", "c"], "d\\u0007": "e", "f": "g"}'
    glossary, remarks = import_glossary(text, "x", "json", Languages())
    assert [(term.source, term.canonical) for term in glossary.terms] == [(("a",), "c"), (("f",), "g")]
    assert [str(remark) for remark in remarks] == [
        "x:1:8: the rendering 'b\\ud83d' holds a character that is none; it was left out.",
        "x:1:25: 'd\\x07' holds a character that is none; it was left out.",
    ]
    assert native_text(glossary)
