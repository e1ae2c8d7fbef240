"""Cells: texts that are wrapped to their widths and stand beside each other on a screen."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.console import Console
from rich.text import Text


class Cell(NamedTuple):
    """A text, how many columns of the screen it has, and what stands between it and the next cell."""

    text: Text
    width: int
    gap: str = " "


def lay_out(console: Console, cells: Sequence[Cell]) -> Iterator[Text]:
    """Wrap the texts of a row, and give its lines."""
    wrapped = [cell.text.wrap(console, cell.width, overflow="fold", tab_size=4) for cell in cells]
    for parts in zip_longest(*wrapped):
        line = Text()
        for part, cell in zip(parts, cells, strict=True):
            text = part or Text()
            text.truncate(cell.width, pad=True)
            line.append_text(text).append(cell.gap, "dim" if cell.gap.strip() else None)
        line.rstrip()
        yield line


def stack(lines: Sequence[Text]) -> Text:
    """Make one text of lines that are as wide as the screen at most."""
    text = Text("\n").join(lines)
    text.no_wrap, text.overflow = True, "ignore"
    return text
