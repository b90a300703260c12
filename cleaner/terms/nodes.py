"""YAML read as nodes, so that `NO` stays a string and every complaint has a line and a column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from cleaner.errors import GlossaryError, nearest

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 20
_MAY_NEST = re.compile(r"[&*]|^ {16}|[-?] +[-?]|\t", re.MULTILINE)
"""What a file with anchors, or with deep nesting in blocks, is sure to hold; most have neither, and are not read twice."""
_SHOWN = 60
"""Characters of a text that a sentence shows."""


class Reader:
    """One file's nodes, and what is wrong with them; a method that finds an error notes it and gives back what is left."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.errors: list[GlossaryError] = []

    def error(self, node: yaml.Node | None, message: str) -> None:
        """Notes what is wrong at a node."""
        self._note(message, node.start_mark if node else None)

    def compose(self, text: str) -> yaml.Node | None:
        """The file's one document, or None with the reason noted."""
        try:
            if not self._is_plain(text):
                return None
            node: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            self._note(f"this is not YAML: {error.problem or error.context}.", error.problem_mark or error.context_mark)
            return None
        except yaml.YAMLError as error:
            self._note(f"this is not YAML: {' '.join(str(error).split())}.", None)
            return None
        if node is None:
            self._note("the file is empty; it needs at least 'terms:'.", None, first=True)
        return node

    def _is_plain(self, text: str) -> bool:
        """Whether the file keeps to what a glossary needs: no anchors (an alias bomb is a few lines), no deep nesting."""
        if not _MAY_NEST.search(text) and text.count("[") + text.count("{") < _DEEPEST:
            return True
        depth = 0
        for event in yaml.parse(text, Loader=_LOADER):
            anchor = getattr(event, "anchor", None)
            if anchor:
                sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
                self._note(f"a glossary has no anchors and aliases ({sign}{anchor}). Write the value out.", event.start_mark)
                return False
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                self._note(f"nested more than {_DEEPEST} deep.", event.start_mark)
                return False
        return True

    def _note(self, message: str, mark: Any, first: bool = False) -> None:
        line = mark.line + 1 if mark else 1 if first else None
        column = mark.column + 1 if mark else 1 if first else None
        self.errors.append(GlossaryError(message, path=self.path, line=line, column=column))

    def mapping(self, node: yaml.Node, what: str, known: Sequence[str]) -> dict[str, yaml.Node]:
        """A mapping's nodes by key; unknown and repeated keys are noted and left out."""
        if not isinstance(node, yaml.MappingNode):
            self.error(node, f"{what} must be a mapping with keys ({', '.join(known)}), not {_kind(node)}.")
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if name not in known:
                self.error(key, f"unknown key '{name}' in {what}. {nearest(name, known)}")
            elif name in found:
                self.error(key, f"key '{name}' stands twice in {what}.")
            else:
                found[name] = value
        return found

    def texts(self, node: yaml.Node, what: str) -> dict[str, yaml.Node]:
        """A mapping's texts by keys of one's own; repeated and empty keys are noted and left out."""
        if not isinstance(node, yaml.MappingNode):
            self.error(node, f"{what} must be a mapping (plural: …), not {_kind(node)}.")
            return {}
        names = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode) and key.value.strip()]
        return self.mapping(node, what, names)

    def sequence(self, node: yaml.Node | None, what: str) -> list[yaml.Node]:
        """A list's nodes; none where there is no list."""
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.error(node, f"{what} must be a list, not {_kind(node)}.")
            return []
        return list(node.value)

    def one_or_more(self, node: yaml.Node | None) -> Iterator[yaml.Node]:
        """The nodes of a list, or the one that stands for a list of one."""
        if isinstance(node, yaml.SequenceNode):
            yield from node.value
        elif node is not None:
            yield node

    def text(self, node: yaml.Node, what: str) -> str:
        """A text that says something, with its white space evened out; "" with the reason noted."""
        if not isinstance(node, yaml.ScalarNode):
            self.error(node, f"{what} must be a text, not {_kind(node)}.")
            return ""
        text = " ".join(node.value.split())
        if not text:
            self.error(node, f"{what} is empty.")
        return text

    def choice(self, node: yaml.Node | None, what: str, choices: Sequence[str]) -> str:
        """One of the choices, the first where nothing is said."""
        if node is None:
            return choices[0]
        value = self.text(node, what)
        if value and value not in choices:
            self.error(node, f"{what} cannot be '{value}'. {nearest(value, choices)}")
        return value if value in choices else choices[0]


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        text = node.value if len(node.value) <= _SHOWN else f"{node.value[:_SHOWN]}…"
        return f"the text '{text}'" if text else "nothing"
    return "a list" if isinstance(node, yaml.SequenceNode) else "a mapping"
