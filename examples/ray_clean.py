"""Learn from a folder of JSON lines and clean it, on all processors: python examples/ray_clean.py FOLDER OUT.

On a cluster, add the address of its head, and name folders that all machines see: … FOLDER OUT ray://head:10001.
OUT gets packs/, a pack for each site, and clean/, whose files hold the articles in their order, one after the other.
"""  # noqa: INP001 - a script, not part of a package

import sys
from pathlib import Path

import ray

from newsclean import Cleaner
from newsclean.batch.rows import Fields
from newsclean.learning.writing import write_pack
from newsclean.ray import clean_dataset, learn_dataset, read_jsonl, write_jsonl

FIELDS = Fields(text="body", title="headline")  # as examples/harbour-press.jsonl has them


def run(folder: str, out: Path) -> None:
    """Learn a pack for each site, and clean with these."""
    articles = read_jsonl(folder)
    learned = [each for each in learn_dataset(articles, fields=FIELDS) if each.site]
    packs = out / "packs"
    packs.mkdir(parents=True, exist_ok=True)
    for each in learned:
        (packs / f"{each.site}.toml").write_text(write_pack(each.pack), encoding="utf-8")
    cleaner = Cleaner(site_packs=[each.pack for each in learned])
    write_jsonl(clean_dataset(articles, cleaner, fields=FIELDS), str(out.absolute() / "clean"))


if __name__ == "__main__":
    match sys.argv[1:]:
        case [source, target, *address]:
            ray.init(address[0] if address else None)
            run(source, Path(target))
        case _:
            sys.exit(__doc__)
