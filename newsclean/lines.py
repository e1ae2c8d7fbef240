"""Lines: what a text is cut into."""

import re
from collections.abc import Iterable
from functools import partial
from itertools import count, repeat
from typing import Literal, NamedTuple

Unit = Literal["line", "sentence", "paragraph"]
"""What a line of a document is: a physical line, a sentence of a text on one line, a paragraph of wrapped text."""

_LINE = r"([^\r\n]*)(\r\n|\r|\n|\Z)"
WIDEST = 132
"""The widest column that texts are wrapped at, in characters."""


class Line(NamedTuple):
    """One line of a document: a place in the source, its text, and the exact characters that ended it.

    Those are what ends a physical line or, between sentences of one, the space. The text of a paragraph has the breaks
    of its physical lines inside.
    """

    number: int
    text: str
    end: str = "\n"


# What `Line` does when it is called, without a detour of Python for each of many lines.
_MAKE = partial(tuple.__new__, Line)


def split_lines(text: str) -> tuple[Line, ...]:
    r"""Split a text into its physical lines, which join to it again, character for character.

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
        lines = tuple(map(_MAKE, zip(count(1), bodies, repeat("\n"), strict=False)))
        return (*lines, Line(len(lines) + 1, last, "")) if last else lines
    pairs = re.findall(_LINE, text)
    if pairs and pairs[-1] == ("", ""):
        pairs.pop()
    return number_lines(pairs)


def number_lines(pairs: Iterable[tuple[str, str]]) -> tuple[Line, ...]:
    """Make lines of texts, each with what ended it, and number them from 1."""
    return tuple(Line(number, text, end) for number, (text, end) in enumerate(pairs, start=1))
