"""Gradient-boosted decision trees, read from JSON and walked in plain Python."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

Node = tuple[int, float, Any, Any]
"""A figure's number, the greatest value that goes left, and what is left and right: a Node, or a leaf's float."""


class Trees:
    """A sum of trees over figures."""

    def __init__(self, trees: Sequence[Any]) -> None:
        self.trees = [_node(tree) for tree in trees]

    def __call__(self, figures: Sequence[float]) -> float:
        """The log-odds that these figures stand for."""
        odds = 0.0
        for tree in self.trees:
            node = tree
            while type(node) is tuple:
                node = node[2] if figures[node[0]] <= node[1] else node[3]
            odds += node
        return odds


def read_model(name: str) -> dict[str, Any]:
    """A model of `data/`, as `benchmarks/train_glue.py` writes it."""
    model: dict[str, Any] = json.loads((files(__package__) / "data" / name).read_text(encoding="utf-8"))
    return model


def _node(node: Any) -> Any:
    """`[figure, threshold, left, right]` or a leaf's value, as tuples."""
    return (node[0], node[1], _node(node[2]), _node(node[3])) if isinstance(node, list) else node
