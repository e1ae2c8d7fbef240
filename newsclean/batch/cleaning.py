"""The cleaning of a chunk, in whatever process that is: texts are read and written here, rows are handed back."""

import gc
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from newsclean.batch.chunks import Chunk, Rows, Texts
from newsclean.batch.failures import Failure
from newsclean.batch.jobs import Done
from newsclean.batch.rows import CsvRows, Fields, JsonRows, Row, RowError, choose_rows, make_document
from newsclean.batch.sources import Source
from newsclean.batch.storage import (
    LONGEST,
    DamageError,
    DiskFullError,
    Stamp,
    keep_backup,
    pack,
    read_whole,
    split_name,
    write_whole,
)
from newsclean.batch.tally import Count, Tally
from newsclean.batch.targets import InPlace, Single, Target, Tree
from newsclean.cleaner import Cleaner
from newsclean.decode import Decoded, InputError, decode
from newsclean.document import Document, Result
from newsclean.formats import dump_record, make_record

CHANGED = "something writes to it; clean it again when that is done"
LINK = "it is a link, which would be replaced; clean the file that it leads to"

_TRIES = 3  # to read a file that changes meanwhile

WriteText = Callable[[Result, Decoded, bytes], bytes]
"""How the outcome of a text is written: what cleaning made of it, and how it stood in which bytes."""


class Work(NamedTuple):
    """What a process must know to clean chunks. It pickles.

    `write` is how texts are written, and `records` tells whether rows get their record beside the clean text. `site`
    and `encoding` hold where a source does not say itself.
    """

    cleaner: Cleaner
    target: Target
    write: WriteText
    fields: Fields = Fields()
    records: bool = True
    site: str = ""
    encoding: str = ""

    def do(self, chunk: Chunk) -> Done:
        """Clean a chunk, or a part of one. Its data are not compressed yet."""
        with _count_slow_lines() as slow, _put_off_collecting():
            done = _clean_texts(self, chunk) if isinstance(chunk, Texts) else _clean_rows(self, chunk)
        return done._replace(tally=done.tally + Tally(slow=slow.count))

    def leave(self, chunk: Chunk) -> bytes:
        """Give the rows as they are, where their file is cleaned in its place."""
        if isinstance(chunk, Rows) and isinstance(self.target, InPlace):
            rows = choose_rows(chunk.header, self.fields.text)
            return b"".join(self.leave_row(rows, row.data) for row in chunk.rows)
        return b""

    def leave_row(self, rows: JsonRows | CsvRows, raw: bytes) -> bytes:
        """Give a row that stays as it is in its file."""
        return rows.leave(raw) if self.records else raw

    def pack(self, chunk: Chunk, done: Done) -> Done:
        """Compress the data of a chunk as the file is that they go to."""
        source = chunk.source if isinstance(chunk, Rows) else chunk.sources[0]
        data = done.data and pack(done.data, split_name(self.target.find_path(source))[1])
        return done._replace(data=data)


def _clean_rows(work: Work, chunk: Rows) -> Done:
    rows = choose_rows(chunk.header, work.fields.text)
    site = work.site or chunk.source.site
    data, failures, count = [], [], Count()
    for raw in chunk.rows:
        try:
            row = rows.read(raw.data)
            result = work.cleaner(make_document(row, work.fields, site, f"{chunk.source.name}:{raw.line}"))
            data.append(_write_row(work, rows, raw.data, row, result))
            count.add(result)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one article, the others are cleaned
            failures.append(Failure(chunk.source, raw.line, explain(error), raw.data, chunk.header))
            if isinstance(work.target, InPlace):
                data.append(work.leave_row(rows, raw.data))
    return Done(b"".join(data), (), count.total(size=chunk.size), tuple(failures))


def _write_row(work: Work, rows: JsonRows | CsvRows, raw: bytes, row: Row, result: Result) -> bytes:
    added = rows.make_record(row, result, work.fields.text) if work.records else {}
    if not result.edits:
        return rows.extend(raw, row, added)
    return rows.write({**row, work.fields.text: result.text, **added})


def _clean_texts(work: Work, chunk: Texts) -> Done:
    data, failures, count, size = [], [], Count(), 0
    for source in chunk.sources:
        try:
            raw, stamp = read_file(source)
            result, written = _clean_file(work, source, raw)
            if isinstance(work.target, Single):
                data.append(written)
            else:
                _put(work.target, source, result, written, stamp)
            size += stamp.size
            count.add(result)
        except DiskFullError:
            raise
        except Exception as error:  # noqa: BLE001 - as above
            failures.append(Failure(source, 0, explain(error)))
    return Done(b"".join(data), (), count.total(size=size), tuple(failures))


def read_file(source: Source) -> tuple[bytes, Stamp]:
    """Read a file that nothing writes to meanwhile. Raises OSError, DamageError; InputError where it is too long."""
    for _ in range(_TRIES):
        before = Stamp.read(source.path)
        data = read_whole(source.path, LONGEST)
        if len(data) > LONGEST:
            raise InputError(
                f"it is longer than {LONGEST >> 20} MB, as no article is; if it holds many, name it .jsonl"
            )
        if before == Stamp.read(source.path):
            return data, before
    raise InputError(CHANGED)


def _clean_file(work: Work, source: Source, data: bytes) -> tuple[Result, bytes]:
    """Clean what a file holds: a text, or an article as a JSON object. Give the outcome, and what is written of it."""
    site = work.site or source.site
    if source.form == "json":
        rows = JsonRows()
        row = rows.read(data)
        result = work.cleaner(make_document(row, work.fields, site, source.name))
        return result, _write_row(work, rows, data, row, result)
    decoded = decode(data, work.encoding)
    result = work.cleaner(Document.from_text(decoded.text, site=site, id=source.name))
    return result, work.write(result, decoded, data)


def _put(target: Tree | InPlace, source: Source, result: Result, data: bytes, stamp: Stamp) -> None:
    """Write the outcome of a file to where it belongs. Raises OSError; DiskFullError where it does not fit."""
    path = target.find_path(source)
    if isinstance(target, InPlace):
        if not result.edits:
            return
        if os.path.islink(path):
            raise InputError(LINK)
        keep_backup(path, target.backup)
        if Stamp.read(path) != stamp:
            raise InputError(CHANGED)
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    write_whole(path, pack(data, split_name(path)[1]))


def write_clean(result: Result, _decoded: Decoded, _data: bytes) -> bytes:
    """Write the clean text, in UTF-8."""
    return result.text.encode("utf-8", "surrogatepass")


def write_record(result: Result, decoded: Decoded, data: bytes) -> bytes:
    """Write a record as a line of JSON."""
    return dump_record(make_record(result, decoded, data)).encode() + b"\n"


def explain(error: Exception) -> str:
    """Say what is wrong with an article, and what to try."""
    match error:
        case FileNotFoundError():
            return "it is not there any more"
        case MemoryError():
            return "there is not enough memory to clean it"
        case OSError():
            return f"it cannot be read or written: {error.strerror or error}"
        case RowError() | InputError() | DamageError():
            return str(error)
    return f"newsclean failed on it, which is a fault of newsclean: {type(error).__name__}: {error}"


@contextmanager
def _put_off_collecting() -> Iterator[None]:
    """Put off the search for garbage in circles: articles leave none, and it would take a tenth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _SlowLines(logging.Handler):
    """Counts the lines that a pattern took too long for, which the rules tell as warnings."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - logging's signature
        self.count += 1


@contextmanager
def _count_slow_lines() -> Iterator[_SlowLines]:
    lines = _SlowLines()
    logger = logging.getLogger("newsclean")
    logger.addHandler(lines)
    try:
        yield lines
    finally:
        logger.removeHandler(lines)
