""".NET resources (.resx, .resw): the values that are strings; files, images and settings of forms stay, and so do comments."""

from __future__ import annotations

from cleaner.formats.base import Format, Unit, malformed
from cleaner.formats.markup import content, escape_text, parse


def units(text: str, format: Format) -> list[Unit]:
    """The strings of a file, in order of place."""
    root = parse(text)
    if root.name != "root":
        raise malformed(text, root.start, f"the root element of a .resx file is 'root', not '{root.name}'.")
    found: list[Unit] = []
    for data in root.elements("data"):
        name = data.get("name") or ""
        if data.get("type") is None and data.get("mimetype") is None and not name.startswith(">>"):
            for value in data.elements("value"):
                if pieces := content(text, value):
                    found.append(Unit(pieces, escape_text, key=name))
    return found
