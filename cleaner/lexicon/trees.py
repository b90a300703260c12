"""Gradient-boosted decision trees, read from JSON and walked in plain Python."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

Node = tuple[int, float, Any, Any]
"""A figure's number, the greatest value that goes left, and what is left and right: a Node, or a leaf's float."""


class Trees:
    """A sum of trees. `name` is a file of `data/`, as `benchmarks/train_glue.py` writes it.

    Raises ValueError where the file's figures are not `names`: code and model must be of one time.
    """

    def __init__(self, name: str, names: Sequence[str]) -> None:
        model = json.loads((files(__package__) / "data" / name).read_text(encoding="utf-8"))
        if model["figures"] != list(names):
            raise ValueError(f"{name} was trained on other figures. Run benchmarks/train_glue.py again.")
        self.context: dict[str, float] = model["context"]
        self.base: float = model["base"]
        self.trees = [_node(tree) for tree in model["trees"]]

    def __call__(self, figures: Sequence[float]) -> float:
        """The log-odds that these figures stand for."""
        odds = self.base
        for tree in self.trees:
            node = tree
            while type(node) is tuple:
                node = node[2] if figures[node[0]] <= node[1] else node[3]
            odds += node
        return odds


def _node(node: Any) -> Any:
    """`[figure, threshold, left, right]` or a leaf's value, as tuples."""
    return (node[0], node[1], _node(node[2]), _node(node[3])) if isinstance(node, list) else node
