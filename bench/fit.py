"""Fit the evidence that newsclean weighs lines with on labelled articles, and try it on sites it was not fitted on.

    python bench/fit.py related [--folder FOLDER] [--set GLOB ...]     write newsclean/weights/related.json
    python bench/fit.py leftovers [--folder FOLDER] [--set GLOB ...]   write newsclean/weights/leftovers.json
    python bench/fit.py cross [--folder FOLDER] [--set GLOB ...]       cross-validate leftovers over sites

FOLDER holds files SET.SCRAPER.jsonl.gz of labelled articles; without it, those beside the project are taken. A filter
is fitted on what those before it leave, so fit them in the order of the chain. What "cross" prints is what the whole
chain reaches on sites that the evidence of `leftovers` was not fitted on: each fifth of the sites is cleaned with
evidence from the other four.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fitting.learning import fit
from fitting.logistic import WEIGHED, fit_weights, judge_files
from fitting.observing import FOLDS, find_fold, observe_files
from fitting.writing import write_forests, write_signals
from judge.measuring import Measured, find_files, measure, read_articles
from judge.pooling import pool
from judge.tables import show_as_columns, tabulate_rows

from newsclean import Cleaner, Document, Edit
from newsclean.document import Filter
from newsclean.filters import CHAIN
from newsclean.filters.leftovers import judge
from newsclean.layout import Layout
from newsclean.signals import SIGNALS
from newsclean.trees import Evidence, read_evidence

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
WEIGHTS = Path(__file__).parents[1] / "newsclean" / "weights"
EXTRACTS = ["trafilatura", "trafilatura_recall", "newspaper", "readability", "resiliparse_main", "paragraphs"]
"""The scrapers whose texts are fitted on: all but those that take the whole page."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The filter `leftovers` with evidence on trial."""

    evidence: Evidence

    def __call__(self, document: Document) -> Iterator[Edit]:
        """Propose what the filter would propose with this evidence."""
        return judge(Layout(document), self.evidence)


def main() -> None:
    """Fit, and write the table or print what it reaches."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=[*WEIGHED, "leftovers", "cross"])
    parser.add_argument("--folder", type=Path, default=CORPUS)
    parser.add_argument("--set", nargs="*", default=EXTRACTS, help="globs over the names of files, sets or scrapers")
    options = parser.parse_args()
    if not options.folder.is_dir():
        sys.exit("no labelled articles to fit on: name a folder of them with --folder")
    paths = find_files(options.folder, options.set)
    if options.what == "cross":
        cross_validate(paths)
    elif options.what == "leftovers":
        write_trees(paths)
    else:
        write_weights(paths, options.what)


def write_weights(paths: Sequence[Path], name: str) -> None:
    """Fit the weights of single signals on all sites, and write their table. What signals say stays."""
    path = WEIGHTS / f"{name}.json"
    table = json.loads(path.read_text(encoding="utf-8"))
    lines = list(judge_files(paths, name))
    table["bias"], weights = fit_weights(lines, [*table["signals"]])
    for signal, weight in weights.items():
        table["signals"][signal]["weight"] = weight
    path.write_text(write_signals(table), encoding="utf-8")
    print(f"fitted on {len(lines)} lines, of which {sum(line.leftover for line in lines)} are leftovers")


def write_trees(paths: Sequence[Path]) -> None:
    """Fit trees on all sites, and write their table. What signals say stays."""
    path = WEIGHTS / "leftovers.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    table = {"about": kept["about"], "says": kept["says"], **fit(observe_files(paths))}
    path.write_text(write_forests(table), encoding="utf-8")


def cross_validate(paths: Sequence[Path]) -> None:
    """Print what the chain reaches on each part of the sites with evidence from the others."""
    lines = observe_files(paths)
    cleaners = []
    for fold in range(FOLDS):
        table = {**fit([line for line in lines if find_fold(line.site) != fold]), "says": {}}
        trial: Filter = Trial(read_evidence(table, SIGNALS))
        chain: list[str | Filter] = [trial if name == "leftovers" else name for name in CHAIN]
        cleaners.append(Cleaner(chain))
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
