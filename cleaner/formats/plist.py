"""Apple's property lists with strings for plurals (.stringsdict), and .strings that are kept as property lists."""

from __future__ import annotations

from cleaner.formats.base import Format, Unit, malformed
from cleaner.formats.markup import Element, content, escape_text, parse

_NAMES = frozenset(["NSStringFormatSpecTypeKey", "NSStringFormatValueTypeKey"])
"""Keys whose values are read by programs."""


def units(text: str, format: Format) -> list[Unit]:
    """The strings of a property list, in order of place; the key is the path of its keys."""
    root = parse(text)
    if root.name != "plist":
        raise malformed(text, root.start, f"the root element of a property list is 'plist', not '{root.name}'.")
    found: list[Unit] = []
    stack: list[tuple[str, Element]] = [("", element) for element in root.elements("dict")]
    while stack:
        path, element = stack.pop()
        if element.name == "dict":
            stack += reversed(_entries(path, element))
        elif element.name == "array":
            stack += reversed([(f"{path}/{number}", item) for number, item in enumerate(element.elements())])
        elif element.name == "string" and path.rpartition("/")[2] not in _NAMES and (pieces := content(text, element)):
            found.append(Unit(pieces, escape_text, key=path))
    return found


def _entries(path: str, element: Element) -> list[tuple[str, Element]]:
    """The values of a dict, each under the key before it."""
    key, entries = "", []
    for child in element.elements():
        if child.name == "key":
            key = child.text
        else:
            entries.append((f"{path}/{key.replace('/', '~1')}", child))
    return entries
