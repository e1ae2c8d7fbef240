"""Records: a result as JSON holds it, and the way back from a record to the bytes of the input."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from newsclean.controls import OBEYED
from newsclean.decode import Decoded, encode
from newsclean.document import Document, Edit, Result, apply, undo
from newsclean.lines import Line, split_lines
from newsclean.shapes import is_sentence
from newsclean.version import VERSION

_LONGEST_TITLE = 250  # characters
_KNOWN = ("title", "site", "id")
_EDIT_KEYS = ("line", "before", "after", "rule", "reason", "confidence", "end")


class RecordError(ValueError):
    """A record that no input can be restored from. The message says what is wrong with it."""


def make_record(result: Result, decoded: Decoded, data: bytes) -> dict[str, Any]:
    """Give a result as JSON can hold it, with what it takes to restore the bytes that the document was decoded from."""
    source: dict[str, Any] = {
        "encoding": decoded.encoding,
        "bom": decoded.bom,
        "lines": len(result.source.lines),
        "unit": result.source.unit,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    if result.edits or result.source.unit != "line":
        kept = apply(result.source, result.edits).lines
        if [line[1:] for line in kept] != [line[1:] for line in split_lines(result.text)]:
            source["cuts"] = [[len(line.text), len(line.end)] for line in kept]
    if not decoded.exact:
        source["bytes"] = base64.b64encode(data).decode("ascii")
    return {
        "id": result.source.id,
        "title": result.source.title or _find_title(result),
        "site": result.source.site,
        "text": result.text,
        "edits": [_pack_edit(edit) for edit in result.edits],
        "unsure": [_pack_edit(edit) for edit in result.unsure],
        "source": source,
        "newsclean": VERSION,
    }


def _find_title(result: Result) -> str:
    """Give the headline that the article was found under in a whole page: its first line, where that is no sentence."""
    if not any(edit.rule.startswith("page.") for edit in result.edits):
        return ""
    first = result.text.lstrip().partition("\n")[0].strip()
    return "" if len(first) > _LONGEST_TITLE or is_sentence(first) else first


def dump_record(record: Mapping[str, Any]) -> str:
    """Write a record as one line of JSON, without characters that a terminal obeys."""
    return re.sub(OBEYED, lambda match: f"\\u{ord(match[0]):04x}", json.dumps(record, ensure_ascii=False))


def restore_record(record: object) -> bytes:
    """Give the bytes of the input that a record was made from. Raises RecordError where the record does not fit."""
    if not isinstance(record, dict):
        raise RecordError('it is not a record of newsclean; give what "newsclean --json" wrote')
    try:
        data = _restore_bytes(record)
        expected = record[find_key(record, "source")]["sha256"]
    except KeyError as error:
        raise RecordError(f"it is not a record of newsclean: the key {error} is missing") from error
    except (TypeError, AttributeError) as error:
        raise RecordError("it is not a record of newsclean: the value of a key is of another type") from error
    except (ValueError, LookupError) as error:
        raise RecordError(f"the record was changed after it was made: {error}") from error
    if hashlib.sha256(data).hexdigest() != expected:
        raise RecordError("the record was changed after it was made: what it restores is another input")
    return data


def find_key(record: Mapping[str, Any], key: str) -> str:
    """Give the name of a record's key in a row with fields of its own, one of which may have taken it.

    >>> find_key({"source": "a wire", "newsclean_source": {}}, "source"), find_key({"source": {}}, "source")
    ('newsclean_source', 'source')
    """
    taken = f"newsclean_{key}"
    return taken if taken in record else key


def read_record(record: object) -> Result:
    """Give the result that a record was made from. Raises RecordError where the record does not fit."""
    if not isinstance(record, dict):
        raise RecordError('it is not a record of newsclean; give what "newsclean --json" wrote')
    try:
        document, edits = _restore_document(record)
        unsure = tuple(_read_edit(edit) for edit in record[find_key(record, "unsure")])
        unit = record[find_key(record, "source")]["unit"]
        title, site, id = (value if isinstance(value := record.get(key), str) else "" for key in _KNOWN)
        source = Document(document.lines, title, site, id=id, unit=unit)
        return Result(source, _read_text(record), tuple(edits), unsure)
    except KeyError as error:
        raise RecordError(f"it is not a record of newsclean: the key {error} is missing") from error
    except (TypeError, AttributeError) as error:
        raise RecordError("it is not a record of newsclean: the value of a key is of another type") from error
    except ValueError as error:
        raise RecordError(f"the record was changed after it was made: {error}") from error


def _restore_bytes(record: Mapping[str, Any]) -> bytes:
    source = record[find_key(record, "source")]
    if "bytes" in source:
        return base64.b64decode(source["bytes"])
    document, _ = _restore_document(record)
    return encode(document.text, source["encoding"], bom=source["bom"])


def _restore_document(record: Mapping[str, Any]) -> tuple[Document, list[Edit]]:
    """Give the document that a record was made from, and the edits that were made."""
    source = record[find_key(record, "source")]
    edits = [_read_edit(edit) for edit in record[find_key(record, "edits")]]
    text = _read_text(record)
    kept = _cut(text, source["cuts"]) if "cuts" in source else split_lines(text)
    gone = {edit.line for edit in edits if edit.after is None}
    if source["lines"] != len(kept) + len(gone):
        raise ValueError("its text and its edits are not of as many lines as the input had")
    numbers = [number for number in range(1, source["lines"] + 1) if number not in gone]
    lines = [line._replace(number=number) for number, line in zip(numbers, kept, strict=True)]
    return undo(Document(tuple(lines)), edits), edits


def _read_text(record: Mapping[str, Any]) -> str:
    """Give the clean text of a record; an empty one where its row had none."""
    return record[record[find_key(record, "source")].get("field", "text")] or ""


def _read_edit(edit: Mapping[str, Any]) -> Edit:
    """Read an edit. Raises KeyError where a key is missing, and TypeError where a value is of another type."""
    read = Edit(**{key: edit[key] for key in _EDIT_KEYS})
    texts = (read.before, read.rule, read.reason, read.end, read.after or "")
    if not all(isinstance(text, str) for text in texts) or not isinstance(read.confidence, int | float):
        raise TypeError("the value of a key is of another type")
    return read


def _cut(text: str, cuts: Sequence[Sequence[int]]) -> list[Line]:
    """Cut a text into lines by their lengths: that of the text of each, and that of what ended it."""
    lines = []
    start = 0
    for number, (length, end) in enumerate(cuts, start=1):
        middle = start + length
        lines.append(Line(number, text[start:middle], text[middle : middle + end]))
        start = middle + end
    return lines


def _pack_edit(edit: Edit) -> dict[str, Any]:
    return {key: getattr(edit, key) for key in _EDIT_KEYS}
