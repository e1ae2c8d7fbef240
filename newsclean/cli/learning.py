"""Learning from many articles, as `newsclean learn` and `newsclean batch --learn` both do it."""

import os
from collections.abc import Mapping, Sequence

from newsclean.batch.counting import Counting, count_sources
from newsclean.batch.jobs import Watch
from newsclean.batch.sources import Walk
from newsclean.batch.storage import name_safely, write_whole
from newsclean.cli.progress import Quiet
from newsclean.learning import Counts, Learned
from newsclean.learning.writing import write_pack


def count_articles(walk: Walk, counting: Counting, counts: Counts, processes: int, display: Quiet) -> int:
    """Add the articles of sources to counts, and show how far that is. Tell how many failed."""
    display.start(walk.measure())
    try:
        return count_sources(
            walk, counting, counts, processes, Watch(display.show_progress, display.show_failure)
        ).failed
    finally:
        display.stop()


def name_packs(found: Sequence[Learned], output: str) -> dict[str, Learned]:
    """Name the file of each pack that has something to say: the output, where that is one, or one in it by its site."""
    kept = [learned for learned in found if learned.site and (learned.pack.rules or learned.pack.unsure)]
    if output.endswith(".toml"):
        return dict(zip([output], kept, strict=False))
    return {os.path.join(output, f"{name_safely(learned.site)}.toml"): learned for learned in kept}


def write_packs(paths: Mapping[str, Learned]) -> None:
    """Write packs to files. Raises OSError."""
    for path, learned in paths.items():
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        write_whole(path, write_pack(learned.pack).encode("utf-8", "replace"))
