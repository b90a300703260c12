"""The hooks, run by the real pre-commit in a real repository: a damaged commit is stopped and mended, the second try passes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

pytest.importorskip("pre_commit")

ROOT = Path(__file__).parent.parent
DAMAGED = "Editor’s note:The trial ended.\n\n[ad_1]\nThe police , the court and the bank met.\n"
MENDED = "Editor’s note: The trial ended.\n\nThe police, the court and the bank met.\n"
CODE = "text = 'police , the'\n"


class Repository:
    """A git repository that knows nothing of the machine's git settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "repository"
        self.folder.mkdir()
        home = folder / "home"
        home.mkdir()
        names = {f"GIT_{role}_{what}": "someone@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        own = {"HOME": str(home), "PRE_COMMIT_HOME": str(home / "cache"), "PYTHONPATH": str(ROOT), "GIT_CONFIG_NOSYSTEM": "1", **names}
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | own
        self.run("git", "init", "--quiet")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True, encoding="utf-8", timeout=120)
        done.stdout += done.stderr
        return done

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def commit(self) -> subprocess.CompletedProcess[str]:
        self.run("git", "add", "--all")
        return self.run("git", "commit", "--message", "Add the article")


def hook(name: str) -> dict[str, object]:
    """One of the project's own hooks, run by this interpreter: nothing is installed, so no network is needed."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    found: dict[str, object] = next(each for each in hooks if each["id"] == name)
    program, _, arguments = str(found["entry"]).partition(" ")
    assert program == "mt-cleaner" and found["require_serial"] is True
    return {**found, "language": "system", "entry": f"'{sys.executable}' -m cleaner {arguments}"}


def repository(folder: Path, name: str) -> Repository:
    made = Repository(folder)
    made.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": [hook(name)]}]}))
    installed = made.run(sys.executable, "-m", "pre_commit", "install")
    assert installed.returncode == 0, installed.stdout
    return made


def test_a_damaged_commit_is_stopped_and_mended_and_the_second_try_passes(tmp_path: Path) -> None:
    made = repository(tmp_path, "mt-cleaner")
    made.write("article.md", DAMAGED)
    made.write("other.txt", MENDED)
    made.write("code.py", CODE)
    first = made.commit()
    assert first.returncode != 0 and "files were modified by this hook" in first.stdout, first.stdout
    assert "article.md:1:15: spacing.after-punctuation" in first.stdout
    assert (made.read("article.md"), made.read("other.txt"), made.read("code.py")) == (MENDED, MENDED, CODE)
    second = made.commit()
    assert second.returncode == 0, second.stdout
    assert made.run("git", "show", "HEAD:article.md").stdout == MENDED


def test_the_check_hook_stops_the_commit_and_changes_nothing(tmp_path: Path) -> None:
    made = repository(tmp_path, "mt-cleaner-check")
    made.write("article.md", DAMAGED)
    stopped = made.commit()
    assert stopped.returncode != 0 and "article.md:1:15: spacing.after-punctuation" in stopped.stdout, stopped.stdout
    assert made.read("article.md") == DAMAGED
    made.write("article.md", MENDED)
    passed = made.commit()
    assert passed.returncode == 0, passed.stdout


def test_a_file_in_another_encoding_is_mended_in_it(tmp_path: Path) -> None:
    made = repository(tmp_path, "mt-cleaner")
    made.write(".mt-cleaner.toml", 'encoding = "gb18030"\n')
    (made.folder / "article.txt").write_bytes("The police 公安 , the end\n".encode("gb18030"))
    assert made.commit().returncode != 0
    assert (made.folder / "article.txt").read_bytes() == "The police 公安, the end\n".encode("gb18030")
    second = made.commit()
    assert second.returncode == 0, second.stdout


def test_a_file_that_cannot_be_read_stops_the_commit(tmp_path: Path) -> None:
    made = repository(tmp_path, "mt-cleaner")
    (made.folder / "article.txt").write_bytes(b"The caf\xe9 , the end\n")
    stopped = made.commit()
    assert stopped.returncode != 0 and "article.txt:1:8: byte 0xE9 at offset 7 is not UTF-8" in stopped.stdout, stopped.stdout


def test_one_file_of_each_format_is_mended(tmp_path: Path) -> None:
    made = repository(tmp_path, "mt-cleaner")
    made.write(".mt-cleaner.toml", 'column = "target"\nsource-column = "source"\n')
    expected: dict[str, bytes] = {}
    for case in sorted(path for path in (ROOT / "tests" / "cmd").glob("format-*/in") if path.is_dir()):
        for path in (one for one in case.rglob("*.*") if one.is_file()):
            name = f"locales/{path.relative_to(case)}"
            (made.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (made.folder / name).write_bytes(path.read_bytes())
            expected[name] = (case.parent / "out" / path.relative_to(case)).read_bytes()
    untouched = {"package.json": '{"a": "The police , the"}', "ci.yml": "a: The police , the\n", "code.ts": 'const a = "police , the";\n'}
    for name, text in untouched.items():
        made.write(name, text)
    first = made.commit()
    assert first.returncode != 0 and "files were modified by this hook" in first.stdout, first.stdout
    assert {name: (made.folder / name).read_bytes() for name in expected} == expected
    assert {name: made.read(name) for name in untouched} == untouched
    second = made.commit()
    assert second.returncode == 0, second.stdout
