"""What learning adds: labelled articles, cleaned without and with the packs learned from these very articles.

    python bench/learning_quality.py [FOLDER] [--set GLOB ...] [--skip FILTER ...] [--markdown]

The files are those of bench/quality.py. For each set and scraper the packs of its sites are learned from its articles,
of which nothing is told but the text, the title, the site and the id. Then all are cleaned. The rows "all" add up the
gains of several scrapers, and divide them by their gaps. "At best" is what learning could come to: all lines gone that
return in the site, but for their numbers, and are no line of the body where they stand.
"""

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from judge.measuring import SUFFIX, Article, CorpusError, find_files, measure, read_articles
from judge.options import CORPUS
from judge.pooling import ALL, FAMILIES
from judge.scoring import score
from judge.tables import Table, show_as_columns, show_as_markdown

from newsclean import Cleaner, Document, Result
from newsclean.document import Filter
from newsclean.filters import CHAIN, FILTERS
from newsclean.fold import fold
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
    """The same articles without and with learning, and with learning at best."""

    without: Side
    learned: Side
    possible: Side


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
    return compare(articles, [clean_both_ways(articles, [name for name in CHAIN if name not in skip])])


def clean_both_ways(articles: Sequence[Article], filters: Sequence[str | Filter]) -> tuple[list[Result], list[Result]]:
    """Clean articles with filters, without and with what is learned from them."""
    documents = [Document.from_text(each.text, title=each.title, site=each.site, id=each.id) for each in articles]
    counts = Counts()
    counts.update(documents)
    packs = [learned.pack for learned in learn(counts)]
    return list(map(Cleaner(filters), documents)), list(map(Cleaner(filters, site_packs=packs), documents))


def compare(articles: Sequence[Article], cleaned: Sequence[tuple[list[Result], list[Result]]]) -> Gain:
    """Compare what became of articles, part by part, without and with learning, and what could have."""
    without, learned = (list(chain.from_iterable(parts)) for parts in zip(*cleaned, strict=True))
    sides = (without, learned, take_all_out(articles, learned))
    return Gain(*(measure_side(articles, results) for results in sides))


def take_all_out(articles: Sequence[Article], results: Sequence[Result]) -> list[Result]:
    """Take out of what was cleaned every line that returns in its site and is no line of the body."""
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for article in articles:
        for line in set(map(leave_numbers_open, article.text.split("\n"))):
            seen[article.site, line].add(article.id)
    taken = []
    for article, result in zip(articles, results, strict=True):
        lines = zip(article.text.split("\n"), article.keep, strict=True)
        body = {"", *(leave_numbers_open(line) for line, keep in lines if keep)}
        kept = [
            line
            for line in result.text.split("\n")
            for words in [leave_numbers_open(line)]
            if words in body or len(seen[article.site, words]) < 2  # noqa: PLR2004 - it returns
        ]
        taken.append(result._replace(text="\n".join(kept)))
    return taken


def leave_numbers_open(line: str) -> str:
    """Give the words of a line, with the same digit for all."""
    return re.sub(r"\d+", "0", fold(line))


def measure_side(articles: Sequence[Article], results: Sequence[Result]) -> Side:
    """Measure what became of articles."""
    pages = [measure(article, result)[0] for article, result in zip(articles, results, strict=True)]
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
    headings = (
        "set",
        "scraper",
        "closed: without",
        "learned",
        "change",
        "at best",
        "lost: without",
        "learned",
        "change",
    )
    return Table("What learning adds", headings, rows, 2)


def show(gains: Sequence[Gain]) -> list[str]:
    """Write the cells of one row: gains are added up, and of losses the largest is told."""
    gap = sum(gain.without.best - gain.without.before for gain in gains) or 1
    closed = [sum(side.after - side.before for side in sides) / gap for sides in zip(*gains, strict=True)]
    lost = [max(side.lost for side in sides) for sides in zip(*gains, strict=True)][:2]
    rise = max(gain.learned.lost - gain.without.lost for gain in gains)
    cells = [f"{100 * closed[0]:.1f} %", f"{100 * closed[1]:.1f} %", f"{100 * (closed[1] - closed[0]):+.1f}"]
    cells.append(f"{100 * (closed[2] - closed[0]):+.1f}")
    return [*cells, f"{100 * lost[0]:.2f} %", f"{100 * lost[1]:.2f} %", f"{100 * rise:+.3f}"]


if __name__ == "__main__":
    sys.exit(main())
