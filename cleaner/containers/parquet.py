"""Parquet (.parquet): one column of text, with another one as its source, as JSON Lines; read and written by Apache Arrow.

A record holds nothing but the two columns, so that the reader of JSON Lines does the rest, and row n is line n. A file without changes is
never written. Else schema, metadata, row groups, codecs and dictionaries are those of the file; page sizes and bloom filters are Arrow's.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cleaner.containers.archive import MAX_TEXT, refused
from cleaner.containers.arrow import Path, opened, options_of, place_of, schema_of, sentence
from cleaner.decoding import Loaded
from cleaner.edits import Change
from cleaner.formats.base import Format

_BATCH = 256


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
    file = opened(data)
    names = file.schema_arrow.names
    if format.column is None:
        raise refused(f"which column holds the text? Name it with --column; there are: {', '.join(names) or 'none'}.")
    wanted = [format.column, *([format.source_column] if format.source_column else [])]
    places = [place_of(file.schema_arrow, name) for name in wanted]
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in _records(file, wanted, places))
    return Rows(text, data, column=places[0], inside=tuple(format.column.split(".")))


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
        raise refused(f"the rows of the file cannot be read: {sentence(error)}") from None


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

    file, out, done = opened(data), io.BytesIO(), 0
    try:
        schema = schema_of(file)
        with parquet.ParquetWriter(out, schema, **options_of(file)) as writer:
            for number in range(file.num_row_groups):
                table = file.read_row_group(number)
                table = _with(table, place, values[done : done + table.num_rows]).cast(schema)
                done += table.num_rows
                writer.write_table(table, row_group_size=max(1, table.num_rows))
        _prove(file, opened(out.getvalue()), place, values)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise refused(f"the file cannot be written anew: {sentence(error)}") from None
    return out.getvalue()


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
