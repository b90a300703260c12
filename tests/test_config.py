"""Where settings come from, and what a mistake in them looks like."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner.config import Settings, load_settings
from cleaner.errors import ConfigError


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def test_every_key(tmp_path: Path) -> None:
    put(
        ".mt-cleaner.toml",
        'language = "fr"\nsource-language = "ja"\nglossaries = ["zh-en", "own.yaml", "terms/more"]\n'
        'select = ["spacing"]\nignore = ["spacing.x"]\nunsafe = true\nexclude = ["old/"]\n'
        'encoding = "GBK"\noutput-encoding = "UTF8"\nguess-encoding = false\n'
        'include-locked = true\nformats = {"*.lang" = "po"}\ncolumn = "a"\nsource-column = "b"\n',
    )
    rules = (("spacing",), ("spacing.x",), True)
    encodings, formats = ("gbk", "utf-8", False), (((str(tmp_path), "*.lang", "po"),), True, "a", "b")
    assert load_settings() == Settings(
        "fr", "ja", ("zh-en", "own.yaml", "terms/more"), *rules, *encodings, ("old/",), *formats, str(tmp_path), ".mt-cleaner.toml"
    )


def test_the_nearest_file_wins_and_a_foreign_pyproject_is_passed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put("pyproject.toml", '[tool.mt-cleaner]\nlanguage = "fr"\nglossaries = ["own.yaml"]\n')
    put("a/pyproject.toml", "this is broken, and none of our business\n")
    put("a/b/.mt-cleaner.toml", 'language = "de"\n')
    put("a/b/pyproject.toml", '[tool.mt-cleaner]\nlanguage = "es"\n')
    monkeypatch.chdir("a")
    found = load_settings()
    assert (found.language, found.glossaries) == ("fr", (str(tmp_path / "own.yaml"),))
    monkeypatch.chdir("b")
    assert load_settings().language == "de"
    assert load_settings("pyproject.toml").language == "es"


def test_a_folder_beside_the_file_is_meant_before_the_loader_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(".mt-cleaner.toml", 'glossaries = ["terms", "zh-en"]\n')
    put("terms/a.yaml", "terms: []\n")
    put("zh-en/a.yaml", "terms: []\n")
    put("deep/x.txt", "")
    monkeypatch.chdir("deep")
    assert load_settings().glossaries == (str(tmp_path / "terms"), "zh-en")


def test_nothing_means_the_defaults() -> None:
    assert load_settings() == Settings()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('\nglossary = ["zh-en"]\n', ".mt-cleaner.toml:2: unknown key 'glossary'. Did you mean 'glossaries'?"),
        ('unsafe = "yes"\n', ".mt-cleaner.toml:1: 'unsafe' must be true or false, not 'yes'."),
        ("select = [1]\n", ".mt-cleaner.toml:1: 'select' must be a list of rule or group names, not [1]."),
        ('a = "b\n', ".mt-cleaner.toml:1:"),
    ],
)
def test_mistakes_are_named_with_their_line(text: str, message: str) -> None:
    put(".mt-cleaner.toml", text)
    with pytest.raises(ConfigError) as caught:
        load_settings()
    assert str(caught.value).startswith(message)


def test_a_file_asked_for_must_be_there_and_speak_of_us() -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings("nowhere.toml")
    put("pyproject.toml", "[project]\n")
    with pytest.raises(ConfigError, match="no table"):
        load_settings("pyproject.toml")
