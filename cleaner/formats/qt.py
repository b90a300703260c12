"""Qt Linguist's translations (.ts): `translation`, with `numerusform` one by one, each with its `source`.

Entries that are obsolete or vanished are left out unless asked for. Drafts (`unfinished`) are cleaned: that is what machine translation is.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.decoding import Skipped
from cleaner.formats.base import Format, Unit, malformed
from cleaner.formats.markup import Element, content, escape_text, parse

_OUT_OF_USE = frozenset(["obsolete", "vanished"])


def units(text: str, format: Format) -> list[Unit]:
    """The translations of a file, in order of place. Raises Skipped for the other files that have this suffix, TypeScript's."""
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        raise Skipped("skipped, it is no file of Qt Linguist.")
    root = parse(text)
    if root.name != "TS":
        raise malformed(text, root.start, f"the root element of a file of Qt Linguist is 'TS', not '{root.name}'.")
    found: list[Unit] = []
    for context in root.elements("context"):
        name = "".join(part.text for part in context.elements("name"))
        for number, message in enumerate(context.elements("message")):
            found += _units(text, message, f"{name}/{message.get('id') or number}", format)
    return found


def _units(text: str, message: Element, key: str, format: Format) -> Iterator[Unit]:
    source = "".join(part.text for part in message.elements("source")) or None
    for translation in message.elements("translation"):
        if translation.get("type") in _OUT_OF_USE and not format.include_locked:
            continue
        forms = list(translation.elements("numerusform")) or [translation]
        held = [variant for form in forms for variant in (list(form.elements("lengthvariant")) or [form])]
        for number, form in enumerate(held):
            if pieces := content(text, form):
                yield Unit(pieces, escape_text, source, f"{key}/{number}")
