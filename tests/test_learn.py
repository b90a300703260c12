"""What a cleaner learns from pairs of texts, and what it does not."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from cleaner import Cleaner
from cleaner.errors import UsageError
from cleaner.terms.alignment import train
from cleaner.terms.beads import beads

FOLDER = Path(__file__).parent / "cases" / "learnt"
CASES = yaml.safe_load((FOLDER / "zh-en.yaml").read_text(encoding="utf-8"))
BATCH = [
    (f"{subject}{verb}{thing}。", f"{one} {does} {other}.")
    for (subject, one), (verb, does), (thing, other) in product(*(part.items() for part in CASES["batch"].values()))
]


@pytest.fixture(scope="module")
def untaught(tmp_path_factory: pytest.TempPathFactory) -> Cleaner:
    path = tmp_path_factory.mktemp("glossary") / "terms.yaml"
    path.write_text(CASES["glossary"], encoding="utf-8")
    return Cleaner(glossaries=[path], select=["terms"])


@pytest.fixture(scope="module")
def taught(untaught: Cleaner) -> Cleaner:
    return untaught.learn(BATCH)


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["original"])
def test_case(case: dict[str, str], untaught: Cleaner, taught: Cleaner) -> None:
    text, source, fixed = case["original"], case["source"], case.get("fixed", case["original"])
    assert untaught.clean(text, source).text == text
    assert taught.clean(text, source).text == fixed
    assert taught.clean(fixed, source).text == fixed


def test_the_batch_itself_becomes_consistent(untaught: Cleaner, taught: Cleaner) -> None:
    wanted = [(source, target) for source, target in BATCH if "村规民约" in source or "庙会" in source]
    assert not any(untaught.clean(target, source).changes for source, target in wanted)
    cleaned = [taught.clean(target, source).text for source, target in wanted]
    assert sum("village code" in text or "temple fair" in text for text in cleaned) == len(wanted)


def test_the_reason_says_that_it_was_learnt(taught: Cleaner) -> None:
    [change] = taught.clean("They like the folk covenant.", "他们喜欢村规民约。").changes
    assert change.reason == '"folk covenant" stands for 村规民约, which is "village code" (code)'


def test_one_text_teaches_nothing(untaught: Cleaner) -> None:
    pair = ("他们昨天去了庙会。", "They went to the monks' market yesterday.")
    assert untaught.learn([pair]).clean(pair[1], pair[0]).text == pair[1]


def test_nothing_is_changed_without_a_source(taught: Cleaner) -> None:
    assert taught.clean("They like the folk covenant.").text == "They like the folk covenant."


def test_a_taught_cleaner_can_be_sent_to_another_process(taught: Cleaner) -> None:
    copy = pickle.loads(pickle.dumps(taught))
    assert copy.clean("They like the folk covenant.", "他们喜欢村规民约。").text == "They like the village code."


def test_without_texts_or_terms_there_is_nothing_to_learn(untaught: Cleaner) -> None:
    assert untaught.learn([]).clean("They like the folk covenant.", "他们喜欢村规民约。").text == "They like the folk covenant."
    assert Cleaner(glossaries=[]).learn(BATCH).clean("The end .").text == "The end."


def test_without_numpy_it_is_said(untaught: Cleaner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.terms.learn.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"pip install 'mt-cleaner\[learn\]'"):
        untaught.learn(BATCH)


def test_beads_cover_both_texts_in_order() -> None:
    source, target = "第一句。第二句有2016年。第三句！", "The first. The second has 2016, and more. And the third! A fourth."
    found = beads(source, target)
    assert "".join(source[slice(*one)] for one, _ in found) == source
    assert "".join(target[slice(*other)] for _, other in found) == target
    assert any("2016" in source[slice(*one)] and "2016" in target[slice(*other)] for one, other in found)


def test_training_is_the_same_every_time() -> None:
    pairs = [(list(source), target.split()) for source, target in BATCH]
    assert train(pairs) == train(pairs)


@pytest.mark.parametrize("pair", ["en-ko", "en-zh"])
def test_a_batch_in_another_direction(pair: str, tmp_path: Path) -> None:
    data = yaml.safe_load((FOLDER / f"{pair}.yaml").read_text(encoding="utf-8"))
    path = tmp_path / "terms.yaml"
    path.write_text(yaml.safe_dump(data["glossary"], allow_unicode=True), encoding="utf-8")
    untaught = Cleaner(language=pair[3:], source_language="en", glossaries=[path], select=["terms"])
    batch = list(sentences(data))
    taught = untaught.learn(batch)
    for case in data["cases"]:
        text, source, fixed = case["original"], case["source"], case.get("fixed", case["original"])
        assert untaught.clean(text, source).text == text
        assert taught.clean(text, source).text == fixed
        assert taught.clean(fixed, source).text == fixed
    wanted = [(source, target, term) for source, target in batch for term in taught.glossary.terms if term.source[0] in source]
    right = [term.canonical in taught.clean(target, source).text for source, target, term in wanted]
    assert sum(right) == len(right) == 125


def sentences(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every subject with every verb and every thing, as source and target."""
    parts = [data["batch"][name].items() for name in ("subjects", "verbs", "things")]
    for (subject, one), (verb, does), (thing, other) in product(*parts):
        yield (
            data["source_order"].format(subject=subject, verb=verb, thing=thing),
            data["order"].format(subject=one, verb=does, thing=other),
        )
