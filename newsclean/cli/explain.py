"""`newsclean explain FILE [LINE]...`: why a line stays or goes, with all that was weighed."""

import re
from collections.abc import Iterable, Sequence

import click

from newsclean.cleaner import Cleaner
from newsclean.cli.options import chain_options, document_options
from newsclean.cli.streams import STANDARD_INPUT, Failures, fail, read_inputs, write_text
from newsclean.explaining.accounts import Explainer
from newsclean.explaining.watching import watch

_RANGE = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")


@click.command("explain")
@click.argument("name", metavar="FILE")
@click.argument("places", metavar="[LINE]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Write the account of each line as JSON, one a line.")
@chain_options
@document_options
def command(  # noqa: PLR0913 - click hands each option over
    name: str,
    places: Sequence[str],
    *,
    as_json: bool,
    cleaner: Cleaner,
    encoding: str,
    title: str,
    site: str,
) -> None:
    """Show why a line stays or goes, with all that was weighed.

    FILE is a text, or - for standard input. Without a LINE, those that filters had an opinion on are listed, with how
    sure the surest filter was. A LINE is a number as "newsclean diff" shows it, or a range such as 3-7. For each
    filter of the chain follows what it saw of the line: the rules that hold for it, and the signals that were weighed,
    with a bar to the left for what speaks for keeping the line, and to the right for what speaks against it.

    \b
    Examples:
      newsclean explain article.txt
      newsclean explain article.txt 12
      newsclean explain --threshold 0.7 article.txt 3-7 12
      newsclean explain --json article.txt 12

    \b
    Exit codes:
      0  all done
      1  the file cannot be read, or has no such line
      2  wrong use
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    ranges = list(map(_read_range, places))
    failures = Failures()
    for source in read_inputs([name], encoding, failures):
        explainer = Explainer(watch(cleaner, source.make_document(title, site)))
        shown = "standard input" if name == STANDARD_INPUT else name
        numbers = _list_numbers(ranges, len(explainer.lines), shown)
        if as_json:
            _write_records(explainer, numbers or [glimpse.number for glimpse in explainer.list_glimpses()])
        else:
            _show(explainer, numbers, shown)
    failures.exit()


def _read_range(place: str) -> range:
    """Read a number of a line, or a range of them. Raises UsageError for what is neither."""
    match = _RANGE.fullmatch(place)
    if not match:
        raise click.UsageError(f"{place!r} is no line; name a number such as 12, or a range such as 3-7.")
    first = int(match[1])
    last = int(match[2] or first)
    if first > last:
        raise click.UsageError(f"{place!r} ends before it begins; write {last}-{first}.")
    return range(first, last + 1)


def _list_numbers(ranges: Iterable[range], count: int, name: str) -> list[int]:
    """List the numbers of lines in ranges. Ends the command where a document of so many lines has not all of them."""
    for each in ranges:
        missing = next((edge for edge in (each[0], each[-1]) if not 1 <= edge <= count), None)
        if missing is not None:
            have = "no lines" if not count else "one line" if count == 1 else f"lines 1 to {count}"
            fail(f'{name}: there is no line {missing}; it has {have}, as "newsclean diff" counts them')
    return list(dict.fromkeys(number for each in ranges for number in each))


def _write_records(explainer: Explainer, numbers: Iterable[int]) -> None:
    from newsclean.explaining.records import pack_account  # noqa: PLC0415 - a screen does without
    from newsclean.formats import dump_record  # noqa: PLC0415 - as above

    watched = explainer.watched
    for number in numbers:
        record = pack_account(explainer.explain(number), watched.result.source.id, watched.threshold)
        write_text(dump_record(record) + "\n")


def _show(explainer: Explainer, numbers: Sequence[int], name: str) -> None:
    from newsclean.cli.screen import open_console, show  # noqa: PLC0415 - JSON does without rich
    from newsclean.explaining.terminal import draw_account, draw_glimpses  # noqa: PLC0415 - as above

    console = open_console()
    threshold = explainer.watched.threshold
    if numbers:
        accounts = map(explainer.explain, numbers)
        show(console, *(draw_account(account, name, threshold, console.width) for account in accounts))
    else:
        glimpses = explainer.list_glimpses()
        show(console, draw_glimpses(glimpses, explainer.watched.result.source, name, threshold, console.width))
