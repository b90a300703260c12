"""JSON and plain YAML: `{source: target}`, `{source: [targets]}`, lists of pairs, lists of objects with obvious keys."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from cleaner.interchange.base import Entry, Imported, Languages, Lines, Rendering, code, remark, status_of
from cleaner.interchange.columns import is_metadata, kind_of, named_languages, roles
from cleaner.terms.nodes import Reader
from cleaner.terms.schema import Mark

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_DEEPEST = 20
_CONTAINERS = frozenset("terms entries glossary data items".split())


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value; `text` is None for what is no text (true, null, a number stays as it is written)."""

    text: str | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    nodes: tuple[Node, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Pairs:
    """A mapping, with keys that stand twice."""

    nodes: tuple[tuple[Leaf, Node], ...]
    mark: Mark


Node: TypeAlias = "Leaf | Items | Pairs"


class _Object(list[tuple[str, object]]):
    """A JSON object, told from an array."""


def read_json(text: str, path: str, wanted: Languages) -> Imported:
    """A JSON file. Raises GlossaryError, with the place, for what is not JSON or holds no pairs."""
    lines = Lines(text, path)
    try:
        value = json.loads(text, object_pairs_hook=_Object)
    except json.JSONDecodeError as error:
        raise remark(lines.mark(error.pos), f"this is not JSON: {error.msg}.") from None
    except RecursionError:
        raise remark(Mark(path, 1, 1), f"nested more than {_DEEPEST} deep.") from None
    # Every text of the file in the order of the file: what the parser gives has no places.
    places = (lines.mark(match.start()) for match in _STRING.finditer(text))
    return _read(_json_node(value, places, Mark(path, 1, 1), 0), wanted)


def _json_node(value: object, places: Iterator[Mark], mark: Mark, depth: int) -> Node:
    """A parsed value with places: `mark` is that of the last text before it, for what has none of its own."""
    if depth > _DEEPEST:
        raise remark(mark, f"nested more than {_DEEPEST} deep.")
    if isinstance(value, str):
        return Leaf(value, next(places))
    if isinstance(value, _Object):
        pairs = []
        for key, held in value:
            name = Leaf(key, next(places))
            pairs.append((name, _json_node(held, places, name.mark, depth + 1)))
        return Pairs(tuple(pairs), pairs[0][0].mark if pairs else mark)
    if isinstance(value, list):
        return Items(tuple(_json_node(held, places, mark, depth + 1) for held in value), mark)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return Leaf(str(value) if is_number else None, mark)


def read_yaml(text: str, path: str, wanted: Languages) -> Imported:
    """A YAML file of two columns. Raises GlossaryError for what is not YAML, and for a glossary of this program."""
    reader = Reader(path)
    root = reader.compose(text)
    if root is None:
        is_empty = "the file is empty" in reader.errors[0].message  # which goes on about what a glossary needs
        raise remark(Mark(path, 1, 1), "the file is empty.") if is_empty else reader.errors[0]
    return _read(_yaml_node(root, path), wanted)


def _yaml_node(node: yaml.Node, path: str) -> Node:
    mark = Mark(path, node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.ScalarNode):
        return Leaf(node.value, mark)
    if isinstance(node, yaml.SequenceNode):
        return Items(tuple(_yaml_node(item, path) for item in node.value), mark)
    pairs = []
    for key, value in node.value:
        name = _yaml_node(key, path)
        if not isinstance(name, Leaf):
            raise remark(name.mark, "a key must be a text.")
        pairs.append((name, _yaml_node(value, path)))
    return Pairs(tuple(pairs), mark)


def _read(root: Node, wanted: Languages) -> Imported:
    imported = Imported(languages=wanted)
    holder = _inside(root, imported) if isinstance(root, Pairs) else root
    if isinstance(holder, Pairs):
        for key, value in holder.nodes:
            _add_pair(key, value, imported)
    elif isinstance(holder, Items):
        for item in holder.nodes:
            _add_item(item, imported, wanted)
    else:
        raise remark(holder.mark, "this is one text, not pairs of a source and its rendering.")
    if not imported.entries:
        first = imported.remarks[0].message if imported.remarks else "the file is empty."
        raise remark(root.mark, f"no pair of a source and its rendering was found: {first}")
    return imported


def _inside(root: Pairs, imported: Imported) -> Node:
    """What holds the entries: the file itself, or what stands under `terms` (or the like) beside facts about the file."""
    held = [value for key, value in root.nodes if (key.text or "").casefold() in _CONTAINERS and not isinstance(value, Leaf)]
    facts = [(key.text or "", value) for key, value in root.nodes if isinstance(value, Leaf)]
    if len(held) != 1 or len(facts) + 1 != len(root.nodes) or not all(is_metadata(name) for name, _ in facts):
        return root
    if isinstance(held[0], Items) and any(_has(item, "canonical") and _has(item, "id") for item in held[0].nodes):
        raise remark(root.mark, "this is a glossary already. Use it as it is.")
    said = {kind_of(name): value.text for name, value in facts if value.text}
    asked = imported.languages
    imported.languages = Languages(asked.language or said.get("language"), asked.source_language or said.get("source_language"))
    return held[0]


def _has(item: Node, name: str) -> bool:
    return isinstance(item, Pairs) and any(key.text == name for key, _ in item.nodes)


def _add_pair(key: Leaf, value: Node, imported: Imported) -> None:
    """A source and what it becomes: a text, several, or an object that holds it."""
    if isinstance(value, Pairs):
        _add_object(value, imported, imported.languages, key)
        return
    texts = [item for item in (value.nodes if isinstance(value, Items) else (value,)) if isinstance(item, Leaf)]
    if isinstance(value, Items) and len(texts) < len(value.nodes):
        imported.remark(value.mark, f"what '{key.text}' becomes must be a text or a list of texts; what is not was left out.")
    _add(key, texts, imported)


def _add_item(item: Node, imported: Imported, wanted: Languages) -> None:
    if isinstance(item, Pairs):
        _add_object(item, imported, wanted)
    elif isinstance(item, Items) and len(item.nodes) > 1 and all(isinstance(each, Leaf) for each in item.nodes):
        leaves = [each for each in item.nodes if isinstance(each, Leaf)]
        _add(leaves[0], leaves[1:], imported)
    else:
        imported.remark(item.mark, "this is no pair of a source and its rendering; it was left out.")


def _add_object(item: Pairs, imported: Imported, wanted: Languages, source: Leaf | None = None) -> None:
    """An object whose keys are named like the columns of a table."""
    names = [key.text or "" for key, _ in item.nodes] + (["source"] if source else [])
    values: list[Node] = [value for _, value in item.nodes] + ([source] if source else [])
    found = roles(names, imported.languages, item.mark) or roles(names, wanted, item.mark)
    if not found:
        known = ", ".join(names)
        imported.remark(item.mark, f"no keys for a source and its rendering ({known}); it was left out. Known are: source, target.")
        return
    rest = [f"'{name}'" for at, name in enumerate(names) if at not in found.values()]
    if rest:
        imported.remark(item.mark, f"left out: {', '.join(rest)}.")
    named, is_first = named_languages(names, found), not imported.languages.language
    if not _is_of(named, {kind: _text(values[at]) for kind, at in found.items()}, imported):
        imported.remark(item.mark, "this is in other languages; it was left out.")
        return
    if named.language and is_first:
        imported.say_direction(wanted, item.mark)
    held = values[found["target"]]
    targets = [each for each in (held.nodes if isinstance(held, Items) else (held,)) if isinstance(each, Leaf)]
    extra = {kind: _text(values[at]) for kind, at in found.items() if kind in ("id", "note", "status")}
    head = values[found["source"]]
    _add(head if isinstance(head, Leaf) else Leaf(None, item.mark), targets, imported, extra)


def _text(node: Node) -> str:
    return (node.text or "") if isinstance(node, Leaf) else ""


def _is_of(named: Languages, said: dict[str, str], imported: Imported) -> bool:
    """Whether an object's own languages, by its keys or by what it says, are those of the file; the first that are named are."""
    own = Languages(named.language or code(said.get("language", "")), named.source_language or code(said.get("source_language", "")))
    before = imported.languages
    sides = ((before.language, own.language), (before.source_language, own.source_language))
    if not all(not has or not wanted or code(wanted) == has for wanted, has in sides):
        return False
    imported.languages = Languages(before.language or own.language, before.source_language or own.source_language)
    return True


def _add(source: Leaf, targets: Sequence[Leaf], imported: Imported, extra: dict[str, str] | None = None) -> None:
    said = extra or {}
    status = status_of(said.get("status", ""))
    if status is None:
        imported.remark(source.mark, f"the status '{said['status']}' is not known and was taken for none.")
    head = " ".join((source.text or "").split())
    renderings = tuple(Rendering(text, leaf.mark, status or "") for leaf in targets if (text := " ".join((leaf.text or "").split())))
    if not head or not renderings:
        what = f"'{head}' has no rendering" if head else "there is no source"
        imported.remark(source.mark, f"{what}; it was left out.")
        return
    note = " ".join(said.get("note", "").split())
    imported.entries.append(Entry((head,), renderings, source.mark, said.get("id", "").strip(), note))
