"""datatrove: a step of a pipeline, for its local, Slurm and Ray executors.

    pipeline = [JsonlReader("in/"), CleanText(), JsonlWriter("out/")]
    LocalPipelineExecutor(pipeline, tasks=100, workers=8, logging_dir="logs/").run()

Needs datatrove (`pip install datatrove`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datatrove.pipeline.base import PipelineStep

from cleaner.corpus.base import Washer
from cleaner.engine import Cleaner

if TYPE_CHECKING:
    from datatrove.data import DocumentsPipeline


class CleanText(PipelineStep):  # type: ignore[misc]
    """Puts the clean text in the place of a document's, and the changes, as JSON, into its metadata as `text_changes`.

    `source` names the metadata that hold what a document was translated from. A document that mt-cleaner fails on goes on as it is, with
    the reason as `text_error`, and is counted as `failed`. `options` are those of `Cleaner`.
    """

    name = "🧽 mt-cleaner"
    type = "✂️ - FORMAT"

    def __init__(self, source: str | None = None, **options: Any) -> None:
        super().__init__()
        self.source, self.washer = source, Washer(Cleaner(**options))

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        for document in data or ():
            with self.track_time():
                self._wash(document)
            yield document

    def _wash(self, document: Any) -> None:
        source = document.metadata.get(self.source) if self.source else None
        try:
            washed = self.washer.wash(document.text, source)
        except Exception as error:  # a fault of ours in one document must not cost the user the others
            document.metadata["text_error"] = f"mt-cleaner failed on this record ({type(error).__name__}: {error}). Please report this."
            self.stat_update("failed")
            return
        self.stat_update("changed" if washed.text != document.text else "unchanged")
        document.text, document.metadata["text_changes"] = washed.text, washed.changes
