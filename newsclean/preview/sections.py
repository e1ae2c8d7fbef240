"""Sections of the preview: what is shown of each document, in words, whatever it is then written or drawn on."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from newsclean.controls import show_controls, show_invisible
from newsclean.document import Document, Edit
from newsclean.preview.changes import Piece, mark_changes
from newsclean.preview.only import is_named
from newsclean.preview.rows import CONTEXT, Fold, Row, fold_rows, is_touched, shorten_blocks
from newsclean.preview.summary import count_nouns

FOLDED = "\u22ee"
"""The mark of a stretch that is not shown."""

REASON = "\u21b3"
"""What stands before a reason that is told below its line."""

STAY = "{count} {unit}s stay"
"""What is said of lines that are not shown because nothing happens to them."""

_END = "\u23ce"
_MOST_RULES = 3  # that are named of a block
_SPACES = " \t\u3000"


class Note(NamedTuple):
    """What is said of an edit: its rule, how sure it is where that is in question, and the reason."""

    rule: str
    sure: str
    reason: str


class Shown(NamedTuple):
    """A row as it is shown: nothing in it commands a terminal, and what is invisible and goes can be seen.

    `mark` is FOLDED where the row stands for others; the text says for which.
    """

    mark: str
    number: int
    pieces: tuple[Piece, ...]
    verdict: str = ""
    notes: tuple[Note, ...] = ()

    @property
    def text(self) -> str:
        """All pieces as one text."""
        return "".join([piece.text for piece in self.pieces])

    @property
    def label(self) -> str:
        """The number of the line, where the row above does not have it already; FOLDED for one that is not shown."""
        if self.mark == FOLDED:
            return FOLDED
        return str(self.number) if self.mark != "+" or self.verdict else ""

    @property
    def is_blank(self) -> bool:
        """Tell whether it is a blank line that goes, which leaves room for its reason."""
        return self.mark == "-" and self.text == _END

    def takes_place_of(self, above: "Shown") -> bool:
        """Tell whether this is what the line of the row above becomes."""
        return (above.mark, self.mark) == ("-", "+") and above.number == self.number


class Section(NamedTuple):
    """What is shown of a document: its name, its rows, if there is something to see, and what all comes to.

    `sides` are what the text is called to the left and to the right, where it is shown in two columns.
    """

    name: str
    rows: tuple[Shown, ...]
    sentence: str
    sides: tuple[str, str] = ("before", "after")

    @property
    def number_width(self) -> int:
        """How many characters the numbers of the lines have."""
        return max([len(row.label) for row in self.rows], default=0)


class View(NamedTuple):
    """What of a document is shown: `context` lines around each touched one, and edits of the rules in `only`.

    A context of None shows all lines, and all rules count where `only` names none.
    """

    context: int | None = CONTEXT
    only: tuple[str, ...] = ()

    def choose(self, rows: Sequence[Row]) -> Sequence[Row | Fold]:
        """Leave out what is far from all that is touched, and the middle of long blocks that go."""
        return rows if self.context is None else shorten_blocks(fold_rows(rows, self.context, self._is_touched))

    def _is_touched(self, row: Row) -> bool:
        return is_touched(row) and (not self.only or any(is_named(edit.rule, self.only) for edit in row.edits))


def make_section(document: Document, rows: Sequence[Row | Fold], sentence: str, left_out: str = STAY) -> Section:
    """Make the section of a document. `left_out` tells of lines that are not shown, with {count} and {unit} in it."""
    shown: list[Shown] = []
    outcome: list[Piece] = []
    for row, below in pairwise((*rows, None)):
        if isinstance(row, Fold):
            shown.append(Shown(FOLDED, 0, (Piece(_tell_fold(row, document.unit, left_out), changed=False),)))
        elif row:
            pieces, outcome = _cut(row, below, outcome)
            notes = tuple(map(_note, row.edits))
            shown.append(Shown(row.mark, row.number, _make_visible(row, pieces), row.verdict, notes))
    name = "standard input" if document.id == "-" else show_controls(document.id).replace("\n", "\u240a")
    return Section(name, tuple(shown), sentence)


def spell_changes(section: Section) -> Section:
    """Mark what changed inside lines by [-brackets-] and {+braces+}, for where there are no colours."""
    rows = [
        row._replace(pieces=tuple(_spell(piece, row.mark) for piece in row.pieces)) if len(row.pieces) > 1 else row
        for row in section.rows
    ]
    return section._replace(rows=tuple(rows))


def _spell(piece: Piece, mark: str) -> Piece:
    if not piece.changed:
        return piece
    return Piece(f"{{+{piece.text}+}}" if mark == "+" else f"[-{piece.text}-]", changed=True)


def _tell_fold(fold: Fold, unit: str, left_out: str) -> str:
    """Say what is not shown: of lines that go, also the rules that take most of them."""
    if not fold.edits:
        return left_out.format(count=f"{fold.lines:,}", unit=unit)
    rules = Counter(edit.rule for edit in fold.edits).most_common()
    named = [f"{show_controls(rule)} {count}" for rule, count in rules[:_MOST_RULES]]
    others = [count_nouns(len(rules) - _MOST_RULES, "other rule")] if len(rules) > _MOST_RULES else []
    return f"{fold.lines:,} more {unit}s go: {', '.join([*named, *others])}"


def _cut(row: Row, below: Row | Fold | None, outcome: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Cut a row, and what the row below it makes of it, into the pieces that changed and those that did not."""
    becomes = None
    if row.mark == "-" and isinstance(below, Row) and below.mark == "+" and below.number == row.number:
        becomes = below.text
    elif row.mark == "?" and row.edits:
        becomes = row.edits[-1].after
    elif row.mark == "+" and outcome:
        return outcome, []
    return ([Piece(row.text, changed=False)], []) if becomes is None else mark_changes(row.text, becomes)


def _make_visible(row: Row, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Make visible what a terminal would obey, and in lines that go or change what else nobody would see."""
    visible = [(show_controls(text.replace("\r\n", "\n").replace("\r", "\n")), changed) for text, changed in pieces]
    if row.mark != " " and not row.text:
        visible = [(_END, False)]
    elif row.mark == "-":
        if any(edit.rule.startswith("spacing.") for edit in row.edits):
            visible = [(show_invisible(text), changed) for text, changed in visible]
        text, changed = visible[-1]
        body = text.rstrip(_SPACES)
        visible[-1] = body + "\u00b7" * (len(text) - len(body)), changed
    return tuple(Piece(text, changed) for text, changed in visible)


def _note(edit: Edit) -> Note:
    sure = f"{edit.confidence:.2f}"
    reason = show_controls(edit.reason)
    return Note(show_controls(edit.rule), "" if sure == "1.00" else sure, reason[:1].upper() + reason[1:])
