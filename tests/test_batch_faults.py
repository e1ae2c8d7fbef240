"""Faults, made for real: what `newsclean batch` loses then, which is nothing."""

import gzip
import json
from pathlib import Path

import pytest
from program import ARTICLE, CLEAN, run, write

ROW = json.dumps({"text": ARTICLE}).encode() + b"\n"
ONE = ("--jobs", "1", "--quiet", "--no-edits")


@pytest.mark.parametrize("place", ["out", "in-place"])
def test_a_line_that_is_too_long_fails_alone(tmp_path: Path, place: str) -> None:
    long = b'{"text": "' + b"x" * 40_000_000 + b'"}\n'
    source = write(tmp_path / "in.jsonl", ROW + long + ROW)
    where = ("--in-place",) if place == "in-place" else ("-o", str(tmp_path / "out.jsonl"))
    _, told = run("batch", source, *where, "--errors", tmp_path / "errors", *ONE, code=1)
    assert "line 2: it is longer than 32 MB" in told
    clean = json.dumps({"text": CLEAN}).encode() + b"\n"
    if place == "in-place":
        assert source.read_bytes() == clean + long + clean
    else:
        assert source.read_bytes() == ROW + long + ROW
        assert (tmp_path / "out.jsonl").read_bytes() == clean * 2
    assert (tmp_path / "errors" / "inputs" / "in.jsonl").read_bytes() == long


def test_data_that_end_early_never_replace_their_source(tmp_path: Path) -> None:
    packed = gzip.compress(b"".join(ROW.replace(b"Mill", b"Mill %d" % number) for number in range(5000)))
    source = write(tmp_path / "in.jsonl.gz", packed[: len(packed) // 2])
    before = source.read_bytes()
    _, told = run("batch", source, "--in-place", *ONE, code=1)
    assert "its gz data are damaged or end early" in told
    assert source.read_bytes() == before
    _, told = run("batch", source, "-o", tmp_path / "out.jsonl", *ONE, code=1)
    assert (tmp_path / "out.jsonl").read_bytes().count(b"\n") > 1000
