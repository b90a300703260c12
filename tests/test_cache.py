"""What is kept between runs is believed only when it is whole and one's own; losing it loses nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cleaner import Cleaner, cache
from cleaner.terms import stored
from cleaner.terms.glossary import load_glossary

TEXT = "A Taolu loan gang, and the Public Safety Bureau of Hefei.\n"
CLEAN = "A trap loan gang, and the Public Security Bureau of Hefei.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "mt-cleaner"


def kept(folder: Path) -> Path:
    load_glossary("zh-en")
    (path,) = folder.iterdir()
    return path


def test_what_is_kept_is_the_same_glossary(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = load_glossary("zh-en")
    again = load_glossary("zh-en")
    assert isinstance(again.terms, stored.StoredTerms) and again == made
    assert [*again.terms] == [*made.terms] and again.terms[3:5] == tuple(made.terms)[3:5]
    assert Cleaner(glossaries=[again]).clean(TEXT).text == Cleaner(glossaries=[made]).clean(TEXT).text == CLEAN


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"trap loan", b"evil loan")),
        lambda path: path.write_bytes(b""),
        lambda path: path.chmod(0o666),
        lambda path: (path.unlink(), path.mkdir()),
    ],
    ids=["cut", "altered", "empty", "writable by others", "a folder"],
)
def test_a_damaged_or_foreign_file_is_not_believed(folder: Path, damage: Callable[[Path], object]) -> None:
    damage(kept(folder))
    assert not isinstance(load_glossary("zh-en").terms, stored.StoredTerms)
    assert Cleaner().clean(TEXT).text == CLEAN


def test_a_file_of_somebody_else_is_not_believed(folder: Path) -> None:
    path = kept(folder)
    if os.geteuid() != 0:
        pytest.skip("only a superuser can give files away")
    os.chown(path, 12345, 12345)
    assert not isinstance(load_glossary("zh-en").terms, stored.StoredTerms)


def test_a_changed_glossary_is_another_one(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    for canonical in ("trap loan", "predatory loan"):
        filler = "".join(f"  - {{id: t{number}, canonical: word {number} of many}}\n" for number in range(1000))
        own.write_text(f"language: en\nterms:\n  - {{id: x, canonical: {canonical}, variants: [Taolu loan]}}\n{filler}", encoding="utf-8")
        for _ in range(2):
            assert Cleaner(glossaries=[own]).clean("A Taolu loan.").text == f"A {canonical}."


@pytest.mark.parametrize("value", ["/dev/null/x", "relative"])
def test_without_a_place_for_it_everything_works(value: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", value)
    monkeypatch.setenv("HOME", str(tmp_path / "nowhere"))
    assert load_glossary("zh-en") == load_glossary("zh-en")


def test_only_the_newest_are_kept(folder: Path) -> None:
    for number in range(cache.KEPT + 5):
        cache.store(f"name-{number}", b"x")
        os.utime(folder / f"name-{number}", (number, number))
    cache.store("last", b"y")
    assert len(list(folder.iterdir())) == cache.KEPT and cache.load("last") == b"y" and cache.load("name-0") is None
