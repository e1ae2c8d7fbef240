"""What learning adds: labelled articles, cleaned without and with the packs learned from these very articles.

    python bench/learning_quality.py [FOLDER] [--set GLOB ...] [--skip FILTER ...] [--markdown]

The files are those of bench/quality.py. For each set and scraper the packs of its sites are learned from its articles,
of which nothing is told but the text, the title, the site and the id. Then all are cleaned. The rows "all" add up the
gains of several scrapers, and divide them by their gaps.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from judge.measuring import SUFFIX, Article, CorpusError, find_files, measure, read_articles
from judge.options import CORPUS
from judge.pooling import ALL, FAMILIES
from judge.scoring import score
from judge.tables import Table, show_as_columns, show_as_markdown

from newsclean import Cleaner, Document
from newsclean.filters import FILTERS
from newsclean.learning import Counts, learn

SETS = ("fundus80", "naeb")
"""Sets with several articles from each site."""


class Side(NamedTuple):
    """F1 before and after cleaning and at best, and the share of the body's characters that is lost, from 0 to 1."""

    before: float
    after: float
    best: float
    lost: float


class Gain(NamedTuple):
    """The same articles without and with learning."""

    without: Side
    learned: Side


def main() -> int:
    """Measure and print. Gives the exit code: 1 where something could not be read."""
    parser = argparse.ArgumentParser("learning_quality.py", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS, help="where the labelled articles are")
    parser.add_argument("--set", nargs="+", metavar="GLOB", default=[f"{name}.*" for name in SETS])
    parser.add_argument("--skip", action="append", choices=FILTERS, default=[], help="leave out this filter")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    options = parser.parse_args()
    try:
        paths = find_files(options.folder, options.set)
        gains = {
            path.name.removesuffix(SUFFIX): measure_gain(list(read_articles(path)), options.skip) for path in paths
        }
    except CorpusError as error:
        print(f"learning_quality.py: {error}", file=sys.stderr)
        return 1
    print((show_as_markdown if options.markdown else show_as_columns)(tabulate(gains)))
    return 0


def measure_gain(articles: Sequence[Article], skip: Sequence[str]) -> Gain:
    """Clean articles without and with what is learned from them."""
    documents = [Document.from_text(each.text, title=each.title, site=each.site, id=each.id) for each in articles]
    counts = Counts()
    counts.update(documents)
    packs = [learned.pack for learned in learn(counts)]
    sides = (Cleaner(skip=skip), Cleaner(skip=skip, site_packs=packs))
    return Gain(*(measure_side(articles, documents, cleaner) for cleaner in sides))


def measure_side(articles: Sequence[Article], documents: Sequence[Document], cleaner: Cleaner) -> Side:
    """Clean articles and measure what became of them."""
    pages = [measure(article, cleaner(document))[0] for article, document in zip(articles, documents, strict=True)]
    before, after, best = (score([getattr(page, side) for page in pages]).f1 for side in ("before", "after", "best"))
    return Side(before, after, best, sum(page.lost for page in pages) / (sum(page.body for page in pages) or 1))


def tabulate(gains: dict[str, Gain]) -> Table:
    """Make a table of all gains, and of each family of scrapers in a set added up."""
    rows = []
    added: dict[tuple[str, str], list[Gain]] = defaultdict(list)
    for name, gain in gains.items():
        set_, _, scraper = name.partition(".")
        family = next((family for family, scrapers in FAMILIES.items() if scraper in scrapers), scraper)
        added[set_, family].append(gain)
        rows.append([set_, scraper, *show([gain])])
    rows += [[set_, f"{ALL} {family}", *show(several)] for (set_, family), several in added.items()]
    headings = ("set", "scraper", "closed: without", "learned", "change", "lost: without", "learned", "change")
    return Table("What learning adds", headings, rows, 2)


def show(gains: Sequence[Gain]) -> list[str]:
    """Write the cells of one row: gains are added up, and of losses the largest is told."""
    gap = sum(gain.without.best - gain.without.before for gain in gains) or 1
    closed = [sum(side.after - side.before for side in sides) / gap for sides in zip(*gains, strict=True)]
    lost = [max(side.lost for side in sides) for sides in zip(*gains, strict=True)]
    rise = max(gain.learned.lost - gain.without.lost for gain in gains)
    cells = [f"{100 * closed[0]:.1f} %", f"{100 * closed[1]:.1f} %", f"{100 * (closed[1] - closed[0]):+.1f}"]
    return [*cells, f"{100 * lost[0]:.2f} %", f"{100 * lost[1]:.2f} %", f"{100 * rise:+.3f}"]


if __name__ == "__main__":
    sys.exit(main())
