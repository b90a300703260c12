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
from cleaner.segments import Segment
from cleaner.terms.glossary import Glossary, Term, Variant, bundled_folder, check_glossary, load_glossaries, load_glossary

HERE = Path(__file__).parent / "cases"
CASES = yaml.safe_load((HERE / "terms.yaml").read_text(encoding="utf-8"))
BROKEN = yaml.safe_load((HERE / "glossary-errors.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def glossary(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    path = tmp_path_factory.mktemp("glossary") / "terms.yaml"
    path.write_text(CASES["glossary"], encoding="utf-8")
    return load_glossary(path)


def fix(text: str, glossary: Glossary, source: str | None = None, language: str = "en") -> str:
    doc = Document(text, glossary=glossary, segment=lambda text: [Segment(0, len(text), source)], language=language)
    return apply(text, resolve([*variant(doc), *typo(doc)]))


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["label"])
def test_case(case: dict[str, str], glossary: Glossary) -> None:
    fixed = case.get("fixed", case["original"])
    assert fix(case["original"], glossary, case.get("source")) == fixed
    assert fix(fixed, glossary, case.get("source")) == fixed


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["label"])
def test_broken_file_names_every_place(case: dict[str, str | list[str]], tmp_path: Path) -> None:
    path = tmp_path / "g.yaml"
    path.write_text(str(case["file"]), encoding="utf-8")
    errors = [str(error).removeprefix(str(path)) for error in check_glossary(path)]
    assert errors == case["errors"]
    with pytest.raises(GlossaryError):
        load_glossary(path)


def test_reason_and_span(glossary: Glossary) -> None:
    [edit] = variant(Document("It was an evil loan.", glossary=glossary))
    assert (edit.start, edit.end, edit.replacement) == (7, 19, "a trap loan")
    assert edit.reason == '"evil loan" is listed as a variant of "trap loan" (trap-loan)'
    [edit] = variant(Document("Two disease control centres.", glossary=glossary))
    assert edit.reason == '"disease control centres" is another spelling of "disease control center" (center)'
    [edit] = typo(Document("the Public Secruity Bureau", glossary=glossary))
    assert edit.reason == '"Public Secruity Bureau" looks like a misspelling of "Public Security Bureau" (public-security-bureau)'


def test_other_language_is_left_alone(glossary: Glossary) -> None:
    assert fix("Taolu loan", glossary, language="fr") == "Taolu loan"
    assert fix("Taolu loan", glossary, language="en-GB") == "Trap loan"


def test_without_word_list_nothing_is_a_typo() -> None:
    unknown = Glossary((Term("x", "lettre recommandée"),))
    assert fix("la lettre recommandeé et lettrre recommandée", unknown, language="fr") == "la lettre recommandeé et lettrre recommandée"


def test_pickle_and_equality(glossary: Glossary) -> None:
    fix("Taolu loan", glossary)
    assert glossary._made
    copy = pickle.loads(pickle.dumps(glossary))
    assert copy == glossary
    assert not copy._made
    assert fix("a Taolu loan", copy) == "a trap loan"


def test_own_tests(glossary: Glossary) -> None:
    assert glossary.run_tests(lambda text: fix(text, glossary)) == []
    [failed] = glossary.run_tests(lambda text: text)
    assert (failed.term, failed.got, failed.test.expected) == ("trap-loan", "Taolu loans are a crime.", "Trap loans are a crime.")


def test_merging_finds_conflicts_between_files(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("terms:\n- {id: a, canonical: trap loan, variants: [evil loan]}\n", encoding="utf-8")
    (tmp_path / "b.yml").write_text("terms:\n- {id: b, canonical: evil loan}\n- {id: a, canonical: c}\n", encoding="utf-8")
    errors = [str(error) for error in check_glossary(tmp_path)]
    assert errors == [
        f"{tmp_path}/a.yaml:2:44: the variant 'evil loan' is right for the term 'b' ({tmp_path}/b.yml:2).",
        f"{tmp_path}/b.yml:3:8: the id 'a' stands twice ({tmp_path}/a.yaml:2).",
    ]
    with pytest.raises(GlossaryError, match="the variant 'evil loan' is right for the term 'b'|stands twice"):
        load_glossaries([tmp_path / "a.yaml", tmp_path / "b.yml"])
    with pytest.raises(GlossaryError, match="^the variant 'evil loans' is already one of the term 'x'.$"):
        load_glossaries([Glossary((Term("x", "y", variants=(Variant("evil loan"),)), Term("z", "w", variants=(Variant("evil loans"),))))])


def test_languages_must_agree(tmp_path: Path) -> None:
    assert load_glossaries([]).language is None
    assert load_glossaries([Glossary(language="en"), Glossary()]).language == "en"
    with pytest.raises(GlossaryError, match=r"different languages .*\(de, en\)"):
        load_glossaries([Glossary(language="en"), Glossary(language="de")])


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    for name, message in (
        ("zh-em", "there is no glossary 'zh-em': no such file or folder, and no bundled one. Did you mean 'zh-en'?"),
        (str(tmp_path), f"{tmp_path}: the folder holds no glossary (*.yaml)."),
    ):
        assert [str(error) for error in check_glossary(name)] == [message]
    bad = tmp_path / "bad.yaml"
    bad.write_bytes(b"terms:\n- id: caf\xe9\n")
    assert [str(error) for error in check_glossary(bad)] == [f"{bad}: the file is not UTF-8 (byte 16). Save it as UTF-8."]


def test_bundled_glossaries_are_sound() -> None:
    for folder in bundled_folder().iterdir():
        assert [str(error) for error in check_glossary(folder)] == []
        bundled = load_glossary(folder.name)
        assert len(bundled.terms) >= 400
        for term in bundled.terms:
            assert term.tests and term.source, term.id
            for right in (term.canonical, *term.allow):
                assert fix(f"the {right} there", bundled) == f"the {right} there"
            for wrong in term.variants:
                near = wrong.near[0] if wrong.near else "there"
                once = fix(f"The {wrong.text} is {near}.\nA {wrong.text}, {near}", bundled)
                assert wrong.text not in once
                assert fix(once, bundled) == once


def test_bundled_entries_say_what_they_change_and_what_they_leave() -> None:
    terms = load_glossary("zh-en").terms
    assert len(terms) >= 600
    for term in terms:
        assert term.source, term.id
        assert not term.variants or any(test.text != test.expected for test in term.tests), term.id
        asks = any(variant.near for variant in term.variants)
        assert not asks or any(test.text == test.expected for test in term.tests), term.id
