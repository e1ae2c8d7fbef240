"""The run: chunks are cleaned, their outcome is written in order, and how far that has come is written down."""

import time
from collections.abc import Iterable
from contextlib import suppress

from newsclean.batch.chunks import Begin, End, Failed, Item, read_chunks, tell_failure
from newsclean.batch.cleaning import Work
from newsclean.batch.failures import Errors, Failure
from newsclean.batch.jobs import Done, Watch
from newsclean.batch.sources import Source
from newsclean.batch.state import Checkpoint, State, check_source
from newsclean.batch.storage import Stamp
from newsclean.batch.tally import Tally
from newsclean.batch.workers import Alone, Pool
from newsclean.batch.writing import open_writer

_SECONDS = 2.0  # between two checkpoints


class TooManyFailuresError(Exception):
    """More failed than the user wants to see fail."""


class Run:
    """A run over sources. `errors` keeps what fails, and `state` how far it has come, where there is one.

    It stops where more than `most` fail, unless that is None.
    """

    def __init__(self, work: Work, watch: Watch, errors: Errors | None, state: State | None, most: int | None) -> None:
        self.work = work
        self.watch = watch
        self.errors = errors
        self.state = state
        self.most = most
        self.reached = state.checkpoint if state else Checkpoint()
        self._writer = open_writer(work)
        self._stream = self.reached.source, self.reached.stamp
        self._saved = time.monotonic()

    def clean(self, found: Iterable[Source], jobs: int) -> Tally:
        """Clean sources in so many processes, from where the run has come to.

        Raises TooManyFailuresError, StateError and, where the output cannot be written, OSError: DiskFullError where
        the disk is full. However it ends, it can go on from its state.
        """
        self._go_back()
        workers = Pool(self.work, jobs) if jobs > 1 else Alone(self.work)
        try:
            for item, done in workers.run(read_chunks(found, self.work.fields, self.reached.position)):
                self._handle(item, done)
            self._writer.finish()
        except BaseException:
            with suppress(OSError):  # where the disk is full, the checkpoint before is the one to go on from
                self._save()
            self._writer.stop()
            if self.state:
                self.state.close()
            raise
        finally:
            workers.stop()
        if self.state:
            self.state.finish()
        return self.reached.tally

    def _go_back(self) -> None:
        """Go back to the checkpoint: what was written since is cut off."""
        try:
            check_source(self.reached)
            if self.errors:
                self.errors.cut(self.reached.errors)
            self._writer.resume(self.reached)
        except BaseException:
            if self.state:
                self.state.close()
            raise

    def _handle(self, item: Item, done: Done) -> None:
        """Write what came of an item, and take down that it is done."""
        if isinstance(item, Begin):
            self._stream = item.source.path, item.stamp
            self._writer.begin(item)
        elif isinstance(item, End):
            self._writer.close(item)
        elif isinstance(item, Failed):
            self._writer.keep(item.failure)
        self._writer.write(done.data)
        self._take_down(item, done.tally, (*done.failures, *tell_failure(item)))
        if isinstance(item, End):
            self._save()  # so that the file is known to be whole, whenever the run is stopped
            self._stream = "", Stamp(0, 0)
            if problem := self._writer.end():
                self._take_down(item, Tally(), [Failure(item.source, 0, problem)])
        elif time.monotonic() - self._saved > _SECONDS:
            self._save()
        self.watch.progress(self.reached.tally)
        if self.most is not None and self.reached.tally.failed > self.most:
            raise TooManyFailuresError

    def _take_down(self, item: Item, tally: Tally, failures: Iterable[Failure]) -> None:
        """Take down how far the run has come, and keep what failed."""
        for failure in failures:
            tally += Tally(failed=1)
            self.watch.failure(failure)
            if self.errors:
                self.errors.add(failure)
            if failure.spool:
                failure.spool.close()
        source, stamp = self._stream
        reached = self._writer.mark(self.reached._replace(position=item.position, source=source, stamp=stamp))
        errors = self.errors.sizes if self.errors else {}
        self.reached = reached._replace(errors=errors, tally=self.reached.tally + tally)

    def _save(self) -> None:
        """Bring all that is written onto the disk, and then how far that is."""
        self._saved = time.monotonic()
        if self.state:
            self._writer.save()
            if self.errors:
                self.errors.save()
            self.state.save(self.reached)
