"""Files that hold several texts: their texts are cleaned as one by the reader of the format, and only what changed is put back."""

from __future__ import annotations

from cleaner.containers.packed import Packed
from cleaner.decoding import Loaded
from cleaner.formats.base import Format


def load(data: bytes, path: str, format: Format) -> Loaded:
    """What a container of that format holds. Raises InputError for what cannot be read."""
    from cleaner.containers import docx, epub
    from cleaner.containers.packed import pack

    if format.name == "parquet":
        from cleaner.containers import parquet

        return parquet.load(data, format)
    if format.name == "docx":
        return pack(data, path, docx.parts, docx.finished)
    return pack(data, path, epub.parts)


__all__ = ["Packed", "load"]
