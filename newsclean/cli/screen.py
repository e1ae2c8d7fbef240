"""What rich draws, on its way out: in colour and through a pager on a terminal, as plain text elsewhere."""

import os
import re
import signal
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Literal

import click
from rich.console import Console, RenderableType

from newsclean.cli.streams import write_text

# The spaces with which rich fills lines up, before or between the codes of colours.
_PADDING = re.compile(r" +((?:\x1b\[[\d;]*m *)*)$", re.MULTILINE)


def open_console(width: int | None = None) -> Console:
    """Make a console that takes texts for what they are, and colours nothing under NO_COLOR."""
    # Rich obeys NO_COLOR too, but would still write in bold.
    colours: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    return Console(width=width, color_system=colours, highlight=False, markup=False, emoji=False)


def show(console: Console, *drawings: RenderableType) -> None:
    """Print drawings, through a pager where they are longer than the screen."""
    page(console, [render(console, drawing) for drawing in drawings])


def render(console: Console, drawing: RenderableType) -> str:
    """Make a text of a drawing, with the codes of its colours."""
    with console.capture() as capture:
        console.print(drawing)
    return _PADDING.sub(lambda match: match[1].replace(" ", ""), capture.get())


def page(console: Console, texts: Iterable[str]) -> None:
    """Print texts as they come, each of whole lines. Where they are longer than a screen, a pager shows them."""
    texts = iter(texts)
    if not console.is_terminal:
        for text in texts:
            write_text(text)
        return
    held: list[str] = []
    lines = 0
    for text in texts:
        held.append(text)
        lines += text.count("\n")
        if lines >= console.height:
            _call_pager(chain(held, texts))
            return
    click.echo("".join(held), nl=False, color=True)


def _call_pager(texts: Iterable[str]) -> None:
    # Else less would show the codes of colours, and not the colours.
    os.environ["LESS"] = f"{os.environ.get('LESS', '')} -R".lstrip()
    quit_early = getattr(signal, "SIGPIPE", None)
    before = signal.signal(quit_early, signal.SIG_IGN) if quit_early else None  # whoever leaves the pager ends it alone
    try:
        click.echo_via_pager(_end_late(texts), color=True)
    finally:
        if quit_early:
            signal.signal(quit_early, before)


def _end_late(texts: Iterable[str]) -> Iterator[str]:
    """Move the line end of each text to the beginning of the next: click ends the last one."""
    end = ""
    for text in texts:
        yield end + text.removesuffix("\n")
        end = "\n"
