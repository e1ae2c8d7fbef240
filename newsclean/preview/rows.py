"""The rows of the preview: a result as the lines of its source, each with what happened to it."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from newsclean.document import Edit, Result
from newsclean.lines import Line

Mark = Literal[" ", "-", "+", "?"]
CONTEXT = 2
"""How many untouched lines are shown on each side of a touched one."""


class Row(NamedTuple):
    """A line of the preview: stays (" "), goes ("-"), takes the place of the line above ("+"), or is unsure ("?")."""

    mark: Mark
    number: int
    text: str
    edits: tuple[Edit, ...] = ()


class Fold(NamedTuple):
    """A stretch of untouched lines that is not shown."""

    lines: int


def list_rows(result: Result) -> list[Row]:
    """List the lines of the source in their order, and after each line that changed what it became."""
    edits: dict[int, list[Edit]] = {}
    for edit in result.edits:
        edits.setdefault(edit.line, []).append(edit)
    unsure: dict[int, list[Edit]] = {}
    for edit in result.unsure:
        unsure.setdefault(edit.line, []).append(edit)
    rows: list[Row] = []
    for line in result.source.lines:
        rows += _list_line(line, tuple(edits.get(line.number, ())), tuple(unsure.get(line.number, ())))
    return rows


def _list_line(line: Line, edits: tuple[Edit, ...], unsure: tuple[Edit, ...]) -> Iterator[Row]:
    after = edits[-1].after if edits else line.text
    if after == line.text:
        yield Row("?" if unsure else " ", line.number, line.text, unsure)
        return
    yield Row("-", line.number, line.text, edits)
    if after is not None:
        yield Row("+", line.number, after, unsure)


def fold_rows(rows: Sequence[Row], context: int = CONTEXT) -> list[Row | Fold]:
    """Leave out untouched rows that are further than `context` rows from a touched one, where that saves a row."""
    near = {place + step for place, row in enumerate(rows) if row.mark != " " for step in range(-context, context + 1)}
    folded: list[Row | Fold] = []
    for shown, group in groupby(enumerate(rows), key=lambda item: item[0] in near):
        stretch = [row for _, row in group]
        folded += stretch if shown or len(stretch) == 1 else [Fold(len(stretch))]
    return folded
