"""A file comes back byte for byte, in whatever encoding; a guess is right or refused; nothing is read that would be spoilt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import HERE, all_texts, cleaner
from hypothesis import given
from hypothesis import strategies as st

from cleaner.decoding import Loaded, Reading, Skipped, decode
from cleaner.decoding.guess import weigh
from cleaner.edits import apply
from cleaner.errors import CleanerError, InputError

UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-7"]
EAST_ASIAN = [*"gb18030 gbk gb2312 hz big5 cp950 big5hkscs cp932 shift_jis euc_jp iso2022_jp cp949 euc_kr".split()]
NARROW = ["cp1250", "cp1251", "cp1252", "cp1253", "koi8-r", "koi8-u", "latin-1", "iso8859-15", "cp850", "cp866", "mac_roman", "ascii"]
PIECES = st.sampled_from([*"a ~\\éü’“—公警的ーアｱ한иЯ€🙂\n\r", "\r\n", "The end"])
TEXTS = st.lists(PIECES, max_size=30).map("".join)
CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "cases" / "encodings.yaml").read_text(encoding="utf-8"))


def held(text: str, encoding: str) -> str:
    """What of a text the encoding can hold."""
    return text.encode(encoding, "ignore").decode(encoding)


def read(text: str, encoding: str) -> Loaded | None:
    """The text from a file of that encoding, where the file is not plainly something else."""
    try:
        return decode(text.encode(encoding), "a.txt", Reading.of(encoding, None, False, ()))
    except InputError as error:
        assert "UTF-8, but was to be read" in str(error) or (not text and "no byte order mark" in str(error))
        return None


@pytest.mark.parametrize("encoding", [*UNICODE, *EAST_ASIAN, *NARROW])
def test_every_text_comes_back_in_its_bytes(encoding: str) -> None:
    @given(TEXTS, TEXTS)
    def check(text: str, other: str) -> None:
        text, other = held(text, encoding), held(other, encoding)
        loaded = read(text, encoding)
        if loaded is None:
            return
        assert loaded.text == text
        assert loaded.encode(text, "a.txt") == loaded.data == text.encode(encoding)
        again = read(other, encoding)
        assert again is None or loaded.encode(other, "a.txt") == again.data

    check()


@pytest.mark.parametrize("encoding", [*UNICODE, *EAST_ASIAN, *NARROW])
def test_clean_files_pass_byte_for_byte(encoding: str) -> None:
    for path in sorted((HERE / "clean").iterdir()):
        text = held(path.read_bytes().decode("utf-8"), encoding)
        loaded = read(text, encoding)
        if loaded is not None:
            outcome = cleaner().clean(loaded.text, format="markdown" if path.suffix == ".md" else "text")
            assert text != path.read_bytes().decode("utf-8") or not outcome.changes
            assert outcome.changes or loaded.encode(outcome.text, str(path)) == text.encode(encoding)


@pytest.mark.parametrize("target", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le", "cp932", "koi8-r", "latin-1", "iso2022_jp"])
def test_a_converted_file_holds_the_same_text(encoding: str, target: str) -> None:
    for text in ("Plain.\r\n", "Café, the\rpark\n", "公園 парк\n"):
        text = held(text, encoding)
        loaded = decode(text.encode(encoding), "a.txt", Reading.of(encoding if encoding != "utf-8-sig" else None, target, False, ()))
        data = loaded.encode(text, "a.txt")
        same_family = (encoding, target) in {("utf-8-sig", "utf-8"), ("utf-16", "utf-16")}
        assert data == (loaded.data if same_family else text.encode(target)), "a mark that is there already stays"
        again = Reading.of(encoding if encoding != "utf-8-sig" else None, target, False, ())
        assert decode(data, "a.txt", again).changes((), "a.txt") == [], "a second run is quiet"
        reported = [change.rule for change in loaded.changes((), "a.txt")]
        assert reported == (["encoding.converted"] if data != loaded.data else [])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_guess_is_right_or_refused(case: dict[str, Any]) -> None:
    for encoding in case["encodings"]:
        data = case["text"].encode(encoding)
        for tail in (b"", b"\n", b"\r\nThe rest is plain English, and says nothing about it.\r\n" * 20):
            if case["guessed"] is None:
                with pytest.raises(InputError, match="cannot be told safely"):
                    decode(data + tail, "a.txt", Reading(guess=True))
            else:
                loaded = decode(data + tail, "a.txt", Reading(guess=True))
                assert (loaded.encoding, loaded.text) == (case["guessed"], case["text"] + tail.decode())
                assert loaded.encode(loaded.text, "a.txt") == data + tail


def test_utf8_is_never_guessed_to_be_something_else() -> None:
    for text in all_texts():
        assert decode(text.encode(), "a.txt", Reading(guess=True)).encoding == "utf-8"


@pytest.mark.parametrize("encoding", ["gb18030", "cp932", "cp949", "cp1251", "cp1252"])
def test_lines_of_another_encoding_are_read_and_reported(encoding: str) -> None:
    foreign = next(case["text"] for case in CASES if encoding in case["encodings"])
    before, after = "“Naïve” café\r\nплан 公園\n", "\nplain\rEnd — 公\n"
    loaded = decode(before.encode() + foreign.encode(encoding) + after.encode(), "a.txt", Reading(guess=True))
    text = before + foreign + after
    assert (loaded.text, loaded.encoding, apply(loaded.original, loaded.repairs)) == (text, "utf-8", text)
    assert loaded.encode(text, "a.txt") == text.encode()
    changes = loaded.changes((), "a.txt")
    assert {change.rule for change in changes} == {"encoding.mixed-line"} and encoding in changes[0].reason
    assert all(len(before) <= change.start < len(loaded.original) - len(after) for change in changes)
    with pytest.raises(InputError, match=r"a\.txt:3:\d+: .*mixes encodings \(1 line is not UTF-8\)"):
        decode(loaded.data, "a.txt")


READINGS = [Reading(), Reading(guess=True), Reading("gb18030"), Reading("utf-7"), Reading("cp1252", "utf-8")]


@given(st.binary(max_size=200), st.sampled_from(READINGS))
def test_any_bytes_are_read_refused_or_skipped(data: bytes, reading: Reading) -> None:
    try:
        loaded = decode(data, "a.txt", reading)
        assert apply(loaded.original, loaded.repairs) == loaded.text
        assert reading.output or loaded.repairs or loaded.encode(loaded.text, "a.txt") == data
    except (CleanerError, Skipped):
        pass


@pytest.mark.parametrize("plain", ["Plain English.\n" * 200_000, "plain " * 500_000 + "\n"], ids=["lines", "one line"])
def test_a_long_file_is_weighed_by_what_is_not_ascii(plain: str) -> None:
    verdict = weigh((plain + CASES[0]["text"]).encode("gb18030"), ["en", "zh"])
    assert verdict.chosen and verdict.chosen.encoding == "gb18030"


def test_sources_may_be_utf8_when_the_files_are_not(tmp_path: Path) -> None:
    from cleaner.cli.jobs import read_source
    from cleaner.formats.base import Format

    for name, encoding in (("a", "utf-8"), ("b", "gbk")):
        (tmp_path / name).write_bytes("公园。".encode(encoding))
        assert read_source(str(tmp_path / name), Reading("gbk"), Format()) == "公园。"
