"""Gradient-boosted decision trees, read from JSON and walked in plain Python."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Any

Node = tuple[int, float, Any, Any]
"""A figure's number, the greatest value that goes left, and what is left and right: a Node, or a leaf's float."""


COMPILE_AFTER = 300
"""Compiling trees to Python code takes as long as walking them so many times, and makes them three times as fast."""


class Trees:
    """A sum of trees over figures."""

    def __init__(self, trees: Sequence[Any]) -> None:
        self.trees = [_node(tree) for tree in trees]
        self.walked = 0
        self.compiled: Callable[[Sequence[float]], float] | None = None

    def __call__(self, figures: Sequence[float]) -> float:
        """The log-odds that these figures stand for."""
        if self.compiled:
            return self.compiled(figures)
        self.walked += 1
        if self.walked > COMPILE_AFTER:
            self.compiled = _compile(self.trees, len(figures))
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
    """`[figure, threshold, left, right]` or a leaf's value, as tuples of numbers and nothing else."""
    return (int(node[0]), float(node[1]), _node(node[2]), _node(node[3])) if isinstance(node, list) else float(node)


def _compile(trees: Sequence[Any], figures: int) -> Callable[[Sequence[float]], float]:
    """The trees as one function; its text holds numbers only, so that a model cannot bring code along."""
    names = ", ".join(f"f{number}" for number in range(figures))
    sums = "".join(f"    odds += {_expression(tree)}\n" for tree in trees)
    scope: dict[str, Any] = {}
    exec(f"def odds_of(figures):\n    {names} = figures\n    odds = 0.0\n{sums}    return odds\n", scope)
    compiled: Callable[[Sequence[float]], float] = scope["odds_of"]
    return compiled


def _expression(node: Any) -> str:
    if type(node) is tuple:
        return f"({_expression(node[2])} if f{node[0]} <= {node[1]!r} else {_expression(node[3])})"
    return repr(node)
