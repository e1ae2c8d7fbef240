"""Failures: what could not be cleaned, why, and the input itself, kept in a list or a folder of errors."""

import base64
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, NamedTuple

from newsclean.batch.sources import STREAMS, Source
from newsclean.batch.storage import LONGEST, split_name, sync, write_whole

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
        self._files: dict[str, BinaryIO] = {}

    def add(self, failure: Failure) -> None:
        """Write a failure down, and its input. Raises OSError."""
        file = self._open(self.path)
        if not failure.spool:
            file.write(write_failure(failure))
            return
        # A long row goes from file to file, and is never in the memory as a whole.
        file.write(_make_entry(failure, {}).removesuffix(b"}\n") + b', "base64": "')
        for piece in _cut_in_threes(failure.read_row()):
            file.write(base64.b64encode(piece))
        file.write(b'"}\n')

    def measure(self) -> dict[str, int]:
        """Give the size of each file, in bytes, by which `cut` finds back to here."""
        return {path: file.tell() for path, file in self._files.items()}

    def save(self) -> None:
        """Bring all onto the disk."""
        for file in self._files.values():
            sync(file)

    def cut(self, sizes: Mapping[str, int]) -> None:
        """Cut the files back to what they were when they were measured; what is not named begins anew."""
        for path, size in sizes.items():
            file = self._files[path] = open(path, "r+b")  # noqa: SIM115 - it stays open, for what fails next
            file.truncate(size)
            file.seek(size)
        if self.path not in sizes and os.path.exists(self.path):
            os.remove(self.path)

    def close(self) -> None:
        """Close the files."""
        for file in self._files.values():
            file.close()

    def _open(self, path: str) -> BinaryIO:
        if path not in self._files:
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            self._files[path] = open(path, "wb")  # noqa: SIM115 - as above
        return self._files[path]


class ErrorFolder(ErrorList):
    """A folder with a list of failures, and the inputs that failed, under their names: files, or files of rows.

    Streams that failed as a whole stay where they are. What is of the second input and of those after it stands apart.
    """

    def __init__(self, folder: str) -> None:
        super().__init__(os.path.join(folder, "errors.jsonl"))
        self.folder = os.path.join(folder, "inputs")

    def add(self, failure: Failure) -> None:
        """Write a failure down, and its input. Raises OSError."""
        source = failure.source
        folder = f"{self.folder}-{source.root + 1}" if source.root else self.folder
        if failure.line:
            self._keep_row(os.path.join(folder, split_name(source.name)[0]), failure)
        elif source.form not in STREAMS and not os.path.isdir(source.path):
            self._keep_file(os.path.join(folder, source.name), source.path)
        self._open(self.path).write(_make_entry(failure, {}))

    def _keep_row(self, path: str, failure: Failure) -> None:
        file = self._open(path)
        if not file.tell():
            file.write(failure.header)
        last = b""
        for piece in failure.read_row():
            file.write(piece)
            last = piece or last
        if not last.endswith(b"\n"):
            file.write(b"\n")  # it was the last of its file; another may follow here

    def _keep_file(self, path: str, original: str) -> None:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        try:
            with open(original, "rb") as file:
                data = file.read(_LONGEST_KEPT + 1)
        except OSError:
            return  # what cannot be read cannot be kept
        if len(data) <= _LONGEST_KEPT:
            write_whole(path, data)


Errors = ErrorList | ErrorFolder


def open_errors(path: str) -> Errors:
    """Take a path for a list of errors where it is named as a file of JSON lines, and for a folder elsewhere."""
    return ErrorList(path) if path.endswith((".jsonl", ".ndjson")) else ErrorFolder(path)


def write_failure(failure: Failure) -> bytes:
    """Write a failure, with the row that failed, as a line of a list of errors."""
    return _make_entry(failure, _pack_data(failure.data))


def _make_entry(failure: Failure, data: Mapping[str, Any]) -> bytes:
    entry = {"file": failure.source.name, "line": failure.line or None, "reason": failure.reason, **data}
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
