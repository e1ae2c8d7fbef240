"""`newsclean batch --resume`: after any stop, the outcome is that of a run which nothing disturbed."""

import csv
import gzip
import io
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from batches import (
    is_alive,
    list_remains,
    list_workers,
    make_text,
    read_rows,
    read_tree,
    start,
    stop_at,
    wait_until,
    write_folder,
    write_lines,
)
from program import run, write

CHOOSE = random.Random()  # noqa: S311 - no secret
TWO = ("--jobs", "2", "--quiet")


def make_folder(folder: Path) -> Path:
    return write_folder(folder / "in", 300)


def make_gzip(folder: Path) -> Path:
    plain = write_lines(folder / "plain.jsonl", 900)
    source = write(folder / "in.jsonl.gz", gzip.compress(plain.read_bytes()))
    plain.unlink()
    return source


def make_table(folder: Path) -> Path:
    table = io.StringIO()
    csv.writer(table).writerows([("id", "text"), *((place, make_text(place)) for place in range(900))])
    return write(folder / "in.csv", table.getvalue())


MAKERS: dict[str, Callable[[Path], Path]] = {"out": make_folder, "out.jsonl.gz": make_gzip, "out.csv": make_table}


@pytest.mark.parametrize("output", MAKERS)
def test_a_killed_run_goes_on(tmp_path: Path, output: str) -> None:
    source = MAKERS[output](tmp_path)
    wanted, out = tmp_path / "wanted" / output, tmp_path / output
    run("batch", source, "-o", wanted, "--jobs", "1", "--quiet")
    before = read_tree(source)
    for _ in range(2):
        stop_at(start("batch", source, "-o", out, *TWO, "--resume"), CHOOSE.uniform(0.5, 1.5))
    if (tmp_path / f"{output}.newsclean-state").exists() or not out.exists():
        run("batch", source, "-o", out, *TWO, "--resume")
    assert read_tree(out) == read_tree(wanted)
    assert read_tree(source) == before
    assert list_remains(tmp_path) == []


def test_a_killed_run_in_place_goes_on_and_keeps_the_first_backups(tmp_path: Path) -> None:
    source = make_folder(tmp_path)
    before = read_tree(source)
    run("batch", source, "-o", tmp_path / "wanted", "--jobs", "1", "--quiet")
    for _ in range(2):
        stop_at(start("batch", source, "--in-place", "--backup", *TWO, "--resume"), CHOOSE.uniform(0.5, 1.2))
    # Where a run is over, or never began to write, this one begins anew: what is clean stays, and so do the backups.
    run("batch", source, "--in-place", "--backup", *TWO, "--resume")
    after = read_tree(source)
    assert {name: data for name, data in after.items() if not name.endswith(".orig")} == read_tree(tmp_path / "wanted")
    assert {name.removesuffix(".orig"): data for name, data in after.items() if name.endswith(".orig")} == before
    assert list_remains(tmp_path) == []


def test_no_process_outlives_the_run(tmp_path: Path) -> None:
    process = start("batch", write_lines(tmp_path / "in.jsonl", 4000), "-o", tmp_path / "out.jsonl", *TWO)
    wait_until(lambda: len(list_workers(process.pid)) == 2)
    workers = list_workers(process.pid)
    process.kill()
    process.communicate()
    wait_until(lambda: not any(map(is_alive, workers)))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_asked_to_stop_says_how_to_go_on(tmp_path: Path, number: signal.Signals) -> None:
    source = write_lines(tmp_path / "in.jsonl", 4000)
    process = start("batch", source, "-o", tmp_path / "out.jsonl", "--jobs", "2")
    wait_until(lambda: list_workers(process.pid))
    code, told = stop_at(process, 0, number)
    assert code == -number
    assert f"{source} -o {tmp_path / 'out.jsonl'} --jobs 2 --resume" in told
    assert "Traceback" not in told
    assert not (tmp_path / "out.jsonl").exists()
    run("batch", source, "-o", tmp_path / "out.jsonl", "--jobs", "2", "--resume")
    assert [row["n"] for row in read_rows(tmp_path / "out.jsonl")] == list(range(4000))


def test_who_asks_twice_does_not_wait_and_can_go_on(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", 4000)
    process = start("batch", source, "-o", tmp_path / "out.jsonl", *TWO)
    wait_until(lambda: len(list_workers(process.pid)) == 2)
    workers = list_workers(process.pid)
    time.sleep(CHOOSE.uniform(0, 0.1))
    for _ in range(2):
        process.send_signal(signal.SIGINT)
        time.sleep(CHOOSE.uniform(0, 0.01))
    _, told = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGINT
    assert b"Traceback" not in told
    wait_until(lambda: not any(map(is_alive, workers)))
    run("batch", source, "-o", tmp_path / "out.jsonl", *TWO, "--resume")
    assert [row["n"] for row in read_rows(tmp_path / "out.jsonl")] == list(range(4000))
    assert list_remains(tmp_path) == []


# What a run does not go on with


def stop_early(tmp_path: Path) -> tuple[Path, Path]:
    """Stop a run in the middle of its stream."""
    good = write_lines(tmp_path / "in.jsonl", 1200, 2)
    lines = good.read_bytes().splitlines(keepends=True)
    source = write(good, b"".join([*lines[:700], b"{\n", *lines[700:]]))
    run("batch", source, "-o", tmp_path / "out.jsonl", "--max-errors", "0", "--jobs", "1", "--quiet", code=1)
    return source, tmp_path / "out.jsonl"


def test_another_input_is_refused(tmp_path: Path) -> None:
    source, out = stop_early(tmp_path)
    write(source, source.read_bytes() + b'{"text": "more"}\n')
    _, told = run("batch", source, "-o", out, "--resume", "--quiet", code=1)
    assert "has changed" in told
    assert "--overwrite" in told
    source.unlink()
    _, told = run("batch", tmp_path, "-o", out, "--resume", "--quiet", code=1)
    assert "--overwrite" in told


def test_other_options_are_refused(tmp_path: Path) -> None:
    source, out = stop_early(tmp_path)
    _, told = run("batch", source, "-o", out, "--resume", "--threshold", "0.5", "--quiet", code=1)
    assert "threshold" in told
    _, told = run("batch", source, "-o", out, "--quiet", code=1)
    assert "--resume" in told


def test_a_damaged_state_is_told(tmp_path: Path) -> None:
    source, out = stop_early(tmp_path)
    write(tmp_path / "out.jsonl.newsclean-state", "what is this\n")
    _, told = run("batch", source, "-o", out, "--resume", "--quiet", code=1)
    assert "damaged" in told
    assert "--overwrite" in told


def test_without_a_stopped_run_there_is_nothing_to_go_on_with(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", 3)
    run("batch", source, "-o", tmp_path / "out.jsonl", "--resume", "--quiet")
    _, told = run("batch", source, "-o", tmp_path / "out.jsonl", "--resume", "--quiet", code=1)
    assert "no stopped run" in told


def test_two_runs_do_not_write_to_one_place(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", 4000)
    process = start("batch", source, "-o", tmp_path / "out.jsonl", *TWO)
    wait_until(lambda: list_workers(process.pid))
    process.send_signal(signal.SIGSTOP)  # so that it lasts
    for option in ("--resume", "--overwrite"):
        _, told = run("batch", source, "-o", tmp_path / "out.jsonl", option, "--quiet", code=1)
        assert "another run" in told
    process.send_signal(signal.SIGCONT)
    process.communicate(timeout=120)
    assert process.returncode == 0
    assert len(read_rows(tmp_path / "out.jsonl")) == 4000


# Disks and pipes


def test_a_full_disk_stops_the_run_and_it_can_go_on(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", 1500)
    run("batch", source, "-o", tmp_path / "wanted.jsonl", "--jobs", "1", "--quiet")

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # then writing fails, as on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, resource.RLIM_INFINITY))

    command = [sys.executable, "-m", "newsclean", "batch", str(source), "-o", str(tmp_path / "out.jsonl"), *TWO]
    done = subprocess.run(command, preexec_fn=limit, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"disk is full" in done.stderr
    assert b"--resume" in done.stderr
    assert not (tmp_path / "out.jsonl").exists()
    run("batch", source, "-o", tmp_path / "out.jsonl", *TWO, "--resume")
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "wanted.jsonl").read_bytes()


def test_a_reader_that_goes_away_ends_the_run_quietly(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", 2000)
    with start("batch", source, *TWO) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == -signal.SIGPIPE
