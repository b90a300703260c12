"""What fuzzing found stays mended, and the fast path says what a plain one says (benchmarks/fuzz does more of both)."""

from __future__ import annotations

import sys
from pathlib import Path
from unittest import mock

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "benchmarks" / "fuzz"))
import differential  # noqa: E402
import targets  # noqa: E402

SEEDS = sorted(path for path in (HERE / "fuzz").glob("*/*") if path.is_file())


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_seed(path: Path) -> None:
    targets.run(path.parent.name, path.read_bytes())


def test_every_folder_of_seeds_is_a_target() -> None:
    assert SEEDS
    assert {path.parent.name for path in SEEDS} <= targets.TARGETS.keys()


@pytest.mark.parametrize("unsafe", [False, True])
def test_the_fast_path_says_what_a_plain_one_says(unsafe: bool) -> None:
    assert list(differential.compare(300, seed=5, unsafe=unsafe)) == []


def test_a_fast_path_that_overlooks_something_is_found() -> None:
    with mock.patch("cleaner.screen.Screen.masks", lambda screen, tokens: {}):
        assert next(differential.compare(50, seed=5), None)


def test_a_slow_path_that_says_something_else_is_found() -> None:
    with mock.patch.object(differential.PlainIndex, "_possible", lambda index, tokens, kind=None: {}):
        assert next(differential.compare(300, seed=5), None)
