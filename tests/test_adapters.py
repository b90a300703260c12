"""What the adapters for datatrove and Ray Data make of records; benchmarks/adapters.py runs the engines themselves."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

TEXTS = ["The police said thisyear ,that it was over .", "All is well.", None, "“Taolu loans ” were found ."]


def by_corpus(folder: Path) -> list[dict[str, object]]:
    (folder / "in.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in TEXTS), encoding="utf-8")
    command = [sys.executable, "-m", "cleaner", "corpus", "in.jsonl", "-o", "out.jsonl", "--column", "text", "-q", "--isolated"]
    subprocess.run(command, cwd=folder, check=True)
    return [json.loads(line) for line in (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()]


def test_ray_data_adds_the_columns_of_corpus(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from cleaner.adapters.ray import CleanBatch

    # A class goes to the workers by pickle, and makes its cleaner there.
    clean = pickle.loads(pickle.dumps(CleanBatch))("text")
    made = clean(pyarrow.table({"text": TEXTS})).to_pylist()
    expected = by_corpus(tmp_path)
    assert [row["text_clean"] for row in made] == [row["text_clean"] for row in expected]
    assert [row["text_changes"] and json.loads(row["text_changes"]) for row in made] == [row["text_changes"] for row in expected]


def test_datatrove_puts_the_clean_text_in_its_place(tmp_path: Path) -> None:
    pytest.importorskip("datatrove", reason="datatrove is not installed; `make adapters` runs it")
    from datatrove.data import Document

    from cleaner.adapters.datatrove import CleanText

    step = pickle.loads(pickle.dumps(CleanText()))
    texts = [text for text in TEXTS if text is not None]
    made = list(step.run(Document(text=text, id=str(number)) for number, text in enumerate(texts)))
    expected = [row for row in by_corpus(tmp_path) if row["text"] is not None]
    assert [document.text for document in made] == [row["text_clean"] for row in expected]
    assert [json.loads(document.metadata["text_changes"]) for document in made] == [row["text_changes"] for row in expected]
