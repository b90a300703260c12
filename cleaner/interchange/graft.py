"""New variants in a glossary file as it stands: every other byte of it stays, comments, order, indentation and line ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import yaml

from cleaner.errors import GlossaryError
from cleaner.interchange.proposed import evidence, scalar
from cleaner.terms.conflicts import conflicts
from cleaner.terms.model import Term, Variant
from cleaner.terms.proposals import Use
from cleaner.terms.schema import read

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Insertion = tuple[int, int, str]
"""Start and end of what is replaced (mostly nothing), and what stands there then."""


def graft(text: str, path: str, uses: Sequence[Use]) -> str:
    """The file's text with each use as a new variant of its term; terms that the file lacks are passed over.

    Raises GlossaryError where the result would not read as exactly the same glossary with these variants.
    """
    new: dict[str, list[Use]] = {}
    for use in uses:
        new.setdefault(use.term.id, []).append(use)
    root = yaml.compose(text, Loader=_LOADER)
    made = text
    for start, end, inserted in sorted(_insertions(text, root, new), reverse=True):
        made = made[:start] + inserted + made[end:]
    _prove(text, made, path, new)
    return made


def _insertions(text: str, root: yaml.Node | None, new: Mapping[str, Sequence[Use]]) -> Iterable[_Insertion]:
    terms = _value(root, "terms")
    for term in terms.value if isinstance(terms, yaml.SequenceNode) else ():
        name = _value(term, "id")
        if isinstance(name, yaml.ScalarNode) and " ".join(name.value.split()) in new:
            yield _insertion(text, term, new[" ".join(name.value.split())])


def _insertion(text: str, term: yaml.MappingNode, uses: Sequence[Use]) -> _Insertion:
    """Where a term's new variants go, and how they are written there."""
    variants = _value(term, "variants")
    listed = ", ".join(scalar(use.text) for use in uses)
    if variants is None and term.flow_style:
        at = _end(term.value[-1][1])
        return at, at, f", variants: [{listed}]"
    if variants is None:
        column = term.start_mark.column
        return _block(text, _end(term.value[-1][1]), [f"{' ' * column}variants:", *_items(uses, column + 2)])
    if isinstance(variants, yaml.SequenceNode) and not variants.flow_style:
        return _block(text, _end(variants), _items(uses, variants.value[0].start_mark.column, variants, text))
    if isinstance(variants, yaml.SequenceNode):
        at = _end(variants.value[-1]) if variants.value else variants.start_mark.index + 1
        return at, at, f", {listed}" if variants.value else listed
    start, end = variants.start_mark.index, _end(variants)
    own = scalar(variants.value) if isinstance(variants, yaml.ScalarNode) else text[start:end]
    return start, end, f"[{own}, {listed}]"


def _items(uses: Sequence[Use], column: int, before: yaml.SequenceNode | None = None, text: str = "") -> list[str]:
    """Items of a block list; beside others they begin as those do."""
    start = f"{' ' * column}- "
    if before is not None:
        first = before.value[0].start_mark
        line = text[first.index - first.column : first.index]
        start = line if not line.strip(" -") and line.count("-") == 1 else start
    return [f"{start}{scalar(use.text)}  # {evidence(use)}" for use in uses]


def _block(text: str, end: int, lines: Sequence[str]) -> _Insertion:
    """Whole lines behind the one in which something ends, with the line end that it has."""
    newline = text.find("\n", end)
    at = len(text) if newline < 0 else newline - (text[newline - 1] == "\r")
    line_end = "\r\n" if "\r\n" in text else "\n"
    return at, at, "".join(line_end + line for line in lines)


def _end(node: yaml.Node) -> int:
    """The offset behind the last sign of a node; a block list ends, for YAML, only where the next thing begins."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    return int(node.end_mark.index)


def _value(node: yaml.Node | None, key: str) -> Any:
    """The node under a key; None where there is none."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for name, value in pairs if name.value == key), None)


def _prove(before: str, after: str, path: str, new: Mapping[str, Sequence[Use]]) -> None:
    file = read(after, path)
    wanted = [_with(marked.term, new.get(marked.term.id, ())) for marked in read(before, path).terms]
    if file.reader.errors or [marked.term for marked in file.terms] != wanted:
        raise GlossaryError("the proposals cannot be written into this file. It was left as it was; use -o and paste them.", path=path)
    for error in conflicts(file.terms):
        raise error


def _with(term: Term, uses: Sequence[Use]) -> Term:
    return replace(term, variants=(*term.variants, *(Variant(use.text) for use in uses)))
