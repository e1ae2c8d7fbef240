"""A whole page as text: its lines one below the other, with those that rules took out, and what is known of each.

What a rule took out stays here as a line with the kind of that rule: a row of share buttons, or the heading of the
readers' comments, says more about the lines around it than all else.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsclean.document import Document, Edit, Line
from newsclean.fold import is_unspaced
from newsclean.kinds import kind_of
from newsclean.shapes import STOPS, is_sentence

PARAGRAPH, LONG, LONGER = 60, 100, 140
"""The sizes from which a sentence is running text, and long and longer running text, in characters."""

NO_RULE, SHARE, ALSO, STAMP, AUTHOR, OFFER, COPYRIGHT, COMMENTS = 0, 2, 3, 5, 6, 7, 9, 11
"""Some of the groups that the kinds of rules are told apart by."""

NONE = -1
"""What a signal reads where there is nothing that it could speak of."""

SUREST = 6.0
"""Scores are held between this and its negative. They are log odds that a line is of the article."""

Columns = dict[str, Sequence[float]]
"""Signals of the lines of a page: a column for each name, with an entry for each line."""

_OTHER_GROUP = 13
_GROUPS = {
    "interface": 1,
    "share": SHARE,
    "social-follow": SHARE,
    "read-also": ALSO,
    "advertisement": 4,
    "timestamp": STAMP,
    "byline": STAMP,
    "author": AUTHOR,
    "subscription": OFFER,
    "newsletter": OFFER,
    "donation": OFFER,
    "app": OFFER,
    "consent": 8,
    "copyright": COPYRIGHT,
    "disclaimer": COPYRIGHT,
    "credit": 10,
    "caption": 10,
    "comments": COMMENTS,
    "player": 12,
    "live": 12,
}
_REPAIRS = ("encoding.", "spacing.", "joins.")
_WORD = re.compile(r"\w+")
_TELLING = 4  # letters of a word that says what a line is about


class _Entry(NamedTuple):
    number: int
    text: str
    group: int
    line: Line | None


class Page:
    """The lines of a page that are not blank, by their places from 0 on, and lists of what is known of each.

    `lines` has None for a line that a rule took out. Sizes are in characters; those of scripts without spaces count
    twice. `telling` are the words of a line that say what it is about.
    """

    def __init__(self, document: Document) -> None:
        entries = sorted(_list_entries(document))
        self.lines = [entry.line for entry in entries]
        self.groups = [entry.group for entry in entries]
        self.texts = [entry.text.strip() for entry in entries]
        self.indents = [len(entry.text) - len(entry.text.lstrip()) for entry in entries]
        self.unspaced = list(map(is_unspaced, self.texts))
        self.words = list(map(_list_words, self.texts, self.unspaced))
        self.telling = list(map(_list_telling, self.words, self.unspaced))
        self.sizes = [
            2 * len(text) if unspaced else len(text) for text, unspaced in zip(self.texts, self.unspaced, strict=True)
        ]
        self.sentences = [text[-1] in STOPS or is_sentence(text) for text in self.texts]

    def __len__(self) -> int:
        return len(self.lines)

    def find_sentences(self, size: int) -> list[bool]:
        """Tell of each line whether it is a sentence of at least a size."""
        return [sentence and has >= size for sentence, has in zip(self.sentences, self.sizes, strict=True)]


def _list_entries(document: Document) -> Iterator[_Entry]:
    for line in document.lines:
        if line.text and not line.text.isspace():
            yield _Entry(line.number, line.text, NO_RULE, line)
    for edit in list_removed(document):
        yield _Entry(edit.line, edit.before, _GROUPS.get(kind_of(edit.rule), _OTHER_GROUP), None)


def list_removed(document: Document) -> list[Edit]:
    """List the edits by which rules took lines out, without repairs."""
    return [edit for edit in document.gone if edit.before.strip() and not edit.rule.startswith(_REPAIRS)]


def _list_words(text: str, unspaced: bool) -> list[str]:  # noqa: FBT001 - what a script is like, not what to do
    """List the words of a text in small letters; pairs of characters in scripts without spaces."""
    found: list[str] = _WORD.findall(text.lower())
    if not unspaced:
        return found
    return [
        part
        for word in found
        for part in ([word] if word.isascii() else [word[at : at + 2] for at in range(len(word) - 1)] or [word])
    ]


def _list_telling(line_words: list[str], unspaced: bool) -> set[str]:  # noqa: FBT001 - as above
    return set(line_words) if unspaced else {word for word in line_words if len(word) >= _TELLING}
