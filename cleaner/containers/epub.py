"""Which parts of an .epub hold human text: the documents of its spine (EPUB 3.3, 4.2.6.3.1 and 5.7)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from cleaner.containers.archive import Archive, refused
from cleaner.decoding import decode
from cleaner.errors import InputError
from cleaner.formats.markup import Element, parse

_CONTAINER, _ENCRYPTION, _SIGNATURES = "META-INF/container.xml", "META-INF/encryption.xml", "META-INF/signatures.xml"
_TYPES = ("application/xhtml+xml", "text/html")


def parts(archive: Archive) -> list[str]:
    """The names of the XHTML documents in the order of reading. Raises InputError where it is no such book, or protected or signed."""
    if _SIGNATURES in archive.entries:
        raise refused("the book is signed, and a change would break its signature.")
    found = [name for name in dict.fromkeys(_spine(archive, _package(archive))) if name in archive.entries]
    if protected := set(found) & set(_encrypted(archive)):
        raise refused(f"the book is protected: '{min(protected)}' is encrypted.")
    return found


def _package(archive: Archive) -> str:
    """The name of the package document."""
    for node in _xml(archive, _CONTAINER).walk():
        if isinstance(node, Element) and node.name == "rootfile" and (path := node.get("full-path")):
            return path
    raise refused(f"'{_CONTAINER}' names no package document.")


def _spine(archive: Archive, package: str) -> Iterator[str]:
    root = _xml(archive, package)
    items = {item.get("id"): item for manifest in root.elements("manifest") for item in manifest.elements("item")}
    for reference in (each for spine in root.elements("spine") for each in spine.elements("itemref")):
        item = items.get(reference.get("idref"))
        if item and item.get("media-type") in _TYPES:
            yield posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(item.get("href") or "")))


def _encrypted(archive: Archive) -> list[str]:
    if _ENCRYPTION not in archive.entries:
        return []
    found = (node for node in _xml(archive, _ENCRYPTION).walk() if isinstance(node, Element) and node.name == "CipherReference")
    return [unquote(node.get("URI") or "") for node in found]


def _xml(archive: Archive, name: str) -> Element:
    try:
        return parse(decode(archive.read(name), name).text)
    except InputError as error:
        where = f"in {name}, " if error.line else ""
        raise InputError(f"{where}{error.message}", line=error.line, column=error.column) from None
