"""The preview on a terminal: rows beside their rule and reason, or above them where the screen is narrow."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.rule import Rule as Line
from rich.table import Table
from rich.text import Text

from newsclean.document import Edit, Result
from newsclean.preview import Fold, Row, fold_rows, list_rows, show_controls, summarize

WIDE = 90
"""From so many columns on, reasons stand beside the text; below, under it."""

_STYLES = {" ": "", "-": "red", "+": "green", "?": "yellow"}


def draw_preview(result: Result, width: int) -> RenderableType:
    """Draw what would become of a document on a screen of so many columns: its name, its rows, and a summary."""
    name = show_controls(result.source.id)
    summary = Text(show_controls(summarize(result)), style="bold")
    if not (result.edits or result.unsure):
        return Text.assemble(name, ": ", summary)
    rows = fold_rows(list_rows(result))
    table = _draw_wide(rows) if width >= WIDE else _draw_narrow(rows, width)
    return Group(Line(Text(name), align="left", style="dim"), table, summary)


def _draw_wide(rows: Sequence[Row | Fold]) -> Table:
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=5)
    table.add_column(ratio=2)
    for row in rows:
        if isinstance(row, Fold):
            table.add_row("", "", _describe_fold(row), "")
        else:
            table.add_row(_number(row), _mark(row), _text(row), _describe_edits(row.edits))
    return table


def _draw_narrow(rows: Sequence[Row | Fold], width: int) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(max_width=max(20, width - 8))
    for row in rows:
        if isinstance(row, Fold):
            table.add_row("", "", _describe_fold(row))
        else:
            table.add_row(_number(row), _mark(row), _text(row))
            if row.edits:
                table.add_row("", "", _describe_edits(row.edits))
    return table


def _number(row: Row) -> str:
    return "" if row.mark == "+" else str(row.number)


def _mark(row: Row) -> Text:
    return Text(row.mark, style=f"bold {_STYLES[row.mark]}".strip())


def _text(row: Row) -> Text:
    text = show_controls(row.text)
    if row.mark in "-+" and text != text.rstrip():
        text = text.rstrip() + "\u00b7" * (len(text) - len(text.rstrip()))  # else nobody would see what went
    return Text(text or ("\u23ce" if row.mark == "-" else ""), style=_STYLES[row.mark])


def _describe_fold(fold: Fold) -> Text:
    return Text(f"\u22ee {fold.count} lines stay", style="dim")


def _describe_edits(edits: Sequence[Edit]) -> Text:
    return Text("\n").join(_describe_edit(edit) for edit in edits)


def _describe_edit(edit: Edit) -> Text:
    sure = "" if edit.confidence == 1 else f" {edit.confidence:.2f}"
    reason = show_controls(edit.reason)
    return Text.assemble((show_controls(edit.rule), "cyan"), (sure, "bold"), "  ", (reason[:1].lower() + reason[1:], "dim"))
