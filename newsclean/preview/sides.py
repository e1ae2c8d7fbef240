"""The preview on a terminal, in two columns: a document before, and after."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from newsclean.preview.cells import Cell, lay_out, stack
from newsclean.preview.sections import FOLDED, Section, Shown
from newsclean.preview.terminal import draw_header, draw_mark, draw_notes, draw_number, draw_sentence, draw_text

NARROWEST = 80
"""Columns of a screen on which two columns can be read."""

_LEFT, _RIGHT = Text("\u2190", "dim"), Text("\u2192", "dim")
_GAP = " \u2502 "


def draw_sides(section: Section, console: Console) -> Text:
    """Draw a section in two columns. Why a line goes stands in the place that it leaves."""
    if not section.rows:
        return draw_sentence(section)
    number = section.number_width
    room = console.width - number - len(_GAP) - 5  # spaces and marks
    widths = (number, room - room // 2, room // 2)
    lines = [draw_header(section, console), *lay_out(console, _list_names(section, widths))]
    for above, row, below in zip((None, *section.rows), section.rows, (*section.rows[1:], None), strict=False):
        if not (above and row.takes_place_of(above)):
            after = below if below and below.takes_place_of(row) else None
            for cells in _list_cells(row, after, widths):
                lines += lay_out(console, cells)
    return stack([*lines, Text(section.sentence, "bold")])


def _list_names(section: Section, widths: tuple[int, int, int]) -> tuple[Cell, ...]:
    """Give the cells that say what stands on either side."""
    left, right = (Text(side, "dim") for side in section.sides)
    nothing = Cell(Text(), 1)
    return Cell(Text(), widths[0]), nothing, Cell(left, widths[1], _GAP), nothing, Cell(right, widths[2])


def _list_cells(row: Shown, after: Shown | None, widths: tuple[int, int, int]) -> Iterator[tuple[Cell, ...]]:
    """Give the cells of a row, and of the one below it that says why, where there is no room beside it."""
    number, mark, text, notes = draw_number(row, widths[0]), draw_mark(row), draw_text(row), draw_notes(row)
    left, right = (mark, Cell(text, widths[1], _GAP)), (mark, Cell(text, widths[2]))
    nothing = (Cell(Text(), widths[0]), Cell(Text(), 1), Cell(Text(), widths[1], _GAP))
    because = (Cell(_LEFT if notes else Text(), 1), Cell(notes, widths[2]))
    if row.mark == FOLDED:
        yield number, mark, Cell(text, sum(widths[1:]))
    elif row.mark == "-" and after is None:
        yield number, *left, *because
    elif row.mark == "+":
        yield number, Cell(_RIGHT if notes else Text(), 1), Cell(notes, widths[1], _GAP), *right
    else:
        same = (Cell(Text(), 1), Cell(Text(row.text), widths[2]))
        yield number, *left, *((draw_mark(after), Cell(draw_text(after), widths[2])) if after else same)
        for told in (notes, draw_notes(after) if after else Text()):
            if told:
                yield *nothing, Cell(_LEFT, 1), Cell(told, widths[2])
