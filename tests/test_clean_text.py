"""Text that must stay as it is, byte for byte, and cases of the whole pipeline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import HERE, cases, cleaner

CLEAN = sorted((HERE / "clean").iterdir())


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name)
def test_clean_text_is_untouched(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    outcome = cleaner().clean(text, format="markdown" if path.suffix == ".md" else "text")
    assert outcome.changes == ()
    assert outcome.text == text


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['file']}-{case['label']}")
def test_case(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if case.get("expect") == "fail":
        request.applymarker(pytest.mark.xfail(strict=True, reason=case["comment"]))
    assert cleaner().clean(case["original"], format=case.get("format", "text")).text == case["fixed"]
