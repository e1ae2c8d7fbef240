"""`newsclean restore RECORD`: the input that a record was made from."""

import json
import sys
from typing import Any

import click

from newsclean.cli.streams import explain_error, fail, read_bytes, write_bytes, write_text
from newsclean.decode import InputError, decode
from newsclean.formats import RecordError, restore_record


@click.command("restore")
@click.argument("name", metavar="RECORD")
@click.option("--id", "chosen", metavar="ID", default="", help="Which record, where the file has several.")
def command(name: str, *, chosen: str) -> None:
    """Write the input that a record was made from.

    RECORD is a file that "newsclean --json" wrote, or - for standard input. The input comes back byte for byte.

    \b
    Examples:
      newsclean --json article.txt > record.json
      newsclean restore record.json > article.txt
      newsclean restore records.jsonl --id article.txt > article.txt
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    try:
        data = restore_record(_choose_record(read_bytes(name), chosen))
        shown = decode(data).text if sys.stdout.isatty() else ""
    except (OSError, RecordError, InputError) as error:
        fail(f"{'standard input' if name == '-' else name}: {explain_error(error)}")
    if sys.stdout.isatty():
        write_text(shown)
    else:
        write_bytes(data)


def _choose_record(data: bytes, chosen: str) -> object:
    """Find the record to restore in a file that has one a line, or one alone. Raises RecordError where that fails."""
    records = _read_records(data)
    if chosen:
        records = [record for record in records if isinstance(record, dict) and record.get("id") == chosen]
    if not records:
        raise RecordError(f"there is no record with the id {chosen}" if chosen else "there is no record in it")
    if len(records) > 1:
        raise RecordError(f"there are {len(records)} records in it; choose one with --id")
    return records[0]


def _read_records(data: bytes) -> list[Any]:
    try:
        return [json.loads(data)]
    except (ValueError, RecursionError):
        pass
    try:
        lines = data.decode(json.detect_encoding(data), "surrogatepass").split("\n")
        return [json.loads(line) for line in lines if line.strip()]
    except (ValueError, RecursionError) as error:
        raise RecordError(f'it is not JSON ({error}); give what "newsclean --json" wrote') from error
