"""What was made to break the program gets a sentence, in little time and memory (benchmarks/hostile.py has the heavy cases, too)."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits and devices of Unix")
if os.name == "posix":
    import hostile

    CASES = hostile.cases()
    if find_spec("pyarrow") is None:
        CASES = [case for case in CASES if ".parquet" not in case["file"]]
else:
    CASES = []


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """All cases at once, two at a time: each is a process of its own."""
    folders = {case["name"] + case["group"]: tmp_path_factory.mktemp("case") for case in CASES}
    cache = tmp_path_factory.mktemp("cache")
    with ThreadPoolExecutor(2) as pool:
        asked = {key: pool.submit(hostile.ask, case, folders[key], cache) for case in CASES for key in [case["name"] + case["group"]]}
        return {key: answer.result() for key, answer in asked.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['group']}-{case['name']}")
def test_answer(case: dict[str, Any], answers: dict[str, Any]) -> None:
    answer = answers[case["name"] + case["group"]]
    assert hostile.faults(case, answer) == [], answer.output[:2000]


def test_there_are_a_hundred_of_different_names() -> None:
    assert len(CASES) >= 100
    assert len({case["name"] + case["group"] for case in CASES}) == len(CASES)


WATCH = """
import sys
def watch(event, arguments):
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "urllib.", "ctypes.", "pickle.")):
        print("EVENT", event, arguments, file=sys.stderr)
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        print("OPEN", arguments[1], os.fsdecode(arguments[0]), file=sys.stderr)
import os
sys.addaudithook(watch)
"""
CONFIGURATION = """
glossaries = ["../outside/terms.yaml"]
exclude = ["*.bak"]
formats = {"*.txt" = "markdown"}
select = ["all"]
unsafe = true
"""


def test_what_a_configuration_can_and_cannot_do(tmp_path: Path) -> None:
    """A repository's files choose rules, patterns and glossaries; nothing runs, no network, and only what is named is read or written."""
    repository, outside = tmp_path / "repository", tmp_path / "outside"
    for path, text in {
        repository / ".mt-cleaner.toml": CONFIGURATION.replace('select = ["all"]\n', ""),
        repository / "a.txt": "An evil loan , he said .\n",
        repository / "cleaner.py": "raise SystemExit('a module of the repository was run')\n",
        repository / "sitecustomize.py": "raise SystemExit('a module of the repository was run')\n",
        repository / "yaml.py": "raise SystemExit('a module of the repository was run')\n",
        outside / "terms.yaml": "terms:\n- {id: x, canonical: trap loan, variants: [evil loan]}\n",
        outside / "secret.txt": "An evil loan , he said .\n",
        tmp_path / "watch" / "sitecustomize.py": WATCH,
    }.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (repository / "link.txt").symlink_to("../outside/secret.txt")
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path / 'watch'}{os.pathsep}{hostile.HERE}", "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [str(Path(sys.executable).parent / "mt-cleaner"), "fix", "a.txt"]
    done = subprocess.run(command, cwd=repository, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert (repository / "a.txt").read_text() == "A trap loan, he said.\n"
    lines = done.stderr.splitlines()
    assert [line for line in lines if line.startswith("EVENT")] == []
    opened = [line.split(" ", 2)[1:] for line in lines if line.startswith("OPEN")]
    own = [path for mode, path in opened if str(tmp_path) in os.path.abspath(os.path.join(repository, path)) and "watch" not in path]
    inside = {os.path.relpath(os.path.join(repository, path), tmp_path) for path in own if ".mt-cleaner-" not in path}
    assert {"repository/a.txt", "outside/terms.yaml"} <= inside  # the watch works
    assert {path for path in inside if not path.startswith("cache")} <= {
        *("repository/.mt-cleaner.toml", "repository/a.txt", "repository/.gitignore", "outside/terms.yaml", "repository"),
    }
    written = [path for mode, path in opened if mode not in ("r", "rb", "None") and "__pycache__" not in path and path != os.devnull]
    assert all(".mt-cleaner-" in path or str(tmp_path / "cache") in path for path in written), written
