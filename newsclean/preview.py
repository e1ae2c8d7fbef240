"""The preview: a result as the lines of its source, each with what happened to it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from newsclean.document import Edit, Line, Result, split_lines
from newsclean.filters import FILTERS

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


def write_plain(result: Result) -> str:
    """Write the whole document behind a margin of two characters: the form of a test case, and of a bug report.

    What is known of the document comes first, in lines that begin with "# ". An untouched blank line is an empty line.
    """
    known = (("title", result.source.title), ("site", result.source.site))
    header = [f"# {key}: {' '.join(value.split())}\n" for key, value in known if value]
    rows = [f"{row.mark} {row.text}\n" if row.text or row.mark != " " else "\n" for row in list_rows(result)]
    return "".join(header + rows)


def read_plain(text: str) -> tuple[dict[str, str], str, str]:
    """Read what `write_plain` wrote: what is known of the document, its source and its cleaned text.

    Raises ValueError, naming the line, where the margin is none of the four.
    """
    known: dict[str, str] = {}
    before: list[str] = []
    after: list[str] = []
    for number, row, _ in split_lines(text):
        margin, body = row[:2], row[2:]
        if margin == "# " and not before and not after:
            key, _, value = body.partition(": ")
            known[key] = value
            continue
        if margin not in ("", " ", "  ", "- ", "-", "+ ", "+", "? "):
            raise ValueError(f"line {number}: the margin must be two spaces, '- ', '+ ' or '? '")
        if not margin.startswith("+"):
            before.append(body + "\n")
        if not margin.startswith("-"):
            after.append(body + "\n")
    return known, "".join(before), "".join(after)


def filter_of(edit: Edit) -> str:
    """Give the name of the filter that proposed an edit; the rules of packs are those of boilerplate."""
    name = edit.rule.partition(".")[0]
    return name if name in FILTERS else "boilerplate"


def summarize(*results: Result) -> str:
    """Say in one line how many lines go and change, by which filter, and how many are unsure."""
    gone = changed = unsure = 0
    by_filter: Counter[str] = Counter()
    for result in results:
        removed = {edit.line for edit in result.edits if edit.after is None}
        gone += len(removed)
        changed += len({edit.line for edit in result.edits} - removed)
        unsure += len({edit.line for edit in result.unsure})
        by_filter.update(filter_of(edit) for edit in result.edits)
    lines = _count(sum(len(result.source.lines) for result in results), "line")
    parts = [f"{gone} of {lines} {'goes' if gone == 1 else 'go'}"] if gone else []
    if changed:
        parts.append(f"{changed}{'' if gone else f' of {lines}'} {'changes' if changed == 1 else 'change'}")
    parts = parts or [f"nothing to remove in {lines}"]
    if unsure:
        parts.append(f"{unsure} unsure")
    filters = ", ".join(f"{name} {by_filter[name]}" for name in FILTERS if by_filter[name])
    return ", ".join(parts) + (f" ({filters})" if filters else "")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
