"""`newsclean diff [FILE]...`: what would go, line by line, and why."""

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from newsclean.cleaner import Cleaner
from newsclean.cli.diff_inputs import Inputs
from newsclean.cli.options import chain_options, document_options, make_cleaner, read_chain
from newsclean.cli.streams import Failures, fail, write_text
from newsclean.document import Document
from newsclean.preview.rows import CONTEXT

if TYPE_CHECKING:
    from newsclean.preview.seeing import Seeing


class Options(NamedTuple):
    """How the user wants to see what would go, under the names of the options."""

    side_by_side: bool = False
    stat: bool = False
    only: tuple[str, ...] = ()
    context: int = CONTEXT
    everything: bool = False
    against: tuple[str, ...] = ()
    against_threshold: float | None = None


@click.command("diff")
@click.argument("names", metavar="[INPUT]...", nargs=-1)
@click.option("-y", "--side-by-side", is_flag=True, help="Show the text before and after in two columns.")
@click.option("--stat", is_flag=True, help="Show no lines, but a bar for each filter and rule.")
@click.option(
    "--only",
    metavar="RULE",
    multiple=True,
    help="Show only the edits of a rule, of all whose ids begin so, of a kind or of a filter; repeat it for more.",
)
@click.option(
    "--context",
    metavar="N",
    type=click.IntRange(0),
    default=CONTEXT,
    show_default=True,
    help="Show so many untouched lines around each that is touched.",
)
@click.option("--all", "everything", is_flag=True, help="Show all lines, and long blocks that go as a whole.")
@click.option(
    "--against",
    metavar="FILE",
    multiple=True,
    help="Show what this pack would change in the outcome: only lines that would fare in another way.",
)
@click.option(
    "--against-threshold",
    metavar="NUMBER",
    type=click.FloatRange(0, 1),
    help="Show what this threshold would change in the outcome.",
)
@click.option("--plain", is_flag=True, help="Write the whole text behind a two-character margin, as a test case.")
@click.option("--glob", metavar="PATTERN", default="*", help="Take only these files of a folder, as '*.txt'.")
@click.option("--jsonl", "is_jsonl", is_flag=True, help="The inputs are JSON lines, whatever their names.")
@click.option("--text-field", metavar="NAME", default="text", show_default=True, help="The field of texts in rows.")
@chain_options
@document_options
def command(names: Sequence[str], *, plain: bool, cleaner: Cleaner, **options: Any) -> None:
    """Show what would go, line by line, and why.

    INPUTs are texts, folders of them, JSON lines and tables. A line that goes is marked -, what a changed line becomes
    +, and ? marks one that newsclean is too unsure about to touch. Beside each, or below it, stand the rule and the
    reason. Nothing is changed. What is longer than the screen comes through the program that PAGER names, or else less.

    \b
    Examples:
      newsclean diff article.txt
      newsclean diff --side-by-side article.txt
      newsclean diff --only en.newsletter --context 0 SCRAPED/
      newsclean diff --stat SCRAPED/
      newsclean diff --against my-rules.toml SCRAPED/
      newsclean diff --threshold 0.7 article.txt
      newsclean diff --plain article.txt > tests/cases/en/my-case.diff

    \b
    Exit codes:
      0  all done, whatever would go
      1  an input, a pack or a name failed; the other inputs are shown
      2  wrong use
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    asked = Options(*map(options.pop, Options._fields))
    inputs = Inputs(names, **options)
    failures = Failures() if plain or not sys.stdout.isatty() else _LateFailures()
    if plain:
        _write_plain(inputs.read(failures), cleaner, asked)
    else:
        _show(_open(cleaner, asked), inputs.read(failures), asked)
    failures.exit()


class _LateFailures(Failures):
    """Says what failed when all is shown: on a terminal it would get lost in the pager, or lie across it."""

    def __init__(self) -> None:
        super().__init__()
        self._told: list[tuple[str, str]] = []

    def report(self, name: str, message: str) -> None:
        """Remember what failed."""
        self._told.append((name, message))

    def exit(self) -> None:
        """Say on standard error what failed, and leave with exit code 1 where something did."""
        for name, message in self._told:
            super().report(name, message)
        super().exit()


def _write_plain(documents: Iterable[Document], cleaner: Cleaner, asked: Options) -> None:
    from newsclean.preview.plain import write_plain  # noqa: PLC0415 - only for what is asked for

    if asked != Options():
        raise click.UsageError("--plain shows the whole text in one form; leave it out, or the other options")
    for document in documents:
        write_text(write_plain(cleaner(document)))


def _open(cleaner: Cleaner, asked: Options) -> "Seeing":
    """Open the preview that the user asks for. Ends the command where he names a rule that is none."""
    from newsclean.preview.sections import View  # noqa: PLC0415 - the plain form does without
    from newsclean.preview.seeing import Preview  # noqa: PLC0415 - as above

    view = View(None if asked.everything else asked.context, asked.only)
    compares = asked.against or asked.against_threshold is not None
    other = _make_other(asked) if compares else cleaner
    if asked.only:
        _check_names(asked.only, cleaner, other)
    if not compares:
        return Preview(cleaner, view)
    from newsclean.preview.against import Comparison  # noqa: PLC0415 - few runs compare

    return Comparison(cleaner, other, view)


def _check_names(names: Sequence[str], *cleaners: Cleaner) -> None:
    from newsclean.preview.only import check_names  # noqa: PLC0415 - reads all rules, which few runs need

    try:
        check_names(names, *cleaners)
    except ValueError as error:
        fail(str(error))


def _make_other(asked: Options) -> Cleaner:
    """Make the cleaner that differs from the first in what stands behind --against."""
    chain = read_chain()
    chain["packs"] = (*chain["packs"], *asked.against)
    if asked.against_threshold is not None:
        chain["threshold"] = asked.against_threshold
    return make_cleaner(**chain)


def _show(seeing: "Seeing", documents: Iterable[Document], asked: Options) -> None:
    from newsclean.cli.diff_output import list_sections, show_chart, show_sections, show_sides  # noqa: PLC0415 - as above

    if asked.stat:
        for document in documents:
            seeing.see(document)
        show_chart(seeing.list_bars(), seeing.tell_total())
    else:
        show = show_sides if asked.side_by_side else show_sections
        show(list_sections(seeing, documents))
