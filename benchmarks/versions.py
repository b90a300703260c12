#!/usr/bin/env python3
"""Runs the tests with the lowest and with the newest versions of all dependencies, on every Python that is here.

    python benchmarks/versions.py [--python 3.10 3.13] [--resolution lowest-direct highest] [--tests tests/test_terms.py …]

Each pair gets an environment of its own, made by uv (benchmarks/requirements.txt). An interpreter that is not on the machine is said and
passed over. Printed are the versions that were chosen and what the tests say; the exit code is 1 where a test fails.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")
RESOLUTIONS = ("lowest-direct", "highest")


def uv(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "uv", *words], cwd=ROOT, capture_output=True, text=True, check=False)


def interpreter(version: str) -> str | None:
    """The path of an interpreter on this machine; nothing is fetched."""
    done = uv("python", "find", "--no-python-downloads", version)
    return done.stdout.strip() if done.returncode == 0 else None


def tested(python: str, resolution: str, tests: list[str]) -> tuple[bool, str]:
    """Whether the tests pass, and their last line."""
    with tempfile.TemporaryDirectory(prefix="mt-cleaner-versions-") as folder:
        env = Path(folder) / "env"
        made = uv("venv", "--quiet", "--python", python, str(env))
        installed = uv("pip", "install", "--quiet", "--python", str(env / "bin/python"), "--resolution", resolution, "--editable", ".[dev]")
        if made.returncode or installed.returncode:
            return False, "cannot be installed: " + " ".join((made.stderr + installed.stderr).split())[-600:]
        chosen = uv("pip", "freeze", "--python", str(env / "bin/python"), "--exclude-editable").stdout
        print("  " + " ".join(sorted(chosen.split(), key=str.lower)), flush=True)
        command = [str(env / "bin/python"), "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=line", *tests]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        lines = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR", "E  "))]
        return done.returncode == 0, "\n    ".join([*lines[:20], (done.stdout.strip().splitlines() or [done.stderr[-300:]])[-1]])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--python", nargs="*", default=PYTHONS)
    parser.add_argument("--resolution", nargs="*", default=RESOLUTIONS, choices=RESOLUTIONS)
    parser.add_argument("--tests", nargs="*", default=[], help="files of tests; all of them unless said")
    arguments = parser.parse_args()
    failed = 0
    for version, resolution in product(arguments.python, arguments.resolution):
        path = interpreter(version) or shutil.which(f"python{version}")
        if not path:
            print(f"Python {version}: not on this machine", flush=True)
            continue
        print(f"Python {version}, {resolution}", flush=True)
        passed, said = tested(path, resolution, arguments.tests)
        failed += not passed
        print(f"  {'passed' if passed else 'FAILED'}: {said}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
