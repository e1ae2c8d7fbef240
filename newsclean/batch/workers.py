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
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from typing import NamedTuple

from newsclean.batch.chunks import Chunk, Item, Rows, Texts, read_chunks, tell_failure
from newsclean.batch.failures import Failure
from newsclean.batch.jobs import Done, Job, Watch
from newsclean.batch.rows import Fields
from newsclean.batch.sources import Walk
from newsclean.batch.tally import Tally

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


class _Worker:
    """A process that works at one chunk at a time. It alone holds the other end of its pipe, which so tells its end."""

    def __init__(self, pickled: bytes) -> None:
        # "spawn" begins from nothing, as no other way does everywhere; a fork may copy a lock that is held.
        context = get_context("spawn")
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=_serve, args=(other,), daemon=True)
        self.process.start()
        other.close()
        # The job is no argument: those go to a pipe whose other end is open here too, so that a process which dies
        # before it has read them leaves its parent waiting for ever.
        with suppress(OSError):
            self.pipe.send_bytes(pickled)
        self.task: _Task | None = None

    def give(self, task: "_Task") -> None:
        """Give it a chunk to work at."""
        self.task = task
        self.send(task.item)

    def send(self, sent: object) -> None:
        """Send it something. Where it is dead, that is found out when its answer is read."""
        with suppress(OSError):
            self.pipe.send(sent)

    def stop(self) -> None:
        """End it, when it has done what it is at."""
        self.pipe.close()
        self.process.join()


@contextmanager
def _hold_signals() -> Iterator[None]:
    """Hold back what asks the run to stop, where the system can, so that no process is started and then forgotten.

    A process that is started meanwhile holds it back for good, and so leaves it to its parent from its first moment on.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it would be started now, and let the signals through
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Task:
    """Something that was read, and what came of it; None until that is known."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.done: Done | None = None if isinstance(item, Chunk) else _NOTHING


class Pool:
    """Several processes."""

    def __init__(self, job: Job, processes: int) -> None:
        self.job = job
        self.processes = processes
        self._pickled = pickle.dumps(job)
        self._workers: list[_Worker] = []

    def run(self, items: Iterable[Item]) -> Iterator[Step]:
        """Do the job with the chunks among items, and hand all on in their order. A few are read ahead, and no more."""
        waiting: deque[_Task] = deque()  # for their turn
        idle: deque[_Task] = deque()  # for a worker
        for item in items:
            task = _Task(item)
            waiting.append(task)
            if task.done is None:
                idle.append(task)
                self._give_out(idle)
            while len(waiting) > self.processes * _AHEAD or (waiting and waiting[0].done is not None):
                yield self._take(waiting, idle)
        while waiting:
            yield self._take(waiting, idle)

    def stop(self) -> None:
        """End the processes, when they have done what they are at."""
        while self._workers:
            self._end(self._workers[-1])

    def _begin(self) -> _Worker:
        with _hold_signals():
            worker = _Worker(self._pickled)
            self._workers.append(worker)
        return worker

    def _end(self, worker: _Worker) -> None:
        worker.stop()
        self._workers.remove(worker)

    def _give_out(self, idle: deque[_Task]) -> None:
        free = [worker for worker in self._workers if not worker.task]
        while idle and (free or len(self._workers) < self.processes):
            worker = free.pop() if free else self._begin()
            worker.give(idle.popleft())

    def _take(self, waiting: deque[_Task], idle: deque[_Task]) -> Step:
        """Wait until what comes first is done."""
        while (done := waiting[0].done) is None:
            pipes = {worker.pipe: worker for worker in self._workers if worker.task}
            for pipe in wait(list(pipes)):
                self._read_answer(pipes[pipe])  # type: ignore[index]
            self._give_out(idle)
        return waiting.popleft().item, done

    def _read_answer(self, worker: _Worker) -> None:
        task, worker.task = worker.task, None
        if task is None or not isinstance(task.item, Chunk):
            return
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            self._end(worker)
            answer = self.job.pack(task.item, self._do_apart(task.item))
        if isinstance(answer, Exception):
            raise answer
        task.done = answer

    def _do_apart(self, chunk: Chunk) -> Done:
        """Do the job with a chunk in a process of its own; where that dies, with its halves."""
        worker = self._begin()
        try:
            worker.send(_Part(chunk))
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            halves = _halve(chunk)
            if not halves:
                return Done(self.job.leave(chunk), failures=(_blame(chunk),))
            first, second = map(self._do_apart, halves)
            return first + second
        finally:
            self._end(worker)
        if isinstance(answer, Exception):
            raise answer
        done: Done = answer
        return done


class _Part(NamedTuple):
    """A chunk, or a part of one, that is not to be made ready for writing."""

    chunk: Chunk


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


def work_through(walk: Walk, fields: Fields, job: Job, processes: int, watch: Watch) -> Iterator[Done]:
    """Do a job with all articles of sources, and give what it comes to chunk by chunk, along with what failed.

    Where that is interrupted nobody waits for the processes, which end by themselves.
    """
    tally = Tally()
    workers = Pool(job, processes) if processes > 1 else Alone(job)
    for item, done in workers.run(read_chunks(walk.find(), fields)):
        failures = (*done.failures, *tell_failure(item))
        for failure in failures:
            watch.failure(failure)
        whole = done._replace(tally=done.tally + Tally(failed=len(failures)), failures=failures)
        tally += whole.tally
        yield whole
        watch.progress(tally)
    workers.stop()


# In the other process


def _serve(pipe: "Connection[Done | Exception, Chunk | _Part]") -> None:
    """Work at what comes through a pipe. Interrupts are left to the parent, which is not outlived."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where signals cannot be held back
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):  # the parent wants no more
        job: Job = pickle.loads(pipe.recv_bytes())  # noqa: S301 - from our own process
        while True:
            asked = pipe.recv()
            try:
                if isinstance(asked, _Part):
                    answer: Done | Exception = job.do(asked.chunk)
                else:
                    answer = job.pack(asked, job.do(asked))
            except Exception as error:  # noqa: BLE001 - the parent raises it
                answer = error
            pipe.send(answer)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
