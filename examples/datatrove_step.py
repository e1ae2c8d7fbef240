"""newsclean as a step of datatrove: python examples/datatrove_step.py FOLDER OUT cleans a folder of JSON lines.

The text of each document becomes the clean text, and its metadata tell what went.
"""  # noqa: INP001 - a script, not part of a package

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from newsclean import Cleaner, Document
from newsclean.batch.rows import find_host


class Clean(PipelineStep):  # type: ignore[misc]  # datatrove has no types
    """Cleans documents, whose metadata may name a headline and an address."""

    name = "newsclean"
    type = "FORMAT"

    def __init__(self) -> None:
        super().__init__()
        self.cleaner = Cleaner()

    def run(self, data: Iterable[Any], rank: int = 0, world_size: int = 1) -> Iterator[Any]:  # noqa: ARG002
        """Clean each document, and hand it on."""
        for document in data:
            known = document.metadata
            article = Document.from_text(document.text, known.get("headline", ""), find_host(known.get("url", "")))
            with self.track_time():
                result = self.cleaner(article)
            document.text = result.text
            known["edits"] = [edit._asdict() for edit in result.edits]
            self.stat_update("removed", value=sum(edit.after is None for edit in result.edits))
            yield document


if __name__ == "__main__":
    match sys.argv[1:]:
        case [source, target]:
            reader = JsonlReader(source, text_key="body")
            writer = JsonlWriter(target, compression=None)
            LocalPipelineExecutor([reader, Clean(), writer], logging_dir=f"{target}/logs").run()
        case _:
            sys.exit(__doc__)
