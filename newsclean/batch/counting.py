"""The counting of a chunk, from which a site's own boilerplate is learned."""

from collections.abc import Iterator
from typing import NamedTuple

from newsclean.batch.chunks import Chunk, Rows, Texts
from newsclean.batch.cleaning import explain, read_file
from newsclean.batch.failures import Failure
from newsclean.batch.jobs import Done, Watch
from newsclean.batch.rows import Fields, JsonRows, choose_rows, make_document
from newsclean.batch.sources import Source, Walk
from newsclean.batch.tally import Tally
from newsclean.batch.workers import work_through
from newsclean.decode import decode
from newsclean.document import Document
from newsclean.learning import Counts
from newsclean.learning.articles import read_article


class Counting(NamedTuple):
    """What a process must know to count chunks. `site` and `encoding` hold where a source does not say itself."""

    fields: Fields = Fields()
    site: str = ""
    encoding: str = ""

    def do(self, chunk: Chunk) -> Done:
        """Read the articles of a chunk for what is counted of them."""
        articles, failures, size = [], [], 0
        for one in self.read(chunk):
            if isinstance(one, Failure):
                failures.append(one)
            else:
                articles.append(read_article(one))
                size += sum(len(line.text) + len(line.end) for line in one.lines)
        tally = Tally(articles=len(articles), read=size, size=chunk.size if isinstance(chunk, Rows) else size)
        return Done(articles=tuple(articles), tally=tally, failures=tuple(failures))

    def leave(self, _chunk: Chunk) -> bytes:
        """Leave nothing: no data are written."""
        return b""

    def pack(self, _chunk: Chunk, done: Done) -> Done:
        """Leave what was counted as it is."""
        return done

    def read(self, chunk: Chunk) -> Iterator[Document | Failure]:
        """Read the articles of a chunk, or say of one why it cannot be read."""
        return self._read_texts(chunk) if isinstance(chunk, Texts) else self._read_rows(chunk)

    def _read_rows(self, chunk: Rows) -> Iterator[Document | Failure]:
        rows = choose_rows(chunk.header, self.fields.text)
        site = self.site or chunk.source.site
        for line, data in chunk.rows:
            try:
                yield make_document(rows.read(data), self.fields, site, f"{chunk.source.name}:{line}")
            except Exception as error:  # noqa: BLE001 - whatever is wrong with one article, the others are counted
                yield Failure(chunk.source, line, explain(error), data, chunk.header)

    def _read_texts(self, chunk: Texts) -> Iterator[Document | Failure]:
        for source in chunk.sources:
            try:
                yield self._read_text(source)
            except Exception as error:  # noqa: BLE001 - as above
                yield Failure(source, 0, explain(error))

    def _read_text(self, source: Source) -> Document:
        data, _ = read_file(source)
        site = self.site or source.site
        if source.form == "json":
            return make_document(JsonRows().read(data), self.fields, site, source.name)
        return Document.from_text(decode(data, self.encoding).text, site=site, id=source.name)


def count_sources(walk: Walk, counting: Counting, counts: Counts, processes: int, watch: Watch) -> Tally:
    """Add the articles of sources to counts, and tell how many that were. What fails is told to `watch`."""
    tally = Tally()
    for done in work_through(walk, counting.fields, counting, processes, watch):
        for article in done.articles:
            counts.add_article(article)
        tally += done.tally
    return tally
