"""The options of bench/quality.py."""

import argparse
from pathlib import Path

from judge.measuring import Setup, make_cleaner
from judge.tables import TABLES

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
"""The labelled articles beside the project."""
_DEFAULT = "default"
_EXAMPLES = """\
examples:
  bench/quality.py                                   all articles beside the project
  bench/quality.py articles --set trafilatura        those in the folder articles that one scraper left
  bench/quality.py --against HEAD~3 --worst 20       beside an older version, and what got worse
  bench/quality.py --against ../other                beside the newsclean in a folder
  bench/quality.py --chain encoding,spacing,boilerplate --chain default
  bench/quality.py --threshold 0.8 --threshold 0.9   the second is what the first is compared with
  bench/quality.py --json now.json --chart now.svg
  bench/quality.py --from now.json --markdown        the same figures once more
"""


def read_options(description: str) -> argparse.Namespace:
    """Read the command line. Leaves with exit code 2 and a message where it makes no sense."""
    parser = argparse.ArgumentParser(
        "quality.py",
        usage="%(prog)s [FOLDER] [--set GLOB ...] [--against WHAT] [OPTION ...]",
        description=description,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_articles(parser)
    _add_cleaning(parser)
    _add_output(parser)
    options = parser.parse_args()
    _check(parser, options)
    return options


def _add_articles(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "folder",
        nargs="?",
        type=Path,
        metavar="FOLDER",
        help="where the files are; else the articles beside this project",
    )
    add("--set", nargs="+", action="extend", metavar="GLOB", help="only files whose SET, SCRAPER or SET.SCRAPER is so")
    add("--jobs", type=int, default=2, metavar="N", help="processes (default: 2)")


def _add_cleaning(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument_group("how to clean").add_argument
    twice = "; a second one is for the other side of a comparison"
    add("--chain", action="append", metavar="NAMES", help=f'filters, with commas between, or "{_DEFAULT}"{twice}')
    add("--threshold", action="append", type=float, metavar="N", help=f"the confidence that an edit needs{twice}")
    add("--titles", action="store_true", help="tell the cleaner each article's title")
    add("--sites", action="store_true", help="tell the cleaner each article's site")
    add(
        "--against",
        metavar="WHAT",
        help="compare with another newsclean: a git revision, a folder, or a file of figures that --json wrote",
    )


def _add_output(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument_group("what to print and write").add_argument
    add("--table", nargs="+", action="extend", choices=TABLES, help="these tables (default: all but rules)")
    add("--worst", type=int, default=0, metavar="N", help="name the N pages that lost the most F1")
    add("--markdown", action="store_true", help="print the tables as Markdown")
    add("--json", metavar="FILE", help="write the figures there; with -, print them and nothing else")
    add("--details", action="store_true", help="write the figures of each rule and each page too")
    add("--chart", type=Path, metavar="FILE", help="draw the F1 of each scraper there, as SVG")
    add(
        "--from", dest="read", type=Path, metavar="FILE", help="measure nothing, and take the figures that --json wrote"
    )
    add("--name", help="what to call what is measured")


def _check(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    if any(len(given or ()) > 2 for given in (options.chain, options.threshold)):  # noqa: PLR2004 - two sides
        parser.error("--chain and --threshold can be given twice at most: only two sides are compared")
    if options.read and options.against and not Path(options.against).is_file():
        parser.error("--from measures nothing, so --against has to be a file of figures too")
    if options.jobs < 1:
        parser.error("--jobs has to be 1 or more")
    try:
        for setup in read_setups(options):
            make_cleaner(setup.chain, setup.threshold)
    except ValueError as error:
        parser.error(f"--chain: {error}")


def read_setups(options: argparse.Namespace) -> tuple[Setup, Setup]:
    """Read how each of two sides cleans: what was given once holds for both."""
    chains = [None if names == _DEFAULT else tuple(names.split(",")) for names in options.chain or [_DEFAULT]]
    thresholds = options.threshold or [None]
    return (
        Setup(chains[0], thresholds[0], options.titles, options.sites),
        Setup(chains[-1], thresholds[-1], options.titles, options.sites),
    )


def write_setup(setup: Setup) -> list[str]:
    """Write options that make a setup."""
    options = ["--chain", ",".join(setup.chain) if setup.chain else _DEFAULT]
    if setup.threshold is not None:
        options += ["--threshold", str(setup.threshold)]
    return options + ["--titles"] * setup.titles + ["--sites"] * setup.sites


def name_setup(name: str, setup: Setup) -> str:
    """Name a side of a comparison: what it is, and how it differs from the default.

    >>> name_setup("newsclean 1.0", Setup(("encoding", "spacing"), 0.8))
    'newsclean 1.0, filters encoding, spacing, threshold 0.8'
    """
    parts = [name]
    if setup.chain:
        parts.append(f"filters {', '.join(setup.chain)}")
    if setup.threshold is not None:
        parts.append(f"threshold {setup.threshold:g}")
    return ", ".join(parts + ["titles told"] * setup.titles + ["sites told"] * setup.sites)
