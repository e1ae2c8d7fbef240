"""The rows of the preview: a result as the lines of its source, each with what happened to it."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from newsclean.document import Edit, Result
from newsclean.lines import Line

Mark = Literal[" ", "-", "+", "?"]
CONTEXT = 2
"""How many untouched lines are shown on each side of a touched one."""
_ENDS = 2  # lines of a long block that are shown at either end of it
_LEAST_HIDDEN = 4  # lines: to hide fewer would save no room worth it


class Row(NamedTuple):
    """A line of the preview: stays (" "), goes ("-"), takes the place of the line above ("+"), or is unsure ("?").

    `verdict` is what two ways of cleaning make of the line, where they are compared.
    """

    mark: Mark
    number: int
    text: str
    edits: tuple[Edit, ...] = ()
    verdict: str = ""


class Fold(NamedTuple):
    """A stretch of lines that is not shown: lines that stay, or where edits are given, that go by them."""

    lines: int
    edits: tuple[Edit, ...] = ()


def list_rows(result: Result) -> list[Row]:
    """List the lines of the source in their order, and after each line that changed what it became."""
    edits, unsure = by_line(result.edits), by_line(result.unsure)
    rows: list[Row] = []
    for line in result.source.lines:
        rows += _list_line(line, edits.get(line.number, ()), unsure.get(line.number, ()))
    return rows


def by_line(edits: Sequence[Edit]) -> dict[int, tuple[Edit, ...]]:
    """Give the edits of each line that has some, in their order."""
    found: dict[int, tuple[Edit, ...]] = {}
    for edit in edits:
        found[edit.line] = (*found.get(edit.line, ()), edit)
    return found


def _list_line(line: Line, edits: tuple[Edit, ...], unsure: tuple[Edit, ...]) -> Iterator[Row]:
    after = edits[-1].after if edits else line.text
    if after == line.text:
        yield Row("?" if unsure else " ", line.number, line.text, unsure)
        return
    yield Row("-", line.number, line.text, edits)
    if after is not None:
        yield Row("+", line.number, after, unsure)


def is_touched(row: Row) -> bool:
    """Tell whether something is to be seen in a row."""
    return row.mark != " "


def fold_rows(
    rows: Sequence[Row], context: int = CONTEXT, touched: Callable[[Row], bool] = is_touched
) -> list[Row | Fold]:
    """Leave out rows that are further than `context` rows from a touched one, where that saves a row."""
    near: set[int] = set()
    for place, row in enumerate(rows):
        if touched(row):
            near.update(range(place - context, place + context + 1))
        if row.mark == "+" and place - 1 in near:
            near.add(place)  # what a line becomes is shown with it
    folded: list[Row | Fold] = []
    for shown, group in groupby(enumerate(rows), key=lambda item: item[0] in near):
        stretch = [row for _, row in group]
        lines = sum(row.mark != "+" for row in stretch)
        folded += stretch if shown or lines <= 1 else [Fold(lines)]
    return folded


def shorten_blocks(rows: Sequence[Row | Fold]) -> list[Row | Fold]:
    """Leave out the middle of long blocks that go, such as a menu of forty lines."""
    shortened: list[Row | Fold] = []
    for goes, group in groupby(rows, key=_goes):
        block = list(group)
        hidden = [row for row in block[_ENDS:-_ENDS] if isinstance(row, Row)] if goes else []
        if len(hidden) >= _LEAST_HIDDEN:
            edits = tuple(edit for row in hidden for edit in row.edits if edit.after is None)
            block[_ENDS:-_ENDS] = [Fold(len(hidden), edits)]
        shortened += block
    return shortened


def _goes(row: Row | Fold) -> bool:
    """Tell whether a row is a line that goes as a whole."""
    return isinstance(row, Row) and row.mark == "-" and bool(row.edits) and row.edits[-1].after is None
