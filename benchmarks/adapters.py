#!/usr/bin/env python3
"""Runs the adapters for real, and compares what they make with `mt-cleaner corpus`: make adapters.

    python benchmarks/adapters.py [--records 2000]

datatrove: eight tasks on two workers, killed on the way and started again; Ray Data: a cluster of two workers on this machine;
`datasets`: `map`. Every record must be there once, with the same clean text and the same changes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
TASKS = 8
Made = dict[str, tuple[str, Any]]
"""Clean text and changes by the record's id."""


def records(count: int) -> list[dict[str, str]]:
    """Damaged and clean texts, made of a few sentences."""
    chance = random.Random(3)
    sentences = ["The police said thisyear ,that it was over .", "All is well with them today.", "“Taolu loans ” were found in2004 ."]
    return [{"id": str(number), "text": " ".join(chance.choices(sentences, k=chance.randint(1, 20)))} for number in range(count)]


def by_corpus(folder: Path) -> Made:
    command = [sys.executable, "-m", "cleaner", "corpus", "all.jsonl", "-o", "corpus.jsonl", "--column", "text", "-q", "--isolated"]
    subprocess.run(command, cwd=folder, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    rows = map(json.loads, (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines())
    return {row["id"]: (row["text_clean"], row["text_changes"]) for row in rows}


def run_datatrove(folder: Path) -> None:
    """One run of the pipeline; what an earlier one has completed is not done again."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers.jsonl import JsonlWriter

    from cleaner.adapters.datatrove import CleanText

    steps = [JsonlReader(str(folder / "in")), CleanText(), JsonlWriter(str(folder / "out"), compression=None)]
    LocalPipelineExecutor(steps, tasks=TASKS, workers=2, logging_dir=str(folder / "logs")).run()


def by_datatrove(folder: Path) -> Made:
    """Killed as soon as a task is complete, then run again."""
    command = [sys.executable, __file__, "--datatrove", str(folder)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    first = subprocess.Popen(command, start_new_session=True, **quiet)
    complete = folder / "logs" / "completions"
    while first.poll() is None and len(list(complete.glob("*"))) < 2:
        time.sleep(0.05)
    killed, done = first.poll() is None, len(list(complete.glob("*")))
    if killed:
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
    subprocess.run(command, check=True, **quiet)
    print(f"datatrove: {'killed' if killed else 'NOT killed'} with {done} of {TASKS} tasks complete, and run again")
    made: Made = {}
    for path in sorted((folder / "out").glob("*")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            assert row["id"] not in made, "a record is there twice"
            made[row["id"]] = row["text"], json.loads(row["metadata"]["text_changes"])
    return made


def by_ray(folder: Path) -> Made:
    os.environ |= {"RAY_USAGE_STATS_ENABLED": "0", "PYTHONPATH": str(ROOT)}
    import ray

    from cleaner.adapters.ray import CleanBatch

    ray.init(num_cpus=2, include_dashboard=False, object_store_memory=200_000_000, log_to_driver=False)
    data = ray.data.read_json(str(folder / "all.jsonl"))
    cleaned = data.repartition(4).map_batches(
        CleanBatch, batch_format="pyarrow", concurrency=2, num_cpus=0.5, fn_constructor_kwargs={"column": "text"}
    )
    rows = cleaned.take_all()
    ray.shutdown()
    return {str(row["id"]): (row["text_clean"], json.loads(row["text_changes"])) for row in rows}


def by_datasets(folder: Path) -> Made:
    """As docs/corpora.md shows it."""
    import datasets

    from cleaner import Cleaner
    from cleaner.corpus import Washer

    washer = Washer(Cleaner())

    def wash(row: dict[str, str]) -> dict[str, str]:
        washed = washer.wash(row["text"])
        return {"text_clean": washed.text, "text_changes": washed.changes}

    held = datasets.load_dataset("json", data_files=str(folder / "all.jsonl"), split="train", cache_dir=str(folder / "cache"))
    return {str(row["id"]): (row["text_clean"], json.loads(row["text_changes"])) for row in held.map(wash, num_proc=2)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--records", type=int, default=2000)
    parser.add_argument("--datatrove", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.datatrove:
        run_datatrove(arguments.datatrove)
        return 0
    wrong = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in records(arguments.records)]
        (folder / "all.jsonl").write_text("".join(lines), encoding="utf-8")
        (folder / "in").mkdir()
        for task in range(TASKS):
            (folder / "in" / f"{task}.jsonl").write_text("".join(lines[task::TASKS]), encoding="utf-8")
        expected = by_corpus(folder)
        assert len(expected) == arguments.records
        for engine, make in (("datatrove", by_datatrove), ("ray", by_ray), ("datasets", by_datasets)):
            started = time.monotonic()
            same = make(folder) == expected
            wrong += not same
            said, took = "the same as corpus" if same else "NOT the same", time.monotonic() - started
            print(f"{engine:10} {said}: {len(expected):,} records, {took:.1f} s", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
