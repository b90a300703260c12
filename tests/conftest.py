"""What several test modules share: the cases, and a cleaner of each kind made once."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from cleaner import Cleaner
from cleaner.rules import all_rules

HERE = Path(__file__).parent

signal.signal(signal.SIGINT, signal.default_int_handler)
"""A shell lets what it starts in the background ignore Ctrl-C, and so would every program that the tests start and stop."""


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is kept between runs is kept apart from the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@cache
def cleaner(**options: Any) -> Cleaner:
    return Cleaner(**options)


@lru_cache(maxsize=1)
def cases() -> list[dict[str, Any]]:
    """Every case of `cases/pipeline/*.yaml`: {label, original, fixed, format?, comment?, expect?}."""
    found = []
    for path in sorted((HERE / "cases" / "pipeline").glob("*.yaml")):
        found += [{"file": path.stem, **case} for case in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return found


@lru_cache(maxsize=1)
def all_texts() -> list[str]:
    """The text of every case and every rule's example: what the properties are run over."""
    examples = [text for rule in all_rules() for example in rule.examples for text in (example.before, example.after)]
    clean = [path.read_text(encoding="utf-8") for path in sorted((HERE / "clean").iterdir())]
    return [*(case["original"] for case in cases()), *examples, *clean]
