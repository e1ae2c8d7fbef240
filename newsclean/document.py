"""The document, its edits, and the two functions that apply and undo them."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import count, pairwise
from typing import NamedTuple

_LINE = r"([^\r\n]*)(\r\n|\r|\n|\Z)"


class Line(NamedTuple):
    """One line of a document: a place in the source, its text, and the exact characters that ended it."""

    number: int
    text: str
    end: str = "\n"


def split_lines(text: str) -> tuple[Line, ...]:
    r"""Split a text into lines that join to it again, character for character.

    Only line feeds and carriage returns end a line. The other separators that `str.splitlines` knows are damage in
    scraped text and stay inside the line.

    >>> split_lines("one\r\ntwo")
    (Line(number=1, text='one', end='\r\n'), Line(number=2, text='two', end=''))
    >>> split_lines("")
    ()
    """
    if "\r" not in text:
        bodies = text.split("\n")
        last = bodies.pop()
        lines = tuple(map(Line, count(1), bodies))
        return (*lines, Line(len(lines) + 1, last, "")) if last else lines
    pairs = re.findall(_LINE, text)
    if pairs and pairs[-1] == ("", ""):
        pairs.pop()
    return tuple(Line(number, body, end) for number, (body, end) in enumerate(pairs, start=1))


class Document(NamedTuple):
    """An article as a scraper left it. `title`, `site`, `language` and `id` are empty where nobody knows them.

    `gone` are the edits that took lines out of it in this round of cleaning, so that a filter sees what stood where.
    """

    lines: tuple[Line, ...]
    title: str = ""
    site: str = ""
    language: str = ""
    id: str = ""
    gone: "tuple[Edit, ...]" = ()

    @classmethod
    def from_text(cls, text: str, title: str = "", site: str = "", language: str = "", id: str = "") -> "Document":
        """Make a document whose lines are numbered from 1."""
        return cls(split_lines(text), title, site, language, id)

    @property
    def text(self) -> str:
        """The lines joined again, each with the characters that ended it."""
        return "".join([part for line in self.lines for part in line[1:]])


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
        else:
            lines[edit.line] = line._replace(text=edit.after)
    return document._replace(lines=tuple(lines.values()), gone=tuple(gone))


def undo(document: Document, edits: Sequence[Edit]) -> Document:
    """Take back edits that were applied, the last one first.

    Raises ValueError where an edit does not fit the document.
    """
    lines = {line.number: line for line in document.lines}
    for edit in reversed(edits):
        line = lines.get(edit.line)
        if (line.text if line else None) != edit.after:
            raise ValueError(f"the edit {edit.rule} was not made on line {edit.line} of this document")
        lines[edit.line] = Line(edit.line, edit.before, edit.end)
    gone = tuple(edit for edit in document.gone if edit.line not in lines)
    return document._replace(lines=tuple(lines[number] for number in sorted(lines)), gone=gone)


def renumber(document: Document) -> Document:
    """Number the lines from 1, as whoever reads the text anew will."""
    lines = tuple(Line(number, text, end) for number, (_, text, end) in enumerate(document.lines, start=1))
    return document._replace(lines=lines, gone=())


def reads_back(document: Document) -> bool:
    """Tell whether the text, when it is read anew, falls into these same lines.

    It does not where a line went from between a bare return and a bare feed, which then end one line together.
    """
    lines = document.lines
    glued = any(
        (above.end == "\r" and not below.text and below.end == "\n") or not above.end
        for above, below in pairwise(lines)
    )
    broken = any("\n" in text or "\r" in text for _, text, _ in lines)
    return not (glued or broken or (lines and not lines[-1].text and not lines[-1].end))
