"""What rich draws, on its way out: in colour and through a pager on a terminal, as plain text elsewhere."""

import os
import re
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
    with console.capture() as capture:
        for drawing in drawings:
            console.print(drawing)
    text = _PADDING.sub(lambda match: match[1].replace(" ", ""), capture.get())
    if not console.is_terminal:
        write_text(text)
    elif text.count("\n") >= console.height:
        # Else less would show the codes of colours, and not the colours.
        os.environ["LESS"] = f"{os.environ.get('LESS', '')} -R".lstrip()
        click.echo_via_pager(text.removesuffix("\n"), color=True)  # click ends it with one
    else:
        click.echo(text, nl=False, color=True)
