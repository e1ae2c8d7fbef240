"""Counts over the articles of sites: they add up in any order, are saved to a file, and spill to disk."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, Self

from newsclean.document import Document
from newsclean.learning.articles import Article, read_article, unpack

MEMORY = 256 * 2**20
"""The memory that counts take before they spill to disk, in bytes."""

_BATCH = 500  # articles that are written together
_LEAST_CACHE = 64  # KiB
_TABLE = """
CREATE TABLE IF NOT EXISTS {schema}.articles (
    site TEXT NOT NULL, key BLOB NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL,
    marks BLOB NOT NULL, parts BLOB NOT NULL, packed BLOB NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS {schema}.places ON articles (site, key);
"""
# The same article again changes nothing, and of two names for it the one stays that comes first by its letters.
_ADD = """
INSERT INTO articles {values} ON CONFLICT (site, key) DO UPDATE SET
    id = min(id, excluded.id), title = max(title, excluded.title)
"""
_COLUMNS = "site, key, id, title, marks, parts, packed"


class CountsError(ValueError):
    """A file that holds no counts."""


class Counts:
    r"""What was seen in the articles of sites, told by its lines alone.

    Counts add up with `+`: the order of the articles, how they were split, and articles that were counted twice change
    nothing, byte for byte. They pickle. `memory` is the number of bytes after which they spill to disk, to a file that
    goes away with them.

    >>> one, other = Counts(), Counts()
    >>> one.add(Document.from_text("Rain fell.\n", site="lantern.example", id="a"))
    >>> other.update([Document.from_text("Snow fell.\n", site="lantern.example", id="b")])
    >>> list((one + other).count_sites())
    [('lantern.example', 2)]
    """

    def __init__(self, memory: int = MEMORY) -> None:
        self.memory = memory
        self._waiting: list[Article] = []
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.execute(f"PRAGMA cache_size = -{max(_LEAST_CACHE, memory // 1024)}")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.executescript(_TABLE.format(schema="main"))

    def add(self, document: Document) -> None:
        """Count an article."""
        self.add_article(read_article(document))

    def update(self, documents: Iterable[Document]) -> None:
        """Count several articles."""
        for document in documents:
            self.add_article(read_article(document))

    def add_article(self, article: Article) -> None:
        """Count an article that was read elsewhere. One without lines says nothing."""
        if article.marks:
            self._waiting.append(article)
            if len(self._waiting) == _BATCH:
                self._write()

    def __iadd__(self, other: "Counts") -> Self:
        for article in other.list_articles():
            self.add_article(article)
        return self

    def __add__(self, other: "Counts") -> "Counts":
        total = Counts(max(self.memory, other.memory))
        total += self
        total += other
        return total

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Counts):
            return NotImplemented
        return all(one == two for one, two in _pair(self.list_articles(), other.list_articles()))

    __hash__ = None  # type: ignore[assignment]  # counts change

    def __len__(self) -> int:
        """The number of articles, each text counted once."""
        self._write()
        return int(self._database.execute("SELECT count(*) FROM articles").fetchone()[0])

    def count_sites(self) -> Iterator[tuple[str, int]]:
        """Give each site and the number of its articles, in the order of the sites' names."""
        self._write()
        return iter(
            self._database.execute("SELECT site, count(*) FROM articles GROUP BY site ORDER BY site").fetchall()
        )

    def list_articles(self, site: str | None = None) -> Iterator[Article]:
        """Give the articles of a site, or of all, in an order that depends on nothing but themselves."""
        self._write()
        where, values = ("", ()) if site is None else ("WHERE site = ?", (site,))
        query = f"SELECT {_COLUMNS} FROM articles {where} ORDER BY site, key"  # noqa: S608 - nothing of a user in it
        yield from map(Article._make, self._database.execute(query, values))

    def list_titles(self, site: str) -> list[str]:
        """Give the titles of the articles of a site, in the order of the articles."""
        self._write()
        query = "SELECT title FROM articles WHERE site = ? ORDER BY key"
        return [title for (title,) in self._database.execute(query, (site,))]

    def list_digests(self, site: str) -> Iterator[set[int]]:
        """Give the digests of each article of a site, in the order of the articles. Their texts need not be read."""
        self._write()
        query = "SELECT marks, parts FROM articles WHERE site = ? ORDER BY key"
        for marks, parts in self._database.execute(query, (site,)):
            yield {*unpack(marks), *unpack(parts)}

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the counts to a file; the same articles make the same bytes. Raises OSError where that fails."""
        self._write()
        new = f"{os.fspath(path)}.new"
        with open(new, "wb"):
            pass  # it says in plain words where a file cannot be written, and empties an old one
        self._database.execute("ATTACH ? AS saved", (new,))
        try:
            self._database.execute("PRAGMA saved.synchronous = OFF")
            self._database.execute("BEGIN")
            for statement in filter(str.strip, _TABLE.format(schema="saved").split(";")):
                self._database.execute(statement)
            self._database.execute(
                f"INSERT INTO saved.articles SELECT {_COLUMNS} FROM articles ORDER BY site, key"  # noqa: S608
            )
            self._database.execute("COMMIT")
        finally:
            self._database.execute("DETACH saved")
        os.replace(new, path)

    def merge(self, path: str | os.PathLike[str]) -> None:
        """Add the counts of a file. Raises CountsError where it has none, and OSError where it cannot be read."""
        self._write()
        with open(path, "rb"):
            pass  # it says in plain words where a file cannot be read
        try:
            self._database.execute("ATTACH ? AS other", (f"{os.fspath(path)}",))
        except sqlite3.DatabaseError as error:
            raise CountsError(f"{path}: no counts: {error}") from error
        try:
            # The order of a file of counts is the order of the index, which makes this quick.
            values = f"({_COLUMNS}) SELECT {_COLUMNS} FROM other.articles WHERE true"  # noqa: S608
            self._database.execute(_ADD.format(values=values))
        except sqlite3.DatabaseError as error:
            raise CountsError(f"{path}: no counts: {error}") from error
        finally:
            self._database.execute("DETACH other")

    @classmethod
    def load(cls, path: str | os.PathLike[str], memory: int = MEMORY) -> "Counts":
        """Read counts that were saved. Raises CountsError where the file has none, and OSError."""
        counts = cls(memory)
        counts.merge(path)
        return counts

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (self.memory, list(self.list_articles()))

    def _write(self) -> None:
        """Write the articles that wait."""
        if self._waiting:
            self._database.execute("BEGIN")
            self._database.executemany(_ADD.format(values="VALUES (?, ?, ?, ?, ?, ?, ?)"), self._waiting)
            self._database.execute("COMMIT")
            self._waiting.clear()


def _restore(memory: int, articles: Iterable[Article]) -> Counts:
    counts = Counts(memory)
    for article in articles:
        counts.add_article(article)
    return counts


def _pair(one: Iterator[Article], other: Iterator[Article]) -> Iterator[tuple[Article | None, Article | None]]:
    from itertools import zip_longest  # noqa: PLC0415

    return zip_longest(one, other)
