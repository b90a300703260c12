"""Parquet: one column is cleaned, and everything else stays, as far as Apache Arrow keeps it."""

from __future__ import annotations

import datetime
import io
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import cleaner
from test_cli import run

from cleaner import files
from cleaner.cli.jobs import Task, perform
from cleaner.errors import InputError
from cleaner.formats.base import Format

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

FORMAT = Format("parquet", column="target", source_column="source")
ROWS = {
    "source": ["套路贷很多。", "贷款很多。", None, "甲"],
    "target": ["The Taolu loans were many .", "The Taolu loans were many.", None, 'The "police" met , then\nthe court\\ met.'],
    "when": [datetime.datetime(2024, 1, 2, 3, 4, 5, 6), None, None, datetime.datetime(1, 1, 1)],
    "score": [float("nan"), 1.5, None, -0.0],
}
CLEAN = ["The trap loans were many.", "The Taolu loans were many.", None, 'The "police" met, then\nthe court\\ met.']


def packed(table: Any, **options: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def table(rows: dict[str, list[Any]] = ROWS, kind: Any = None) -> Any:
    made = pa.table(rows).replace_schema_metadata({"who": "someone", "pandas": "{}"})
    return made.set_column(1, "target", made.column("target").cast(kind)) if kind else made


def fixed(data: bytes, format: Format = FORMAT) -> bytes:
    loaded = files.load(data, "a.parquet", format=format)
    outcome = cleaner().clean(loaded.text, format=format)
    assert not outcome.notices
    return loaded.encode(outcome.text, "a.parquet", outcome.changes)


@pytest.mark.parametrize("options", [{}, {"compression": "zstd", "row_group_size": 2}, {"use_dictionary": False, "store_schema": False}])
def test_the_column_is_cleaned_and_all_else_is_kept(options: dict[str, Any]) -> None:
    data = packed(table(), **options)
    new = fixed(data)
    before, after = pq.ParquetFile(io.BytesIO(data)), pq.ParquetFile(io.BytesIO(new))
    assert after.read().column("target").to_pylist() == CLEAN
    for name in ("source", "when", "score"):
        assert repr(after.read().column(name).to_pylist()) == repr(before.read().column(name).to_pylist())
    assert after.schema_arrow.equals(before.schema_arrow, check_metadata=True)
    assert after.metadata.metadata == before.metadata.metadata
    for number in range(before.num_row_groups):
        one, other = before.metadata.row_group(number), after.metadata.row_group(number)
        for column in range(one.num_columns):
            assert one.column(column).compression == other.column(column).compression
            assert one.column(column).encodings == other.column(column).encodings
        assert one.num_rows == other.num_rows
    assert fixed(new) is new


@pytest.mark.parametrize("kind", [pa.large_string(), pa.dictionary(pa.int32(), pa.string())], ids=str)
def test_other_kinds_of_text(kind: Any) -> None:
    after = pq.read_table(io.BytesIO(fixed(packed(table(kind=kind)))))
    assert after.column("target").to_pylist() == CLEAN and after.column("target").type == kind


def test_fields_and_lists_inside_of_a_column() -> None:
    rows = [{"zh": "套路贷", "en": ["The Taolu loan ."], "n": 1}, None, {"zh": None, "en": ["a", None], "n": None}]
    made = pa.table({"translation": rows, "id": [1, 2, 3]})
    new = pq.read_table(io.BytesIO(fixed(packed(made), replace(FORMAT, column="translation.en", source_column=None))))
    assert new.column("translation").to_pylist() == [{**rows[0], "en": ["The trap loan."]}, *rows[1:]]  # type: ignore[dict-item]


def test_a_name_with_a_dot() -> None:
    new = fixed(packed(pa.table({"a.b": ["The police , the end."]})), Format("parquet", column="a.b"))
    assert pq.read_table(io.BytesIO(new)).to_pydict() == {"a.b": ["The police, the end."]}


@pytest.mark.parametrize(
    ("column", "sentence"),
    [
        (None, "Name it with --column; there are: source, target, when, score."),
        ("targte", "there is no column 'targte'. Did you mean 'target'?"),
        ("score", "the column 'score' holds double, and no text."),
        ("target.en", "there is no column 'target.en'"),
    ],
)
def test_a_column_that_holds_no_text_is_refused(column: str | None, sentence: str) -> None:
    with pytest.raises(InputError) as raised:
        files.load(packed(table()), "a.parquet", format=Format("parquet", column=column))
    assert sentence in raised.value.message and "left alone" in raised.value.message


def test_a_broken_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    whole, path = packed(table()), tmp_path / "a.parquet"
    for at in range(0, len(whole), len(whole) // 15):
        for data in (whole[:at], whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]):
            path.write_bytes(data)
            result = perform(cleaner(), Task(str(path), FORMAT, "fix"))
            assert result.error is None or "left alone" in result.error
            assert "failed on this file" not in (result.error or "")
            assert result.error is None or path.read_bytes() == data


def test_without_arrow_a_sentence_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(table())
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(InputError, match=r"pip install 'mt-cleaner\[parquet\]'"):
        files.load(data, "a.parquet", format=FORMAT)


def test_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(packed(table()))
    options = ("--isolated", "--column", "target", "--source-column", "source", ".")
    checked = run("check", *options, cwd=tmp_path)
    assert checked.returncode == 1 and b"a.parquet:1:" in checked.stdout and b"a.parquet:4:" in checked.stdout
    shown = run("fix", "--diff", *options, cwd=tmp_path)
    assert b'+{"target": "The trap loans were many.", "source": "' in shown.stdout
    assert run("fix", *options, cwd=tmp_path).returncode == 0
    assert pq.read_table(tmp_path / "a.parquet").column("target").to_pylist() == CLEAN
    assert run("check", *options, cwd=tmp_path).returncode == 0
