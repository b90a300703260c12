"""Which parts of a .docx hold human text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cleaner.containers.archive import Archive, refused
from cleaner.formats.docx import with_spaces_kept

_BODY = "word/document.xml"
_PARTS = re.compile(r"word/(?:header\d*|footer\d*|footnotes|endnotes)\.xml")


def parts(archive: Archive) -> list[str]:
    """The names of the parts: the body first, then headers, footers and notes. Raises InputError where there are none, or it is signed."""
    if any(name.startswith("_xmlsignatures/") for name in archive.entries):
        raise refused("the document is signed, and a change would break its signature.")
    if _BODY not in archive.entries:
        raise refused(f"this is no Word document: the archive has no '{_BODY}'.")
    return [_BODY, *sorted(name for name in archive.entries if _PARTS.fullmatch(name))]


def finished(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """The changed parts as they are written."""
    return {name: with_spaces_kept(before[name], text) for name, text in after.items()}
