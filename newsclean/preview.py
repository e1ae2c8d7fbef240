"""The preview: a result as the lines of its source, each with what happened to it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from newsclean.document import Edit, Result, apply
from newsclean.filters import FILTERS
from newsclean.lines import Line, split_lines

Mark = Literal[" ", "-", "+", "?"]
_BREAKS = ("\n", "\r")
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
    Where the lines are sentences, "# unit: sentence" says so, and a physical line ends at an empty line.
    """
    source = result.source
    unit = source.unit if source.unit == "sentence" else ""
    known = (("title", source.title), ("site", source.site), ("unit", unit))
    header = [f"# {key}: {' '.join(value.split())}\n" for key, value in known if value]
    rows = _write_sentences(result) if unit else map(_write_row, list_rows(result))
    return "".join([*header, *rows])


def _write_row(row: Row) -> str:
    """Write a row behind its margin, which stands before each physical line of a paragraph."""
    return "".join([f"{row.mark} {line.text}\n" for line in split_lines(row.text)]) or f"{row.mark} ".lstrip(" ") + "\n"


def _write_sentences(result: Result) -> Iterator[str]:
    kept = {line.number: line for line in apply(result.source, result.edits).lines}
    ends_gone = {edit.line: edit.end for edit in result.edits if edit.after is None}
    unsure = {edit.line for edit in result.unsure}
    for line in result.source.lines:
        before = _write_sentence(line)
        after = _write_sentence(kept[line.number]) if line.number in kept else ""
        if before != after:
            yield f"- {before}\n"
            yield f"+ {after}\n" if after else ""
        elif before:
            yield f"{'?' if line.number in unsure else ' '} {before}\n"
        if line.number < len(result.source.lines) and line.end.endswith(_BREAKS):
            yield "- \n" if ends_gone.get(line.number) == line.end else "\n"


def _write_sentence(line: Line) -> str:
    """Write a sentence, and the space that follows it on its line where that is not the usual one."""
    from newsclean.sentences import joins_with_space  # noqa: PLC0415 - few texts stand on one line

    usual = " " if joins_with_space(line.text) else ""
    return line.text if line.end in ("", usual) or line.end.endswith(_BREAKS) else line.text + line.end


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
            before.append(body)
        if not margin.startswith("-"):
            after.append(body)
    join = _join_sentences if known.get("unit") == "sentence" else _join_lines
    return known, join(before), join(after)


def _join_lines(rows: Sequence[str]) -> str:
    return "".join([f"{row}\n" for row in rows])


def _join_sentences(rows: Sequence[str]) -> str:
    """Put sentences on a line again, with a space between them where their script has one."""
    from newsclean.sentences import joins_with_space  # noqa: PLC0415 - as above

    parts: list[str] = []
    for row in rows:
        if row and parts and parts[-1] != "\n" and joins_with_space(parts[-1]):
            parts.append(" ")
        parts.append(row or "\n")
    return "".join([*parts, "\n"])


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
    units = {result.source.unit for result in results}
    lines = _count(sum(len(result.source.lines) for result in results), units.pop() if len(units) == 1 else "line")
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
