#!/usr/bin/env python3
"""Builds the sdist and the wheel twice, and checks them: make dist.

    python benchmarks/dist.py [--out dist]

Both builds must be the same to the byte (SOURCE_DATE_EPOCH is the time of the last commit), the wheel made of the sdist that of the
tree, the archives must hold what `tests/dist.txt` says and nothing else, and `twine check --strict` must find nothing.
"""

from __future__ import annotations

import argparse
import fnmatch
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def built(source: Path, out: Path, *kinds: str) -> dict[str, Path]:
    """The archives that are made of a tree, by their suffix."""
    stamp = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    environment = {**os.environ, "SOURCE_DATE_EPOCH": stamp or "1700000000"}
    subprocess.run([sys.executable, "-m", "build", "--quiet", *kinds, "--outdir", str(out), str(source)], env=environment, check=True)
    return {path.suffix: path for path in out.iterdir()}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def names(path: Path) -> list[str]:
    """What an archive holds, without the folder that an sdist is packed in."""
    if path.suffix == ".whl":
        return zipfile.ZipFile(path).namelist()
    with tarfile.open(path) as archive:
        return [member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()]


def unexpected(held: list[str], patterns: list[str]) -> tuple[list[str], list[str]]:
    """Names that no pattern allows, and patterns of which nothing is there."""
    strange = [name for name in held if not any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)]
    return strange, [pattern for pattern in patterns if not any(fnmatch.fnmatchcase(name, pattern) for name in held)]


def check(out: Path) -> list[str]:
    """What is wrong with the two archives, which are left in `out`."""
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        first, second, third = (Path(folder) / name for name in ("first", "second", "third"))
        one, other = built(ROOT, first, "--sdist", "--wheel"), built(ROOT, second, "--sdist", "--wheel")
        found += [f"two builds of {one[suffix].name} differ" for suffix in one if digest(one[suffix]) != digest(other[suffix])]
        with tarfile.open(one[".gz"]) as archive:
            archive.extractall(Path(folder) / "tree")
        again = built(next((Path(folder) / "tree").iterdir()), third, "--wheel")
        if digest(again[".whl"]) != digest(one[".whl"]):
            found.append("the wheel made of the sdist is another one than that of the tree")
        wanted = (ROOT / "tests" / "dist.txt").read_text(encoding="utf-8").split("\n\n")
        for path, lines in zip((one[".whl"], one[".gz"]), wanted, strict=True):
            strange, missing = unexpected(names(path), [line for line in lines.splitlines() if line and not line.startswith("#")])
            found += [f"{path.name} holds {name}" for name in strange] + [f"{path.name} lacks {pattern}" for pattern in missing]
        command = [sys.executable, "-m", "twine", "check", "--strict", *map(str, one.values())]
        twine = subprocess.run(command, capture_output=True, text=True, check=False)
        if twine.returncode:
            found.append(twine.stdout.strip() or twine.stderr.strip())
        out.mkdir(exist_ok=True)
        for path in one.values():
            shutil.copy(path, out)
            print(f"{path.name}  {path.stat().st_size:,} bytes  sha256 {digest(path)}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    found = check(parser.parse_args().out)
    print("\n".join(found) or "the same twice, complete, nothing strange")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
