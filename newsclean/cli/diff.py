"""`newsclean diff [FILE]...`: what would go, line by line, and why."""

from collections.abc import Sequence

import click

from newsclean.cleaner import Cleaner
from newsclean.cli.options import chain_options, document_options
from newsclean.cli.streams import Failures, read_inputs, write_text
from newsclean.document import Result
from newsclean.preview import write_plain


@click.command("diff")
@click.argument("names", metavar="[FILE]...", nargs=-1)
@click.option("--plain", is_flag=True, help="Write the whole text behind a two-character margin: a test case, or a bug report.")
@chain_options
@document_options
def command(names: Sequence[str], *, plain: bool, cleaner: Cleaner, encoding: str, title: str, site: str) -> None:
    """Show what newsclean would do to FILEs, line by line.

    A line that goes is marked -, what a changed line becomes +, and ? marks one that newsclean is too unsure about to
    touch. Beside each stand the rule and the reason. Nothing is changed.

    \b
    Examples:
      newsclean diff article.txt
      newsclean diff --threshold 0.7 article.txt
      newsclean diff --plain article.txt > tests/cases/en/my-case.diff
    """
    failures = Failures()
    results = (cleaner(source.make_document(title, site)) for source in read_inputs(names, encoding, failures))
    if plain:
        for result in results:
            write_text(write_plain(result))
    else:
        _show(list(results))
    failures.exit()


def _show(results: Sequence[Result]) -> None:
    """Print previews, through a pager where they are longer than the screen."""
    from rich.console import Console  # noqa: PLC0415 - the plain form does without

    from newsclean.terminal import draw_preview  # noqa: PLC0415 - as above

    console = Console(highlight=False, markup=False, emoji=False)
    with console.capture() as capture:
        for result in results:
            console.print(draw_preview(result, console.width))
    text = capture.get()
    if console.is_terminal and text.count("\n") >= console.height:
        click.echo_via_pager(text, color=True)
    else:
        click.echo(text, nl=False, color=True)
