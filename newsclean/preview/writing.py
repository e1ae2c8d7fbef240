"""The preview as plain text, for pipes and files: lines are as long as they are, and nothing heavy is loaded."""

from collections.abc import Iterable, Iterator

from newsclean.preview.bars import draw_chart
from newsclean.preview.sections import REASON, Section, Shown, spell_changes
from newsclean.preview.summary import Bar


def write_section(section: Section) -> str:
    """Write a section below its name; in one line where there is nothing to see."""
    if not section.rows:
        return f"{section.name}{': ' if section.name else ''}{section.sentence}\n"
    width = section.number_width
    lines = [line for row in spell_changes(section).rows for line in _write_row(row, width)]
    header = [f"\u2500\u2500 {section.name}"] if section.name else []
    return "".join([f"{line.rstrip()}\n" for line in (*header, *lines, section.sentence)])


def write_bars(bars: Iterable[Bar], width: int) -> str:
    """Write a bar for each filter and rule."""
    return "".join([f"{line.head}{line.edits}{line.unsure}{line.tail}\n" for line in draw_chart(bars, width)])


def _write_row(row: Shown, width: int) -> Iterator[str]:
    """Write a row behind its number and its mark, and below it what is said of it."""
    mark = row.mark if row.number else " "
    text = row.text.replace("\n", f"\n{' ' * width} {mark} ")
    notes = [f"{note.rule}{' ' if note.sure else ''}{note.sure}  {note.reason}" for note in row.notes]
    if row.verdict:
        notes = [f"{row.verdict}: {notes[0]}", *notes[1:]] if notes else [row.verdict]
    if row.is_blank and notes:
        text = f"{text} {REASON} {notes.pop(0)}"
    yield f"{row.label:>{width}} {mark} {text}"
    yield from [f"{' ' * width} {REASON} {note}" for note in notes]
