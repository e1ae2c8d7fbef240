"""Workers: processes that work at chunks side by side, whose results come in the order of the chunks.

A process that dies takes nothing along: what it worked at is done again, by itself and, where that kills a process too,
in ever smaller parts. What is left is the one article that does it.
"""

import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process

from newsclean.batch.chunks import Chunk, Item, Rows, Texts
from newsclean.batch.failures import Failure
from newsclean.batch.jobs import Done, Job

_AHEAD = 2  # chunks for each process that are read before their turn
_KILLER = "the process that worked at it died, again and again; is there enough memory?"

Step = tuple[Item, Done]
"""What was read, and for a chunk what the job came to."""

_NOTHING = Done()


class Alone:
    """This process, which takes one chunk after the other."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def run(self, items: Iterable[Item]) -> Iterator[Step]:
        """Do the job with the chunks among items, and hand all on in their order."""
        for item in items:
            yield item, self.job.pack(item, self.job.do(item)) if isinstance(item, Chunk) else _NOTHING

    def stop(self) -> None:
        """Do nothing: no other process runs."""


class Pool:
    """Several processes."""

    def __init__(self, job: Job, processes: int) -> None:
        self.job = job
        self.processes = processes
        self._pickled = pickle.dumps(job)
        self._executor = self._start(processes)

    def run(self, items: Iterable[Item]) -> Iterator[Step]:
        """Do the job with the chunks among items, and hand all on in their order. A few are read ahead, and no more."""
        waiting: deque[tuple[Item, Future[Done] | None]] = deque()
        for item in items:
            waiting.append((item, self._submit(item) if isinstance(item, Chunk) else None))
            if len(waiting) > self.processes * _AHEAD:
                yield self._take(waiting)
        while waiting:
            yield self._take(waiting)

    def stop(self) -> None:
        """End the processes, when they have done what they are at."""
        self._executor.shutdown(cancel_futures=True)

    def _start(self, processes: int) -> ProcessPoolExecutor:
        # "spawn" begins from nothing, as no other way does everywhere; a fork may copy a lock that is held.
        return ProcessPoolExecutor(processes, get_context("spawn"), initializer=_prepare, initargs=(self._pickled,))

    def _submit(self, chunk: Chunk) -> Future[Done]:
        try:
            return self._executor.submit(_do_whole, chunk)
        except BrokenProcessPool as error:  # found out when the chunks before it are taken
            broken: Future[Done] = Future()
            broken.set_exception(error)
            return broken

    def _take(self, waiting: deque[tuple[Item, Future[Done] | None]]) -> Step:
        item, future = waiting.popleft()
        if not isinstance(item, Chunk) or future is None:
            return item, _NOTHING
        try:
            return item, future.result()
        except BrokenProcessPool:
            self._executor.shutdown(cancel_futures=True)
            done = self._do_apart(item)
            self._executor = self._start(self.processes)
            for place, (each, old) in enumerate(waiting):
                if isinstance(each, Chunk) and _is_lost(old):
                    waiting[place] = each, self._submit(each)
            return item, self.job.pack(item, done)

    def _do_apart(self, chunk: Chunk) -> Done:
        """Do the job with a chunk in a process of its own; where that dies, with its halves."""
        with self._start(1) as executor:
            try:
                return executor.submit(_do, chunk).result()
            except BrokenProcessPool:
                pass
        halves = _halve(chunk)
        if not halves:
            return Done(failures=(_blame(chunk),))
        first, second = map(self._do_apart, halves)
        return first + second


def _is_lost(future: Future[Done] | None) -> bool:
    return future is None or not future.done() or future.cancelled() or future.exception() is not None


def _halve(chunk: Chunk) -> tuple[Chunk, ...]:
    """Cut a chunk into two; nothing where it has one article."""
    parts = chunk.rows if isinstance(chunk, Rows) else chunk.sources
    middle = len(parts) // 2
    if not middle:
        return ()
    if isinstance(chunk, Rows):
        return chunk._replace(rows=chunk.rows[:middle]), chunk._replace(rows=chunk.rows[middle:], size=0)
    return Texts(chunk.sources[:middle], chunk.position), Texts(chunk.sources[middle:], chunk.position)


def _blame(chunk: Chunk) -> Failure:
    if isinstance(chunk, Texts):
        [source] = chunk.sources
        return Failure(source, 0, _KILLER)
    [row] = chunk.rows
    return Failure(chunk.source, row.line, _KILLER, row.data, chunk.header)


# In the other process

_job: Job


def _prepare(pickled: bytes) -> None:
    """Make a process ready: it leaves interrupts to its parent, and does not outlive it."""
    global _job  # noqa: PLW0603 - a process has one job, and chunks come without it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _job = pickle.loads(pickled)  # noqa: S301 - from our own process


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _do(chunk: Chunk) -> Done:
    return _job.do(chunk)


def _do_whole(chunk: Chunk) -> Done:
    return _job.pack(chunk, _job.do(chunk))
