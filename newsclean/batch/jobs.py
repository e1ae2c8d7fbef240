"""Jobs: what is done with chunks, in whatever process, and what that comes to."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from newsclean.batch.chunks import Chunk
from newsclean.batch.failures import Failure
from newsclean.batch.tally import Tally
from newsclean.learning.articles import Article


class Done(NamedTuple):
    """What a job came to with a chunk: data for a stream, articles as they are counted, figures, and what failed."""

    data: bytes = b""
    articles: tuple[Article, ...] = ()
    tally: Tally = Tally()
    failures: tuple[Failure, ...] = ()

    def __add__(self, other: object) -> "Done":
        """Put what came of two parts of a chunk together."""
        if not isinstance(other, Done):
            return NotImplemented
        return Done(
            self.data + other.data,
            self.articles + other.articles,
            self.tally + other.tally,
            self.failures + other.failures,
        )


class Job(Protocol):
    """What is done with chunks. It pickles."""

    def do(self, chunk: Chunk) -> Done:
        """Do it with a chunk, or with a part of one."""

    def leave(self, chunk: Chunk) -> bytes:
        """Give the data that stay of a chunk with which nothing could be done."""

    def pack(self, chunk: Chunk, done: Done) -> Done:
        """Make what came of a whole chunk ready to be written."""


class Watch(NamedTuple):
    """Who is told of a run while it lasts: of what was done so far, and of each failure."""

    progress: Callable[[Tally], None]
    failure: Callable[[Failure], None]
