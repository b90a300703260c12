"""`mt-cleaner corpus` on plain text: a record for each line, with the source of the same line, whatever happens."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import cleaner
from test_cli import run
from test_corpus import ENVIRONMENT, POSIX, STEPS, read, wait_for_work

from cleaner.corpus import texts
from cleaner.corpus.base import Fields, Washer
from cleaner.corpus.texts import Taker, clean_texts, lines_in

FAST = ("--isolated", "--no-glossary", "--select", "spacing")
TERMS = ("--isolated", "--select", "terms")


def cleaned(text: bytes, source: bytes | None = None) -> tuple[list[dict[str, Any]], list[str]]:
    fields = Fields("text", None if source is None else "source")
    out, said = clean_texts(text, source or b"", Washer(cleaner(select=("spacing", "terms"))), fields)
    return [json.loads(line) for line in out.splitlines()], [f"{one.number}: {one.sentence}" for one in said]


def lines(count: int) -> bytes:
    """Lines of about 250 bytes, each unlike all others; every fourth is damaged, every tenth empty."""
    chance = random.Random(7)
    words = "police city court meeting office people region water school plan number house".split()
    made = [f"{number} {' '.join(chance.choice(words) for _ in range(40))}{' .' if number % 4 == 0 else '.'}" for number in range(count)]
    return "".join(f"{'' if number % 10 == 5 else line}\n" for number, line in enumerate(made)).encode()


def test_a_line_becomes_a_record() -> None:
    records, said = cleaned("The end .\n\n“Fine.”\r\nno end".encode())
    assert [record["text"] for record in records] == ["The end .", "", "“Fine.”\r", "no end"]
    assert [record["text_clean"] for record in records] == ["The end.", "", "“Fine.”\r", "no end"]
    assert [len(record["text_changes"]) for record in records] == [1, 0, 0, 0] and said == []


def test_the_source_of_the_same_line_is_used() -> None:
    source = "他参与套路贷。\n天气很好。\n".encode()
    records, said = cleaned(b"He took part in a pattern loan .\nA pattern loan is fine weather.\n", source)
    assert [record["source"] for record in records] == ["他参与套路贷。", "天气很好。"]
    assert "trap loan" in records[0]["text_clean"] and "trap loan" not in records[1]["text_clean"] and not said


def test_a_line_that_is_no_text_keeps_its_bytes() -> None:
    records, said = cleaned(b"caf\xe9 .\nThe end .\n")
    assert said == ["1: the line is not UTF-8: byte 0xE9 in column 4."]
    assert records[0] == {"text": "caf\udce9 ."} and records[0]["text"].encode("utf-8", "surrogateescape") == b"caf\xe9 ."
    assert records[1]["text_clean"] == "The end."
    records, said = cleaned(b"The end .\n", b"\xff\n")
    assert said == ["1: its source is not UTF-8: byte 0xFF in column 1."] and records == [{"text": "The end .", "source": "\udcff"}]


@pytest.mark.parametrize("piece", [1, 2, 3, 5])
def test_what_stays_is_written_in_pieces_without_a_letter_lost(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "_PIECE", piece)
    line = "é“\"\\ 😀".encode() + b"\xf0\x9f \xff" + "中".encode() + b"\xe4"
    (record,), said = cleaned(line)
    assert record["text"].encode("utf-8", "surrogateescape") == line and len(said) == 1


def test_a_line_of_ten_megabytes_stays(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"The end .\n" + b"x " * 6_000_000 + b"\nThe end .\n")
    done = run("corpus", *FAST, "-j", "1", "a.txt", "-o", "out.jsonl", cwd=tmp_path)
    assert done.returncode == 2 and b"a.txt:2: the line is larger than 10 MB, which is a dump rather than a text.\n" in done.stderr
    records = read(tmp_path / "out.jsonl")
    assert [record.get("text_clean") for record in records] == ["The end.", None, "The end."] and len(records[1]["text"]) == 12_000_000


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_lines_are_taken_whole_wherever_the_pieces_end(count: int) -> None:
    chance, data = random.Random(count), b"one\n\ntwo\nthree\n\n\nfour\nfive\nend"
    for _ in range(50):
        cuts = sorted(chance.sample(range(len(data)), 6))
        pieces = [data[start:end] for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True)]
        taker, taken = Taker(pieces), []
        while part := taker.take(count):
            taken.append(part)
        assert b"".join(taken) == data and {part.count(b"\n") for part in taken[:-1]} == {count}
        assert lines_in(pieces) == 9


@pytest.mark.parametrize("skipped", [1, 2, 4, 100])
def test_as_many_lines_are_passed_over_as_were_done(skipped: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "_SKIPPED", skipped)
    for count in range(12):
        lines = Taker([b"".join(b"%d\n" % number for number in range(12))])
        lines.skip(count)
        assert lines.take(1) == b"%d\n" % count


@pytest.mark.parametrize("name", ["a.txt", "news.en", "a.txt.gz"])
def test_every_number_of_processes_gives_the_same(tmp_path: Path, name: str) -> None:
    data = lines(3000)
    (tmp_path / name).write_bytes(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
    target = {"a.txt": "a.txt.jsonl", "news.en": "news.en.jsonl", "a.txt.gz": "a.txt.jsonl.gz"}[name]
    for jobs in "13":
        done = run("corpus", *FAST, "-j", jobs, name, "-o", f"out{jobs}", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (0, b"750 spacing.before-punctuation\n"), done.stderr
    assert (tmp_path / "out1" / target).read_bytes() == (tmp_path / "out3" / target).read_bytes()
    records = read(tmp_path / "out1" / target)
    assert [record["text"] for record in records] == data.decode().splitlines()
    assert [record["text_clean"] for record in records] == data.decode().replace(" .", ".").splitlines()


@POSIX
@pytest.mark.parametrize("end", [b"", b"the last line has no end ."])
def test_killed_at_any_moment_a_run_goes_on_with_the_right_sources(tmp_path: Path, end: bytes) -> None:
    text = lines(9000) + end
    (tmp_path / "a.en").write_bytes(text)
    (tmp_path / "a.zh").write_bytes(b"".join(b"%d\n" % number for number in range(lines_in([text]))))
    script = STEPS[2].replace("sys.exit", "from cleaner.corpus import texts\ntexts._SKIPPED = 300\nsys.exit")
    command = [*STEPS[:2], script, *STEPS[3:], *FAST, "-j", "2", "a.en", "--source", "a.zh", "-o"]
    subprocess.run([*command, "whole"], cwd=tmp_path, env=ENVIRONMENT, check=True, capture_output=True)
    killed = 0
    for _ in range(4):
        with subprocess.Popen([*command, "out"], cwd=tmp_path, env=ENVIRONMENT, stdout=-1, stderr=-1, start_new_session=True) as process:
            wait_for_work(process, tmp_path / "out" / ".mt-cleaner" / "a.en.jsonl.state")
            time.sleep(random.random() * 0.1)
            process.kill()
        killed += process.returncode == -signal.SIGKILL
    assert killed >= 2
    subprocess.run([*command, "out"], cwd=tmp_path, env=ENVIRONMENT, check=True, capture_output=True)
    assert (tmp_path / "out" / "a.en.jsonl").read_bytes() == (tmp_path / "whole" / "a.en.jsonl").read_bytes()
    records = read(tmp_path / "out" / "a.en.jsonl")
    assert [record["source"] for record in records] == [str(number) for number in range(lines_in([text]))]
    assert [record["text"] for record in records] == text.decode().splitlines()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["a.en", "--source", "short.zh", "-o", "out"], "a.en: the text has 3 lines, and its source short.zh 2; each"),
        (["a.en", "--source", "nowhere", "-o", "out"], "nowhere: the file cannot be read: No such file or directory."),
        (["a.en", "b.en", "--source", "short.zh", "-o", "out"], "--source belongs to one file, and 2 are given."),
        (["a.en", "--column", "text", "--source", "short.zh", "-o", "out"], "--source belongs to plain text"),
        (["a.en", "--source-column", "zh", "-o", "out"], "--source-column belongs to records"),
        (["a.en", "-o", "clean.txt"], "lines of text become records of JSON Lines: call the output clean.jsonl, or name a folder."),
        (["a.en", "-o", "out.parquet"], "JSON Lines stay JSON Lines"),
        (["a.en", "a.jsonl", "-o", "out"], "which field holds the text? Name it with --column"),
        (["folder", "-o", "out"], "which field holds the text? Name it with --column"),
        (["latin.txt", "-o", "out"], "latin.txt: none of the first lines is UTF-8, so that the file was left out; iconv makes it UTF-8."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    there = {"a.en": b"a\nb\nc", "b.en": b"a\n", "short.zh": b"1\n2\n", "a.jsonl": b'{"text": "a"}\n', "latin.txt": b"caf\xe9\n"}
    for name, content in there.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder").mkdir()
    done = run("corpus", *FAST, *arguments, cwd=tmp_path)
    assert done.returncode == 2 and sentence in done.stderr.decode() and b"Traceback" not in done.stderr
    made = [name for where, _, names in os.walk(tmp_path) if ".mt-cleaner" not in where for name in names]
    assert sorted(made) == sorted(there)


def test_an_empty_file_becomes_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    assert run("corpus", *FAST, "a.txt", "-o", "out.jsonl", cwd=tmp_path).returncode == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b""


def test_another_source_does_not_go_on_with_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.en").write_bytes(b"The end .\n")
    (tmp_path / "a.zh").write_bytes("一\n".encode())
    assert run("corpus", *FAST, "a.en", "--source", "a.zh", "-o", "out", cwd=tmp_path).returncode == 0
    (tmp_path / "a.zh").write_bytes("二\n".encode())
    done = run("corpus", *FAST, "a.en", "--source", "a.zh", "-o", "out", cwd=tmp_path)
    assert done.returncode == 2 and b"with other settings (source)." in done.stderr
