"""`newsclean batch` with inputs that are larger than anyone would read: `make test-large` runs these."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from batches import make_text, read_rows
from invented import write_body
from program import run, write

pytestmark = pytest.mark.large
MEGABYTE = 1 << 20


def measure_peak(size: int) -> int:
    """Clean a stream of so many bytes through pipes; give the most memory that a process of the run took, in KiB."""
    body = "\n".join(write_body("large", 20) * 2)
    row = json.dumps({"text": "\n".join([body.replace("\n", " x "), "ADVERTISEMENT", body])}).encode() + b"\n"
    command = [sys.executable, "-m", "newsclean", "batch", "--jsonl", "--no-edits", "--jobs", "2", "--quiet"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert process.stdin
    block = row * (MEGABYTE // len(row) + 1)
    for _ in range(size // len(block)):
        process.stdin.write(block)
    process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss


def test_memory_does_not_grow_with_the_stream() -> None:
    small = measure_peak(20 * MEGABYTE)
    large = measure_peak(2048 * MEGABYTE)
    assert large < 1.3 * small


def test_a_line_of_200_megabytes_is_kept_and_the_others_are_cleaned(tmp_path: Path) -> None:
    rows = [json.dumps({"n": place, "text": make_text(place)}).encode() + b"\n" for place in range(2)]
    long = b'{"text": "' + b"x" * (200 * MEGABYTE) + b'"}\n'
    source = write(tmp_path / "in.jsonl", b"".join([rows[0], long, rows[1]]))
    errors = tmp_path / "errors"
    run("batch", source, "-o", tmp_path / "out.jsonl", "--errors", errors, "--jobs", "1", "--quiet", code=1)
    assert [row["n"] for row in read_rows(tmp_path / "out.jsonl")] == [0, 1]
    assert (errors / "inputs" / "in.jsonl").read_bytes() == long
