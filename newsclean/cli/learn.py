"""`newsclean learn INPUT... -o PACKS`: packs of what returns in the articles of a site."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import click

from newsclean.batch.counting import Counting
from newsclean.batch.rows import Fields
from newsclean.batch.sources import Form, Walk, find_folder
from newsclean.batch.storage import STANDARD_INPUT
from newsclean.cli.learning import count_articles, name_packs, write_packs
from newsclean.cli.options import source_options
from newsclean.cli.progress import BATCH_LISTS, open_display, show_learned
from newsclean.cli.streams import explain_error, fail, write_text
from newsclean.learning import Counts, Learned, Limits, learn
from newsclean.learning.comparing import compare_packs
from newsclean.learning.counts import CountsError
from newsclean.rules import Pack, PackError, read_pack

_MEGABYTE = 1 << 20
_USUAL = Limits()


class Options(NamedTuple):
    """What the user asks for, under the names of the options."""

    inputs: tuple[str, ...]
    output: str
    counts: tuple[str, ...]
    memory: int
    min_articles: int
    min_share: float
    old: str
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


@click.command("learn")
@click.argument("inputs", metavar="[INPUT]...", nargs=-1)
@click.option("-o", "--output", metavar="PATH", default="", help="The folder for the packs, or for one the file.")
@click.option(
    "--counts",
    metavar="FILE",
    multiple=True,
    help="Add to the counts in this file, and keep them there; repeat it to add those of other files.",
)
@click.option(
    "--memory", metavar="MB", type=click.IntRange(1), default=256, show_default=True, help="What counts take."
)
@click.option(
    "--min-articles",
    metavar="N",
    type=click.IntRange(2),
    default=_USUAL.min_articles,
    show_default=True,
    help="Learn what stands in at least so many articles of a site.",
)
@click.option(
    "--min-share",
    metavar="NUMBER",
    type=click.FloatRange(0, 1),
    default=_USUAL.min_share,
    show_default=True,
    help="Learn what stands in at least this share of them.",
)
@click.option("--diff", "old", metavar="PACK", default="", help="Show what differs from this pack of a site.")
@click.option("--format", "form", type=click.Choice(["csv"]), help="The inputs are tables, whatever their names.")
@click.option("--overwrite", is_flag=True, help="Write over packs that are there.")
@source_options
def command(**options: Any) -> None:
    """Learn what returns in the articles of each site.

    Reads folders, JSON lines and tables, as "newsclean batch" does. The site of an article is that of its row or its
    address, or the folder that it lies in. A pack for each site is written, with rules that tell where they were seen;
    read them, edit them, and keep them. What could be content is written as unsure, and is no rule.

    \b
    Examples:
      newsclean learn SCRAPED/ -o packs/
      newsclean learn lantern.jsonl --site lantern.example -o lantern.toml
      newsclean learn MONDAY/ --counts all.counts -o packs/ --overwrite
      newsclean learn --counts one.counts --counts other.counts -o packs/
      newsclean learn SCRAPED/ --diff packs/lantern.example.toml
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    asked = Options(**options)
    old = _read_old(asked)
    walk = _make_walk(asked)
    counts, failed = _count(asked, walk)
    found = list(learn(counts, Limits(asked.min_articles, asked.min_share)))
    if asked.output:
        _write(found, asked)
    if old is not None:
        new = next((each.pack for each in found if each.site == old.site), replace(old, rules=(), unsure=()))
        write_text(compare_packs(old, new).write())
    elif not asked.quiet:
        show_learned(found)
    sys.exit(1 if failed else 0)


def _read_old(asked: Options) -> Pack | None:
    """Read the pack to compare with. Ends the command where it cannot be read, or where nothing is to be done."""
    if not asked.inputs and not asked.counts:
        raise click.UsageError("Name folders or files of articles, or --counts that were kept.")
    if not asked.output and not asked.old and len(asked.counts) != 1:
        raise click.UsageError("Say with -o where the packs go, with --counts where counts are kept, or use --diff.")
    if not asked.old:
        return None
    try:
        return read_pack(asked.old)
    except PackError as error:
        fail(str(error))


def _make_walk(asked: Options) -> Walk:
    rows: Form | None = "jsonl" if asked.is_jsonl else asked.form
    for path in asked.inputs:
        if path == STANDARD_INPUT and rows is None:
            raise click.UsageError("Say what standard input holds: --jsonl or --format csv.")
        if path != STANDARD_INPUT and not os.path.lexists(path):
            fail(f"{path}: there is no such file or folder; check the name")
    return Walk(asked.inputs, asked.glob, form=rows, name_site=find_folder)


def _count(asked: Options, walk: Walk) -> tuple[Counts, int]:
    """Count the articles, and those of files of counts. Keep the counts where the user says so. Tell what failed."""
    counts = Counts(asked.memory * _MEGABYTE)
    try:
        for path in asked.counts:
            if path != asked.counts[0] or os.path.exists(path):
                counts.merge(path)
        fields = Fields(asked.text_field, asked.title_field, asked.site_field, asked.url_field)
        counting = Counting(fields, asked.site, asked.encoding)
        failed = count_articles(walk, counting, counts, asked.jobs, open_display(BATCH_LISTS, quiet=asked.quiet))
        if asked.counts:
            counts.save(asked.counts[0])
    except (CountsError, OSError) as error:
        fail(explain_error(error))
    return counts, failed


def _write(found: Sequence[Learned], asked: Options) -> None:
    """Write packs. Ends the command where one is there already, or cannot be written."""
    if asked.output.endswith(".toml") and len(found) > 1:
        fail(f"{asked.output} is one file, and there are {len(found)} sites; name a folder")
    paths = name_packs(found, asked.output)
    taken = [path for path in paths if os.path.lexists(path)]
    if taken and not asked.overwrite:
        fail(f"{taken[0]} is there already; name another folder, or write over it with --overwrite")
    try:
        write_packs(paths)
    except OSError as error:
        fail(f"{asked.output}: the packs cannot be written: {error.strerror}")
