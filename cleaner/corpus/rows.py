"""Parquet: rows as Arrow streams, and the new columns. Everything but the text goes through Arrow untouched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from cleaner.containers.arrow import opened, options_of, place_of, schema_of, sentence
from cleaner.corpus.base import Fields, Washer
from cleaner.corpus.chunks import Said
from cleaner.corpus.lines import BadRecord, washed_or_bad
from cleaner.errors import InputError

if TYPE_CHECKING:
    import pyarrow

_MOST_ROWS = 10_000
_GROUP_BYTES = 1 << 26
"""A row group of the output holds no more than this, unpacked; larger ones of the input are divided."""


def opened_at(path: str, fields: Fields) -> Any:
    """The file, of which little is held at a time. Raises InputError for what is no Parquet file with these columns."""
    file = opened(path, buffer_size=1 << 20, pre_buffer=False)
    for name in filter(None, (fields.column, fields.source)):
        if "list<" in (kind := str(_field(file.schema_arrow, name).type)):
            raise InputError(f"the column '{name}' holds {kind}, and no text.")
    for name in (fields.clean, fields.changes):
        if name in file.schema_arrow.names:
            raise InputError(f"the file has a column '{name}' already, which is the name of a new one.")
    return file


def batches(file: Any, start: int, size: int) -> Iterator[tuple[bytes, int]]:
    """Rows as Arrow streams of about `size` bytes, with their number, from the row `start` on.

    None reaches over a row group, so that where they begin depends on nothing but the file.
    """
    import pyarrow

    first = 0
    try:
        for number in range(file.num_row_groups):
            rows = file.metadata.row_group(number).num_rows
            if first + rows > start:
                at = first
                for batch in file.iter_batches(_rows(file.metadata, size), row_groups=[number], use_threads=False):
                    skipped, at = max(0, start - at), at + batch.num_rows
                    if skipped < batch.num_rows:
                        yield _stream(pyarrow.Table.from_batches([batch.slice(skipped)])), batch.num_rows - skipped
            first += rows
    except (pyarrow.ArrowException, OSError) as error:
        raise InputError(f"the rows cannot be read: {sentence(error)}") from None


def _rows(about: Any, size: int) -> int:
    held: int = sum(about.row_group(number).total_byte_size for number in range(about.num_row_groups))
    return max(1, min(_MOST_ROWS, size * int(about.num_rows) // max(1, held)))


def _stream(table: pyarrow.Table) -> bytes:
    import pyarrow

    sink = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(sink, table.schema, options=pyarrow.ipc.IpcWriteOptions(compression="lz4")) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue().to_pybytes())


def clean_rows(data: bytes, washer: Washer, fields: Fields) -> tuple[bytes, list[Said]]:
    """The rows with the new columns, and what is to be said of some of them (by their number in the data)."""
    import pyarrow

    with pyarrow.ipc.open_stream(data) as reader:
        table, said = cleaned_table(reader.read_all(), washer, fields)
    return _stream(table), said


def cleaned_table(table: pyarrow.Table, washer: Washer, fields: Fields) -> tuple[pyarrow.Table, list[Said]]:
    """The table with two columns more: the clean text, and the changes as JSON; null where there is no text."""
    import pyarrow

    texts = _values(table, fields.column)
    sources = _values(table, fields.source) if fields.source else [None] * len(texts)
    said: list[Said] = []
    pairs = [_cleaned(row, texts, sources, washer, said) for row in range(len(texts))]
    for field, values in zip(new_fields(table.schema, fields), zip(*pairs, strict=True) if pairs else ((), ()), strict=True):
        table = table.append_column(field, pyarrow.array(values, field.type))
    return table, said


def _cleaned(row: int, texts: Sequence[Any], sources: Sequence[Any], washer: Washer, said: list[Said]) -> tuple[str | None, str | None]:
    if texts[row] is None:
        washer.counts.empty += 1
        return None, None
    try:
        washed = washed_or_bad(washer, texts[row], sources[row])
    except BadRecord as error:
        washer.counts.bad += 1
        said.append(Said(row + 1, str(error), True))
        return None, None
    said += [Said(row + 1, notice, False) for notice in washed.notices]
    return washed.text, washed.changes


def new_fields(schema: pyarrow.Schema, fields: Fields) -> list[Any]:
    """The columns that are added: the clean text as the text, unless that is a dictionary, which new texts would only burden."""
    import pyarrow

    large = pyarrow.types.is_large_string(_field(schema, fields.column).type)
    kind = pyarrow.large_string() if large else pyarrow.string()
    return [pyarrow.field(fields.clean, kind), pyarrow.field(fields.changes, kind)]


def _field(schema: pyarrow.Schema, name: str) -> Any:
    first, *rest = place_of(schema, name)
    field = schema.field(first)
    for part in rest:
        field = field.type.field(part)
    return field


def _values(table: pyarrow.Table, name: str) -> list[Any]:
    import pyarrow.compute

    first, *rest = place_of(table.schema, name)
    column = table.column(first)
    return list((pyarrow.compute.struct_field(column, rest) if rest else column).to_pylist())


def assemble(blobs: Iterator[bytes], file: Any, fields: Fields, out: BinaryIO) -> None:
    """Writes a Parquet file of cleaned Arrow streams, in the row groups and with the options of the file that they come from."""
    import pyarrow
    from pyarrow import parquet

    schema = schema_of(file)
    for field in new_fields(schema, fields):
        schema = schema.append(field)
    with parquet.ParquetWriter(out, schema, **_options(file, fields)) as writer:
        for number in range(file.num_row_groups):
            rows, held = file.metadata.row_group(number).num_rows, list[Any]()
            while rows:
                with pyarrow.ipc.open_stream(next(blobs)) as reader:
                    held.append(reader.read_all().cast(schema))
                rows -= held[-1].num_rows
                if not rows or sum(table.nbytes for table in held) >= _GROUP_BYTES:
                    table = pyarrow.concat_tables(held).unify_dictionaries()
                    writer.write_table(table, row_group_size=table.num_rows)
                    held = []


def _options(file: Any, fields: Fields) -> dict[str, Any]:
    """How the file was written; the new columns are packed like the text."""
    told = options_of(file)
    if isinstance(codecs := told.get("compression"), dict):
        path = ".".join(place_of(file.schema_arrow, fields.column))
        told["compression"] = codecs | dict.fromkeys((fields.clean, fields.changes), codecs.get(path, "SNAPPY"))
    return told
