"""The options that all commands with a chain share, and the cleaner that they make."""

import functools
import gc
import math
from collections.abc import Callable, Sequence
from typing import Any

import click

from newsclean.cleaner import THRESHOLD, Cleaner
from newsclean.cli.streams import fail
from newsclean.document import Filter
from newsclean.filters import CHAIN, FILTERS, take_for_pages


def _refuse_nan(_context: click.Context, _option: click.Parameter, value: float) -> float:
    if math.isnan(value):  # it is in every range, as click sees it
        raise click.BadParameter("nan is no number.")
    return value


_CHAIN = (
    click.option(
        "--filter",
        "filters",
        metavar="NAME",
        multiple=True,
        help=f"Run only this filter, of {', '.join(FILTERS)}; repeat it for more, in order.",
    ),
    click.option("--skip", metavar="NAME", multiple=True, help="Leave out this filter; repeat it for more."),
    click.option(
        "--page/--no-page",
        default=None,
        help="Take every text for a whole page, and find the article in it, or none; else it is found out.",
    ),
    click.option(
        "--keep",
        metavar="KIND",
        multiple=True,
        help='Let lines of this kind stay, such as captions; "newsclean rules" lists the kinds. Repeat it for more.',
    ),
    click.option(
        "--pack",
        "packs",
        metavar="FILE",
        multiple=True,
        help="Add the rules of this pack, a TOML file; repeat it for more.",
    ),
    click.option(
        "--threshold",
        metavar="NUMBER",
        type=click.FloatRange(0, 1),
        callback=_refuse_nan,
        default=THRESHOLD,
        show_default=True,
        help="Apply edits of at least this confidence.",
    ),
)
_DOCUMENT = (
    click.option("--encoding", metavar="NAME", default="", help="The input's encoding; else it is found out."),
    click.option("--title", metavar="TEXT", default="", help="The article's headline."),
    click.option(
        "--site", metavar="DOMAIN", default="", help="The article's site, as example.org; turns its rules on."
    ),
)


def chain_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a chain; it is called with `cleaner` in their place."""

    @functools.wraps(command)
    def call(  # noqa: PLR0913 - click hands each option over
        *,
        filters: Sequence[str],
        skip: Sequence[str],
        page: bool | None,
        keep: Sequence[str],
        packs: Sequence[str],
        threshold: float,
        **rest: Any,
    ) -> None:
        chain = take_for_pages(filters or CHAIN) if page else filters or None
        skipped = skip if page is not False else (*skip, "page")
        command(cleaner=_make_cleaner(chain, skipped, keep, packs, threshold), **rest)

    return _decorate(call, _CHAIN)


def document_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say how to read its files, and what is known of them."""
    return _decorate(command, _DOCUMENT)


def _decorate(command: Callable[..., None], options: Sequence[Callable[..., Any]]) -> Callable[..., None]:
    for option in reversed(options):
        command = option(command)
    return command


def _make_cleaner(
    filters: Sequence[str | Filter] | None,
    skip: Sequence[str],
    keep: Sequence[str],
    packs: Sequence[str],
    threshold: float,
) -> Cleaner:
    if packs:
        from newsclean.shipped import find_pack  # noqa: PLC0415 - most runs have no packs of their own

    try:
        cleaner = Cleaner(filters, skip, [find_pack(name) for name in packs], threshold, keep)
    except ValueError as error:
        fail(str(error))
    gc.freeze()
    gc.enable()
    return cleaner
