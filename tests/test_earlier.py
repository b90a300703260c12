"""What earlier runs found in a file is said again only where cleaning it again would say the same, and not a letter less."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import HERE, cleaner
from test_cli import run

from cleaner import cache
from cleaner.cli import earlier as module
from cleaner.cli.earlier import Earlier, performed
from cleaner.cli.jobs import Result, Task
from cleaner.config import Settings
from cleaner.decoding import Reading
from cleaner.engine import Cleaner
from cleaner.formats import PLAIN
from cleaner.formats.base import Format

SETTINGS = Settings(guess_encoding=True)
GUESSING = Reading(guess=True, languages=("en", "zh"))
NAMES = {".md": "markdown", ".po": "po", ".docx": "docx", ".html": "html", ".json": "json", ".srt": "srt", ".yaml": "yaml"}
DAMAGED = "The police said so , and and left . Taolu loans of thisyear.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which results are kept, empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))
    return tmp_path / "kept" / "mt-cleaner"


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("results-*"))


def tasks_of(paths: Sequence[Path]) -> list[Task]:
    return [Task(str(path), Format(NAMES.get(path.suffix, "text")), "check", reading=GUESSING) for path in paths]


def all_results(tasks: Sequence[Task], settings: Settings = SETTINGS, cleans: Cleaner | None = None) -> list[Result]:
    return list(performed(lambda: cleans or cleaner(), tasks, 1, Earlier(settings)))


class Idle(Cleaner):
    """Cleans nothing: a result can only come from an earlier run."""

    def clean(self, *_: object, **__: object) -> None:  # type: ignore[override]
        raise AssertionError("this file was cleaned again")


def said(result: Result) -> Result:
    """A result without what only this run knows."""
    return replace(result, key=b"")


def test_a_second_run_says_the_same_of_every_kind_of_file_and_cleans_none() -> None:
    paths = [path for path in sorted((HERE / "cmd").glob("*/in/**/*")) if path.is_file() and path.stat().st_size < 100_000]
    first = all_results(tasks_of(paths))
    done = [(path, result) for path, result in zip(paths, first, strict=True) if not (result.error or result.skipped)]
    again = all_results(tasks_of([path for path, _ in done]), cleans=Idle())
    assert again == [said(result) for _, result in done]
    assert len(done) > 60 and any("!" in finding.path for result in again for finding in result.findings), "parts of documents, too"
    assert any(result.notices for result in again) and any(result.hints for result in again)


def test_the_command_says_the_same_in_every_format(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "a.txt").write_text(DAMAGED, encoding="utf-8")
    (tmp_path / "b.md").write_text("Clean text, and nothing else.\n", encoding="utf-8")
    (tmp_path / "c.txt").write_bytes(b"no text\0")
    for options in ([], ["--format", "json"], ["--format", "full"], ["--format", "sarif"], ["--statistics", "-q"], ["-v"]):
        runs = [run("check", *options, *more, ".", cwd=tmp_path) for more in ([], [], ["--no-cache"])]
        assert len({(done.stdout, done.stderr, done.returncode) for done in runs}) == 1
        assert runs[0].returncode == 1
    for _ in range(2):
        done = run("fix", "--diff", ".", cwd=tmp_path)
        assert b"+The police said so, and left." in done.stdout
    assert len(kept(folder)) == 1


def test_where_all_is_known_no_cleaner_is_made(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DAMAGED, encoding="utf-8")
    tasks = tasks_of([tmp_path / "a.txt"])
    (first,) = all_results(tasks)

    def none() -> Cleaner:
        raise AssertionError("a cleaner was made")

    assert list(performed(none, tasks, 1, Earlier(SETTINGS))) == [said(first)]
    with pytest.raises(AssertionError, match="a cleaner was made"):
        list(performed(none, [replace(tasks[0], format=Format("html"))], 1, Earlier(SETTINGS)))


def test_a_mistake_in_the_settings_is_said_however_much_is_known(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DAMAGED, encoding="utf-8")
    (tmp_path / "own.yaml").write_text("terms: [\n", encoding="utf-8")
    assert run("check", "-q", "a.txt", cwd=tmp_path).returncode == 1
    for option in ("--select=nonsense", "--glossary=own.yaml", "--glossary=nowhere.yaml"):
        for _ in range(2):
            done = run("check", "-q", option, "a.txt", cwd=tmp_path)
            assert done.returncode == 2 and done.stdout == b"" and done.stderr.startswith((b"mt-cleaner: ", b"own.yaml:")), done.stderr


def test_fix_mends_what_check_has_seen_and_leaves_alone_what_is_clean(tmp_path: Path) -> None:
    damaged, clean = tmp_path / "damaged.txt", tmp_path / "clean.txt"
    damaged.write_text(DAMAGED, encoding="utf-8")
    clean.write_text("Clean text, and nothing else.\n", encoding="utf-8")
    before = clean.stat()
    assert run("check", "-q", ".", cwd=tmp_path).returncode == 1
    assert run("fix", "-q", ".", cwd=tmp_path).returncode == 0
    assert damaged.read_text(encoding="utf-8") == "The police said so, and left. Trap loans of thisyear.\n".replace("thisyear", "this year")
    assert (clean.stat().st_mtime_ns, clean.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert run("check", "-q", ".", cwd=tmp_path).returncode == 0
    assert run("fix", "-q", "-o", "out", ".", cwd=tmp_path).returncode == 0
    assert (tmp_path / "out" / "clean.txt").read_bytes() == clean.read_bytes(), "-o writes every file, known or not"


def test_bytes_count_and_not_the_name_or_the_time(tmp_path: Path) -> None:
    path, moved = tmp_path / "a.txt", tmp_path / "b.txt"
    path.write_text(DAMAGED, encoding="utf-8")
    (first,) = all_results(tasks_of([path]))
    state = path.stat()
    path.rename(moved)
    os.utime(moved)
    (again,) = all_results(tasks_of([moved]), cleans=Idle())
    assert again.path == str(moved) and {finding.path for finding in again.findings} == {str(moved)}
    assert [finding.reason for finding in again.findings] == [finding.reason for finding in first.findings]
    path.write_text(DAMAGED.replace("so ,", "so, "), encoding="utf-8")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    (other,) = all_results(tasks_of([path]))
    assert len(other.findings) < len(first.findings), "as long and as old as before, and another text"


@pytest.mark.parametrize(
    "other",
    [{"unsafe": True}, {"ignore": ("layout",)}, {"language": "de"}, {"glossaries": ()}, {"output_encoding": "utf-16"}],
    ids=lambda other: next(iter(other)),
)
def test_other_settings_know_nothing(other: dict[str, object], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DAMAGED, encoding="utf-8")
    all_results(tasks_of([tmp_path / "a.txt"]))
    with pytest.raises(AssertionError, match="cleaned again"):
        asked(tmp_path / "a.txt", replace(SETTINGS, **other))  # type: ignore[arg-type]


def asked(path: Path, settings: Settings) -> None:
    """Raises AssertionError where a file is not known."""
    if Earlier(settings).result(*tasks_of([path])) is None:
        raise AssertionError("this file was cleaned again")


def test_where_files_are_looked_for_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DAMAGED, encoding="utf-8")
    all_results(tasks_of([tmp_path / "a.txt"]))
    asked(tmp_path / "a.txt", replace(SETTINGS, exclude=("*.md",), base="/", origin="x.toml"))


def test_another_way_of_reading_is_another_result(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DAMAGED, encoding="utf-8")
    (task,) = tasks_of([tmp_path / "a.txt"])
    all_results([task])
    assert Earlier(SETTINGS).result(task) is not None
    assert PLAIN and Earlier(SETTINGS).result(replace(task, format=Format("html"))) is None
    assert Earlier(SETTINGS).result(replace(task, source="zh.txt")) is None


def test_a_glossary_and_the_program_are_known_by_what_is_in_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("language: en\nterms:\n  - {id: x, canonical: trap loan, variants: [Taolu loan]}\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text(DAMAGED, encoding="utf-8")
    settings = replace(SETTINGS, glossaries=(str(own),))
    all_results(tasks_of([tmp_path / "a.txt"]), settings)
    asked(tmp_path / "a.txt", settings)
    own.write_text(own.read_text(encoding="utf-8").replace("trap loan", "dirty loan"), encoding="utf-8")
    with pytest.raises(AssertionError):
        asked(tmp_path / "a.txt", settings)
    monkeypatch.setattr(cache, "program", lambda: b"another version")
    with pytest.raises(AssertionError):
        asked(tmp_path / "a.txt", SETTINGS)


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_text("y = 2\n", encoding="utf-8"),
        lambda path: path.with_name("other.py").write_text("", encoding="utf-8"),
        lambda path: os.utime(path, ns=(0, 0)),
        lambda path: path.unlink(),
    ],
    ids=["longer", "new", "time", "gone"],
)
def test_a_program_s_files_tell_its_version(change: Callable[[Path], object], tmp_path: Path) -> None:
    inner = tmp_path / "package" / "inner"
    inner.mkdir(parents=True)
    (inner / "a.py").write_text("x = 1", encoding="utf-8")
    before = cache.state_of(tmp_path / "package")
    (inner / "__pycache__").mkdir()
    (inner / "__pycache__" / "a.pyc").write_bytes(b"x")
    assert cache.state_of(tmp_path / "package") == before
    change(inner / "a.py")
    assert cache.state_of(tmp_path / "package") != before


def test_an_installed_program_is_known_by_its_record_on_every_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package, record = tmp_path / "cleaner", tmp_path / "mt_cleaner-0.1.0.dist-info" / "RECORD"
    package.mkdir()
    (package / "cache.py").write_text("x = 1\n", encoding="utf-8")
    by_time = cache.program_in(package)
    record.parent.mkdir()
    record.write_text("cleaner/cache.py,sha256=abc,6\n", encoding="utf-8")
    installed = cache.program_in(package)
    os.utime(package / "cache.py", ns=(0, 0))
    assert cache.program_in(package) == installed != by_time
    (package / "cache.py").write_text("x = 10\n", encoding="utf-8")
    assert cache.program_in(package) != installed, "another size"
    record.write_text("cleaner/cache.py,sha256=abd,6\n", encoding="utf-8")
    assert cache.program_in(package) != installed, "another digest"
    record.write_text("other/cache.py,sha256=abc,6\n", encoding="utf-8")
    before = cache.program_in(package)
    assert cache.program_in(tmp_path / "archive.zip") is None
    os.utime(package / "cache.py", ns=(1, 1))
    assert cache.program_in(package) != before, "a record of something else, as an editable installation has it"


def test_errors_and_skipped_files_are_asked_again(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "a.po").write_text("this is no catalogue\n", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"no text\0")
    results = all_results(tasks_of([tmp_path / "a.po", tmp_path / "b.txt", tmp_path / "nowhere.txt"]))
    assert [bool(result.error or result.skipped) for result in results] == [True, True, True]
    assert kept(folder) == []


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    for _ in range(2):
        os.mkfifo(tmp_path / "pipe.txt")
        writer = subprocess.Popen([sys.executable, "-c", f"open('pipe.txt', 'w').write({DAMAGED!r})"], cwd=tmp_path)
        done = run("check", "pipe.txt", cwd=tmp_path)
        assert writer.wait(timeout=60) == 0 and b"pipe.txt:1:19: spacing.before-punctuation" in done.stdout, done.stderr
        (tmp_path / "pipe.txt").unlink()


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data.replace(b"left", b"lift"), lambda data: b""])
def test_what_is_not_whole_is_not_believed(damage: Callable[[bytes], bytes], tmp_path: Path, folder: Path) -> None:
    (tmp_path / "a.txt").write_text(DAMAGED, encoding="utf-8")
    first = all_results(tasks_of([tmp_path / "a.txt"]))
    (path,) = kept(folder)
    path.write_bytes(damage(path.read_bytes()))
    assert all_results(tasks_of([tmp_path / "a.txt"])) == first


def test_a_program_that_cannot_be_looked_at_does_without(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(DAMAGED, encoding="utf-8")
    first = all_results(tasks_of([tmp_path / "a.txt"]))
    before = [path.read_bytes() for path in kept(folder)]
    monkeypatch.setattr(cache, "program", lambda: None)
    assert all_results(tasks_of([tmp_path / "a.txt"])) == first and [path.read_bytes() for path in kept(folder)] == before


def test_no_cache_neither_reads_nor_writes(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "a.txt").write_text(DAMAGED, encoding="utf-8")
    assert run("check", "-q", "--no-cache", "a.txt", cwd=tmp_path).returncode == 1
    assert kept(folder) == []


def test_runs_that_learn_keep_nothing(tmp_path: Path, folder: Path) -> None:
    pytest.importorskip("numpy", reason="the extra learn is not installed")
    (tmp_path / "a.txt").write_text(DAMAGED, encoding="utf-8")
    assert run("check", "-q", "--learn", "a.txt", cwd=tmp_path).returncode == 1
    assert kept(folder) == []


def test_two_runs_at_once_keep_what_both_found(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(f"{name} {DAMAGED}", encoding="utf-8")
    first, second = tasks_of([tmp_path / "a.txt", tmp_path / "b.txt"])
    one, two = Earlier(SETTINGS), Earlier(SETTINGS)
    list(performed(cleaner, [first], 1, one))
    list(performed(cleaner, [second], 1, two))
    assert Earlier(SETTINGS).result(first) and Earlier(SETTINGS).result(second)


def test_what_was_asked_for_longest_ago_goes_first(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / f"{name}.txt" for name in "abcd"]
    for path in paths:
        path.write_text(f"{path.stem} {DAMAGED}", encoding="utf-8")
    a, b, c, d = tasks_of(paths)
    all_results([a, b, c])
    (path,) = kept(folder)
    monkeypatch.setattr(module, "LARGEST", path.stat().st_size)
    all_results([a, d])
    now = Earlier(SETTINGS)
    assert [now.result(task) is not None for task in (a, b, c, d)] == [True, False, True, True]


def test_what_a_stopped_run_found_is_kept(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.txt" for name in "ab"]
    for path in paths:
        path.write_text(f"{path.stem} {DAMAGED}", encoding="utf-8")
    results = performed(cleaner, tasks_of(paths), 1, Earlier(SETTINGS))
    next(results)
    with pytest.raises(KeyboardInterrupt):
        results.throw(KeyboardInterrupt)  # type: ignore[attr-defined]
    assert [Earlier(SETTINGS).result(task) is not None for task in tasks_of(paths)] == [True, False]
