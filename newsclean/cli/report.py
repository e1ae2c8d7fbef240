"""`newsclean report INPUT... -o PAGE`: a page of what was removed, to send to a colleague."""

import os
import sys
from typing import Any, NamedTuple

import click

from newsclean.batch.jobs import Watch
from newsclean.batch.rows import Fields
from newsclean.batch.sources import Form, Walk
from newsclean.batch.storage import STANDARD_INPUT, write_whole
from newsclean.cleaner import Cleaner
from newsclean.cli.options import chain_options, source_options
from newsclean.cli.progress import open_display
from newsclean.cli.streams import fail, write_bytes
from newsclean.controls import show_controls
from newsclean.report.charts import count
from newsclean.report.page import write_page
from newsclean.report.reading import Reading, read_sources
from newsclean.report.totals import Totals

_STANDARD_OUTPUT = "-"


class Options(NamedTuple):
    """What the user asks for, under the names of the options."""

    inputs: tuple[str, ...]
    output: str
    form: Form | None
    overwrite: bool
    glob: str
    is_jsonl: bool
    text_field: str
    title_field: str
    site_field: str
    url_field: str
    encoding: str
    site: str
    jobs: int
    quiet: bool


@click.command("report")
@click.argument("inputs", metavar="[INPUT]...", nargs=-1)
@click.option("-o", "--output", metavar="FILE", required=True, help="The page, an HTML file; - for standard output.")
@click.option("--format", "form", type=click.Choice(["csv"]), help="The inputs are tables, whatever their names.")
@click.option("--overwrite", is_flag=True, help="Write over a page that is there.")
@source_options
@chain_options
def command(cleaner: Cleaner, **options: Any) -> None:
    """Make a page that shows what goes from many articles, to send to a colleague.

    Reads folders, JSON lines and tables, as "newsclean batch" does, and shows what would go. Records, which "newsclean
    --json" and batch write, are taken as they are. The page is one HTML file that loads nothing: sums, charts, the
    rules with examples, and the diffs of the documents that lost most or have most doubts. Nothing else is written.

    \b
    Examples:
      newsclean report SCRAPED/ -o report.html
      newsclean report records.jsonl -o report.html
      newsclean report dump.csv.gz -o report.html --text-field body
      newsclean --json *.txt | newsclean report -o report.html

    \b
    Exit codes:
      0  all done
      1  an input failed, and the page tells of the others; or the page could not be written
      2  wrong use
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    asked = Options(**options)
    walk = _make_walk(asked)
    _refuse_to_overwrite(asked)
    totals = _read(asked, cleaner, walk)
    _write(asked, totals)
    sys.exit(1 if totals.failed else 0)


def _make_walk(asked: Options) -> Walk:
    """Make the walk over the inputs. Ends the command where there are none."""
    inputs = asked.inputs or (STANDARD_INPUT,)
    if not asked.inputs and (sys.stdin is None or sys.stdin.isatty()):
        raise click.UsageError("Name a folder or a file, or pipe records into newsclean.")
    rows: Form | None = "jsonl" if asked.is_jsonl else asked.form
    if STANDARD_INPUT in inputs:
        if len(inputs) > 1:
            raise click.UsageError("Standard input is reported by itself; name files and folders alone.")
        rows = rows or "jsonl"
    for path in inputs:
        if path != STANDARD_INPUT and not os.path.lexists(path):
            fail(f"{path}: there is no such file or folder; check the name")
    own = frozenset() if asked.output == _STANDARD_OUTPUT else frozenset({os.path.realpath(asked.output)})
    return Walk(inputs, asked.glob, own, rows)


def _refuse_to_overwrite(asked: Options) -> None:
    """End the command where the page would be written over something that nobody gave up."""
    if asked.output == _STANDARD_OUTPUT or not os.path.lexists(asked.output):
        return
    if not os.path.isfile(asked.output):
        fail(f"{asked.output} is no file; name one, or write > {asked.output} with -o -")
    if any(path != STANDARD_INPUT and os.path.samefile(path, asked.output) for path in asked.inputs):
        fail(f"{asked.output} is what is read, and would be written over; name another file")
    if not asked.overwrite:
        fail(f"{asked.output} is there already; name another, or write over it with --overwrite")


def _read(asked: Options, cleaner: Cleaner, walk: Walk) -> Totals:
    """Read all documents, and show how far that is."""
    fields = Fields(asked.text_field, asked.title_field, asked.site_field, asked.url_field)
    reading = Reading(cleaner, fields, asked.site, asked.encoding)
    display = open_display("the page counts them", quiet=asked.quiet)
    try:
        display.start(0 if asked.quiet else walk.measure())
        return read_sources(walk, reading, asked.jobs, Watch(display.show_progress, display.show_failure))
    except OSError as error:
        fail(f"the inputs cannot be read: {error.strerror or error}")
    finally:
        display.stop()


def _write(asked: Options, totals: Totals) -> None:
    """Write the page, whole or not at all. Ends the command where that cannot be."""
    page = write_page(totals, _name(asked.inputs))
    if asked.output == _STANDARD_OUTPUT:
        write_bytes(page)
        return
    try:
        os.makedirs(os.path.dirname(asked.output) or ".", exist_ok=True)
        write_whole(asked.output, page)
    except OSError as error:
        fail(f"{asked.output}: the page cannot be written: {error.strerror or error}")
    if not asked.quiet:
        told = f"{asked.output} tells of {count(totals.all.documents, 'document')}, {totals.touched:,} of them changed"
        click.echo(f"newsclean: {show_controls(told)}", err=True)


def _name(inputs: tuple[str, ...]) -> str:
    """Name what is reported, for a person."""
    if inputs in ((), (STANDARD_INPUT,)):
        return "standard input"
    first = os.path.basename(os.path.abspath(inputs[0])) or inputs[0]
    return f"{first} and {len(inputs) - 1:,} more" if len(inputs) > 1 else first
