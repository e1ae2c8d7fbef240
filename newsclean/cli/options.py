"""The options that all commands with a chain share, and the cleaner that they make."""

import functools
import gc
import math
import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from newsclean.cleaner import THRESHOLD, Cleaner
from newsclean.cli.streams import fail
from newsclean.filters import CHAIN, FILTERS, take_for_pages

if TYPE_CHECKING:
    from newsclean.batch.rows import Fields
    from newsclean.rules import Pack


def _refuse_nan(_context: click.Context, _option: click.Parameter, value: float) -> float:
    if math.isnan(value):  # it is in every range, as click sees it
        raise click.BadParameter("nan is no number.")
    return value


def _count_processors() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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
        help="Add the rules of this pack, a TOML file, or of all in a folder; learned ones are on for their sites.",
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


_SOURCES = (
    click.option("--glob", metavar="PATTERN", default="*", help="Take only these files of a folder, as '*.txt'."),
    click.option("--jsonl", "is_jsonl", is_flag=True, help="The inputs are JSON lines, whatever their names."),
    click.option("--text-field", metavar="NAME", default="text", show_default=True, help="The field of texts."),
    click.option("--title-field", metavar="NAME", default="title", show_default=True, help="That of headlines."),
    click.option("--site-field", metavar="NAME", default="site", show_default=True, help="That of sites."),
    click.option("--url-field", metavar="NAME", default="url", show_default=True, help="That of addresses, for sites."),
    click.option("--encoding", metavar="NAME", default="", help="The encoding of texts; else it is found out."),
    click.option("--site", metavar="DOMAIN", default="", help="The site of all articles; else rows and folders tell."),
    click.option("--jobs", metavar="N", type=click.IntRange(1), default=_count_processors, help="Processes; else all."),
    click.option("--quiet", is_flag=True, help="Show failures only."),
)


class SourceOptions(NamedTuple):
    """Which articles a command reads, and how, under the names of the options."""

    glob: str
    is_jsonl: bool
    text_field: str
    title_field: str
    site_field: str
    url_field: str
    encoding: str
    site: str
    jobs: int
    quiet: bool

    @property
    def fields(self) -> "Fields":
        """The names of the fields that hold what newsclean asks for."""
        from newsclean.batch.rows import Fields  # noqa: PLC0415 - single texts have no fields

        return Fields(self.text_field, self.title_field, self.site_field, self.url_field)


def source_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say which articles it reads; it is called with `sources` in their place."""

    @functools.wraps(command)
    def call(**options: Any) -> None:
        sources = SourceOptions(*map(options.pop, SourceOptions._fields))
        command(sources=sources, **options)

    return _decorate(call, _SOURCES)


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
        command(cleaner=make_cleaner(filters, skip, keep, packs, threshold, page), **rest)

    return _decorate(call, _CHAIN)


def document_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say how to read its files, and what is known of them."""
    return _decorate(command, _DOCUMENT)


def _decorate(command: Callable[..., None], options: Sequence[Callable[..., Any]]) -> Callable[..., None]:
    for option in reversed(options):
        command = option(command)
    return command


def read_chain() -> dict[str, Any]:
    """Give what the user says of the chain of this command, as `make_cleaner` takes it."""
    parameters = click.get_current_context().params
    return {name: parameters[name] for name in ("filters", "skip", "keep", "packs", "threshold", "page")}


def make_cleaner(  # noqa: PLR0913, PLR0917 - an option each
    filters: Sequence[str],
    skip: Sequence[str],
    keep: Sequence[str],
    packs: Sequence[str],
    threshold: float,
    page: bool | None,  # noqa: FBT001 - as it comes from click: yes, no, or let the text tell
    learned: "Sequence[Pack]" = (),
) -> Cleaner:
    """Make the cleaner that the user asks for, with packs that were learned. Ends the command where there is none."""
    chain = take_for_pages(filters or CHAIN) if page else filters or None
    skipped = skip if page is not False else (*skip, "page")
    try:
        named = read_packs(packs) if packs else []
        site_packs = [*(pack for pack in named if pack.articles), *learned]
        own = [pack for pack in named if not pack.articles]
        cleaner = Cleaner(chain, skipped, own, threshold, keep, site_packs)
    except ValueError as error:
        fail(str(error))
    gc.freeze()
    gc.enable()
    return cleaner


def read_packs(names: Sequence[str]) -> "list[Pack]":
    """Read packs by the names of files, folders of files, or sites. Raises PackError."""
    from newsclean.shipped import find_pack  # noqa: PLC0415 - most runs have no packs of their own

    paths: list[str] = []
    for name in names:
        if os.path.isdir(name):
            found = sorted(entry for entry in os.listdir(name) if entry.endswith(".toml"))
            paths += [os.path.join(name, entry) for entry in found]
        else:
            paths.append(name)
    return [find_pack(path) for path in paths]
