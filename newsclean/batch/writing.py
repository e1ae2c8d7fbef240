"""Writing what came of streams: into one file for all that is cleaned, or one for each stream."""

import os

from newsclean.batch.chunks import WHOLE, Begin, End
from newsclean.batch.cleaning import CHANGED, LINK, Work
from newsclean.batch.failures import Failure
from newsclean.batch.outputs import FileOutput, Output, StandardOutput
from newsclean.batch.rows import CsvRows
from newsclean.batch.state import Checkpoint, StateError
from newsclean.batch.storage import Stamp, keep_backup, pack, split_name
from newsclean.batch.targets import InPlace, Single


class EachApart:
    """Writes each stream into a file of its own, which gets its name when the stream is whole."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self._output: FileOutput | None = None
        self._stamp = Stamp(0, 0)

    def resume(self, checkpoint: Checkpoint) -> None:
        """Go on from a checkpoint. Raises StateError where what it speaks of is not there any more; OSError."""
        if not checkpoint.target:
            return
        self._stamp = checkpoint.stamp
        self._output = _reopen(checkpoint)
        if checkpoint.position.lines == WHOLE:
            self._put_in_place()

    def begin(self, item: Begin) -> None:
        """Begin the file of a stream, and write the header of a table."""
        self._stamp = item.stamp
        self._output = FileOutput(self.work.target.find_path(item.source))
        self._output.begin()
        self.write(_pack_header(self.work, item, self._output.path))

    def write(self, data: bytes) -> None:
        """Write what came of a chunk."""
        if self._output and data:
            self._output.write(data)

    def keep(self, failure: Failure) -> None:
        """Leave a row that failed where it is, if its file is cleaned in place."""
        if self._output and isinstance(self.work.target, InPlace):
            for piece in filter(None, failure.read_row()):
                self.write(pack(piece, split_name(self._output.path)[1]))

    def mark(self, checkpoint: Checkpoint) -> Checkpoint:
        """Take down in a checkpoint what is being written, and how far."""
        if not self._output:
            return checkpoint._replace(target="", written=0)
        return checkpoint._replace(target=self._output.path, written=self._output.measure())

    def save(self) -> None:
        """Bring what is written onto the disk."""
        if self._output:
            self._output.save()

    def close(self, item: End) -> None:
        """Take no more of a stream. One that was not read to its end does not replace its source."""
        if self._output and item.problem and isinstance(self.work.target, InPlace):
            self._output.abandon()
            self._output = None  # before the next checkpoint, which could otherwise be gone on from with a part of it

    def end(self) -> str:
        """Give the file of a stream its name; say what is wrong where it cannot have it."""
        return self._put_in_place()

    def stop(self) -> None:
        """Leave what is written as it is, to be gone on with."""
        if self._output:
            self._output.close()

    def finish(self) -> None:
        """Do nothing: each file is ended with its stream."""

    def _put_in_place(self) -> str:
        output, self._output = self._output, None
        if output is None:
            return ""
        if isinstance(self.work.target, InPlace):
            if os.path.islink(output.path):
                output.abandon()
                return LINK
            try:
                keep_backup(output.path, self.work.target.backup)
            except FileExistsError as error:
                output.abandon()
                return str(error.strerror)
            if Stamp.read(output.path) != self._stamp:
                output.abandon()
                return CHANGED
        output.end()
        return ""


class OneForAll:
    """Writes all into one file, or to standard output where it has no path."""

    def __init__(self, work: Work, path: str) -> None:
        self.work = work
        self._path = path
        self._output: Output | None = None

    def resume(self, checkpoint: Checkpoint) -> None:
        """Go on from a checkpoint, or begin. Raises StateError where what was written is gone; OSError."""
        if checkpoint.target:
            self._output = _reopen(checkpoint)
            return
        self._output = FileOutput(self._path) if self._path else StandardOutput()
        self._output.begin()

    def begin(self, item: Begin) -> None:
        """Write the header of a table."""
        self.write(_pack_header(self.work, item, self._path))

    def write(self, data: bytes) -> None:
        """Write what came of a chunk."""
        if self._output and data:
            self._output.write(data)

    def keep(self, _failure: Failure) -> None:
        """Do nothing: the source stays as it is."""

    def mark(self, checkpoint: Checkpoint) -> Checkpoint:
        """Take down in a checkpoint how much is written."""
        return checkpoint._replace(target=self._path, written=self._output.measure() if self._output else 0)

    def save(self) -> None:
        """Bring what is written onto the disk."""
        if self._output:
            self._output.save()

    def close(self, _item: End) -> None:
        """Do nothing: more streams may come."""

    def end(self) -> str:
        """Do nothing, as above."""
        return ""

    def stop(self) -> None:
        """Leave what is written as it is, to be gone on with."""
        if self._output:
            self._output.close()

    def finish(self) -> None:
        """End the file."""
        if self._output:
            self._output.end()


Writer = EachApart | OneForAll


def open_writer(work: Work) -> Writer:
    """Give what writes to the target of some work."""
    return OneForAll(work, work.target.path) if isinstance(work.target, Single) else EachApart(work)


def _reopen(checkpoint: Checkpoint) -> FileOutput | None:
    """Open what was being written at a checkpoint; None where it was put in place since."""
    output = FileOutput(checkpoint.target)
    if output.resume(checkpoint.written):
        return output
    if checkpoint.position.lines == WHOLE and os.path.exists(checkpoint.target):
        return None
    raise StateError(f"what was written of {checkpoint.target} is gone; begin anew with --overwrite")


def _pack_header(work: Work, item: Begin, path: str) -> bytes:
    if not item.header:
        return b""
    rows = CsvRows(item.header, work.fields.text)
    return pack(rows.write_header([rows.added] if work.records else []), split_name(path)[1])
