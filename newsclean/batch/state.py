"""The state of a run, kept beside its output, so that a run that was stopped can go on."""

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, BinaryIO, NamedTuple

from newsclean.batch.chunks import START, WHOLE, Position
from newsclean.batch.storage import Stamp, sync
from newsclean.batch.tally import Tally

END = ".newsclean-state"
"""What the name of the file of a state ends with."""


class StateError(ValueError):
    """A state that a run cannot go on from. The message says what to do."""


class Checkpoint(NamedTuple):
    """How far a run has come: what is read, the bytes that are in the file that is being written, and what was done.

    `source` is the stream that is being read, in the state that `stamp` tells, and `target` the file that is written.
    `errors` has the sizes of the files that keep what failed.
    """

    position: Position = START
    source: str = ""
    stamp: Stamp = Stamp(0, 0)
    target: str = ""
    written: int = 0
    errors: Mapping[str, int] = {}
    tally: Tally = Tally()

    def dump(self) -> bytes:
        """Write it as a line of JSON."""
        root, name, lines = self.position
        position = [root, [os.fsdecode(part) for part in name], lines]
        fields = self._asdict() | {"position": position, "tally": self.tally._asdict()}
        return json.dumps(fields).encode() + b"\n"

    @classmethod
    def load(cls, fields: Mapping[str, Any]) -> "Checkpoint":
        """Read it from what JSON made of the line."""
        root, name, lines = fields["position"]
        position = Position(root, tuple(map(os.fsencode, name)), lines)
        stamp, tally = Stamp(*fields["stamp"]), Tally(**fields["tally"])
        return cls(**{**fields, "position": position, "stamp": stamp, "tally": tally})


class State:
    """A file that begins with the options of a run and has a checkpoint in each further line; the last one counts."""

    def __init__(self, file: BinaryIO, path: str, checkpoint: Checkpoint) -> None:
        self.path = path
        self.checkpoint = checkpoint
        self._file = file

    @classmethod
    def begin(cls, path: str, options: Mapping[str, Any]) -> "State":
        """Begin the file of a run. Raises OSError."""
        file = open(path, "a+b")  # noqa: SIM115 - it stays open while the run lasts
        _lock(file, path)
        file.truncate(0)  # not before the lock is held: another run may be at it
        file.write(json.dumps(options).encode() + b"\n")
        sync(file)
        return cls(file, path, Checkpoint())

    @classmethod
    def resume(cls, path: str, options: Mapping[str, Any]) -> "State":
        """Go on from the file of a run that was stopped. Raises StateError where that had other options; OSError."""
        file = open(path, "r+b")  # noqa: SIM115 - as above
        _lock(file, path)
        lines = file.read().split(b"\n")
        whole, last = lines[:-1], lines[-1]  # a line that the stop cut off counts for nothing
        file.seek(-len(last), os.SEEK_END)
        file.truncate()
        if not whole:
            file.close()  # and its lock goes
            return cls.begin(path, options)
        try:
            return cls(file, path, _read_checkpoint(whole, path, options))
        except StateError:
            file.close()
            raise

    def save(self, checkpoint: Checkpoint) -> None:
        """Write down how far the run has come, on the disk. Raises OSError."""
        self._file.write(checkpoint.dump())
        sync(self._file)
        self.checkpoint = checkpoint

    def close(self) -> None:
        """Close the file; the run can go on from it."""
        self._file.close()

    def finish(self) -> None:
        """Take the file away: the run is done."""
        self.close()
        with suppress(FileNotFoundError):
            os.remove(self.path)


def _read_checkpoint(lines: Sequence[bytes], path: str, options: Mapping[str, Any]) -> Checkpoint:
    """Read the last checkpoint of a run that had these options. Raises StateError where it had others."""
    try:
        before = json.loads(lines[0])
        checkpoint = Checkpoint.load(json.loads(lines[-1])) if lines[1:] else Checkpoint()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StateError(f"{path} is damaged, and tells of no run; begin anew with --overwrite") from error
    _compare(before, options)
    return checkpoint


def check_source(checkpoint: Checkpoint) -> None:
    """Refuse to go on within a stream that is another one than when the run was stopped. Raises StateError."""
    if not checkpoint.source or checkpoint.position.lines == WHOLE:
        return
    try:
        changed = Stamp.read(checkpoint.source) != checkpoint.stamp
    except OSError as error:
        raise StateError(f"{checkpoint.source} cannot be read any more: {error.strerror}") from error
    if changed:
        raise StateError(f"{checkpoint.source} has changed since the run stopped; begin anew with --overwrite")


def _compare(before: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    """Refuse to go on with other options, which would clean the rest in another way."""
    other = [name for name in {**before, **now} if before.get(name) != now.get(name)]
    if other:
        told = "; ".join(f"{name} was {before.get(name)!r} and is {now.get(name)!r}" for name in other)
        raise StateError(
            f"the run that was stopped was another one: {told}. Give it the same again, or begin anew with --overwrite"
        )


def _lock(file: BinaryIO, path: str) -> None:
    """Hold a file for this run alone, where the system can. Raises StateError where another run holds it."""
    try:
        import fcntl  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise StateError(f"another run is writing there now, and holds {path}; wait for it, or stop it") from error
