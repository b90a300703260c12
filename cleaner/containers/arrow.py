"""Parquet files through Apache Arrow: opening them, finding a column, and how they were written.

pyarrow is the extra `parquet`, imported only inside of functions.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from cleaner.containers.archive import refused
from cleaner.errors import nearest

if TYPE_CHECKING:
    import pyarrow

INSTALL = "Parquet needs Apache Arrow: pip install 'mt-cleaner[parquet]' (in a hook: additional_dependencies: [pyarrow])."
_SCHEMA = b"ARROW:schema"
"""Where Arrow keeps its own types, so that a file that was not written by Arrow does not have it."""

Path = tuple[str, ...]


def opened(data: bytes | str, **how: Any) -> Any:
    """The file of that content or path. Raises InputError for what is no Parquet file, and without Arrow."""
    try:
        import pyarrow.parquet
    except ImportError:
        raise refused(INSTALL) from None
    try:
        return pyarrow.parquet.ParquetFile(io.BytesIO(data) if isinstance(data, bytes) else data, **how)
    except (pyarrow.ArrowException, OSError) as error:
        raise refused(f"this is no Parquet file that can be read: {sentence(error)}") from None


def sentence(error: Exception) -> str:
    """What Arrow says of an error, first line only."""
    return f"{str(error).splitlines()[0].rstrip('.')}." if str(error) else f"{type(error).__name__}."


def place_of(schema: pyarrow.Schema, name: str) -> Path:
    """Where a column lies, or a field inside of one. Raises InputError where there is none, or one that holds no text."""
    path = (name,) if name in schema.names else tuple(name.split("."))
    if path[0] not in schema.names:
        raise refused(f"there is no column '{name}'. {nearest(name, schema.names)}")
    kind = schema.field(path[0]).type
    for part in path[1:]:
        names = [kind.field(number).name for number in range(kind.num_fields)]
        if not _is_struct(kind) or part not in names:
            raise refused(f"there is no column '{name}': '{path[0]}' has no such field.")
        kind = kind.field(part).type
    if not _is_text(kind):
        raise refused(f"the column '{name}' holds {kind}, and no text.")
    return path


def _is_struct(kind: pyarrow.DataType) -> bool:
    import pyarrow.types

    return bool(pyarrow.types.is_struct(kind))


def _is_text(kind: pyarrow.DataType) -> bool:
    """A string, or a list of them; as a dictionary, too."""
    from pyarrow import types

    if types.is_list(kind) or types.is_large_list(kind) or types.is_dictionary(kind):
        kind = kind.value_type
    return bool(types.is_string(kind) or types.is_large_string(kind))


def schema_of(file: Any) -> Any:
    """The file's schema without what Arrow itself adds to it when it writes."""
    kept = {key: value for key, value in (file.schema_arrow.metadata or {}).items() if key != _SCHEMA}
    return file.schema_arrow.with_metadata(kept or None)


def options_of(file: Any) -> dict[str, Any]:
    """How the file was written, as far as it says."""
    about = file.metadata
    options: dict[str, Any] = {"store_schema": _SCHEMA in (about.metadata or {}), "version": about.format_version}
    if not about.num_row_groups:
        return options
    first = [about.row_group(0).column(number) for number in range(about.num_columns)]
    options["compression"] = {column.path_in_schema: column.compression.replace("UNCOMPRESSED", "NONE") for column in first}
    options["use_dictionary"] = [column.path_in_schema for column in first if any("DICT" in name for name in column.encodings)]
    options["sorting_columns"] = about.row_group(0).sorting_columns or None
    options["write_page_index"] = any(column.has_column_index for column in first)
    return options
