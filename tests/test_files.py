"""Nothing is lost: what is found, how it is read, and how it is written."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from cleaner import files
from cleaner.decoding import Reading, decode
from cleaner.errors import InputError
from cleaner.files import Found, Patterns, Search


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x\n", encoding="utf-8")


def found(folder: Path, *paths: str, **options: object) -> list[str]:
    search = Search(**options)  # type: ignore[arg-type]
    names = [Path(each.path).relative_to(folder).as_posix() for each in search.find([str(folder / path) for path in paths])]
    assert not search.errors
    return names


def test_folders_are_walked_in_order_and_only_for_known_files(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/c.md", "a/b.txt", "code.py", ".git/x.txt", "node_modules/x.md", ".hidden/a.txt")
    assert found(tmp_path, ".") == [".hidden/a.txt", "a/b.txt", "a/c.md", "b.txt"]


def test_a_file_named_twice_comes_once(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a" / "b.txt")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert found(tmp_path, "a/b.txt", ".", "a") == ["a/b.txt"]


def test_a_named_file_is_taken_whatever_its_suffix_and_whatever_ignores_it(tmp_path: Path) -> None:
    write(tmp_path, "notes.text2", "a.txt")
    (tmp_path / ".gitignore").write_text("*\n")
    assert Search().find([str(tmp_path / "notes.text2")]) == [Found(str(tmp_path / "notes.text2"), "notes.text2", "text")]
    assert found(tmp_path, ".") == []
    exclude = Patterns.of(str(tmp_path), ["*.text2"])
    assert found(tmp_path, "notes.text2", exclude=exclude) == ["notes.text2"]
    assert found(tmp_path, "notes.text2", exclude=exclude, force_exclude=True) == []


def test_gitignore_files_nest_and_hold_up_to_the_repository(tmp_path: Path) -> None:
    write(tmp_path, "r/.git/HEAD", "r/a/b/c.txt", "r/a/b/d.txt", "r/a/top.txt", "r/a/b/sub/top.txt")
    (tmp_path / ".gitignore").write_text("*\n")  # outside the repository
    (tmp_path / "r/.gitignore").write_text("c.txt\nd.txt\n/a/top.txt\n")
    (tmp_path / "r/a/b/.gitignore").write_text("!d.txt\n")
    assert found(tmp_path, "r") == found(tmp_path, "r/a/b") == ["r/a/b/d.txt", "r/a/b/sub/top.txt"]


def test_a_named_folder_is_walked_even_when_it_is_ignored(tmp_path: Path) -> None:
    write(tmp_path, ".git/HEAD", "build/a.txt")
    (tmp_path / ".gitignore").write_text("build/\n")
    assert found(tmp_path, ".") == []
    assert found(tmp_path, "build") == ["build/a.txt"]


def test_a_missing_path_is_an_error_and_the_others_go_on(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    search = Search()
    assert len(search.find([str(tmp_path / "none"), str(tmp_path / "a.txt")])) == 1
    assert "there is no such file or folder" in str(search.errors[0])


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"ab\nc\xe9d", ":2:2: byte 0xE9 at offset 4"),
        (b"\xef\xbb\xbf\xe5\x85\xac\xff", ":1:2: byte 0xFF at offset 6 is not UTF-8, though the rest of the file is"),
        (b"\xff\xfea\0\n\0b", ":2:1: byte 0x62 at offset 6 is not utf-16-le, which the file's byte order mark says it is"),
        ("It’s\n".encode() + b"caf\xe9\n", ":2:4: byte 0xE9 at offset 10 is not UTF-8, though the rest of the file is: it mixes"),
    ],
)
def test_undecodable_bytes_are_named_with_their_place(data: bytes, place: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, "a.txt")
    assert str(caught.value).startswith("a.txt" + place)


def test_binary_and_large_files_are_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"a\0b")
    with pytest.raises(files.Skipped, match="binary"):
        files.read(str(tmp_path / "a"))
    monkeypatch.setattr(files, "MAX_BYTES", 2)
    with pytest.raises(files.Skipped, match="larger"):
        files.read(str(tmp_path / "a"))


def test_writing_keeps_mode_mark_and_newlines_and_follows_links(tmp_path: Path) -> None:
    real, link = tmp_path / "a.txt", tmp_path / "link.txt"
    real.write_bytes(b"\xef\xbb\xbfa\r\nb\rc\n")
    real.chmod(0o640)
    link.symlink_to(real)
    loaded = files.read(str(link))
    assert loaded.text == "a\r\nb\rc\n"
    files.rewrite(str(link), loaded, loaded.encode("A\r\nb\rc\n", str(link)))
    assert link.is_symlink() and real.read_bytes() == b"\xef\xbb\xbfA\r\nb\rc\n"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(os.listdir(tmp_path)) == ["a.txt", "link.txt"]


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    loaded = files.read(str(path))
    path.write_text("new, by someone else")
    with pytest.raises(InputError, match="changed while"):
        files.rewrite(str(path), loaded, b"mended")
    assert path.read_text() == "new, by someone else"


def test_a_read_only_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    path.chmod(0o444)
    with pytest.raises(InputError, match="read-only"):
        files.rewrite(str(path), files.read(str(path)), b"mended")
    assert path.read_text() == "old"


def test_ctrl_c_while_writing_leaves_the_file_whole_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("old 公园".encode("gb18030"))
    loaded = files.read(str(path), Reading("gb18030", "utf-8"))

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.rewrite(str(path), loaded, loaded.encode(loaded.text, str(path)))
    assert path.read_bytes() == "old 公园".encode("gb18030") and os.listdir(tmp_path) == ["a.txt"]


def test_a_write_that_fails_leaves_the_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="No space left"):
        files.rewrite(str(path), files.read(str(path)), b"mended")
    assert path.read_text() == "old" and os.listdir(tmp_path) == ["a.txt"]


def test_what_cannot_be_written_in_place_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a regular file"):
        files.rewrite(os.devnull, files.Loaded("", b""), b"mended")
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="cannot be written"):
        files.write_new(str(tmp_path / "file" / "inside.txt"), b"x")
