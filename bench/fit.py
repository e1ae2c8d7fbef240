"""Fit the evidence of the filter `leftovers` on labelled articles, and try it on sites that it was not fitted on.

    python bench/fit.py [FOLDER] [--set GLOB ...]             write newsclean/weights/leftovers.json
    python bench/fit.py [FOLDER] [--set GLOB ...] --cross     cross-validate over sites, and print the figures

FOLDER holds files SET.SCRAPER.jsonl.gz of labelled articles; without it, those beside the project are taken. What is
printed is what the whole chain reaches on sites that the evidence was not fitted on: each fifth of the sites is cleaned
with evidence from the other four.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from fitting.learning import fit
from fitting.observing import FOLDS, find_fold, observe_files
from judge.measuring import Measured, find_files, measure, read_articles
from judge.pooling import pool
from judge.tables import show_as_columns, tabulate_rows

from newsclean import Cleaner, Document, Edit
from newsclean.filters import CHAIN
from newsclean.filters.leftovers import judge
from newsclean.layout import Layout
from newsclean.signals import SIGNALS
from newsclean.trees import Evidence, read_evidence

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
TABLE = Path(__file__).parents[1] / "newsclean" / "weights" / "leftovers.json"
EXTRACTS = ["trafilatura", "trafilatura_recall", "newspaper", "readability", "resiliparse_main", "paragraphs"]
"""The scrapers whose texts are fitted on: all but those that take the whole page."""


class Trial(NamedTuple):
    """The filter `leftovers` with evidence on trial."""

    evidence: Evidence

    def __call__(self, document: Document) -> Iterator[Edit]:
        """Propose what the filter would propose with this evidence."""
        return judge(document, Layout(document), self.evidence)


def main() -> None:
    """Fit, and write the table or print what it reaches."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--set", nargs="*", default=EXTRACTS, help="globs over the names of files, sets or scrapers")
    parser.add_argument("--cross", action="store_true", help="cross-validate over sites, and write nothing")
    options = parser.parse_args()
    if not options.folder.is_dir():
        sys.exit("no labelled articles to fit on: name a folder of them")
    paths = find_files(options.folder, options.set)
    if options.cross:
        cross_validate(paths)
    else:
        write_table(paths)


def write_table(paths: Sequence[Path]) -> None:
    """Fit on all sites, and write the table. What a person wrote into it stays."""
    kept = json.loads(TABLE.read_text(encoding="utf-8")) if TABLE.exists() else {"about": "", "says": {}}
    fitted = fit(observe_files(paths))
    TABLE.write_text(write_readably({"about": kept["about"], "says": kept["says"], **fitted}), encoding="utf-8")


def write_readably(table: dict[str, Any]) -> str:
    """Write a table as JSON with a line for each signal, word and tree."""
    return json.dumps(table, ensure_ascii=False) + "\n"


def cross_validate(paths: Sequence[Path]) -> None:
    """Print what the chain reaches on each part of the sites with evidence from the others."""
    lines = observe_files(paths)
    cleaners = []
    for fold in range(FOLDS):
        table = {**fit([line for line in lines if find_fold(line.site) != fold]), "says": {}}
        trial = Trial(read_evidence(table, SIGNALS))
        cleaners.append(Cleaner([trial if name == "leftovers" else name for name in CHAIN]))
        print(f"fitted {fold + 1} of {FOLDS}", file=sys.stderr)
    measured = [measure_apart(path, cleaners) for path in paths]
    print(show_as_columns(tabulate_rows("Sites not fitted on", ("scraper", "set"), pool("", measured).scrapers, None)))


def measure_apart(path: Path, cleaners: Sequence[Cleaner]) -> Measured:
    """Clean each article of a file with the cleaner that was not fitted on its site."""
    name, scraper = path.name.split(".")[:2]
    pages = []
    for article in read_articles(path):
        result = cleaners[find_fold(article.site)](Document.from_text(article.text))
        page, _ = measure(article, result)
        pages.append(page._replace(set=name, scraper=scraper))
    return Measured(pages, {}, 0.0, 0)


if __name__ == "__main__":
    main()
