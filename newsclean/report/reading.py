"""The reading of a chunk for a report: what is a record is taken as it is, and all else is cleaned."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from newsclean.batch.chunks import Chunk, Rows, Texts
from newsclean.batch.cleaning import explain, read_file
from newsclean.batch.failures import Failure
from newsclean.batch.jobs import Done, Watch
from newsclean.batch.rows import Fields, JsonRows, RowError, choose_rows, make_document
from newsclean.batch.sources import Source, Walk
from newsclean.batch.tally import Count
from newsclean.batch.workers import work_through
from newsclean.cleaner import Cleaner
from newsclean.decode import decode
from newsclean.document import Document, Result
from newsclean.formats import RecordError, find_key, read_record
from newsclean.report.outcomes import Outcome, tell_outcome
from newsclean.report.totals import Totals

_LANGUAGE = "language"


class Reading(NamedTuple):
    """What a process must know to read chunks. `site` and `encoding` hold where a source does not say itself."""

    cleaner: Cleaner
    fields: Fields = Fields()
    site: str = ""
    encoding: str = ""

    def do(self, chunk: Chunk) -> Done:
        """Clean the documents of a chunk, or read their records. The data of what is done are outcomes, one a line."""
        read = self._read_texts(chunk) if isinstance(chunk, Texts) else self._read_rows(chunk)
        data, failures, count = [], [], Count()
        for one in read:
            if isinstance(one, Failure):
                failures.append(one)
            else:
                data.append(tell_outcome(one).write())
                count.add(one)
        tally = count.total(chunk.size if isinstance(chunk, Rows) else count.read)
        return Done(b"".join(data), (), tally, tuple(failures))

    def leave(self, _chunk: Chunk) -> bytes:
        """Leave nothing: what could not be read is told as a failure."""
        return b""

    def pack(self, _chunk: Chunk, done: Done) -> Done:
        """Leave what was found as it is."""
        return done

    def _read_rows(self, chunk: Rows) -> Iterator[Result | Failure]:
        rows = choose_rows(chunk.header, self.fields.text)
        site = self.site or chunk.source.site
        for line, data in chunk.rows:
            try:
                yield self._read_row(rows.read(data), site, f"{chunk.source.name}:{line}")
            except Exception as error:  # noqa: BLE001 - whatever is wrong with one document, the others are told of
                yield Failure(chunk.source, line, _explain(error), data, chunk.header)

    def _read_texts(self, chunk: Texts) -> Iterator[Result | Failure]:
        for source in chunk.sources:
            try:
                yield self._read_text(source)
            except Exception as error:  # noqa: BLE001 - as above
                yield Failure(source, 0, _explain(error))

    def _read_text(self, source: Source) -> Result:
        data, _ = read_file(source)
        site = self.site or source.site
        if _holds_records(source, data):
            raise RowError("it holds records, one a line; name it .jsonl, or say --jsonl")
        if source.form == "json":
            return self._read_row(JsonRows().read(data), site, source.name)
        return self.cleaner(Document.from_text(decode(data, self.encoding).text, site=site, id=source.name))

    def _read_row(self, row: dict[str, Any], site: str, name: str) -> Result:
        if _is_record(row):
            known = make_document({**row, self.fields.text: ""}, self.fields, site, name)
            result = read_record(row)
            source = result.source._replace(title=known.title, site=known.site, id=known.id)
            return result._replace(source=_add_language(source, row))
        if _has_edits(row):
            raise RowError("it was cleaned before, and a table does not tell of what; report JSON lines, or its source")
        return self.cleaner(_add_language(make_document(row, self.fields, site, name), row))


def _holds_records(source: Source, data: bytes) -> bool:
    """Tell whether a file has lines of records, and a name that says otherwise."""
    first, _, rest = data.lstrip().partition(b"\n")
    if not first.startswith(b"{") or (source.form == "json" and not rest.lstrip().startswith(b"{")):
        return False
    try:
        return _is_record(JsonRows().read(first))
    except RowError:
        return False


def _is_record(row: Mapping[str, Any]) -> bool:
    """Tell whether a row was written by newsclean, with what it takes to see what went."""
    return isinstance(row.get(find_key(row, "newsclean")), str) and isinstance(row.get(find_key(row, "edits")), list)


def _has_edits(row: Mapping[str, Any]) -> bool:
    """Tell whether a row is one of a table that newsclean wrote: it has its edits in a cell."""
    cell = row.get(find_key(row, "edits"))
    try:
        return isinstance(cell, str) and isinstance(json.loads(cell), list)
    except (ValueError, RecursionError):
        return False


def _add_language(document: Document, row: Mapping[str, Any]) -> Document:
    language = row.get(_LANGUAGE)
    return document._replace(language=language) if isinstance(language, str) else document


def _explain(error: Exception) -> str:
    return str(error) if isinstance(error, RecordError) else explain(error)


def read_sources(walk: Walk, reading: Reading, processes: int, watch: Watch) -> Totals:
    """Read sources, and add up what is found. What fails is told to `watch`, and in the totals."""
    totals = Totals()
    for done in work_through(walk, reading.fields, reading, processes, watch):
        for line in done.data.splitlines():
            totals.add(Outcome.parse(line))
        for failure in done.failures:
            totals.add_failure(failure)
    return totals
