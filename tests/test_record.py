"""The record that `newsclean --json` writes, held against its schema in docs/."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from newsclean import Cleaner
from newsclean.cleaner import THRESHOLD
from newsclean.decode import InputError, decode
from newsclean.document import Document
from newsclean.formats import dump_record, make_record, restore_record

SCHEMA: dict[str, Any] = json.loads((Path(__file__).parents[1] / "docs" / "record.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
CLEANER = Cleaner()
LINES = st.sampled_from(
    [
        "The tram stopped on the bridge at noon, and nobody got off.",
        "Advertisement",
        "Read also: The lamp that never went out",
        "Follow us on Facebook",
        "The cafÃ© stayed open, it&#39;s said.",
        "By Ada Quill",
        "Odd \u200bspaces\u00a0here. ",
        "",
    ]
)
ENDS = st.sampled_from(["\n", "\n", "\r\n", "\r"])
TEXTS = st.lists(st.tuples(LINES, ENDS).map("".join), max_size=12).map("".join)


def record_of(data: bytes) -> dict[str, Any]:
    """Give the record of some bytes as a reader of its JSON sees it."""
    decoded = decode(data)
    result = CLEANER(Document.from_text(decoded.text, title="A headline", site="example.org", id="a.txt"))
    record: dict[str, Any] = json.loads(dump_record(make_record(result, decoded, data)))
    return record


def walk(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """List a schema and all those in it."""
    inner = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()]
    return [schema, *(found for each in inner for found in walk(each))]


def test_the_schema_is_one_and_describes_every_key() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert all(schema.get("description") for schema in walk(SCHEMA))
    objects = [schema for schema in walk(SCHEMA) if schema.get("type") == "object"]
    # A row has fields of its own beside those of a record; what newsclean writes inside them is all described.
    assert [schema["additionalProperties"] for schema in objects] == [True, False, False]


def test_the_keys_are_stable() -> None:
    record = record_of(b"The tram stopped.\nAdvertisement\nBy Ada Quill\n")
    assert list(record) == ["id", "title", "site", "text", "edits", "unsure", "source", "newsclean"]
    assert list(record["source"]) == ["encoding", "bom", "lines", "unit", "sha256"]
    assert list(record["edits"][0]) == ["line", "before", "after", "rule", "reason", "confidence", "end"]
    assert list(record_of(b"caf\xc3\xa9, caf\xe9")["source"])[-1] == "bytes"


@given(TEXTS.map(str.encode) | st.binary(max_size=60))
def test_every_record_fits_the_schema_and_restores_its_input(data: bytes) -> None:
    try:
        record = record_of(data)
    except InputError:
        return  # no text, as the program too would say
    VALIDATOR.validate(record)
    assert all(edit["confidence"] >= THRESHOLD for edit in record["edits"])
    assert all(edit["confidence"] < THRESHOLD for edit in record["unsure"])
    assert restore_record(record) == data


@pytest.mark.parametrize("key", SCHEMA["required"])
def test_the_schema_refuses_a_record_without_a_key(key: str) -> None:
    record = record_of(b"The tram stopped.\nAdvertisement\n")
    assert not VALIDATOR.is_valid({name: value for name, value in record.items() if name != key})
    assert not VALIDATOR.is_valid({**record, key: None})


def test_what_the_program_writes_fits_the_schema(tmp_path: Path) -> None:
    files = {"plain.txt": b"Rain.\nAdvertisement\n", "both.txt": b"caf\xc3\xa9, caf\xe9", "none.txt": b""}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    command = [sys.executable, "-m", "newsclean", "--json", *files]
    lines = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout.decode().splitlines()
    records = [json.loads(line) for line in lines]
    for record in records:
        VALIDATOR.validate(record)
    assert [record["id"] for record in records] == list(files)


def test_a_record_is_one_line_without_characters_that_a_terminal_obeys() -> None:
    text = "red\x1b[31m \x9b \u202e \u2028 \ud800 \x85 \u2066 end"
    document = Document.from_text(text, id="a\r\n\x07\udcff.txt")
    line = dump_record(make_record(CLEANER(document), decode(b""), b""))
    assert line.replace("\ufffd", "").isprintable()
    assert line.encode("utf-8")
    assert json.loads(line)["id"] == "a\r\n\x07\udcff.txt"
