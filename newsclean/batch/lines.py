"""Rows of files that may be damaged: with lines of any length, and quotes that never end."""

import csv
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple, cast

from newsclean.batch.rows import CsvRows, RowError
from newsclean.batch.sources import Form, Source
from newsclean.batch.storage import LONGEST, Stamp, open_to_read, watch_room

csv.field_size_limit(LONGEST)  # Python's own limit would refuse long articles


class RawRow(NamedTuple):
    """A row as it stands in its file, and the line that it begins in, counted from 1."""

    line: int
    data: bytes


class LongRow(NamedTuple):
    """A row that is too long to hold: what was read of it before its long line, and a file with that line.

    The file has no name, so that nothing stays of it, however the run ends.
    """

    line: int
    begun: bytes
    spool: BinaryIO


class _LongLine(Exception):  # noqa: N818 - no error, but the way out of whoever asked for a line
    def __init__(self, spool: BinaryIO) -> None:
        super().__init__()
        self.spool = spool


class RowReader:
    """Reads the rows of a file: lines of JSON, or rows of a table, whose first row is the `header`."""

    def __init__(self, file: BinaryIO, form: Form, text_field: str) -> None:
        """Begin to read. Raises RowError where the header of a table is none, or has no column for the text."""
        self.count = 0
        self.stamp = Stamp.read(file.fileno())
        self._file = file
        self.header = self._read_header() if form == "csv" else b""
        self._separator = CsvRows(self.header, text_field).separator if form == "csv" else ""

    def has_changed(self) -> bool:
        """Tell whether the file changed since it was opened."""
        return Stamp.read(self._file.fileno()) != self.stamp

    def tell(self) -> int:
        """Give the bytes of the file that are read, compressed as they are; 0 for a pipe."""
        return os.lseek(self._file.fileno(), 0, os.SEEK_CUR) if self.stamp.size else 0

    def skip_lines(self, count: int) -> None:
        """Pass by the first lines."""
        while self.count < count:
            try:
                if not self._read_line():
                    return
            except _LongLine as line:
                line.spool.close()

    def read_rows(self) -> Iterator[RawRow | LongRow]:
        """Read the rows. Lines that are blank are passed by."""
        return self._read_table() if self._separator else self._read_json()

    def _read_json(self) -> Iterator[RawRow | LongRow]:
        while True:
            try:
                line = self._read_line()
            except _LongLine as long:
                yield LongRow(self.count, b"", long.spool)
                continue
            if not line:
                return
            if not line.isspace():
                yield RawRow(self.count, line)

    def _read_table(self) -> Iterator[RawRow | LongRow]:
        while True:
            lines: list[bytes] = []  # of the row that is being read
            first = self.count + 1
            reader = csv.reader(self._hand_over(lines), delimiter=self._separator, strict=True)
            try:
                while (cells := _read_cells(reader)) is not None:
                    if cells:
                        yield RawRow(first, b"".join(lines))
                    lines.clear()
                    first = self.count + 1
            except _LongLine as long:
                yield LongRow(first, b"".join(lines), long.spool)
            else:
                return

    def _hand_over(self, lines: list[bytes]) -> Iterator[str]:
        """Read lines for a reader of tables, and remember them as they stand."""
        while line := self._read_line():
            lines.append(line)
            yield line.decode("utf-8", "surrogateescape")

    def _read_header(self) -> bytes:
        try:
            return self._read_line()
        except _LongLine as line:
            line.spool.close()
            raise RowError("its first line is too long to be the header of a table; check what it holds") from line

    def _read_line(self) -> bytes:
        """Read a line; nothing at the end. Raises _LongLine where it is too long to hold."""
        line = self._file.readline(LONGEST + 1)
        self.count += bool(line)
        if len(line) <= LONGEST:
            return line
        spool = cast("BinaryIO", tempfile.TemporaryFile(prefix="newsclean-"))  # noqa: SIM115 - whoever keeps it closes it
        with watch_room():
            while line:
                spool.write(line)
                line = b"" if line.endswith(b"\n") else self._file.readline(LONGEST)
            spool.flush()
        raise _LongLine(spool)


def _read_cells(reader: Iterator[list[str]]) -> list[str] | None:
    """Read a row of a table; None at the end. What is none is told when it is cleaned."""
    try:
        return next(reader, None)
    except csv.Error:
        return [""]


@contextmanager
def open_rows(source: Source, text_field: str) -> Iterator[RowReader]:
    """Open a file of rows. Raises OSError; DamageError where its compressed data are damaged; RowError, as above."""
    with open_to_read(source.path) as file:
        yield RowReader(file, source.form, text_field)
