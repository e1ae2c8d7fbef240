"""Chunks: what a process cleans at a time, some texts or some rows, read from the sources in their order.

Where a chunk begins and ends depends on the sources alone. So a run that was stopped goes on at the end of a chunk, and
what it writes is what it would have written.
"""

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from newsclean.batch.failures import Failure
from newsclean.batch.lines import RawRow, RowReader, open_rows
from newsclean.batch.rows import Fields, RowError
from newsclean.batch.sources import STREAMS, Source
from newsclean.batch.storage import LONGEST, DamageError, DiskFullError, Stamp

_MOST_TEXTS, _MOST_ROWS, _FULL = 64, 512, 1024 * 1024  # of a chunk; the last in bytes


class Position(NamedTuple):
    """How far the sources are read: up to and with this one, or with so many lines of it where `lines` is not WHOLE.

    Sources come in the order of their positions.
    """

    root: int
    name: tuple[bytes, ...]
    lines: int


WHOLE = -1
START = Position(-1, (), WHOLE)
"""The position before all sources."""


def find_end(source: Source) -> Position:
    """Give the position behind a source."""
    return Position(source.root, tuple(map(os.fsencode, source.name.split(os.sep))), WHOLE)


class Texts(NamedTuple):
    """Files that hold an article each."""

    sources: tuple[Source, ...]
    position: Position


class Rows(NamedTuple):
    """Rows of a stream, with the header of their table, if they are of one. `size` are the bytes read for them."""

    source: Source
    rows: tuple[RawRow, ...]
    position: Position
    header: bytes
    size: int


class Begin(NamedTuple):
    """A stream is about to be read. `header` is the first row of a table, and `stamp` the state that the file is in."""

    source: Source
    position: Position
    header: bytes
    stamp: Stamp


class End(NamedTuple):
    """A stream is read. `problem` says so where it broke off, or changed meanwhile."""

    source: Source
    position: Position
    problem: str = ""


class Failed(NamedTuple):
    """Something could not be read."""

    failure: Failure
    position: Position


Chunk = Texts | Rows
Item = Chunk | Begin | End | Failed


def tell_failure(item: Item) -> tuple[Failure, ...]:
    """Tell what failed by itself: what could not be read, or not to its end."""
    if isinstance(item, Failed):
        return (item.failure,)
    if isinstance(item, End) and item.problem:
        return (Failure(item.source, 0, item.problem),)
    return ()


def read_chunks(found: Iterable[Source], fields: Fields, after: Position = START) -> Iterator[Item]:
    """Read sources chunk by chunk, from a position on."""
    texts: list[Source] = []
    for source in found:
        end = find_end(source)
        within = after.lines != WHOLE and end[:2] == after[:2]
        if end[:2] <= after[:2] and not within:
            continue
        is_text = source.form not in STREAMS and not source.problem
        if is_text:
            texts.append(source)
        if texts and (len(texts) == _MOST_TEXTS or not is_text):
            yield Texts(tuple(texts), find_end(texts[-1]))
            texts = []
        if source.problem:
            yield Failed(Failure(source, 0, source.problem), end)
        elif not is_text:
            yield from _read_stream(source, fields, after.lines if within else 0)
    if texts:
        yield Texts(tuple(texts), find_end(texts[-1]))


def _read_stream(source: Source, fields: Fields, skip: int) -> Iterator[Item]:
    """Read a stream from behind its first lines on. One that cannot even be opened has failed, and never begins."""
    end = find_end(source)
    begun = skip > 0
    problem = ""
    try:
        with open_rows(source, fields.text) as reader:
            if not begun:
                begun = True
                yield Begin(source, end._replace(lines=reader.count), reader.header, reader.stamp)
            reader.skip_lines(skip)
            yield from _cut(source, reader)
            if reader.has_changed():
                problem = "it changed while it was read; clean it again when nothing writes to it any more"
    except DiskFullError:  # it is not the source that has no room
        raise
    except OSError as error:
        problem = f"it cannot be read: {error.strerror or error}"
    except (DamageError, RowError) as error:
        problem = str(error)
    yield End(source, end, problem) if begun else Failed(Failure(source, 0, problem), end)


class _Pending:
    """The rows that the next chunk of a stream will have."""

    def __init__(self, source: Source, reader: RowReader) -> None:
        self.source = source
        self.reader = reader
        self.rows: list[RawRow] = []
        self.size = 0
        self._reached = reader.tell()

    def add(self, row: RawRow) -> None:
        self.rows.append(row)
        self.size += len(row.data)

    def is_full(self) -> bool:
        return self.size >= _FULL or len(self.rows) == _MOST_ROWS

    def take(self, lines: int) -> Iterator[Rows]:
        """Give the rows as a chunk, where there are any, up to a line; the next chunk begins behind it."""
        if self.rows:
            position = find_end(self.source)._replace(lines=lines)
            reached = self.reader.tell()
            yield Rows(self.source, tuple(self.rows), position, self.reader.header, reached - self._reached)
            self.rows, self.size, self._reached = [], 0, reached


def _cut(source: Source, reader: RowReader) -> Iterator[Item]:
    """Cut the rows of a stream into chunks."""
    pending = _Pending(source, reader)
    try:
        for row in reader.read_rows():
            if isinstance(row, RawRow):
                pending.add(row)
                if pending.is_full():
                    yield from pending.take(reader.count)
            else:
                yield from pending.take(row.line - 1)
                reason = f"it is longer than {LONGEST >> 20} MB, as no article is; does a line end miss?"
                failure = Failure(source, row.line, reason, row.begun, reader.header, row.spool)
                yield Failed(failure, find_end(source)._replace(lines=reader.count))
    except Exception:
        yield from pending.take(reader.count)  # what was read before it broke off
        raise
    yield from pending.take(reader.count)
