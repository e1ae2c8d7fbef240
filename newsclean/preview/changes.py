"""What changed inside a line: the pieces that two texts share, and those that only one of them has."""

import re
from collections.abc import Iterator, Sequence
from os.path import commonprefix
from typing import NamedTuple

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_TOKENS = 600  # that are compared one by one; beyond, all between the first change and the last one is marked


class Piece(NamedTuple):
    """A part of a text, and whether the other text does not have it."""

    text: str
    changed: bool


def mark_changes(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Cut a text and what became of it into the pieces that they share and those that they do not.

    >>> before, after = mark_changes("Itâ€™s late.", "It’s late.")
    >>> [piece.text for piece in before if piece.changed], [piece.text for piece in after if piece.changed]
    (['â€™'], ['’'])
    """
    pairs = [pair for left, right in _pair(before, after) for pair in _trim(left, right)]
    return _join([left for left, _ in pairs]), _join([right for _, right in pairs])


def _pair(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Pair the parts of two texts: the equal ones, and between them those that took each other's place."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - most documents have no changed line

    head = len(commonprefix([before, after]))
    yield before[:head], after[:head]
    left, right = _TOKEN.findall(before[head:]), _TOKEN.findall(after[head:])
    if max(len(left), len(right)) > _MOST_TOKENS:
        yield before[head:], after[head:]
        return
    for _, first, last, first_after, last_after in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        yield "".join(left[first:last]), "".join(right[first_after:last_after])


def _trim(left: str, right: str) -> Iterator[tuple[Piece, Piece]]:
    """Part two texts that took each other's place into what they begin with alike, what differs, and the end."""
    head = len(commonprefix([left, right]))
    tail = len(commonprefix([left[head:][::-1], right[head:][::-1]]))
    for first, last, first_right, last_right in (
        (0, head, 0, head),
        (head, len(left) - tail, head, len(right) - tail),
        (len(left) - tail, len(left), len(right) - tail, len(right)),
    ):
        one, other = left[first:last], right[first_right:last_right]
        yield Piece(one, one != other), Piece(other, one != other)


def _join(pieces: Sequence[Piece]) -> list[Piece]:
    """Join neighbours that are alike, and leave out what is empty."""
    joined: list[Piece] = []
    for piece in filter(lambda piece: piece.text, pieces):
        if joined and joined[-1].changed == piece.changed:
            joined[-1] = Piece(joined[-1].text + piece.text, piece.changed)
        else:
            joined.append(piece)
    return joined
