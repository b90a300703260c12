"""The same doubtful spot: repaired in a file that shows the damage, left in a healthy one."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from conftest import HERE, cleaner

from cleaner.document import Document
from cleaner.evidence import Evidence, Habit

CASES = yaml.safe_load((HERE / "cases" / "evidence.yaml").read_text(encoding="utf-8"))
DAMAGED_LINES, HEALTHY_LINES = 5, 150


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["label"]))
def test_spot(case: dict[str, Any]) -> None:
    rule = cleaner(select=(case["rule"],))
    assert rule.clean(case["damaged"] * DAMAGED_LINES + case["spot"]).text.endswith("\n" + case["repaired"])
    healthy = case["healthy"] * HEALTHY_LINES + case["spot"]
    assert rule.clean(healthy).text == healthy


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["label"]))
def test_a_second_run_changes_nothing(case: dict[str, Any]) -> None:
    once = cleaner().clean(case["damaged"] * DAMAGED_LINES + case["spot"]).text
    assert cleaner().clean(once).text == once


def test_counts_leave_out_what_is_protected() -> None:
    habit = Habit("comma", r"(?<=\w),(?=\w)", r"(?<=\w), ", 50)
    assert Document("one,two, `a,b`", lambda text: ((9, 14),)).evidence(habit) == Evidence(1, 1, 50)


def test_a_short_text_says_nothing() -> None:
    assert Evidence(1, 3, 50).safety("likely") == "safe"
    assert Evidence(1, 3, 50).safety("doubtful") == "unsafe"
    assert Evidence(1, 5000, 50).safety("doubtful") is None
