"""The preview on a terminal: rows beside their rule and reason, or above them where the screen is narrow."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.rule import Rule as Line
from rich.table import Table
from rich.text import Text

from newsclean.controls import show_controls
from newsclean.document import Edit, Result
from newsclean.preview.rows import Fold, Row, fold_rows, list_rows
from newsclean.preview.summary import summarize

WIDE = 100
"""From so many columns on, reasons stand beside the text; below, under it."""

_STYLES = {" ": "", "-": "red", "+": "green", "?": "yellow"}
_INVISIBLE = {
    ord(character): f"\\u{ord(character):04x}" for character in "\xa0\xad\u180e\u2007\u200b\u202f\u2060\ufeff"
}


def draw_preview(result: Result, width: int) -> RenderableType:
    """Draw what would become of a document on a screen of so many columns: its name, its rows, and a summary."""
    name = "standard input" if result.source.id == "-" else show_controls(result.source.id).replace("\n", "\u240a")
    summary = Text(summarize(result), style="bold")
    if not (result.edits or result.unsure):
        return Text.assemble(name, ": " if name else "", summary)
    table = _draw_rows(fold_rows(list_rows(result)), wide=width >= WIDE)
    return Group(Line(Text(name), align="left", style="dim"), table, summary)


def draw_total(results: Sequence[Result]) -> RenderableType:
    """Draw the summary of several documents."""
    touched = sum(bool(result.edits or result.unsure) for result in results)
    return Text(f"\n{len(results)} files, {touched} with something to see: {summarize(*results)}", style="bold")


def _draw_rows(rows: Sequence[Row | Fold], *, wide: bool) -> Table:
    table = Table.grid(padding=(0, 1), expand=wide)
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=3 if wide else None, overflow="fold")
    if wide:
        table.add_column(ratio=2, overflow="fold")
    for row in rows:
        if isinstance(row, Fold):
            table.add_row("\u22ee", "", Text(f"{row.lines} lines stay", style="dim"))
            continue
        reasons = Text("\n").join(_describe_edit(edit) for edit in row.edits)
        number = "" if row.mark == "+" else str(row.number)
        table.add_row(number, Text(row.mark, _STYLES[row.mark]), _draw_text(row), *([reasons] if wide else []))
        if row.edits and not wide:
            table.add_row("", "", reasons)
    return table


def _draw_text(row: Row) -> Text:
    text = show_controls(row.text)
    if row.mark == "-":  # else nobody would see what went
        body = text.rstrip(" \t\u3000")
        text = body + "\u00b7" * (len(text) - len(body))
        if any(edit.rule.startswith("spacing.") for edit in row.edits):
            text = text.translate(_INVISIBLE)
    return Text(text or ("\u23ce" if row.mark == "-" else ""), style=_STYLES[row.mark])


def _describe_edit(edit: Edit) -> Text:
    """Write the rule, how sure it is where that is in question, and the reason."""
    sure = "" if edit.confidence == 1 else f" {edit.confidence:.2f}"
    reason = show_controls(edit.reason)
    return Text.assemble((edit.rule, "cyan"), sure, "  ", (reason[:1].upper() + reason[1:], "dim"))
