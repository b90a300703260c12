"""Imports point down the list of DESIGN: data knows nothing of rules, rules nothing of the command line."""

from __future__ import annotations

import ast
from pathlib import Path

import cleaner

ROOT = Path(cleaner.__file__).parent
ORDER = ["errors", "garbage", "cache", "edits", "carry", "decoding", "segments", "evidence", "document", "screen", "protect", "allow"]
ORDER += ["lexicon", "mojibake", "terms", "rules", "lines", "formats", "containers", "interchange", "views", "pairing", "engine"]
ORDER += ["partial", "reproduce", "patterns", "config", "files", "remember", "reports", "editor", "corpus", "adapters", "cli", "__main__"]


def imported(path: Path) -> set[str]:
    """The parts of the package that a module imports when it is loaded (not inside functions or for type checking)."""
    names = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("cleaner."):
            names.add(node.module.split(".")[1])
    return names


def test_imports_point_down() -> None:
    for path in ROOT.rglob("*.py"):
        part = path.relative_to(ROOT).parts[0].removesuffix(".py")
        if part == "__init__":
            continue
        assert part in ORDER, f"{part} has no place in the order"
        for name in imported(path):
            assert ORDER.index(name) <= ORDER.index(part), f"{path.name} imports {name}"
