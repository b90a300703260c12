"""The command line as a user sees it.

Each folder of `tests/cmd` is one case: `cmd` (the arguments; several lines are several runs), `exit` (the last run's
exit code), `stdout`, and where they matter `stdin`, `stderr`, `in/` (the files before) and `out/` (the files after;
without it they must be as they were). `_gitignore` stands for `.gitignore`, which git would obey here too.
`UPDATE=1 pytest tests/test_cli.py` writes down what the program says now; read the diff.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in (HERE / "cmd").glob("*/cmd"))


def run(*arguments: str, cwd: Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    python_path = os.pathsep.join(filter(None, [str(HERE.parent), os.environ.get("PYTHONPATH")]))
    given = {**os.environ, "PYTHONPATH": python_path, **environment}
    return subprocess.run([sys.executable, "-m", "cleaner", *arguments], cwd=cwd, input=stdin, capture_output=True, env=given, timeout=60)


def tree(folder: Path) -> dict[str, bytes]:
    if not folder.exists():
        return {}
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix().replace("_gitignore", ".gitignore"): path.read_bytes() for path in files}


def lay_out(files: dict[str, bytes], folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    lay_out(tree(case / "in"), work)
    stdin = (case / "stdin").read_bytes() if (case / "stdin").exists() else b""
    runs = [run(*shlex.split(line), cwd=work, stdin=stdin) for line in (case / "cmd").read_text("utf-8").splitlines()]
    got = {
        "stdout": b"".join(each.stdout for each in runs),
        "stderr": b"".join(each.stderr for each in runs),
        "exit": f"{runs[-1].returncode}\n".encode(),
    }
    if os.environ.get("UPDATE"):
        update(case, got, tree(work))
    for name in ("exit", "stderr", "stdout"):
        if name != "stderr" or (case / name).exists():
            assert readable(got[name]) == readable((case / name).read_bytes()), readable(got["stderr"])
    assert tree(work) == tree(case / ("out" if (case / "out").exists() else "in"))


def readable(output: bytes) -> str:
    """UTF-8 as text; bytes of another encoding, which a pipe may carry, as escapes."""
    return output.decode("utf-8", "backslashreplace")


def update(case: Path, got: dict[str, bytes], files: dict[str, bytes]) -> None:
    for name, content in got.items():
        (case / name).write_bytes(content)
    shutil.rmtree(case / "out", ignore_errors=True)
    if files != tree(case / "in"):
        lay_out(files, case / "out")


def test_every_rule_is_listed_and_explained(tmp_path: Path) -> None:
    from cleaner.rules import all_rules

    listed = run("rules", cwd=tmp_path).stdout.decode()
    for rule in all_rules():
        assert rule.name in listed and rule.summary in listed
    for group in {rule.group for rule in all_rules()}:
        shown = run("rules", group, cwd=tmp_path).stdout.decode()
        assert all(rule.name in shown and rule.safety in shown for rule in all_rules() if rule.group == group)
        assert "stays as it is" in shown or "→" in shown


def test_output_is_the_same_for_every_number_of_jobs(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text("The police , the\n" * (number % 3), "utf-8")
    (tmp_path / "05.txt").write_bytes(b"caf\xe9")
    once = run("check", "--isolated", "--no-glossary", "-j", "1", ".", cwd=tmp_path)
    many = run("check", "--isolated", "--no-glossary", "-j", "3", ".", cwd=tmp_path)
    assert once.stdout.count(b"\n") == 28 and once.returncode == 2
    assert (once.stdout, once.stderr, once.returncode) == (many.stdout, many.stderr, many.returncode)


def test_a_closed_pipe_ends_the_run_quietly(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The police , the\n" * 5000, "utf-8")
    command = [sys.executable, "-m", "cleaner", "check", "--isolated", "--no-glossary", "--format", "json", "a.txt"]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
    assert errors == b"" and process.returncode == 141


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT for a child there")
def test_ctrl_c_ends_the_run_without_a_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cleaner", "fix", "--isolated", "--no-glossary", "-"]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    pipe = subprocess.PIPE
    with subprocess.Popen([*command, "-v"], cwd=tmp_path, stdin=pipe, stdout=pipe, stderr=pipe, env=environment) as process:
        assert process.stderr and process.stdout
        process.stderr.readline()  # by now it waits for its input, or is about to
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        errors = process.stderr.read()
    assert b"Traceback" not in errors and process.returncode == 130


def test_colour_only_when_asked_or_on_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The police , the\n", "utf-8")
    arguments = ("check", "--isolated", "--no-glossary", "a.txt")
    assert b"\x1b[" not in run(*arguments, cwd=tmp_path).stdout
    assert b"\x1b[31m" in run(*arguments, "--color", "always", cwd=tmp_path).stdout


def test_reports_are_utf8_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The police 公安 , the\n", "utf-8")
    done = run("check", "--isolated", "--no-glossary", "a.txt", cwd=tmp_path, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 1 and "→" in done.stdout.decode("utf-8")


def test_a_profile_names_stages_and_rules_and_adds_up(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The police said thisyear ,that it was so .\n" * 200, encoding="utf-8")
    done = run("check", "--isolated", "-q", "--profile", "a.txt", cwd=tmp_path)
    rows = [line.split(maxsplit=3) for line in done.stderr.decode().splitlines()]
    seconds = {name: float(number) for number, _, _, name in rows}
    assert {"layout", "terms", "encoding", "spacing.before-punctuation", "judging tokens", "all else"} <= set(seconds)
    stages = sum(seconds[name] for name in ("layout", "terms", "encoding", "all else"))
    assert abs(stages - seconds["the whole run"]) < 0.01
