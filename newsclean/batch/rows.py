"""Rows: articles that are lines of JSON or rows of a table, read from their text and written again when cleaned."""

import codecs
import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from math import isinf
from typing import Any, NamedTuple

from newsclean.decode import Decoded
from newsclean.document import Document, Result
from newsclean.formats import make_record


def _read_float(digits: str) -> float:
    """Read a number with a point or an exponent. One that is too large would be written as no number at all."""
    number = float(digits)
    if isinf(number):
        raise ValueError(f"the number {digits[:20]} is too large")
    return number


_read_json = json.JSONDecoder(parse_float=_read_float).decode
_write_json = json.JSONEncoder(ensure_ascii=False).encode

Row = dict[str, Any]

RECORD = ("edits", "unsure", "source", "newsclean")
"""The keys of a record that a row gets beside its own."""

_HOST = re.compile(
    r"\s*+[a-zA-Z][a-zA-Z0-9+.-]*+://(?:[^/?#@]*+@)?([^/?#:\s]+)"
)  # urllib takes longer than to read a row
_SEPARATORS = (",", ";", "\t", "|")


class RowError(ValueError):
    """A row that cannot be cleaned. The message says why and what to try."""


class Fields(NamedTuple):
    """The names of the fields that hold what newsclean asks for. Only that of the text must be there."""

    text: str = "text"
    title: str = "title"
    site: str = "site"
    url: str = "url"


def make_document(row: Mapping[str, Any], fields: Fields, site: str, name: str) -> Document:
    """Make the document of a row; an empty one where its text is null. `site` holds where the row names none.

    Raises RowError where the text is missing or is none.
    """
    if fields.text not in row:
        has = f"it has {', '.join(map(str, row))}" if row else "it is empty"
        raise RowError(f"it has no field {fields.text!r}; {has}; name the right one with --text-field")
    text = row[fields.text]
    if not isinstance(text, str | None):
        raise RowError(f"its field {fields.text!r} holds no text; name another with --text-field")
    site = _read(row, fields.site) or find_host(_read(row, fields.url)) or site
    return Document.from_text(text or "", _read(row, fields.title), site, id=_read(row, "id") or name)


def _read(row: Mapping[str, Any], field: str) -> str:
    value = row.get(field)
    return value if isinstance(value, str) else ""


def find_host(url: str) -> str:
    """Give the site that an address is of, without its "www."; empty where it names none.

    >>> find_host("https://www.example.org:8080/a.html")
    'example.org'
    """
    match = _HOST.match(url)
    return match[1].lower().removeprefix("www.") if match else ""


class JsonRows:
    """Rows that are lines of JSON."""

    def make_record(self, row: Row, result: Result, text_field: str) -> Row:
        """Make what a record has beside the text, so that nothing is lost. A taken name gets "newsclean_" before it.

        A row that was cleaned before and stays as it is keeps the record that it has. Raises RowError where it changes.
        """
        if isinstance(row.get("newsclean"), str) and "edits" in row:
            if result.edits:
                raise RowError("it is a record that was cleaned in another way; restore it first, or use --no-edits")
            return {}
        text = result.source.text
        data = text.encode("utf-8", "surrogatepass")
        record = make_record(result, Decoded(text, "utf-8", bom=False, exact=True), data)
        if text_field != "text":
            record["source"]["field"] = text_field
        return {f"newsclean_{key}" if key in row else key: record[key] for key in RECORD}

    def read(self, raw: bytes) -> Row:
        """Read a line. Raises RowError where it is no JSON object in UTF-8."""
        try:
            row = _read_json(raw.decode("utf-8").removeprefix("\ufeff"))
        except UnicodeDecodeError as error:
            raise RowError(
                f"it is not UTF-8: {error.reason} {raw[error.start]:#04x} at byte {error.start + 1}"
            ) from error
        except (ValueError, RecursionError) as error:
            raise RowError(f"it is not JSON: {error}") from error
        if not isinstance(row, dict):
            raise RowError('it is no JSON object; each line must be one, as in {"text": "…"}')
        return row

    def write(self, row: Row) -> bytes:
        """Write a row as a line of JSON."""
        try:
            return _write_json(row).encode() + b"\n"
        except UnicodeEncodeError:  # halves of characters, which JSON can only spell
            return json.dumps(row).encode() + b"\n"

    def extend(self, raw: bytes, _row: Row, added: Row) -> bytes:
        """Write a row as it stood, with fields that are added at its end: to the letter, and sooner than anew."""
        line = raw.removeprefix(codecs.BOM_UTF8).strip()
        return line[:-1].rstrip() + b", " + self.write(added)[1:] if added else line + b"\n"

    def leave(self, raw: bytes) -> bytes:
        """Give a line that failed, where it stays in its file."""
        return raw


class CsvRows:
    """Rows of a table, whose header says what its columns are."""

    def __init__(self, header: bytes, text_field: str) -> None:
        """Take the first row of a table. Raises RowError where it has no column for the text."""
        text = _decode(header)
        self.end = "\r\n" if text.endswith("\r\n") else "\n"
        found = {separator: _split(text, separator) for separator in _SEPARATORS}
        named = next((each for each, columns in found.items() if text_field in columns), "")
        if not named:
            columns = max(found.values(), key=len)
            raise RowError(
                f"no column is named {text_field!r}; there are {', '.join(columns)}; name one with --text-field"
            )
        self.separator, self.columns = named, found[named]
        if len(set(self.columns)) < len(self.columns):
            raise RowError("two columns have the same name; give each its own")
        self.added = "newsclean_edits" if "edits" in self.columns else "edits"

    def read(self, raw: bytes) -> Row:
        """Read a row. Raises RowError where it is not UTF-8 or has other columns than the header."""
        cells = _split(_decode(raw), self.separator)
        if len(cells) != len(self.columns):
            raise RowError(f"it has {len(cells)} columns, and the header has {len(self.columns)}; mend its quotes")
        return dict(zip(self.columns, cells, strict=True))

    def make_record(self, _row: Row, result: Result, _text_field: str) -> Row:
        """Make what is added to a row: the edits, as JSON in one more column."""
        edits = [edit._asdict() for edit in result.edits]
        return {self.added: json.dumps(edits, ensure_ascii=False)}

    def write(self, row: Row) -> bytes:
        """Write a row of the table."""
        return self._join(list(row.values()))

    def extend(self, _raw: bytes, row: Row, added: Row) -> bytes:
        """Write a row with columns that are added."""
        return self.write({**row, **added})

    def leave(self, raw: bytes) -> bytes:
        """Give a row that failed, where it stays in a table with one more column: that is empty."""
        row = raw.rstrip(b"\r\n")
        return row + self.separator.encode() + raw[len(row) :]

    def write_header(self, added: Sequence[str]) -> bytes:
        """Write the header, with columns that are added."""
        return self._join([*self.columns, *added])

    def _join(self, cells: Sequence[str]) -> bytes:
        line = io.StringIO()
        csv.writer(line, delimiter=self.separator, lineterminator=self.end).writerow(cells)
        return line.getvalue().encode("utf-8", "surrogatepass")


def choose_rows(header: bytes, text_field: str) -> JsonRows | CsvRows:
    """Give what reads and writes rows: those of a table where there is a header. Raises RowError, as CsvRows does."""
    return CsvRows(header, text_field) if header else JsonRows()


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise RowError(
            f"it is not UTF-8 at byte {error.start + 1}; convert the table first, for instance with iconv"
        ) from error


def _split(text: str, separator: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), [])
    except csv.Error as error:
        raise RowError(f"it is no row of a table: {error}") from error
