"""Fit the evidence by which newsclean finds the article in a whole page, and try it on sites it was not fitted on.

    python bench/fit_pages.py write [--folder FOLDER]     write newsclean/weights/page.json
    python bench/fit_pages.py cross [--folder FOLDER]     cross-validate over sites

FOLDER holds files SET.SCRAPER.jsonl.gz of labelled articles; without it, those beside the project are taken. Of them
the dumps of whole pages are fitted on. What "cross" prints is what the whole chain reaches on sites that the evidence
of `page` was not fitted on: each fifth of the sites is cleaned with evidence from the other four.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fitting.labelling import DUMPS, label_files
from fitting.observing import find_fold
from fitting.pages import Fit, write_table
from judge.measuring import Measured, find_files, measure, read_articles
from judge.pooling import pool
from judge.tables import show_as_columns, tabulate_rows

from newsclean import Cleaner, Document, Edit
from newsclean.document import Filter
from newsclean.filters import CHAIN
from newsclean.filters.page import is_article
from newsclean.pages.article import judge
from newsclean.pages.evidence import PageEvidence, read_page_evidence

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
WEIGHTS = Path(__file__).parents[1] / "newsclean" / "weights" / "page.json"


@dataclass(frozen=True, slots=True)
class Trial:
    """The filter `whole-page` with evidence on trial."""

    evidence: PageEvidence

    def __call__(self, document: Document) -> Iterator[Edit]:
        """Propose what the filter would propose with this evidence."""
        return iter(()) if is_article(document) else judge(document, self.evidence)


def main() -> None:
    """Fit, and write the table or print what it reaches."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["write", "cross"])
    parser.add_argument("--folder", type=Path, default=CORPUS)
    options = parser.parse_args()
    if not options.folder.is_dir():
        sys.exit("no labelled articles to fit on: name a folder of them with --folder")
    paths = find_files(options.folder, DUMPS)
    if options.what == "cross":
        cross_validate(paths)
    else:
        WEIGHTS.write_text(write_table(Fit(label_files(paths)).write()), encoding="utf-8")


def cross_validate(paths: Sequence[Path]) -> None:
    """Print what the chain reaches on each part of the sites with evidence from the others."""
    cleaners = []
    for table in Fit(label_files(paths)).write_apart():
        trial: Filter = Trial(read_page_evidence(table))
        chain: list[str | Filter] = [trial if name == "page" else name for name in CHAIN]
        cleaners.append(Cleaner(chain))
    measured = [measure_apart(path, cleaners) for path in paths]
    print(show_as_columns(tabulate_rows("Sites not fitted on", ("scraper", "set"), pool("", measured).scrapers, None)))


def measure_apart(path: Path, cleaners: Sequence[Cleaner]) -> Measured:
    """Clean each page of a file with the cleaner that was not fitted on its site."""
    name, scraper = path.name.split(".")[:2]
    pages = []
    for article in read_articles(path):
        result = cleaners[find_fold(article.site)](Document.from_text(article.text))
        page, _ = measure(article, result)
        pages.append(page._replace(set=name, scraper=scraper))
    return Measured(pages, {}, 0.0, 0)


if __name__ == "__main__":
    main()
