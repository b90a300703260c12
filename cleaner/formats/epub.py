"""Books (.epub): the XHTML documents that are read one after another, as they stand in `cleaner.containers.epub`."""

from __future__ import annotations

from cleaner.formats import hypertext
from cleaner.formats.base import Format, Unit
from cleaner.formats.parts import units_of_parts


def units(text: str, format: Format) -> list[Unit]:
    """The blocks of all documents, in order of place."""
    return units_of_parts(text, format, hypertext.units)
