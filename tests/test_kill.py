"""A run that is killed leaves every file whole, and the next one completes its work (benchmarks/kill.py does it a thousand times)."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

from cleaner import files

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
import kill

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are a thing of Unix")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> kill.Tree:
    return kill.Tree(tmp_path_factory.mktemp("tree"), 80)


@pytest.mark.parametrize("how", kill.SIGNALS, ids=lambda how: how.name)
def test_killed_at_random_moments(tree: kill.Tree, how: kill.signal.Signals) -> None:
    chance, whole = random.Random(how), kill.duration(tree)
    during = 0
    for number in range(10):
        during += 0 < kill.killed(tree, chance.uniform(0.4, 1.0) * whole, how) < len(tree.old)
        assert tree.damaged() == []
        if number % 5 == 4:
            assert kill.complete(tree) == []
    assert during, "no run was killed while it wrote"


def test_a_temporary_file_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    written, left = tmp_path / ".mt-cleaner-a", tmp_path / ".mt-cleaner-b"
    left.write_bytes(b"half")
    with open(written, "wb") as file:
        assert files._lock(file.fileno())
        files.clear_left_over([str(tmp_path)])
        assert written.exists() and not left.exists()
    files.clear_left_over([str(tmp_path)])
    assert not written.exists()
