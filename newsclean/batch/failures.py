"""Failures: what could not be cleaned, why, and the input itself, kept in a list or a folder of errors."""

import base64
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, BinaryIO, NamedTuple

from newsclean.batch.storage import split_name, sync

_PIECE = 3 * (1 << 18)  # bytes; base64 writes three of them as four characters


class Failure(NamedTuple):
    """What failed: a file by its name, or in it the row that begins in a line, counted from 1, with the reason.

    A row that failed is in `data`, and after the `header` where it is one of a table. A row that is too long to hold is
    in the file `spool`, which goes once it is kept. A file that failed lies at `path`.
    """

    name: str
    line: int
    reason: str
    data: bytes = b""
    header: bytes = b""
    spool: str = ""
    path: str = ""


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
        file.write(_begin_entry(failure, _pack_data(failure.data)))
        if failure.spool:
            file.write(b', "base64": "')
            with open(failure.spool, "rb") as spool:
                while piece := spool.read(_PIECE):
                    file.write(base64.b64encode(piece))
            file.write(b'"')
        file.write(b"}\n")
        _drop_spool(failure)

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
    """A folder with a list of failures, and the inputs that failed, under their names: files, or files of rows."""

    def __init__(self, folder: str) -> None:
        super().__init__(os.path.join(folder, "errors.jsonl"))
        self.folder = os.path.join(folder, "inputs")

    def add(self, failure: Failure) -> None:
        """Write a failure down, and its input. Raises OSError."""
        kept = os.path.join(self.folder, failure.name)
        if failure.path:
            os.makedirs(os.path.dirname(kept), exist_ok=True)
            with suppress(OSError):  # what cannot be read or is there no more cannot be kept
                shutil.copyfile(failure.path, kept)
        elif failure.line:
            self._keep_row(split_name(kept)[0], failure)
        self._open(self.path).write(_begin_entry(failure, {}) + b"}\n")
        _drop_spool(failure)

    def _keep_row(self, path: str, failure: Failure) -> None:
        file = self._open(path)
        if not file.tell():
            file.write(failure.header)
        file.write(failure.data)
        if failure.spool:
            with open(failure.spool, "rb") as spool:
                shutil.copyfileobj(spool, file)


Errors = ErrorList | ErrorFolder


def open_errors(path: str) -> Errors:
    """Take a path for a list of errors where it is named as a file of JSON lines, and for a folder elsewhere."""
    return ErrorList(path) if path.endswith((".jsonl", ".ndjson")) else ErrorFolder(path)


def _begin_entry(failure: Failure, data: Mapping[str, Any]) -> bytes:
    entry = {"file": failure.name, "line": failure.line or None, "reason": failure.reason, **data}
    return json.dumps(entry).encode().removesuffix(b"}")


def _pack_data(data: bytes) -> dict[str, str]:
    """Give bytes as JSON can hold them."""
    if not data:
        return {}
    try:
        return {"input": data.decode("utf-8")}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode("ascii")}


def _drop_spool(failure: Failure) -> None:
    if failure.spool:
        os.remove(failure.spool)
