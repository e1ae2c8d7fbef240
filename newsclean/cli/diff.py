"""`newsclean diff [FILE]...`: what would go, line by line, and why."""

from collections.abc import Iterable, Sequence

import click

from newsclean.cleaner import Cleaner
from newsclean.cli.options import chain_options, document_options
from newsclean.cli.streams import Failures, read_inputs, write_text
from newsclean.document import Result
from newsclean.preview.plain import write_plain


@click.command("diff")
@click.argument("names", metavar="[FILE]...", nargs=-1)
@click.option("--plain", is_flag=True, help="Write the whole text behind a two-character margin, as a test case.")
@chain_options
@document_options
def command(  # noqa: PLR0913 - click hands each option over
    names: Sequence[str], *, plain: bool, cleaner: Cleaner, encoding: str, title: str, site: str
) -> None:
    """Show what would go, line by line, and why.

    A line that goes is marked -, what a changed line becomes +, and ? marks one that newsclean is too unsure about to
    touch. Beside each, or below it, stand the rule and the reason. Nothing is changed. What is longer than the screen
    comes through the program that PAGER names, or else less.

    \b
    Examples:
      newsclean diff article.txt
      newsclean diff --threshold 0.7 article.txt
      newsclean diff --plain article.txt > tests/cases/en/my-case.diff
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    failures = Failures()
    results = (cleaner(source.make_document(title, site)) for source in read_inputs(names, encoding, failures))
    if plain:
        for result in results:
            write_text(write_plain(result))
    else:
        _show(results)
    failures.exit()


def _show(results: Iterable[Result]) -> None:
    from newsclean.cli.screen import open_console, show  # noqa: PLC0415 - the plain form does without rich
    from newsclean.preview.terminal import draw_preview, draw_total  # noqa: PLC0415 - as above

    console = open_console()
    done = list(results)
    drawings = [draw_preview(result, console.width) for result in done]
    show(console, *drawings, *([draw_total(done)] if len(done) > 1 else []))
