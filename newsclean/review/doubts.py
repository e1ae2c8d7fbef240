"""Doubts: what a reader should decide on, found in articles in whatever process."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from newsclean.batch.chunks import Chunk, Rows
from newsclean.batch.counting import Counting
from newsclean.batch.failures import Failure
from newsclean.batch.jobs import Done
from newsclean.batch.tally import Tally
from newsclean.cleaner import Cleaner
from newsclean.document import Result
from newsclean.fold import fold
from newsclean.preview.rows import CONTEXT, Row, list_rows
from newsclean.rules import Pack
from newsclean.shapes import have_list_marks, split_list_mark

_LONGEST_SHOWN = 1000  # characters of a line beside the one that is asked about

Shown = tuple[str, int, str]
"""A line of the context: its mark, its number and its text, as in a preview."""


class Doubt(NamedTuple):
    """An edit that a reader should decide on, in its context. `text` is its line as rules see it, on one line.

    `after` is what would be left of the line, or None. `applied` tells that the edit is sure, and made. Of the rows
    around, the one at `place` is the line itself.
    """

    rule: str
    reason: str
    confidence: float
    text: str
    after: str | None
    applied: bool
    document: str
    rows: tuple[Shown, ...]
    place: int

    @property
    def words(self) -> str:
        """The words of the line."""
        return fold(self.text)

    @property
    def key(self) -> tuple[str, str]:
        """What is asked about once: the rule, and the words of the line."""
        return self.rule, self.words


def doubt_all(packs: Sequence[Pack], threshold: float) -> list[Pack]:
    """Make packs of what learned packs are unsure of, as rules that are too unsure to be applied."""
    return [
        Pack(
            pack.name,
            site=pack.site,
            rules=tuple(replace(rule, confidence=min(rule.confidence, threshold) / 2) for rule in pack.unsure),
        )
        for pack in packs
        if pack.articles and pack.unsure
    ]


class Seeking(NamedTuple):
    """What a process must know to find doubts: how articles are read and cleaned, and which rules are learned."""

    cleaner: Cleaner
    reading: Counting
    learned: frozenset[str]

    def do(self, chunk: Chunk) -> Done:
        """Find the doubts of a chunk, as lines of JSON."""
        found, failures, count, size = [], [], 0, 0
        for one in self.reading.read(chunk):
            if isinstance(one, Failure):
                failures.append(one)
                continue
            count += 1
            size += sum(len(line.text) + len(line.end) for line in one.lines)
            found += [json.dumps(doubt).encode() + b"\n" for doubt in find_doubts(self.cleaner(one), self.learned)]
        tally = Tally(articles=count, read=size, size=chunk.size if isinstance(chunk, Rows) else size)
        return Done(b"".join(found), (), tally, tuple(failures))

    def leave(self, _chunk: Chunk) -> bytes:
        """Leave nothing: no data are written."""
        return b""

    def pack(self, _chunk: Chunk, done: Done) -> Done:
        """Leave what was found as it is."""
        return done


def find_doubts(result: Result, learned: frozenset[str]) -> Iterator[Doubt]:
    """Find what is unsure in an article, and what learned rules do to it. What is there twice is found once.

    A line without words is passed by, for a pack could say nothing about it.
    """
    asked = [(edit, False) for edit in result.unsure]
    asked += [(edit, True) for edit in result.edits if edit.rule in learned]
    if not asked:
        return
    rows = [row for row in list_rows(result) if row.text.strip()]
    places = {edit: place for place, row in reversed([*enumerate(rows)]) for edit in row.edits}
    marked = have_list_marks([line.text for line in result.source.lines])
    seen = set()
    for edit, applied in asked:
        if edit not in places:  # its line is blank
            continue
        near, place = _look_around(rows, places[edit])
        text = (split_list_mark(edit.before)[1] if marked else "") or edit.before
        line = " ".join(text.split())
        doubt = Doubt(edit.rule, edit.reason, edit.confidence, line, edit.after, applied, result.source.id, near, place)
        if doubt.words and doubt.key not in seen:
            seen.add(doubt.key)
            yield doubt


def _look_around(rows: Sequence[Row], place: int) -> tuple[tuple[Shown, ...], int]:
    """Give the rows of the lines around one, cut where they are long, and the place of that one among them."""
    here = rows[place]
    reach = 2 * CONTEXT + 1  # a line that changes has two rows
    window = rows[max(0, place - reach) : place + reach + 1]
    numbers = list(dict.fromkeys(row.number for row in window))
    middle = numbers.index(here.number)
    around = numbers[max(0, middle - CONTEXT) : middle + CONTEXT + 1]
    near = [row for row in window if row.number in around]
    shown = [(row.mark, row.number, row.text if row is here else row.text[:_LONGEST_SHOWN]) for row in near]
    return tuple(shown), next(place for place, row in enumerate(near) if row is here)


def read_doubts(data: bytes) -> Iterator[Doubt]:
    """Read doubts from lines of JSON."""
    for line in data.splitlines():
        doubt = Doubt(*json.loads(line))
        yield doubt._replace(rows=tuple((mark, number, text) for mark, number, text in doubt.rows))
