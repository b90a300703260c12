"""Languages: what each repairs, what each leaves alone, and which one a paragraph is in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import HERE, cleaner

from cleaner.errors import UsageError
from cleaner.lexicon import LANGUAGES, lexicon
from cleaner.lexicon.codes import limits, primary
from cleaner.lexicon.recognise import foreign, recognise

CASES = yaml.safe_load((HERE / "cases" / "languages.yaml").read_text(encoding="utf-8"))
TYPOGRAPHY = sorted((HERE / "typography").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case: dict[str, Any]) -> None:
    fixed = cleaner(language=case["language"], glossaries=()).clean(case["original"])
    assert fixed.text == case["fixed"]
    assert cleaner(language=case["language"], glossaries=()).clean(fixed.text).changes == ()


@pytest.mark.parametrize("language", ["en", "own"])
@pytest.mark.parametrize("path", TYPOGRAPHY, ids=lambda path: path.stem)
def test_typography_is_untouched(path: Path, language: str) -> None:
    code = path.stem if language == "own" else language
    for line in path.read_text(encoding="utf-8").splitlines():
        assert cleaner(language=code).clean(line).changes == ()
    assert cleaner(language=code).clean(path.read_text(encoding="utf-8")).changes == ()


@pytest.mark.parametrize("path", TYPOGRAPHY, ids=lambda path: path.stem)
def test_own_language_is_never_called_foreign(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert not any(foreign(line, path.stem) for line in lines)
    assert recognise(" ".join(lines)) == path.stem


def test_other_scripts_and_languages_are_other() -> None:
    assert recognise("公安机关已经立案，共26起。") == "other"
    assert recognise("De stad is niet zo groot als het dorp dat wij hebben gezien.") == "other"
    assert recognise("Hefei, Feidong, Zhougudui") is None


def test_every_language_has_its_tables() -> None:
    for code in LANGUAGES:
        words = lexicon(code)
        assert words is not None
        assert words.listed("function") and words.listed("short")
        assert all(words.known(word) for word in words.listed("function") if "'" not in word and len(word) > 3)
    german = lexicon("de")
    assert german is not None
    assert german.pair("mit", "dem") is None
    assert not german.name_like("berlin")


def test_codes() -> None:
    assert primary("pt_BR") == "pt"
    with pytest.raises(UsageError, match="Did you mean 'de'"):
        primary("German")
    assert limits("de") is None
    assert "no rules for the language 'nl'" in str(limits("nl"))
