"""How well newsclean cleans labelled articles: F1, the gap that it closes, and what it takes of their bodies.

The files are called SET.SCRAPER.jsonl.gz, and hold an article a line in JSON: id, site, language, title, the text as a
scraper left it, the body (gold), and for each line of the text whether the body has it (keep). Printed are

  before     F1, precision (P) and recall (R) of the text as the scraper left it, in percent
  after      the same of the cleaned text
  best       F1 if exactly the lines that the body has were kept: what dropping whole lines can reach
  closed     (after - before) / (best - before): the share of the gap that cleaning closed; below 0 it did harm
  lost       characters of body lines that are gone, in percent of all

F1 counts the shingles, four words in a row, that text and body share; the headline counts neither way. Each page weighs
the same. In the row "all" each set does, and lost is the largest. Of the rules is told

  lines      whole lines that they removed, and their characters
  precision  characters of lines that the body does not have, of all these characters
  lost       characters of body lines whose words stand nowhere in a row any more, be they gone or repaired
  changed    lines of which a part stayed

Two sides are compared where --against names another version, or where --chain or --threshold is given twice.
"""

import argparse
import signal
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from judge.chart import draw
from judge.measuring import CorpusError, Measured, Setup, find_files
from judge.options import CORPUS, name_setup, read_options, read_setups, write_setup
from judge.pooling import Figures, is_comparable
from judge.saving import FiguresError, read_figures, write_figures
from judge.tables import TABLES, introduce, list_tables, show_as_columns, show_as_markdown
from judge.versions import VersionError, check_out, holds_newsclean, measure_here, measure_there

from newsclean import __version__


def main() -> int:
    """Measure, or read figures; print and write them. Gives the exit code: 1 where something could not be read."""
    options = read_options(str(__doc__))
    if not options.read and not options.folder and not CORPUS.is_dir():
        print("no labelled articles to clean: name a folder of them")
        return 0
    try:
        figures, against = obtain(options)
        hand_out(options, figures, against)
    except (OSError, CorpusError, FiguresError, VersionError) as error:
        print(f"quality.py: {error}", file=sys.stderr)
        return 1
    return 0


def obtain(options: argparse.Namespace) -> tuple[Figures, Figures | None]:
    """Measure or read the figures, and those that they are compared with."""
    if options.read:
        figures, against = read_file(options.read)
        figures = figures._replace(name=options.name or figures.name)
        return figures, read_file(Path(options.against))[0] if options.against else against
    first, second = read_setups(options)
    name = options.name or f"newsclean {__version__}"
    paths = find_files(options.folder or CORPUS, options.set or ["*"])
    against = None
    if options.against:
        against = measure_other(options, second)
    elif first != second:
        against = measure(options, paths, second, name_setup(name, second))
    return measure(options, paths, first, name_setup(name, first)), against


def read_file(path: Path) -> tuple[Figures, Figures | None]:
    """Read a file of figures. Raises FiguresError, or OSError."""
    try:
        return read_figures(path.read_bytes().decode("utf-8"))
    except ValueError as error:
        raise FiguresError(f"{path}: {error}") from error


def measure(options: argparse.Namespace, paths: Sequence[Path], setup: Setup, name: str) -> Figures:
    """Measure this newsclean."""
    return measure_here(paths, setup, name, options.jobs, partial(tell_progress, name))


def measure_other(options: argparse.Namespace, setup: Setup) -> Figures:
    """Measure what --against names, or read its figures."""
    path = Path(options.against)
    if path.is_file():
        return read_file(path)[0]
    arguments = [str(options.folder or CORPUS), "--set", *(options.set or "*"), "--jobs", str(options.jobs)]
    arguments += write_setup(setup)
    if holds_newsclean(path):
        return measure_there(options.against, path, arguments)
    with check_out(options.against) as folder:
        return measure_there(options.against, folder, arguments)


def tell_progress(name: str, measured: Sequence[Measured], files: int) -> None:
    """Tell on standard error how far measuring has come, and at its end how fast newsclean was."""
    if len(measured) == files:
        characters = sum(each.characters for each in measured)
        speed = characters / (sum(each.seconds for each in measured) or 1)
        speeds = f"{speed / 1e6:.2f} million a second on one processor"
        print(f"{name}: {characters / 1e6:.1f} million characters cleaned, {speeds}", file=sys.stderr)
    elif sys.stderr.isatty():
        print(f"{len(measured)} of {files} files", end="\r", file=sys.stderr)


def hand_out(options: argparse.Namespace, figures: Figures, against: Figures | None) -> None:
    """Write and print what was asked for. Raises FiguresError where the figures do not allow for it, or OSError."""
    chosen = options.table or [name for name in TABLES if name != "rules"]
    if against and not is_comparable(figures, against):
        raise FiguresError(f"{figures.name} and {against.name} were not measured on the same articles")
    if ("rules" in chosen or options.worst) and not all(each.pages for each in (figures, against) if each):
        raise FiguresError("these figures were written without --details, and know nothing of single rules and pages")
    if options.chart:
        options.chart.write_text(draw(figures, against), encoding="utf-8")
    sides = [side if options.details else side.without_details() for side in (figures, against) if side]
    content = write_figures(*sides)
    if options.json == "-":
        print_out(content)
        return
    if options.json:
        Path(options.json).write_text(content, encoding="utf-8")
    show = show_as_markdown if options.markdown else show_as_columns
    tables = list_tables(figures, against, chosen, options.worst)
    print_out("\n".join([introduce(figures, against), *map(show, tables)]))


def print_out(text: str) -> None:
    """Print, and leave quietly where the reader has enough, as `head` has."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.stdout.write(text)


if __name__ == "__main__":
    sys.exit(main())
