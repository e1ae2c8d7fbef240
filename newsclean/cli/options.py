"""The options that all commands with a chain share, and the cleaner that they make."""

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from newsclean.cleaner import THRESHOLD, Cleaner
from newsclean.cli.streams import fail
from newsclean.filters import FILTERS
from newsclean.rulebook import PACKS
from newsclean.rules import Pack, PackError, read_pack

_NAMES = ", ".join(FILTERS)

_CHAIN = (
    click.option("--filter", "filters", metavar="NAME", multiple=True, help=f"Run this filter, and only those named, in that order: {_NAMES}. Repeatable."),
    click.option("--skip", metavar="NAME", multiple=True, help="Leave this filter out. Repeatable."),
    click.option("--pack", "packs", metavar="FILE", multiple=True, help="Add the rules of this pack; of a site's pack that comes with newsclean, the site's name. Repeatable."),
    click.option("--threshold", metavar="X", type=click.FloatRange(0, 1), default=THRESHOLD, show_default=True, help="Apply edits of at least this confidence, from 0 to 1."),
)
_DOCUMENT = (
    click.option("--encoding", metavar="NAME", default="", help="Decode the input so, instead of finding out."),
    click.option("--title", metavar="TEXT", default="", help="The article's headline, where it is known."),
    click.option("--site", metavar="DOMAIN", default="", help="The site it is from, such as example.org: turns on the rules for it."),
)


def chain_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a chain; it is called with `cleaner` in their place."""

    @functools.wraps(command)
    def call(*, filters: Sequence[str], skip: Sequence[str], packs: Sequence[str], threshold: float, **rest: Any) -> None:
        command(cleaner=_make_cleaner(filters, skip, packs, threshold), **rest)

    return _decorate(call, _CHAIN)


def document_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say how to read its files, and what is known of them."""
    return _decorate(command, _DOCUMENT)


def _decorate(command: Callable[..., None], options: Sequence[Callable[..., Any]]) -> Callable[..., None]:
    for option in reversed(options):
        command = option(command)
    return command


def _make_cleaner(filters: Sequence[str], skip: Sequence[str], packs: Sequence[str], threshold: float) -> Cleaner:
    try:
        return Cleaner(filters or None, skip, [find_pack(name) for name in packs], threshold)
    except ValueError as error:
        fail(str(error))


def find_pack(name: str) -> Pack:
    """Read a pack by its file, or by its site where it comes with newsclean. Raises PackError where there is none."""
    shipped = PACKS / "sites" / f"{name}.toml"
    path = shipped if "/" not in name and not Path(name).exists() and shipped.exists() else Path(name)
    try:
        return read_pack(path)
    except OSError as error:
        raise PackError(f"{name}: {error.strerror}; name a pack's TOML file") from error
