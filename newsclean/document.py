"""The document, its edits, and the two functions that apply and undo them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import NamedTuple, TypeVar

from newsclean.cutting import cut_lines
from newsclean.lines import Line, Unit

__all__ = [
    "Document",
    "Edit",
    "Filter",
    "Line",
    "Result",
    "apply",
    "change",
    "close_gaps",
    "remember_last",
    "remove",
    "undo",
]

_BREAKS = ("\n", "\r")
_SPACES = (" ", "\t", "\u3000")
"""What may stand between two sentences of a line."""


class Document(NamedTuple):
    """An article as a scraper left it. `title`, `site`, `language` and `id` are empty where nobody knows them.

    `gone` are the edits that took lines out of it in this round of cleaning, so that a filter sees what stood where.
    `unit` tells what its lines are, which depends on the shape of the text.
    """

    lines: tuple[Line, ...]
    title: str = ""
    site: str = ""
    language: str = ""
    id: str = ""
    gone: "tuple[Edit, ...]" = ()
    unit: Unit = "line"

    @classmethod
    def from_text(cls, text: str, title: str = "", site: str = "", language: str = "", id: str = "") -> "Document":
        """Make a document whose lines are numbered from 1."""
        lines, unit = cut_lines(text)
        return cls(lines, title, site, language, id, (), unit)

    @property
    def text(self) -> str:
        """The lines joined again, each with the characters that ended it."""
        return "".join([text + end for _, text, end in self.lines])


class Edit(NamedTuple):
    """A proposal to take a line out or to change it, with the rule and the reason for it.

    `after` is None where the line goes. `end` is what ended the line, so that it can be put back. `confidence` runs
    from 0 to 1; written rules say 1.
    """

    line: int
    before: str
    after: str | None
    rule: str
    reason: str
    confidence: float = 1.0
    end: str = "\n"


class Result(NamedTuple):
    """What cleaning made of a document: the text, the edits that led to it, and those that were too unsure to apply."""

    source: Document
    text: str
    edits: tuple[Edit, ...]
    unsure: tuple[Edit, ...]


Filter = Callable[[Document], Iterable[Edit]]


_Seen = TypeVar("_Seen")


def remember_last(look: Callable[[Document], _Seen]) -> Callable[[Document], _Seen]:
    """Let a function look at a document once for the filters that ask one after the other.

    The last document is known by its identity: to compare documents line by line would take long.
    """
    last: list[tuple[Document, _Seen]] = []

    @wraps(look)
    def look_once(document: Document) -> _Seen:
        for known, seen in last:
            if known is document:
                return seen
        seen = look(document)
        last[:] = [(document, seen)]
        return seen

    return look_once


def remove(line: Line, rule: str, reason: str, confidence: float = 1.0) -> Edit:
    """Propose that a line goes."""
    return Edit(line.number, line.text, None, rule, reason, confidence, line.end)


def change(line: Line, after: str, rule: str, reason: str, confidence: float = 1.0) -> Edit:
    """Propose another text for a line. Where that leaves nothing of the last line, the line goes."""
    gone = not after and not line.end
    return Edit(line.number, line.text, None if gone else after, rule, reason, confidence, line.end)


def apply(document: Document, edits: Iterable[Edit]) -> Document:
    """Carry out edits, in their order. Lines keep the numbers that they have.

    Raises ValueError where an edit speaks of a line that is not in the document or reads otherwise there.
    """
    lines = {line.number: line for line in document.lines}
    gone = list(document.gone)
    for edit in edits:
        line = lines.get(edit.line)
        if line is None or line.text != edit.before:
            raise ValueError(f"the edit {edit.rule} does not fit line {edit.line} of this document")
        if edit.after is None:
            del lines[edit.line]
            gone.append(edit)
            if edit.end != line.end:
                _change_end_above(lines, edit.line, line.end)
        else:
            lines[edit.line] = line._replace(text=edit.after)
    return document._replace(lines=tuple(lines.values()), gone=tuple(gone))


def undo(document: Document, edits: Sequence[Edit]) -> Document:
    """Take back edits that were applied, the last one first.

    Raises ValueError where an edit does not fit the document.
    """
    lines = {line.number: line for line in document.lines}
    last = max(lines, default=0)
    for edit in reversed(edits):
        line = lines.get(edit.line)
        if (line.text if line else None) != edit.after:
            raise ValueError(f"the edit {edit.rule} was not made on line {edit.line} of this document")
        end = edit.end
        if edit.after is None and _took_space_above(edit, last):
            end = end.lstrip("".join(_SPACES))
            _change_end_above(lines, edit.line, edit.end.removesuffix(end))
        lines[edit.line] = Line(edit.line, edit.before, end)
        last = max(last, edit.line)
    gone = tuple(edit for edit in document.gone if edit.line not in lines)
    return document._replace(lines=tuple(lines[number] for number in sorted(lines)), gone=gone)


def close_gaps(document: Document, edits: Iterable[Edit]) -> list[Edit]:
    r"""Let the last sentence of a physical line take the space above it along, where it goes, and leave the line's end.

    Such an edit has both in `end`: the space, and what ended the line and stays.

    >>> document = Document.from_text("It rains again. Print this page.\n")
    >>> [edit] = close_gaps(document, [Edit(2, "Print this page.", None, "a.b", "c")])
    >>> edit.end, apply(document, [edit]).text
    (' \n', 'It rains again.\n')
    """
    if document.unit != "sentence":
        return list(edits)
    ends = {line.number: line.end for line in document.lines}
    closed = []
    for edit in edits:
        if edit.after is None:
            end = ends.pop(edit.line)
            last = end.endswith(_BREAKS) or not ends or next(reversed(ends)) < edit.line
            above = _find_above(ends, edit.line) if last and edit.before else 0
            if above and ends[above] and not ends[above].endswith(_BREAKS):
                edit = edit._replace(end=ends[above] + end)  # noqa: PLW2901 - the same edit
                ends[above] = end
        closed.append(edit)
    return closed


def _took_space_above(edit: Edit, last: int) -> bool:
    """Tell whether a removed line took the space above it along: it was the last one, of the text or of a line."""
    return edit.end.startswith(_SPACES) and (edit.line > last or edit.end.endswith(_BREAKS))


def _change_end_above(lines: dict[int, Line], number: int, end: str) -> None:
    above = _find_above(lines, number)
    lines[above] = lines[above]._replace(end=end)


def _find_above(lines: Mapping[int, object], number: int) -> int:
    """Give the number of the next line above one, or 0."""
    return next((above for above in range(number - 1, 0, -1) if above in lines), 0)
