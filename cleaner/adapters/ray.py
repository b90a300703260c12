"""Ray Data: cleans batches of Arrow on as many machines as the cluster has.

    dataset.map_batches(CleanBatch, batch_format="pyarrow", concurrency=8, fn_constructor_kwargs={"column": "text"})

Needs `ray[data]` and the extra `parquet`; this module imports neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.corpus.base import Fields, Washer
from cleaner.corpus.rows import cleaned_table
from cleaner.engine import Cleaner

if TYPE_CHECKING:
    import pyarrow


class CleanBatch:
    """Adds to each batch the columns that `mt-cleaner corpus` adds: `<column>_clean`, and `<column>_changes` as JSON.

    A row that cannot be cleaned has nulls there. `options` are those of `Cleaner`; one is made for each worker.

    >>> import pyarrow
    >>> CleanBatch("text", glossaries=[])(pyarrow.table({"text": ["The end ."]}))["text_clean"].to_pylist()
    ['The end.']
    """

    def __init__(self, column: str, source: str | None = None, **options: Any) -> None:
        self._fields, self._washer = Fields(column, source), Washer(Cleaner(**options))

    def __call__(self, batch: pyarrow.Table) -> pyarrow.Table:
        return cleaned_table(batch, self._washer, self._fields)[0]
