"""`newsclean review INPUT... -o PACK`: what is unsure, decided by a reader, with single keys."""

import os
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

import click

from newsclean.batch.counting import Counting
from newsclean.batch.jobs import Watch
from newsclean.batch.sources import Form, Walk, find_site
from newsclean.batch.storage import STANDARD_INPUT
from newsclean.batch.workers import work_through
from newsclean.cleaner import Cleaner
from newsclean.cli.asking import Interview
from newsclean.cli.keys import single_keys
from newsclean.cli.options import SourceOptions, chain_options, make_cleaner, read_chain, read_packs, source_options
from newsclean.cli.progress import BATCH_LISTS, open_display
from newsclean.cli.screen import open_console
from newsclean.cli.streams import fail, write_text
from newsclean.review.doubts import Seeking, doubt_all, read_doubts
from newsclean.review.files import ReviewFile, ReviewFileError
from newsclean.review.questions import Gathering, Question
from newsclean.rules import Pack, PackError

_PER_PROCESS = 1 << 19  # bytes that are worth a process of their own
_WORTH_WAITING = 1 << 20  # bytes that take long enough for a bar


class Options(NamedTuple):
    """What the user asks for, under the names of the options."""

    inputs: tuple[str, ...]
    output: str
    form: Form | None
    sources: SourceOptions


@click.command("review")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option(
    "-o", "--output", metavar="PACK", default="my-pack.toml", show_default=True, help="The pack of the answers."
)
@click.option("--format", "form", type=click.Choice(["csv"]), help="The inputs are tables, whatever their names.")
@source_options
@chain_options
def command(cleaner: Cleaner, **options: Any) -> None:  # noqa: ARG001 - it is made anew, with the answers
    """Decide what is unsure, with single keys.

    Reads folders, JSON lines and tables, as "newsclean batch" does, and asks about each line that newsclean doubts, and
    about what learned packs take out: once for all articles, and the most frequent first. Each answer is written into a
    pack at once. The same command goes on where it was left, and --pack puts the answers to use.

    \b
    Keys:
      r  remove   the line goes, in every article
      k  keep     the line stays, whichever rule finds it
      a  always   the rule holds, however unsure it is
      n  never    the rule is off
      s  skip, u  undo, q  quit

    \b
    Examples:
      newsclean review SCRAPED/
      newsclean review SCRAPED/ --pack packs/ -o lantern.toml
      newsclean review dump.jsonl.gz --text-field body
      newsclean batch SCRAPED/ -o CLEAN/ --pack my-pack.toml
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    asked = Options(**options)
    _refuse_wrong_use(asked)
    try:
        file = ReviewFile(asked.output)
        learned = [pack for pack in read_packs(click.get_current_context().params["packs"]) if pack.articles]
        questions, failed = _find_questions(asked, file, learned)
        _hold(Interview(questions, file, open_console(), _tell_where_seen(learned)))
    except (PackError, ReviewFileError) as error:
        fail(str(error))
    sys.exit(1 if failed else 0)


def _refuse_wrong_use(asked: Options) -> None:
    """End the command where there is nobody to ask, or nothing to read."""
    if STANDARD_INPUT in asked.inputs:
        raise click.UsageError("Standard input is for the keys; name a file.")
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError('Questions need a terminal, and this is none; "newsclean diff" shows what is unsure.')
    for path in asked.inputs:
        if not os.path.lexists(path):
            fail(f"{path}: there is no such file or folder; check the name")


def _find_questions(asked: Options, file: ReviewFile, learned: Sequence[Pack]) -> tuple[list[Question], int]:
    """Clean the articles, with what is answered already, and find what to ask. Tell how many could not be read."""
    sources = asked.sources
    rows: Form | None = "jsonl" if sources.is_jsonl else asked.form
    walk = Walk(asked.inputs, sources.glob, frozenset({os.path.realpath(asked.output)}), rows, name_site=find_site)
    rules = frozenset(rule.id for pack in learned for rule in pack.rules)
    counting = Counting(sources.fields, sources.site, sources.encoding)
    job = Seeking(_make_cleaner(file, learned), counting, rules)
    size = walk.measure()
    display = open_display(BATCH_LISTS, quiet=sources.quiet or size < _WORTH_WAITING)
    watch = Watch(display.show_progress, display.show_failure)
    gathering, failed = Gathering(), 0
    display.start(size)
    try:
        for done in work_through(walk, sources.fields, job, max(1, min(sources.jobs, size // _PER_PROCESS)), watch):
            gathering.add(read_doubts(done.data))
            failed += done.tally.failed
    finally:
        display.stop()
    return gathering.list_questions(), failed


def _make_cleaner(file: ReviewFile, learned: Sequence[Pack]) -> Cleaner:
    """Make the cleaner that the user asks for, with the answers so far, and with what learned packs are unsure of."""
    chain = read_chain()
    if os.path.exists(file.path):
        chain["packs"] = (*chain["packs"], file.path)
    return make_cleaner(**chain, learned=doubt_all(learned, chain["threshold"]))


def _tell_where_seen(learned: Sequence[Pack]) -> dict[str, str]:
    """Say of each learned rule in how many articles it was seen."""
    return {
        rule.id: f"learned, seen in {rule.articles:,} of {pack.articles:,} articles"
        for pack in learned
        for rule in (*pack.rules, *pack.unsure)
    }


def _hold(interview: Interview) -> None:
    if not interview.list_open():
        write_text("nothing to ask: all is sure, or decided\n")
        return
    try:
        with single_keys() as read_key:
            interview.hold(read_key)
    except KeyboardInterrupt:
        click.echo()
        raise
    write_text(f"{interview.summarize()}\n")
