#!/usr/bin/env python3
"""Gives the program what was made to break it, and measures what it takes.

    python benchmarks/hostile.py [--all] [--only NAME]

The catalogue is tests/hostile/*.yaml. Each case is one file, what is run on it, and what must come of it: an exit code, a part of what is
said, the file as it was (unless `changed` says that it may be cleaned). No answer takes more than 10 seconds or 500 MB or shows a
traceback. `--all` takes the heavy cases, too.

    name: what it is            file: its name           command: [check, FILE] unless said
    content: text, or {before, repeat, times, middle, close, after}, {hex}, {zip: [{name, content}]} with {encrypted, cut, method}
    exit: 0, 1, 2 or a list     says: a part of the output        changed: false
    with: {name: content}       other files beside it             heavy: false
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent.parent
_BLOCK = 1 << 20
SECONDS, MEGABYTES = 10, 500
"""What an answer may take. Resident memory, at its greatest."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a case, in seconds of CPU. `is_same`: its file is what it was; `left` are the names of all files in its folder."""

    code: int
    output: str
    seconds: float
    megabytes: float
    is_same: bool
    left: frozenset[str]


def cases(heavy: bool = False) -> list[dict[str, Any]]:
    """The catalogue; the heavy cases, too, where they are asked for."""
    paths = sorted((HERE / "tests" / "hostile").glob("*.yaml"))
    found = [{"group": path.stem, **case} for path in paths for case in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return [case for case in found if heavy or not case.get("heavy")]


def content(said: Any) -> bytes:
    """The bytes that a description stands for."""
    if isinstance(said, str):
        return said.encode("utf-8", "surrogatepass")
    if "hex" in said:
        return bytes.fromhex(said["hex"])
    if "zip" in said:
        return _zip(said)
    return b"".join(_pieces(said))


def _pieces(said: Any) -> Iterator[bytes]:
    """The same piece by piece: a process that held a gigabyte would lend its size to those that it starts."""
    if isinstance(said, str) or "times" not in said:
        yield content(said)
        return
    for key in ("before", "repeat", "middle", "close", "after"):
        piece, times = content(said.get(key, "")), said["times"] if key in ("repeat", "close") else 1
        many = max(1, _BLOCK // max(1, len(piece)))
        for _ in range(times // many if piece else 0):
            yield piece * many
        yield piece * (times % many)


def _zip(said: dict[str, Any]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in said["zip"]:
            info = zipfile.ZipInfo(entry["name"], (2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content(entry["content"]))
    data = held.getvalue()
    if said.get("encrypted"):
        data = _flagged(data, 1)
    if "method" in said:
        data = _method(data, said["method"])
    return data[: len(data) - said.get("cut", 0)]


def _flagged(data: bytes, flag: int) -> bytes:
    """The archive with a flag set in each of its headers."""
    made = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(sign)
        while at >= 0:
            made[at + offset] |= flag
            at = made.find(sign, at + 4)
    return bytes(made)


def _method(data: bytes, method: int) -> bytes:
    made = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = made.find(sign)
        while at >= 0:
            made[at + offset : at + offset + 2] = struct.pack("<H", method)
            at = made.find(sign, at + 4)
    return bytes(made)


def lay_out(case: dict[str, Any], folder: Path) -> Path:
    """Writes a case's files; the path of its own."""
    for name, said in {**case.get("with", {}), case["file"]: case["content"]}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.writelines(_pieces(said))
    return folder / case["file"]


_LAUNCHER = """
import json, os, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
resource.setrlimit(resource.RLIMIT_AS, (8_000_000_000, 8_000_000_000))
sys.stdout.flush()
os.dup2(1, 2)
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(child, 0)
print("\\n" + json.dumps([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss]), end="", flush=True)
"""
"""A small process that starts the command: what a process has of memory is never counted as less than what its parent had."""


def ask(case: dict[str, Any], folder: Path, cache: Path) -> Answer:
    """Runs a case in an empty folder; `cache` is kept from one to the next."""
    path = lay_out(case, folder)
    before = _digest(path)
    words = [word.replace("FILE", case["file"]) for word in case.get("command", ["fix", "FILE"])]
    environment = {**os.environ, "PYTHONPATH": str(HERE), "XDG_CACHE_HOME": str(cache)}
    command = [sys.executable, "-S", "-c", _LAUNCHER, sys.executable, "-m", "cleaner", *words]
    done = subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    output, _, measured = done.stdout.decode("utf-8", "replace").rpartition("\n")
    code, seconds, kilobytes = json.loads(measured)
    left = frozenset(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())
    return Answer(code, output, seconds, kilobytes / 1024, _digest(path) == before, left)


def _digest(path: Path) -> bytes:
    made = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            made.update(block)
    return made.digest()


def faults(case: dict[str, Any], answer: Answer) -> list[str]:
    """What is wrong with an answer."""
    wanted = case["exit"] if isinstance(case["exit"], list) else [case["exit"]]
    found = [] if answer.code in wanted else [f"exit code {answer.code}, not {case['exit']}"]
    if "Traceback" in answer.output or "mt-cleaner failed" in answer.output:
        found.append("a traceback")
    if case.get("says", "") not in answer.output:
        found.append(f"does not say {case['says']!r}")
    if answer.seconds > SECONDS or answer.megabytes > MEGABYTES:
        found.append(f"takes {answer.seconds:.1f} s and {answer.megabytes:.0f} MB")
    if not (case.get("changed") or answer.is_same):
        found.append("the file is another one")
    others = {name for name in answer.left if ".mt-cleaner-" in name}
    return found + [f"{name} is left" for name in sorted(others)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--all", action="store_true", help="the heavy cases, too")
    parser.add_argument("--only", default="", help="cases whose names hold this")
    arguments = parser.parse_args()
    wrong, most, held = 0, (0.0, ""), (0.0, "")
    asked = [case for case in cases(arguments.all) if arguments.only in case["name"]]
    cache = tempfile.mkdtemp(prefix="mt-cleaner-hostile-")
    for case in asked:
        with tempfile.TemporaryDirectory() as folder:
            answer = ask(case, Path(folder), Path(cache))
        found = faults(case, answer)
        wrong += bool(found)
        most, held = max(most, (answer.seconds, case["name"])), max(held, (answer.megabytes, case["name"]))
        took = f"{answer.seconds:6.2f} s {answer.megabytes:6.0f} MB"
        print(f"{case['group']:14} {case['name'][:60]:60} {took}  {'; '.join(found)}", flush=True)
        if found or arguments.only:
            print("    " + "\n    ".join(answer.output[:700].splitlines()))
    shutil.rmtree(cache)
    print(f"{len(asked)} cases, {wrong} wrong; at most {most[0]:.1f} s ({most[1]}), {held[0]:.0f} MB ({held[1]})")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
