"""`newsclean [FILE]...`: clean text, or records, on standard output."""

from collections.abc import Sequence

import click

from newsclean.cleaner import Cleaner
from newsclean.cli.options import chain_options, document_options
from newsclean.cli.streams import Failures, Input, read_inputs, write_text
from newsclean.document import Result


@click.command("clean", add_help_option=False)
@click.argument("names", metavar="[FILE]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Write a record of each document, one a line: text and edits.")
@chain_options
@document_options
def command(  # noqa: PLR0913 - click hands each option over
    names: Sequence[str], *, as_json: bool, cleaner: Cleaner, encoding: str, title: str, site: str
) -> None:
    """Clean FILEs, or standard input."""
    failures = Failures()
    several = len(names) > 1
    for source in read_inputs(names, encoding, failures):
        result = cleaner(source.make_document(title, site))
        if as_json:
            write_text(_write_record(result, source))
        else:
            write_text(_end_line(result.text) if several else result.text)
    failures.exit()


def _write_record(result: Result, source: Input) -> str:
    from newsclean.formats import dump_record, make_record  # noqa: PLC0415 - plain text does not wait for it

    return dump_record(make_record(result, source.decoded, source.data)) + "\n"


def _end_line(text: str) -> str:
    """End a text with a line end, so that the next one begins on a line of its own."""
    return text if not text or text.endswith(("\n", "\r")) else text + "\n"
