"""Reading inputs and writing outputs: what every command does in the same way."""

import errno
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple, NoReturn

import click

from newsclean.controls import show_controls
from newsclean.decode import Decoded, InputError, decode
from newsclean.document import Document

STANDARD_INPUT = "-"


class Input(NamedTuple):
    """A file as it was read."""

    name: str
    data: bytes
    decoded: Decoded

    def make_document(self, title: str, site: str) -> Document:
        """Make the document to clean, with what the user knows of it."""
        return Document.from_text(self.decoded.text, title=title, site=site, id=self.name)


class Failures:
    """Remembers that something failed, so that the command can go on and still say so at the end."""

    def __init__(self) -> None:
        self.count = 0

    def report(self, name: str, message: str) -> None:
        """Say on standard error what failed."""
        self.count += 1
        click.echo(f"newsclean: {show_controls(name)}: {show_controls(message)}", err=True)

    def exit(self) -> None:
        """Leave with exit code 1 where something failed."""
        if self.count:
            sys.exit(1)


def fail(message: str) -> NoReturn:
    """Say on standard error why the command cannot be done, and leave with exit code 1."""
    click.echo(f"newsclean: {show_controls(message)}", err=True)
    sys.exit(1)


def read_inputs(names: Sequence[str], encoding: str, failures: Failures) -> Iterator[Input]:
    """Read files one by one, standard input for - or where none is named. What fails is reported, and passed by."""
    for name in names or (STANDARD_INPUT,):
        try:
            data = read_bytes(name)
            source = Input(name, data, decode(data, encoding))
        except (InputError, OSError) as error:
            failures.report("standard input" if name == STANDARD_INPUT else name, explain_error(error))
        else:
            yield source


def read_bytes(name: str) -> bytes:
    """Read a file, or standard input for -. Raises OSError."""
    if name != STANDARD_INPUT:
        with open(name, "rb") as file:
            return file.read()
    if sys.stdin is None:
        raise OSError(errno.EBADF, "it is closed; name a file, or pipe a text into newsclean")
    return sys.stdin.buffer.read()


def explain_error(error: Exception) -> str:
    """Say what went wrong with a file and what to try."""
    match error:
        case FileNotFoundError():
            return "there is no such file; check the name"
        case IsADirectoryError():
            return "this is a folder; name the files in it, as in FOLDER/*.txt"
        case PermissionError():
            return "it may not be read; check its permissions"
        case OSError():
            return error.strerror or str(error)
    return str(error)


def write_text(text: str) -> None:
    """Write a text to standard output in UTF-8; on a terminal, with control characters made visible."""
    if sys.stdout.isatty():
        text = show_controls(text.replace("\r\n", "\n").replace("\r", "\n"))
    write_bytes(text.encode("utf-8", "surrogatepass"))


def write_bytes(data: bytes) -> None:
    """Write bytes to standard output as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
