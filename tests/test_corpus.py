"""`mt-cleaner corpus`: every record once, whatever happens; the same output for every number of processes."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import cleaner
from test_cli import HERE, run

from cleaner.corpus.base import Fields, Washer
from cleaner.corpus.lines import chunks, clean_lines
from cleaner.corpus.streams import pack, unpacked
from cleaner.corpus.workers import Workers
from cleaner.errors import CleanerError, InputError

FAST = ("--isolated", "--no-glossary", "--select", "spacing", "--column", "text")
SMALL = """
import sys
from cleaner.cli import main
from cleaner.corpus import job, journal
job.CHUNK_BYTES, journal.COMMIT_SECONDS = 20_000, 0.01
sys.exit(main())
"""
"""The program with small chunks that it makes sure of often, so that a run has many moments to be stopped in."""
STEPS = (sys.executable, "-c", SMALL, "corpus")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(HERE.parent)}
POSIX = pytest.mark.skipif(os.name == "nt", reason="no such signals there")


TEXT = Fields("text")


def cleaned(lines: bytes, fields: Fields = TEXT) -> tuple[bytes, list[str]]:
    washer = Washer(cleaner(select=("spacing", "terms")))
    out, said = clean_lines(lines, washer, fields)
    return out, [f"{one.number}: {one.sentence}" for one in said]


CHANGE = (
    b'[{"start": 7, "end": 8, "before": " ", "after": "", "rule": "spacing.before-punctuation", "safety": "safe", '
    b'"reason": "a space before punctuation"}]'
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b'{"text": "The end ."}', b'{"text": "The end .", "text_clean": "The end.", "text_changes": ' + CHANGE + b"}"),
        (b'{"n":1.50,"text":"Fine."} \r', b'{"n":1.50,"text":"Fine.", "text_clean": "Fine.", "text_changes": []} \r'),
        (b'{"text": null}', b'{"text": null, "text_clean": null, "text_changes": null}'),
        ("{\"text\": \"“A” é.\"}".encode(), "{\"text\": \"“A” é.\", \"text_clean\": \"“A” é.\", \"text_changes\": []}".encode()),
        (b'{"text": "\\u201cA\\u201d"}', b'{"text": "\\u201cA\\u201d", "text_clean": "\\u201cA\\u201d", "text_changes": []}'),
        (b'{"text": "\\ud800"}', b'{"text": "\\ud800", "text_clean": "\\ud800", "text_changes": []}'),
        (b"", b""),
        (b'{"text": "A.", "n": ' + b"9" * 5000 + b"}", None),
    ],
)
def test_a_record_keeps_its_bytes_and_gets_two_fields(line: bytes, expected: bytes | None) -> None:
    out, said = cleaned(line + b"\n")
    assert not said and out.startswith(line.rstrip().removesuffix(b"}"))
    assert expected is None or out == expected + b"\n"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (b"nonsense", "1: this is not JSON: expecting value (column 1)."),
        (b"[1]", "1: the line holds no JSON object."),
        (b'{"a": 1, "b": 2}', "1: there is no field 'text'; the record has: a, b."),
        (b'{"text": ["a"]}', "1: the field 'text' is no string."),
        (b'{"text": "caf\xe9"}', "1: byte 0xE9 in column 14 is not UTF-8."),
        (b'{"text": "a", "text_clean": "a"}', "1: the record has a field 'text_clean' already, which is the name of a new one."),
        (b"[" * 100_000, "1: the record is nested too deeply."),
    ],
)
def test_a_bad_record_is_said_and_stays_as_it_is(line: bytes, sentence: str) -> None:
    assert cleaned(line + b"\n") == (line + b"\n", [sentence])


def test_the_text_and_its_source_may_lie_inside() -> None:
    record = {"translation": {"en": "One pattern loan .", "zh": "套路贷。"}}
    out, said = cleaned(json.dumps(record).encode(), Fields("translation.en", "translation.zh"))
    changes = json.loads(out)["translation_en_changes"]
    assert not said and json.loads(out) == {**record, "translation_en_clean": "One trap loan.", "translation_en_changes": changes}
    assert [(change["before"], change["after"]) for change in changes] == [("pattern loan ", "trap loan")]


@pytest.mark.parametrize("size", [1, 4, 7, 1000])
def test_chunks_depend_on_nothing_but_the_data(size: int) -> None:
    chance, data = random.Random(size), b"\n".join(b"x" * number for number in (3, 0, 1, 12, 5, 5, 0, 0, 2)) + b"\nend"
    whole = list(chunks([data], size))
    assert b"".join(whole) == data and all(chunk.endswith(b"\n") and len(chunk) >= size for chunk in whole[:-1])
    for _ in range(20):
        cuts = sorted(chance.sample(range(len(data)), 5))
        pieces = [data[start:end] for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True)]
        assert list(chunks(pieces, size)) == whole


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_members_are_read_from_any_place_and_a_cut_one_is_said(packing: str) -> None:
    if packing == "zstd":
        pytest.importorskip("zstandard")
    members = [os.urandom(50_000) * 2, b"", b"abc"]
    packed = b"".join(pack(member, packing) for member in members)
    for start in (0, 1, 99_999, 100_002):
        assert b"".join(unpacked(io.BytesIO(packed), packing, "a", start)) == b"".join(members)[start:]
    with pytest.raises(InputError, match="the file is incomplete"):
        list(unpacked(io.BytesIO(packed[:-5]), packing, "a", 0))
    with pytest.raises(InputError, match="is damaged"):
        list(unpacked(io.BytesIO(packed + b"something else"), packing, "a", 0))


def records(count: int) -> bytes:
    """Records of about 300 bytes, each unlike all others; every fourth is damaged."""
    chance = random.Random(7)
    words = "police city court meeting office people region water school plan number house".split()
    lines = []
    for number in range(count):
        text = f"{number} {' '.join(chance.choice(words) for _ in range(45))}{' .' if number % 4 == 0 else '.'} “So be it,” she said."
        lines.append(json.dumps({"id": number, "text": text}, ensure_ascii=False))
    return "\n".join(lines).encode() + b"\n"


def lay_out(folder: Path, name: str, data: bytes) -> None:
    """The records in a file of that kind."""
    if name.endswith(".parquet"):
        pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
        table = pa.Table.from_pylist([json.loads(line) for line in data.splitlines()]).replace_schema_metadata({"who": "someone"})
        pq.write_table(table, folder / name, row_group_size=2000, compression="zstd")
    elif name.endswith(".gz"):
        (folder / name).write_bytes(gzip.compress(data, mtime=0))
    elif name.endswith(".zst"):
        (folder / name).write_bytes(pytest.importorskip("zstandard").compress(data))
    else:
        (folder / name).write_bytes(data)


def read(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".parquet":
        rows: list[dict[str, Any]] = pytest.importorskip("pyarrow.parquet").read_table(path).to_pylist()
        return [{**row, "text_changes": json.loads(row["text_changes"])} for row in rows]
    data = b"".join(unpacked(io.BytesIO(path.read_bytes()), {".gz": "gzip", ".zst": "zstd"}.get(path.suffix, ""), "", 0))
    return [json.loads(line) for line in data.splitlines()]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.ndjson.zst", "a.parquet"])
def test_every_kind_of_file_and_number_of_processes_gives_the_same(tmp_path: Path, name: str) -> None:
    data = records(3000)
    lay_out(tmp_path, name, data)
    for jobs in "13":
        done = run("corpus", *FAST, "-j", jobs, name, "-o", f"out{jobs}", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (0, b"750 spacing.before-punctuation\n"), done.stderr
        assert done.stderr == b"750 changes in 750 of 3,000 records.\n"
    assert (tmp_path / "out1" / name).read_bytes() == (tmp_path / "out3" / name).read_bytes()
    for line, record in zip(data.splitlines(), read(tmp_path / "out1" / name), strict=True):
        old = json.loads(line)
        assert record == {**old, "text_clean": old["text"].replace(" .", "."), "text_changes": record["text_changes"]}
        assert len(record["text_changes"]) == (old["id"] % 4 == 0)


@POSIX
@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.parquet"])
def test_killed_at_any_moment_a_run_goes_on(tmp_path: Path, name: str) -> None:
    lay_out(tmp_path, name, records(9000))
    subprocess.run([*STEPS, *FAST, name, "-o", "whole"], cwd=tmp_path, env=ENVIRONMENT, check=True, capture_output=True)
    killed = 0
    for _ in range(5):
        with started(tmp_path, name) as process:
            wait_for_work(process, tmp_path / "out" / ".mt-cleaner" / f"{name}.state")
            time.sleep(random.random() * 0.1)
            process.kill()
        killed += process.returncode == -signal.SIGKILL
        assert nobody_left(process.pid)
    assert killed >= 2
    with started(tmp_path, name) as process:
        assert process.wait() == 0
    assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    assert sorted(os.listdir(tmp_path / "out" / ".mt-cleaner")) == [f"{name}.state"]


@POSIX
@pytest.mark.parametrize("name", ["a.jsonl", "a.parquet"])
@pytest.mark.parametrize("moment", ["job.Job.finish", "journal.Journal.publish", "journal.os.replace", "job.os.unlink"])
def test_killed_while_the_output_is_put_in_its_place(tmp_path: Path, name: str, moment: str) -> None:
    lay_out(tmp_path, name, records(300))
    subprocess.run([*STEPS, *FAST, name, "-o", "whole"], cwd=tmp_path, env=ENVIRONMENT, check=True, capture_output=True)
    script = SMALL.replace("sys.exit", f"import os, signal\n{moment} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\nsys.exit")
    killed = subprocess.run([sys.executable, "-c", script, "corpus", *FAST, name, "-o", "out"], cwd=tmp_path, env=ENVIRONMENT)
    # Rows alone have a part that is taken away; the others end as if nothing had been.
    assert killed.returncode == (0 if (name, moment) == ("a.jsonl", "job.os.unlink") else -signal.SIGKILL)
    again = subprocess.run([*STEPS, *FAST, name, "-o", "out"], cwd=tmp_path, env=ENVIRONMENT, capture_output=True)
    assert again.returncode == 0 and b"75 changes in 75 of 300 records.\n" in again.stderr
    assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    assert sorted(os.listdir(tmp_path / "out" / ".mt-cleaner")) == [f"{name}.state"]


def started(folder: Path, name: str) -> subprocess.Popen[bytes]:
    command = [*STEPS, *FAST, "-j", "2", name, "-o", "out"]
    return subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=-1, stderr=-1, start_new_session=True)


def wait_for_work(process: subprocess.Popen[bytes], state: Path) -> None:
    """Until the run has done something that is kept, or has ended."""
    before = state.read_bytes() if state.exists() else b""
    while process.poll() is None:
        now = state.read_bytes() if state.exists() else b""
        if now != before and json.loads(now)["state"]["lines"]:
            return
        time.sleep(0.005)


def nobody_left(group: int) -> bool:
    """Whether the workers of a killed run are gone soon; one that has ended may wait for a while to be reaped."""
    for _ in range(100):
        states = subprocess.run(["ps", "-e", "-o", "pgid=,stat="], capture_output=True, check=True).stdout.decode().split("\n")
        if not any(line.split()[0] == str(group) and "Z" not in line for line in states if line.strip()):
            return True
        time.sleep(0.05)
    return False


@POSIX
def test_ctrl_c_stops_at_once_and_keeps_what_is_done(tmp_path: Path) -> None:
    lay_out(tmp_path, "a.jsonl", records(12_000))
    with started(tmp_path, "a.jsonl") as process:
        wait_for_work(process, tmp_path / "out" / ".mt-cleaner" / "a.jsonl.state")
        os.killpg(process.pid, signal.SIGINT)
        out, errors = process.communicate(timeout=5)
    assert (process.returncode, out) == (130, b"")
    assert errors == b"mt-cleaner: stopped. What is done is kept; the same command goes on from there.\n"
    assert nobody_left(process.pid)
    with started(tmp_path, "a.jsonl") as again:
        out, errors = again.communicate()
    assert (again.returncode, out) == (0, b"3,000 spacing.before-punctuation\n")
    assert b"a.jsonl: going on after " in errors and errors.endswith(b"3,000 changes in 3,000 of 12,000 records.\n")


def test_a_finished_run_is_not_made_again(tmp_path: Path) -> None:
    lay_out(tmp_path, "a.jsonl", records(50))
    first = run("corpus", *FAST, "a.jsonl", "-o", "out", cwd=tmp_path)
    made = (tmp_path / "out" / "a.jsonl").stat()
    again = run("corpus", *FAST, "a.jsonl", "-o", "out", cwd=tmp_path)
    assert (again.stdout, again.returncode, again.stderr) == (first.stdout, 0, first.stderr)
    assert (tmp_path / "out" / "a.jsonl").stat() == made


def test_bad_records_are_named_and_counted(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "The end ."}\n\n{"text": 1}\n' + b"no\n" * 30)
    done = run("corpus", *FAST, "a.jsonl", "-o", "out", cwd=tmp_path)
    said = done.stderr.decode().splitlines()
    assert done.returncode == 2
    assert said[:2] == ["a.jsonl:3: the field 'text' is no string.", "a.jsonl:4: this is not JSON: expecting value (column 1)."]
    assert said[-1] == "1 change in 1 of 32 records; 31 records could not be cleaned and stayed as they were."
    assert len(said) == 22 and said[-2] == "a.jsonl: more such records are only counted."
    assert (tmp_path / "out" / "a.jsonl").read_bytes().endswith(b'\n\n{"text": 1}\n' + b"no\n" * 30)


def test_a_folder_keeps_its_shape_and_one_broken_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "in" / "b").mkdir(parents=True)
    lay_out(tmp_path / "in", "a.jsonl", records(5))
    lay_out(tmp_path / "in" / "b", "c.json.gz", records(5))
    (tmp_path / "in" / "b" / "cut.jsonl.gz").write_bytes(gzip.compress(records(5))[:-9])
    (tmp_path / "in" / "notes.txt").write_text("no records")
    (tmp_path / "in" / "empty.jsonl.gz").write_bytes(b"")
    done = run("corpus", *FAST, "in", "-o", "in/out", cwd=tmp_path)
    assert done.returncode == 2
    assert b"in/b/cut.jsonl.gz: the gzip data ends in the middle; the file is incomplete.\n" in done.stderr
    out = tmp_path / "in" / "out"
    found = sorted(str(path.relative_to(out)) for path in out.rglob("*.*") if ".mt-cleaner" not in path.parts and path.is_file())
    assert found == ["a.jsonl", "b/c.json.gz", "empty.jsonl.gz"]
    assert len(read(out / "b" / "c.json.gz")) == 5 and read(out / "empty.jsonl.gz") == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["a.jsonl", "-o", "out", "--column", "txt"], "a.jsonl: none of the first 5 lines can be used, so that the file was left out. The"),
        (["a.jsonl", "-o", "out", "--source-column", "zh"], "there is no field 'zh'; the record has: id, text."),
        (["a.jsonl", "-o", "."], "is one of the inputs, and those are left alone."),
        (["a.jsonl", "-o", "b.parquet"], "JSON Lines stay JSON Lines"),
        (["b.jsonl", "-o", "out"], "b.jsonl: there is no such file or folder."),
        (["empty", "-o", "out"], "there is no file of JSON Lines or Parquet"),
        (["a.jsonl", "empty", "-o", "taken"], "taken is a file, and several inputs"),
        (["a.jsonl", "-o", "taken.jsonl"], "taken.jsonl: there is such a file already, and not from a run of this kind."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    lay_out(tmp_path, "a.jsonl", records(5))
    (tmp_path / "empty").mkdir()
    for name in ("taken", "taken.jsonl"):
        (tmp_path / name).write_text("mine")
    done = run("corpus", *FAST, *arguments, cwd=tmp_path)
    assert done.returncode == 2 and sentence in done.stderr.decode() and b"Traceback" not in done.stderr
    assert not (tmp_path / "out" / "a.jsonl").exists() and (tmp_path / "taken.jsonl").read_text() == "mine"


def test_other_settings_or_another_input_do_not_go_on_with_a_file(tmp_path: Path) -> None:
    lay_out(tmp_path, "a.jsonl", records(5))
    assert run("corpus", *FAST, "a.jsonl", "-o", "out", cwd=tmp_path).returncode == 0
    other = run("corpus", *FAST, "--ignore", "spacing.before-bracket", "a.jsonl", "-o", "out", cwd=tmp_path)
    assert other.returncode == 2 and b"out/a.jsonl: an earlier run has made or begun this file with other settings (rules)." in other.stderr
    lay_out(tmp_path, "a.jsonl", records(6))
    changed = run("corpus", *FAST, "a.jsonl", "-o", "out", cwd=tmp_path)
    assert changed.returncode == 2 and b"with other settings (input)." in changed.stderr


@POSIX
def test_two_runs_at_once_do_not_meet(tmp_path: Path) -> None:
    import fcntl

    lay_out(tmp_path, "a.jsonl", records(5))
    (tmp_path / "out" / ".mt-cleaner").mkdir(parents=True)
    with open(tmp_path / "out" / ".mt-cleaner" / "a.jsonl.part", "ab") as part:
        fcntl.flock(part, fcntl.LOCK_EX)
        done = run("corpus", *FAST, "a.jsonl", "-o", "out", cwd=tmp_path)
    assert done.returncode == 2 and b"out/a.jsonl: another run is at work on this file." in done.stderr


def die(task: int) -> int:
    if task == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return task * task


@POSIX
def test_a_worker_that_is_killed_is_said() -> None:
    workers = Workers[int, int](die, 2)
    with pytest.raises(CleanerError, match="a worker process could not be started or was killed"):
        list(workers.ordered((number, number) for number in range(10)))
    workers.stop()


def fail(task: int) -> int:
    return 1 // task


def test_results_come_in_order_and_a_failure_is_a_sentence() -> None:
    workers = Workers[int, int](abs, 3)
    assert [result for _, result in workers.ordered((None, -number) for number in range(100))] == list(range(100))
    workers.stop()
    workers = Workers[int, int](fail, 2)
    with pytest.raises(CleanerError, match="ZeroDivisionError"):
        list(workers.ordered((None, number) for number in range(3)))
    workers.stop()
