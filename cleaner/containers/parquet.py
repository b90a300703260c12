"""Parquet (.parquet): one column of text, with another one as its source, as JSON Lines; read and written by Apache Arrow.

A record holds nothing but the two columns, so that the reader of JSON Lines does the rest, and row n is line n. A file without changes is
never written. Else schema, metadata, row groups, codecs and dictionaries are those of the file; page sizes and bloom filters are Arrow's.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cleaner.containers.archive import MAX_TEXT, refused
from cleaner.decoding import Loaded
from cleaner.edits import Change
from cleaner.errors import nearest
from cleaner.formats.base import Format

if TYPE_CHECKING:
    import pyarrow

INSTALL = "Parquet needs Apache Arrow: pip install 'mt-cleaner[parquet]' (in a hook: additional_dependencies: [pyarrow])."
_BATCH = 256
_SCHEMA = b"ARROW:schema"
"""Where Arrow keeps its own types, so that a file that was not written by Arrow does not have it."""

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows(Loaded):
    """`column` is the place of the text in a row: the name of a column, then those of fields inside of it."""

    column: Path = ()
    inside: Path = ()
    """The same as the records have it, in which a dot always leads inside."""

    def encode(self, text: str, path: str, changes: Sequence[Change] = ()) -> bytes:
        """The file with other texts in the column; the very same bytes for the same text. Raises InputError where it cannot be written."""
        if text == self.text:
            return self.data
        return _written(self.data, self.column, _values(text, self.inside))


def load(data: bytes, format: Format) -> Loaded:
    """The columns that the format names. Raises InputError for what cannot be read, and without Arrow."""
    file = _opened(data)
    names = file.schema_arrow.names
    if format.column is None:
        raise refused(f"which column holds the text? Name it with --column; there are: {', '.join(names) or 'none'}.")
    wanted = [format.column, *([format.source_column] if format.source_column else [])]
    places = [_place(file.schema_arrow, name) for name in wanted]
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in _records(file, wanted, places))
    return Rows(text, data, column=places[0], inside=tuple(format.column.split(".")))


def _opened(data: bytes) -> Any:
    try:
        import pyarrow.parquet
    except ImportError:
        raise refused(INSTALL) from None
    try:
        return pyarrow.parquet.ParquetFile(io.BytesIO(data))
    except (pyarrow.ArrowException, OSError) as error:
        raise refused(f"this is no Parquet file that can be read: {_sentence(error)}") from None


def _sentence(error: Exception) -> str:
    return f"{str(error).splitlines()[0].rstrip('.')}." if str(error) else f"{type(error).__name__}."


def _place(schema: pyarrow.Schema, name: str) -> Path:
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


def _records(file: Any, names: Sequence[str], places: Sequence[Path]) -> Iterator[dict[str, Any]]:
    import pyarrow

    size = 0
    try:
        for batch in file.iter_batches(_BATCH, columns=[".".join(place) for place in places]):
            size += batch.nbytes
            if size > MAX_TEXT:
                raise refused(f"the column holds more than {MAX_TEXT} bytes of text.")
            columns = [_leaf(batch.column(place[0]), place[1:]).to_pylist() for place in places]
            for values in zip(*columns, strict=True):
                record: dict[str, Any] = {}
                for name, value in zip(names, values, strict=True):
                    _put(record, name.split("."), value)
                yield record
    except (pyarrow.ArrowException, OSError, UnicodeDecodeError) as error:
        raise refused(f"the rows of the file cannot be read: {_sentence(error)}") from None


def _leaf(array: Any, path: Path) -> Any:
    """The field inside of an array of structs."""
    import pyarrow.compute

    return pyarrow.compute.struct_field(array, list(path)) if path else array


def _put(record: dict[str, Any], path: Sequence[str], value: object) -> None:
    for name in path[:-1]:
        record = record.setdefault(name, {})
    record[path[-1]] = value


def _values(text: str, path: Path) -> list[Any]:
    """The texts of all records."""
    values = []
    for line in text.split("\n")[:-1]:
        value = json.loads(line)
        for name in path:
            value = value[name]
        values.append(value)
    return values


def _written(data: bytes, place: Path, values: Sequence[Any]) -> bytes:
    """The file with other values in one column, row group by row group; what is written is read again."""
    import pyarrow
    from pyarrow import parquet

    file, out, done = _opened(data), io.BytesIO(), 0
    try:
        schema = _schema(file)
        with parquet.ParquetWriter(out, schema, **_options(file)) as writer:
            for number in range(file.num_row_groups):
                table = file.read_row_group(number)
                table = _with(table, place, values[done : done + table.num_rows]).cast(schema)
                done += table.num_rows
                writer.write_table(table, row_group_size=max(1, table.num_rows))
        _prove(file, _opened(out.getvalue()), place, values)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise refused(f"the file cannot be written anew: {_sentence(error)}") from None
    return out.getvalue()


def _schema(file: Any) -> Any:
    """The file's schema without what Arrow itself adds to it when it writes."""
    kept = {key: value for key, value in (file.schema_arrow.metadata or {}).items() if key != _SCHEMA}
    return file.schema_arrow.with_metadata(kept or None)


def _options(file: Any) -> dict[str, Any]:
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


def _with(table: Any, place: Path, values: Sequence[Any]) -> Any:
    import pyarrow

    number = table.schema.get_field_index(place[0])
    old = table.column(number).combine_chunks()
    old = old.combine_chunks() if isinstance(old, pyarrow.ChunkedArray) else old
    return table.set_column(number, table.schema.field(number), _replaced(old, place[1:], values))


def _replaced(array: Any, path: Path, values: Sequence[Any]) -> Any:
    """An array with other values, in a field inside of it where the path names one."""
    import pyarrow

    if not path:
        return pyarrow.array(values, type=array.type)
    fields = [array.type.field(number) for number in range(array.type.num_fields)]
    children = [array.field(number) for number in range(len(fields))]
    at = next(number for number, field in enumerate(fields) if field.name == path[0])
    children[at] = _replaced(children[at], path[1:], values)
    return pyarrow.StructArray.from_arrays(children, fields=fields, mask=array.is_null())


def _prove(old: Any, new: Any, place: Path, values: Sequence[Any]) -> None:
    """Raises InputError unless the column holds what was meant, and everything else is as it was."""
    if not new.schema_arrow.equals(old.schema_arrow, check_metadata=True) or new.num_row_groups != old.num_row_groups:
        raise refused("the file would not have the same schema and row groups afterwards.")
    done = 0
    for number in range(old.num_row_groups):
        before, after = old.read_row_group(number), new.read_row_group(number)
        meant = _with(before, place, values[done : done + before.num_rows])
        done += before.num_rows
        if not all(_same(meant.column(at), after.column(at)) for at in range(meant.num_columns)):
            raise refused("the file would not read back as it was meant to. Please report this.")


def _same(one: Any, other: Any) -> bool:
    """Whether two columns are equal; what is no number equals itself here, which it does not for Arrow."""
    return bool(one.equals(other)) or repr(one.to_pylist()) == repr(other.to_pylist())
