"""Processes that are killed at random moments, and what `newsclean batch` makes of it."""

import json
import os
import random
import signal
import time
from contextlib import suppress
from pathlib import Path

from batches import list_workers, start, stop_at, wait_until
from program import ARTICLE, run, write

CHOOSE = random.Random()  # noqa: S311 - no secret


def write_rows(path: Path, number: int, copies: int = 5) -> Path:
    return write(path, "".join(json.dumps({"n": n, "text": ARTICLE * copies}) + "\n" for n in range(number)))


def test_a_run_that_is_killed_again_and_again_ends_as_if_it_were_not(tmp_path: Path) -> None:
    source = write_rows(tmp_path / "in.jsonl", 1500)
    run("batch", source, "-o", tmp_path / "wanted.jsonl", "--jobs", "1", "--quiet")
    for _ in range(3):
        process = start("batch", source, "-o", tmp_path / "out.jsonl", "--jobs", "2", "--quiet", "--resume")
        stop_at(process, CHOOSE.uniform(0.3, 2.0))
    if not (tmp_path / "out.jsonl").exists() or (tmp_path / "out.jsonl.newsclean-state").exists():
        run("batch", source, "-o", tmp_path / "out.jsonl", "--jobs", "2", "--quiet", "--resume")
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "wanted.jsonl").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl", "wanted.jsonl"]


def test_workers_that_are_killed_take_nothing_along(tmp_path: Path) -> None:
    source = write_rows(tmp_path / "in.jsonl", 1500)
    run("batch", source, "-o", tmp_path / "wanted.jsonl", "--jobs", "1", "--quiet")
    process = start("batch", source, "-o", tmp_path / "out.jsonl", "--jobs", "2", "--quiet")
    for _ in range(3):
        time.sleep(CHOOSE.uniform(0.2, 0.6))
        for pid in list_workers(process.pid)[:1]:
            with suppress(ProcessLookupError):  # it has just ended by itself
                os.kill(pid, signal.SIGKILL)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "wanted.jsonl").read_bytes()


def test_a_worker_that_is_killed_as_it_begins_takes_nothing_along(tmp_path: Path) -> None:
    source = write_rows(tmp_path / "in.jsonl", 100)
    run("batch", source, "-o", tmp_path / "wanted.jsonl", "--jobs", "1", "--quiet")
    process = start("batch", source, "-o", tmp_path / "out.jsonl", "--jobs", "2", "--quiet")
    wait_until(lambda: list_workers(process.pid))
    os.kill(list_workers(process.pid)[0], signal.SIGKILL)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "wanted.jsonl").read_bytes()


def test_an_interrupt_stops_in_order_from_whatever_moment_on(tmp_path: Path) -> None:
    source = write_rows(tmp_path / "in.jsonl", 20_000, copies=40)  # many times more than is cleaned meanwhile
    for _ in range(3):
        process = start("batch", source, "-o", tmp_path / "out.jsonl", "--jobs", "2", "--resume")
        time.sleep(CHOOSE.uniform(0.2, 1.5))
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers get it too
        _, told = process.communicate(timeout=60)
        assert process.returncode == -signal.SIGINT
        assert b"Traceback" not in told
        assert b"go on with: " in told or not told.strip()
