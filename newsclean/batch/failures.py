"""Failures: what could not be cleaned, why, and the input itself, kept in a list or a folder of errors."""

import base64
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO, NamedTuple

from newsclean.batch.sources import STREAMS, Source
from newsclean.batch.storage import LONGEST, split_name, sync, watch_room, write_whole

_PIECE = 1 << 20  # bytes that are copied at a time
_LONGEST_KEPT = 2 * LONGEST  # bytes; a file that is longer stays where it is, and only there


class Failure(NamedTuple):
    """What failed: a source, or in it the row that begins in a line, counted from 1; with the reason.

    A row that failed is in `data`, and after the `header` where it is one of a table. Where it is too long to hold, its
    rest is in the file `spool`.
    """

    source: Source
    line: int
    reason: str
    data: bytes = b""
    header: bytes = b""
    spool: BinaryIO | None = None

    @property
    def name(self) -> str:
        """The name of the source."""
        return self.source.name

    def read_row(self) -> Iterator[bytes]:
        """Read the row that failed, piece by piece."""
        yield self.data
        if self.spool:
            self.spool.seek(0)
            while piece := self.spool.read(_PIECE):
                yield piece


class ErrorList:
    """A file of failures, one a line, each with the row that failed. Files that failed stay where they are.

    It is made when something fails.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.sizes: Mapping[str, int] = {}  # of the files, in bytes, by which `cut` finds back to here
        self._unsaved: set[str] = set()

    def add(self, failure: Failure) -> None:
        """Write a failure down, and its input. Raises OSError; DiskFullError where there is no room for it."""
        if not failure.spool:
            self._append(self.path, [write_failure(failure)])
            return
        # A long row goes from file to file, and is never in the memory as a whole.
        begun = _make_entry(failure, {}).removesuffix(b"}\n") + b', "base64": "'
        row = map(base64.b64encode, _cut_in_threes(failure.read_row()))
        self._append(self.path, chain([begun], row, [b'"}\n']))

    def save(self) -> None:
        """Bring all onto the disk."""
        for path in self._unsaved:
            with open(path, "ab") as file:
                sync(file)
        self._unsaved.clear()

    def cut(self, sizes: Mapping[str, int]) -> None:
        """Cut the files back to sizes that they had; what is not named begins anew."""
        for path, size in sizes.items():
            os.truncate(path, size)
        self.sizes = sizes
        if self.path not in sizes and os.path.exists(self.path):
            os.remove(self.path)

    def _append(self, path: str, pieces: Iterable[bytes]) -> None:
        with watch_room():
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            with open(path, "ab" if path in self.sizes else "wb") as file:
                file.writelines(pieces)
                size = file.tell()
        self.sizes = {**self.sizes, path: size}
        self._unsaved.add(path)


class ErrorFolder(ErrorList):
    """A folder with a list of failures, and the inputs that failed, under their names: files, or files of rows.

    Streams that failed as a whole stay where they are. What is of the second input and of those after it stands apart.
    """

    def __init__(self, folder: str) -> None:
        super().__init__(os.path.join(folder, "errors.jsonl"))
        self.folder = os.path.join(folder, "inputs")

    def add(self, failure: Failure) -> None:
        """Write a failure down, and its input. Raises OSError; DiskFullError where there is no room for it."""
        source = failure.source
        folder = f"{self.folder}-{source.root + 1}" if source.root else self.folder
        if failure.line:
            path = os.path.join(folder, split_name(source.name)[0])
            begun = [] if path in self.sizes else [failure.header]
            self._append(path, chain(begun, _end_line(failure.read_row())))
        elif source.form not in STREAMS and not os.path.isdir(source.path):
            _keep_file(source.path, os.path.join(folder, source.name))
        self._append(self.path, [_make_entry(failure, {})])


def _end_line(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """End a row as a line, if it was the last of its file and had no end: another may follow it here."""
    last = b""
    for piece in pieces:
        yield piece
        last = piece or last
    if not last.endswith(b"\n"):
        yield b"\n"


def _keep_file(original: str, path: str) -> None:
    try:
        with open(original, "rb") as file:
            data = file.read(_LONGEST_KEPT + 1)
    except OSError:
        return  # what cannot be read cannot be kept
    if len(data) <= _LONGEST_KEPT:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        write_whole(path, data)


Errors = ErrorList | ErrorFolder


def open_errors(path: str) -> Errors:
    """Take a path for a list of errors where it is named as a file of JSON lines, and for a folder elsewhere."""
    return ErrorList(path) if path.endswith((".jsonl", ".ndjson")) else ErrorFolder(path)


def write_failure(failure: Failure) -> bytes:
    """Write a failure, with the row that failed, as a line of a list of errors."""
    return _make_entry(failure, _pack_data(failure.data))


def _make_entry(failure: Failure, data: Mapping[str, Any]) -> bytes:
    entry = {"file": failure.name, "line": failure.line or None, "reason": failure.reason, **data}
    return json.dumps(entry).encode() + b"\n"


def _cut_in_threes(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Cut data anew into pieces whose lengths base64 can write without filling them up, but for the last one."""
    rest = b""
    for piece in pieces:
        data = rest + piece
        whole = len(data) - len(data) % 3
        yield data[:whole]
        rest = data[whole:]
    yield rest


def _pack_data(data: bytes) -> dict[str, str]:
    """Give bytes as JSON can hold them."""
    if not data:
        return {}
    try:
        return {"input": data.decode("utf-8")}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode("ascii")}
