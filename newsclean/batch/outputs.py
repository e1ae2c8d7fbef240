"""Outputs that grow piece by piece: a file that gets its name when it is whole, or standard output."""

import os
import sys
from contextlib import suppress
from typing import BinaryIO, Protocol

from newsclean.batch.storage import name_aside, pack, put_in_place, split_name, sync, sync_folder, watch_room


class Output(Protocol):
    """Where data go, in pieces that are compressed already."""

    path: str

    def begin(self) -> None:
        """Begin to write."""

    def write(self, data: bytes) -> None:
        """Write a piece."""

    def measure(self) -> int:
        """Give the bytes that are written."""

    def save(self) -> None:
        """Bring what is written onto the disk."""

    def end(self) -> None:
        """End the output, which is whole."""

    def close(self) -> None:
        """Leave what is written as it is."""


class FileOutput:
    """A file that is written aside until it is whole. All raises DiskFullError where the disk has no room for it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._aside = name_aside(path)
        self._file: BinaryIO | None = None

    def begin(self) -> None:
        """Begin the file, and the folders above it."""
        with watch_room():
            os.makedirs(os.path.dirname(self.path) or ".", exist_ok=True)
            self._file = open(self._aside, "wb")  # noqa: SIM115 - it stays open until it is whole

    def resume(self, written: int) -> bool:
        """Go on behind so many bytes; tell whether they are there to go on from."""
        if not os.path.exists(self._aside) or os.path.getsize(self._aside) < written:
            return False
        self._file = open(self._aside, "r+b")  # noqa: SIM115 - as above
        self._file.truncate(written)
        self._file.seek(written)
        return True

    def write(self, data: bytes) -> None:
        """Write a piece."""
        if self._file:
            with watch_room():
                self._file.write(data)

    def measure(self) -> int:
        """Give the bytes that are written."""
        return self._file.tell() if self._file else 0

    def save(self) -> None:
        """Bring what is written onto the disk."""
        if self._file:
            with watch_room():
                sync(self._file)

    def end(self) -> None:
        """Give the file its name. One without any data is an empty file in its compression."""
        if self._file:
            if not self.measure():
                self.write(pack(b"", split_name(self.path)[1]))
            self.save()
            self._file.close()
            put_in_place(self._aside, self.path)
            sync_folder(os.path.dirname(self.path))

    def close(self) -> None:
        """Leave what is written as it is, to be gone on with."""
        if self._file:
            with suppress(OSError):  # on a full disk, what waits to be written is lost, and written again
                self._file.close()

    def abandon(self) -> None:
        """Take away what is written."""
        if self._file:
            self._file.close()
        with suppress(FileNotFoundError):
            os.remove(self._aside)


class StandardOutput:
    """Standard output: what is written is gone, and cannot be gone on with."""

    path = ""

    def begin(self) -> None:
        """Do nothing: it is open."""

    def write(self, data: bytes) -> None:
        """Write a piece."""
        with watch_room():
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()

    def measure(self) -> int:
        """Give 0: nobody knows."""
        return 0

    def save(self) -> None:
        """Do nothing."""

    def end(self) -> None:
        """Do nothing: whoever started the program closes it."""

    def close(self) -> None:
        """Do nothing, as above."""
