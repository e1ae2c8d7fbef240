"""Faults, made for real: what `newsclean batch` loses then, which is nothing."""

import bz2
import csv
import gzip
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from batches import (
    clean_text,
    list_remains,
    make_text,
    read_rows,
    read_tree,
    start,
    wait_until,
    write_folder,
    write_lines,
)
from program import ARTICLE, CLEAN, run, write

from newsclean import Cleaner, Document, Edit
from newsclean.batch.cleaning import Work, write_clean
from newsclean.batch.failures import Failure
from newsclean.batch.jobs import Watch
from newsclean.batch.running import Run
from newsclean.batch.sources import Walk
from newsclean.batch.targets import InPlace, Single

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


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="this system has no file that opens and fails")
def test_a_file_that_cannot_be_read_is_told_and_the_others_are_cleaned(tmp_path: Path) -> None:
    source = write_folder(tmp_path / "in", 3)
    (source / "f0" / "1.txt").unlink()
    (source / "f0" / "1.txt").symlink_to("/proc/self/mem")
    _, told = run("batch", source, "-o", tmp_path / "out", *ONE, code=1)
    assert "f0/1.txt: it cannot be read" in told
    assert set(read_tree(tmp_path / "out")) == {"f0/0.txt", "f0/2.txt"}


def test_a_file_that_vanishes_is_told_and_the_others_are_cleaned(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for number in range(800):
        write(source / f"{number:03}.txt", make_text(number))
    process = start("batch", source, "-o", tmp_path / "out", *ONE)
    wait_until((tmp_path / "out").exists)  # by then the folder is listed, and its last file is far from being read
    (source / "799.txt").unlink()
    _, told = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "799.txt: it is not there any more" in told.decode()
    assert set(read_tree(tmp_path / "out")) == {f"{number:03}.txt" for number in range(799)}
    assert list_remains(tmp_path) == []


def test_a_stream_that_grows_while_it_is_read_is_told(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", 3000)
    process = start("batch", source, "-o", tmp_path / "out.jsonl", *ONE)
    wait_until(lambda: any(part.stat().st_size for part in tmp_path.glob("*.part")))
    with source.open("ab") as file:
        file.write(ROW)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "it changed while it was read" in told.decode()
    assert [row.get("n") for row in read_rows(tmp_path / "out.jsonl")][:3000] == list(range(3000))


@pytest.mark.parametrize("place", ["out", "in-place"])
def test_a_file_that_something_writes_to_stays_as_it_is(tmp_path: Path, place: str) -> None:
    source = write_folder(tmp_path / "in", 3)
    content = bz2.compress(make_text(1).encode() * 10_000, 1)  # takes long to read: to write once takes no time at all
    busy = write(source / "f0" / "4.txt.bz2", content)
    done = threading.Event()

    def write_again() -> None:
        while not done.is_set():
            with busy.open("r+b") as file:
                file.write(content[:1])

    writer = threading.Thread(target=write_again)
    writer.start()
    where = ("--in-place",) if place == "in-place" else ("-o", str(tmp_path / "out"))
    try:
        _, told = run("batch", source, *where, "--jobs", "1", "--quiet", code=1)
    finally:
        done.set()
        writer.join()
    assert "f0/4.txt.bz2: something writes to it" in told
    assert busy.read_bytes() == content
    cleaned = source if place == "in-place" else tmp_path / "out"
    assert (cleaned / "f0" / "2.txt").read_text(encoding="utf-8") == clean_text(2)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_an_output_without_room_is_told(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", 40)
    command = [sys.executable, "-m", "newsclean", "batch", str(source), *ONE]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert b"the disk is full" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("option", ["--errors", "--summary"])
def test_what_is_read_is_not_written_over_by_what_is_told(tmp_path: Path, option: str) -> None:
    source = write_lines(tmp_path / "in.jsonl", 3)
    before = source.read_bytes()
    _, told = run("batch", source, "-o", tmp_path / "out.jsonl", option, source, *ONE, code=1)
    assert "name another" in told
    assert source.read_bytes() == before


def test_a_row_that_fails_in_place_keeps_the_columns_of_its_table(tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", f'id,text\n1,"{ARTICLE}"\n2,"x",too many\n3,"{ARTICLE}"\n')
    run("batch", source, "--in-place", "--jobs", "1", "--quiet", code=1)
    with source.open(encoding="utf-8", newline="") as file:
        header, first, failed, last = csv.reader(file)
    assert header == ["id", "text", "edits"]
    assert first[:2] == ["1", CLEAN]
    assert failed == ["2", "x", "too many", ""]
    assert last[:2] == ["3", CLEAN]


# An article that no process survives


def kill_for_poison(document: Document) -> Iterator[Edit]:
    """A filter that ends its own process, as the system does where memory runs out."""
    if any("poison" in line.text for line in document.lines):
        os.kill(os.getpid(), signal.SIGKILL)
    return iter(())


@pytest.mark.parametrize("place", ["out", "in-place"])
def test_an_article_that_kills_its_process_fails_alone(tmp_path: Path, place: str) -> None:
    rows = [{"n": number, "text": "poison" if number in {0, 7} else ARTICLE} for number in range(12)]
    source = write(tmp_path / "in.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    out = source if place == "in-place" else tmp_path / "out.jsonl"
    walk = Walk((str(source),), "*", frozenset(), None)
    target = InPlace("") if place == "in-place" else Single(str(out))
    told: list[Failure] = []
    work = Work(Cleaner([kill_for_poison, "boilerplate"]), target, write_clean, records=False)
    tally = Run(work, Watch(lambda _: None, told.append), None, None, None).clean(walk.find(), 2)
    assert tally.failed == 2
    assert [(failure.line, "died, again and again" in failure.reason) for failure in told] == [(1, True), (8, True)]
    kept = {row["n"]: row["text"] for row in read_rows(out)}
    clean = {number: CLEAN for number in range(12) if number not in {0, 7}}
    assert kept == ({**clean, 0: "poison", 7: "poison"} if place == "in-place" else clean)
