"""Fit the evidence that newsclean weighs lines with on labelled articles, and try it on sites it was not fitted on.

    python bench/fit.py related [--folder FOLDER] [--set GLOB ...]     write newsclean/weights/related.json
    python bench/fit.py leftovers [--folder FOLDER] [--set GLOB ...]   write newsclean/weights/leftovers.json
    python bench/fit.py cross [--folder FOLDER] [--set GLOB ...]       cross-validate leftovers over sites
    python bench/fit.py learning [--folder FOLDER] [--set GLOB ...]    the same, without and with learned packs

FOLDER holds files SET.SCRAPER.jsonl.gz of labelled articles; without it, those beside the project are taken. A filter
is fitted on what those before it leave, so fit them in the order of the chain. What "cross" prints is what the whole
chain, but for `page`, reaches on sites that the evidence of `leftovers` was not fitted on: each fifth of the sites is
cleaned with evidence from the other four. "learning" learns a pack for each site besides, as
bench/learning_quality.py does.
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
from judge.measuring import SUFFIX, Article, Measured, find_files, measure, read_articles
from judge.pooling import pool
from judge.tables import show_as_columns, tabulate_rows
from learning_quality import clean_both_ways, compare, tabulate

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
    parser.add_argument("what", choices=[*WEIGHED, "leftovers", "cross", "learning"])
    parser.add_argument("--folder", type=Path, default=CORPUS)
    parser.add_argument("--set", nargs="*", default=EXTRACTS, help="globs over the names of files, sets or scrapers")
    options = parser.parse_args()
    if not options.folder.is_dir():
        sys.exit("no labelled articles to fit on: name a folder of them with --folder")
    paths = find_files(options.folder, options.set)
    if options.what == "cross":
        cross_validate(paths)
    elif options.what == "learning":
        cross_validate_learning(paths)
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
    cleaners = [Cleaner(chain) for chain in fit_chains(paths)]
    measured = [measure_apart(path, cleaners) for path in paths]
    print(show_as_columns(tabulate_rows("Sites not fitted on", ("scraper", "set"), pool("", measured).scrapers, None)))


def cross_validate_learning(paths: Sequence[Path]) -> None:
    """Print what learning adds to chains that were not fitted on the sites that it learns from."""
    chains = list(fit_chains(find_files(paths[0].parent, EXTRACTS)))
    gains = {}
    for path in paths:
        parts: list[list[Article]] = [[] for _ in chains]
        for article in read_articles(path):
            parts[find_fold(article.site)].append(article)
        cleaned = [clean_both_ways(part, chain) for part, chain in zip(parts, chains, strict=True)]
        gains[path.name.removesuffix(SUFFIX)] = compare([each for part in parts for each in part], cleaned)
    print(show_as_columns(tabulate(gains)))


def fit_chains(paths: Sequence[Path]) -> Iterator[list[str | Filter]]:
    """Fit the evidence on all but a part of the sites, for each part; give the chains with it.

    They have no filter `page`: its evidence was fitted on all sites.
    """
    lines = observe_files(paths)
    for fold in range(FOLDS):
        table = {**fit([line for line in lines if find_fold(line.site) != fold]), "says": {}}
        trial: Filter = Trial(read_evidence(table, SIGNALS))
        yield [trial if name == "leftovers" else name for name in CHAIN if name != "page"]
        print(f"fitted {fold + 1} of {FOLDS}", file=sys.stderr)


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
