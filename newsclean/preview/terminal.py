"""The preview on a terminal, in one column: rows beside their rule and reason, or above them on a narrow screen."""

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from newsclean.preview.bars import draw_chart
from newsclean.preview.cells import Cell, lay_out, stack
from newsclean.preview.sections import FOLDED, REASON, Section, Shown
from newsclean.preview.summary import Bar

WIDE = 100
"""From so many columns on, reasons stand beside the text; below, under it."""

_GAP = "  "  # between a text and its reasons
_STYLES = {"-": "red", "+": "green", "?": "yellow", FOLDED: "dim"}


def draw_section(section: Section, console: Console) -> Text:
    """Draw a section in one column, with the reasons beside its rows where there is room."""
    if not section.rows:
        return draw_sentence(section)
    list_cells = _list_cells_beside if console.width >= WIDE else _list_cells_below
    lines = [draw_header(section, console)]
    for row in section.rows:
        for cells in list_cells(row, section.number_width, console.width - section.number_width - 3):
            lines += lay_out(console, cells)
    return stack([*lines, Text(section.sentence, "bold")])


def _list_cells_beside(row: Shown, number: int, room: int) -> Iterator[tuple[Cell, ...]]:
    """Give the cells of a row, with those of its reasons beside it."""
    beside = (room - len(_GAP)) * 2 // 5
    text = Cell(draw_text(row), room - len(_GAP) - beside, _GAP)
    yield draw_number(row, number), draw_mark(row), text, Cell(draw_notes(row), beside)


def _list_cells_below(row: Shown, number: int, room: int) -> Iterator[tuple[Cell, ...]]:
    """Give the cells of a row, and those of its reasons below it."""
    text, notes = draw_text(row), draw_notes(row)
    if row.is_blank:
        text, notes = Text.assemble(text, (f" {REASON} ", "dim"), notes), Text()
    yield draw_number(row, number), draw_mark(row), Cell(text, room)
    if notes:
        yield Cell(Text(), number), Cell(Text(REASON, "dim"), 1), Cell(notes, room)


def draw_bars(bars: Iterable[Bar], console: Console) -> Text:
    """Draw a bar for each filter and rule: red for its edits, yellow for those that it is unsure of."""
    return stack(
        [
            Text.assemble(
                (line.head, "bold" if line.is_filter else ""),
                (line.edits, "red"),
                (line.unsure, "yellow"),
                (line.tail, "dim"),
            )
            for line in draw_chart(bars, console.width)
        ]
    )


def draw_header(section: Section, console: Console) -> Text:
    """Draw the name of a document, with a line to the edge of the screen."""
    header = Text(section.name, "bold")
    header.truncate(console.width - 2, overflow="ellipsis")
    header.append(" " if section.name else "").append("\u2500" * (console.width - header.cell_len), "not bold dim")
    return header


def draw_sentence(section: Section) -> Text:
    """Draw in one line what a document comes to in which nothing is to be seen."""
    return Text.assemble(section.name, ": " if section.name else "", (section.sentence, "bold"))


def draw_number(row: Shown, width: int) -> Cell:
    """Draw the number of a row's line, where it has one of its own."""
    return Cell(Text(f"{row.label:>{width}}", "dim"), width)


def draw_mark(row: Shown) -> Cell:
    """Draw the mark of a row."""
    return Cell(Text("" if row.mark == FOLDED else row.mark, _STYLES.get(row.mark, "")), 1)


def draw_text(row: Shown) -> Text:
    """Draw the text of a row, with the pieces that changed standing out."""
    text = Text(style=_STYLES.get(row.mark, ""))
    for piece in row.pieces:
        text.append(piece.text, "reverse" if piece.changed else None)
    return text


def draw_notes(row: Shown) -> Text:
    """Draw the verdict on a row, and its edits: the rule, how sure it is where that is in question, the reason."""
    notes = Text("\n").join(
        Text.assemble((note.rule, "cyan"), f" {note.sure}" if note.sure else "", "  ", (note.reason, "dim"))
        for note in row.notes
    )
    return Text.assemble((row.verdict, "bold"), ": " if notes else "", notes) if row.verdict else notes
