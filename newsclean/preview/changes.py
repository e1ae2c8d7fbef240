"""What changed inside a line: the pieces that two texts share, and those that only one of them has."""

import re
from collections.abc import Iterator, Sequence
from os.path import commonprefix
from typing import NamedTuple

# A word with the space behind it; of scripts without spaces, each character.
_WORD = re.compile(r"[^\s\u2e80-\U0010ffff]+\s*|.\s*", re.DOTALL)
_MOST_WORDS = 2000  # that are compared; beyond, all between the first change and the last one is marked
_LONGEST_PAIR = 80  # characters that are compared one by one
_ALIKE = 0.5  # the part of a word that must be found in the other one, or else nothing in it is


class Piece(NamedTuple):
    """A part of a text, and whether the other text does not have it."""

    text: str
    changed: bool


def mark_changes(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Cut a text and what became of it into the pieces that they share and those that they do not.

    Time grows with the length of the texts, not with its square.

    >>> before, after = mark_changes("Itâ€™s late.", "It’s late.")
    >>> [piece.text for piece in before if piece.changed], [piece.text for piece in after if piece.changed]
    (['â€™'], ['’'])
    """
    left: list[Piece] = []
    right: list[Piece] = []
    for one, other in _pair(before, after):
        left.append(Piece(one, one != other))
        right.append(Piece(other, one != other))
    return _join(left), _join(right)


def _pair(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Pair the parts of two texts: the equal ones, and between them those that took each other's place."""
    head, (left, right), tail = _trim(before, after)
    yield head, head
    words, other_words = _WORD.findall(left), _WORD.findall(right)
    if max(len(words), len(other_words)) > _MOST_WORDS:
        yield left, right
    elif len(words) == len(other_words) == 1:
        yield from _pair_characters(left, right)
    else:
        for ours, theirs in _match(words, other_words):
            if len(ours) == len(theirs):
                for word, other in zip(ours, theirs, strict=True):
                    yield from _pair_characters(word, other)
            else:
                yield from _pair_characters("".join(ours), "".join(theirs))
    yield tail, tail


def _match(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Find the stretches that two rows of words, or two words, share, and give them with what stands between them."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - most documents have no changed line

    for _, first, last, first_right, last_right in SequenceMatcher(None, left, right).get_opcodes():
        yield left[first:last], right[first_right:last_right]


def _pair_characters(left: str, right: str) -> Iterator[tuple[str, str]]:
    """Pair the parts of two words, or of what stands between words that are alike."""
    head, (left, right), tail = _trim(left, right)
    yield head, head
    yield from _find_shared(left, right) if left and right and len(left + right) <= _LONGEST_PAIR else [(left, right)]
    yield tail, tail


def _find_shared(left: str, right: str) -> Iterator[tuple[str, str]]:
    """Find what stayed between two changes of a word; nothing where that is so little that it could be chance."""
    if set(left).isdisjoint(right):
        return iter([(left, right)])
    parts = [("".join(one), "".join(other)) for one, other in _match(left, right)]
    shared = sum(len(one) for one, other in parts if one == other)
    return iter(parts if shared >= _ALIKE * min(len(left), len(right)) else [(left, right)])


def _trim(left: str, right: str) -> tuple[str, tuple[str, str], str]:
    """Part two texts into what they begin with alike, what differs, and what they end with alike."""
    head = commonprefix([left, right])  # noqa: RUF071 - characters are what is compared, and no paths
    left, right = left[len(head) :], right[len(head) :]
    tail = commonprefix([left[::-1], right[::-1]])[::-1]  # noqa: RUF071 - as above
    return head, (left.removesuffix(tail), right.removesuffix(tail)), tail


def _join(pieces: Sequence[Piece]) -> list[Piece]:
    """Join neighbours that are alike, and leave out what is empty."""
    joined: list[Piece] = []
    for piece in filter(lambda piece: piece.text, pieces):
        if joined and joined[-1].changed == piece.changed:
            joined[-1] = Piece(joined[-1].text + piece.text, piece.changed)
        else:
            joined.append(piece)
    return joined
