"""The diff of a document as the page draws it: rows as JSON holds them, no more of them than a person will read."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from newsclean.controls import show_controls, show_invisible
from newsclean.document import Edit, Result
from newsclean.preview.changes import Piece, mark_changes
from newsclean.preview.rows import Fold, Row, fold_rows, list_rows

_MOST = 50_000  # characters of a diff; most whole pages of newspapers have half of it
_ROW = 20  # characters that each row counts for beside its text
_LONGEST_RUN = 40  # lines that went, in a diff that is longer than that
_LONGEST = 3_000  # characters of a row
_LONGEST_EXAMPLE = 240  # characters of an example, of which so many may stand before what changed
_LEAD = 60

Note = list[str | float]
"""A rule, the reason that it gives, and how sure it is."""

Pieces = list[str]
"""A text in pieces: one that stays, one that changed, one that stays, and so on."""

Example = list[Pieces]
"""A line that a rule was held against and, where it changes it, what it became."""

DiffRow = list[str | int | Pieces | list[Note]]
"""A mark, the number of the line, its text, and the notes beside it.

With the mark "fold" the number counts lines that stay and are left out, with "went" lines that went, and with "cut" all
that is below, which are too many to show.
"""


def make_diff(result: Result) -> list[DiffRow]:
    r"""Make the rows of a document's diff; none where nothing happened to it and nothing is in doubt.

    >>> from newsclean import clean
    >>> make_diff(clean("Rain fell all night.\nADVERTISEMENT\n"))[1]
    ['-', 2, ['ADVERTISEMENT'], [['en.advertisement', 'A mark that an advertisement stood here', 1.0]]]
    """
    if not (result.edits or result.unsure):
        return []
    rows: Sequence[_Row] = fold_rows(list_rows(result))
    if sum(len(row.text) + _ROW for row in rows if isinstance(row, Row)) > _MOST:
        rows = list(_shorten_runs(rows))
    return list(_cut(rows))


def make_example(edit: Edit) -> Example:
    """Make an example of what a rule does, with as much of the line as shows it."""
    if edit.after is None:
        return [_cut_pieces([show_controls(edit.before.strip())], _LONGEST_EXAMPLE)]
    return [_cut_example(_show_pieces(marked)) for marked in mark_changes(edit.before, edit.after)]


def _cut_example(pieces: Pieces) -> Pieces:
    if pieces and len(pieces[0]) > _LEAD:
        lead = pieces[0][-_LEAD:]
        pieces = [f"… {lead.partition(' ')[2] or lead}", *pieces[1:]]
    return _cut_pieces(pieces, _LONGEST_EXAMPLE)


class _Went(NamedTuple):
    """Lines that went, and are too many to show."""

    lines: int


_Row = Row | Fold | _Went


def _shorten_runs(rows: Sequence[_Row]) -> Iterator[_Row]:
    """Leave out what is beyond the first lines of a long run of lines that went, so that the article has room."""
    for went, group in groupby(rows, key=_went):
        run = list(group)
        if went and len(run) > _LONGEST_RUN:
            yield from run[:_LONGEST_RUN]
            yield _Went(len(run) - _LONGEST_RUN)
        else:
            yield from run


def _went(row: _Row) -> bool:
    return isinstance(row, Row) and row.mark == "-" and row.edits[-1].after is None


def _cut(rows: Sequence[_Row]) -> Iterator[DiffRow]:
    """Make rows of a diff, up to so many characters, and count the lines that are left out then."""
    room = _MOST
    for place, (row, partner) in enumerate(zip(rows, _list_partners(rows), strict=True)):
        if room < 0:
            yield ["cut", sum(_count_lines(left) for left in rows[place:])]
            return
        if isinstance(row, Row):
            pieces = _cut_pieces(_mark_row(row, partner), _LONGEST)
            room -= sum(map(len, pieces)) + _ROW
            yield [row.mark, row.number, pieces, [_make_note(edit) for edit in row.edits]]
        else:
            yield ["fold" if isinstance(row, Fold) else "went", row.lines]


def _list_partners(rows: Sequence[_Row]) -> list[Row | None]:
    """List for each row the one that it became, or that it came from."""
    partners: list[Row | None] = [None] * len(rows)
    for place, (row, below) in enumerate(pairwise(rows)):
        if isinstance(row, Row) and isinstance(below, Row) and below.mark == "+":
            partners[place], partners[place + 1] = below, row
    return partners


def _mark_row(row: Row, partner: Row | None) -> Pieces:
    """Cut the text of a row into pieces, by what changed from it to its partner."""
    if partner is None:
        return [show_controls(row.text)]
    if row.mark == "+":
        return _show_pieces(mark_changes(partner.text, row.text)[1])
    return _show_pieces(mark_changes(row.text, partner.text)[0])


def _show_pieces(marked: Sequence[Piece]) -> Pieces:
    """Make visible what a page would obey or nobody would see, and let the first piece be one that stays."""
    shown = [show_controls(show_invisible(piece.text) if piece.changed else piece.text) for piece in marked]
    return ["", *shown] if marked and marked[0].changed else shown


def _cut_pieces(pieces: Pieces, most: int) -> Pieces:
    """Leave out what is beyond so many characters, and say so by an ellipsis."""
    cut: Pieces = []
    room = most
    for piece in pieces:
        if len(piece) > room:
            return [*cut, f"{piece[:room]}…"]
        cut.append(piece)
        room -= len(piece)
    return cut


def _count_lines(row: _Row) -> int:
    return int(row.mark != "+") if isinstance(row, Row) else row.lines


def _make_note(edit: Edit) -> Note:
    reason = show_controls(edit.reason)
    return [show_controls(edit.rule), reason[:1].upper() + reason[1:], edit.confidence]
