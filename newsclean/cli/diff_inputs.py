"""What `newsclean diff` reads: texts, and as `newsclean batch` does, folders, rows and what is compressed."""

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from newsclean.cli.streams import STANDARD_INPUT, Failures, explain_error, read_inputs
from newsclean.decode import InputError, decode
from newsclean.document import Document

if TYPE_CHECKING:
    from newsclean.batch.sources import Source, Walk

_PLAIN = ("", ".txt")  # the ends of names of most files, for which nothing has to be looked up
_ALL_WRONG = 3  # so many rows at the beginning of a file, and those behind them are wrong too


class Inputs(NamedTuple):
    """The inputs that the user names, and what he says of them, under the names of the options."""

    names: Sequence[str]
    glob: str
    is_jsonl: bool
    text_field: str
    encoding: str
    title: str
    site: str

    def read(self, failures: Failures) -> Iterator[Document]:
        """Read the articles one by one, each under the name that it is shown by. What fails is reported."""
        if walk := self._make_walk():
            source = None
            for source in walk.find():
                yield from self._read_source(source, failures)
            if source is None:
                failures.report(" ".join(self.names), f"there is nothing to read; no file matches {self.glob!r}")
        else:
            for text in read_inputs(self.names, self.encoding, failures):
                yield text.make_document(self.title, self.site)

    def _make_walk(self) -> "Walk | None":
        """Make the walk over the inputs; None where all are single texts, which are read without it, and sooner."""
        folders = any(map(os.path.isdir, self.names))
        if not (self.is_jsonl or folders or any(map(_holds_more_than_text, self.names))):
            return None
        from newsclean.batch.sources import Walk  # noqa: PLC0415 - as above

        return Walk(tuple(self.names) or (STANDARD_INPUT,), self.glob, form="jsonl" if self.is_jsonl else None)

    def _read_source(self, source: "Source", failures: Failures) -> Iterator[Document]:
        from newsclean.batch.rows import RowError  # noqa: PLC0415 - as above
        from newsclean.batch.sources import STREAMS  # noqa: PLC0415 - as above
        from newsclean.batch.storage import DamageError  # noqa: PLC0415 - as above

        try:
            if source.problem:
                failures.report(source.path, source.problem)
            elif source.form in STREAMS:
                yield from self._read_rows(source, failures)
            else:
                yield self._read_text(source)
        except (OSError, InputError, DamageError, RowError) as error:
            failures.report(source.name if source.path == STANDARD_INPUT else source.path, explain_error(error))

    def _read_text(self, source: "Source") -> Document:
        """Read a text, or an article that is a JSON object."""
        from newsclean.batch.rows import Fields, JsonRows, make_document  # noqa: PLC0415 - as above
        from newsclean.batch.storage import LONGEST, read_whole  # noqa: PLC0415 - as above

        data = read_whole(source.path, LONGEST)
        site = self.site or source.site
        if source.form == "json":
            row = JsonRows().read(data)
            return make_document(row, Fields(self.text_field), site, source.path)._replace(id=source.path)
        return Document.from_text(decode(data, self.encoding).text, title=self.title, site=site, id=source.path)

    def _read_rows(self, source: "Source", failures: Failures) -> Iterator[Document]:
        """Read the articles of a stream, each under the name of the file and the line that it begins in."""
        from newsclean.batch.lines import LongRow, open_rows  # noqa: PLC0415 - as above
        from newsclean.batch.rows import Fields, RowError, choose_rows, make_document  # noqa: PLC0415 - as above

        fields = Fields(self.text_field)
        name = source.name if source.path == STANDARD_INPUT else source.path
        with open_rows(source, fields.text) as reader:
            rows = choose_rows(reader.header, fields.text)
            wrong = 0
            for raw in reader.read_rows():
                place = f"{name}:{raw.line}"
                if isinstance(raw, LongRow):
                    raw.spool.close()
                    failures.report(place, "it is too long for an article")
                    continue
                try:
                    document = make_document(rows.read(raw.data), fields, self.site or source.site, place)
                except RowError as error:
                    failures.report(place, str(error))
                    wrong += 1
                    if wrong == _ALL_WRONG:
                        failures.report(name, "no row of it could be read so far, and the rest is passed by")
                        return
                else:
                    wrong = _ALL_WRONG  # one is right
                    yield document._replace(id=place)


def _holds_more_than_text(name: str) -> bool:
    """Tell by the name of a file whether it is compressed, or holds rows."""
    if os.path.splitext(name)[1] in _PLAIN:
        return False
    from newsclean.batch.sources import tell_form  # noqa: PLC0415 - as above
    from newsclean.batch.storage import split_name  # noqa: PLC0415 - as above

    return bool(split_name(name)[1]) or tell_form(name) != "text"
