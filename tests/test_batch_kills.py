"""Processes that are killed at random moments, and what `newsclean batch` makes of it."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from program import ARTICLE, run, write

CHOOSE = random.Random()  # noqa: S311 - no secret


def start(*arguments: str | Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "newsclean", "batch", *map(str, arguments)]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def write_rows(path: Path, number: int) -> Path:
    return write(path, "".join(json.dumps({"n": n, "text": ARTICLE * 5}) + "\n" for n in range(number)))


def list_workers(parent: int) -> list[int]:
    command = ["ps", "-e", "-o", "pid=,ppid=,args="]
    found = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    lines = [line.split(None, 2) for line in found.splitlines()]
    return [int(pid) for pid, above, command in lines if int(above) == parent and "spawn_main" in command]


def test_a_run_that_is_killed_again_and_again_ends_as_if_it_were_not(tmp_path: Path) -> None:
    source = write_rows(tmp_path / "in.jsonl", 1500)
    run("batch", source, "-o", tmp_path / "wanted.jsonl", "--jobs", "1", "--quiet")
    for _ in range(3):
        process = start(source, "-o", tmp_path / "out.jsonl", "--jobs", "2", "--quiet", "--resume")
        time.sleep(CHOOSE.uniform(0.3, 2.0))
        process.kill()
        process.wait()
    if not (tmp_path / "out.jsonl").exists() or (tmp_path / "out.jsonl.newsclean-state").exists():
        run("batch", source, "-o", tmp_path / "out.jsonl", "--jobs", "2", "--quiet", "--resume")
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "wanted.jsonl").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl", "wanted.jsonl"]


def test_workers_that_are_killed_take_nothing_along(tmp_path: Path) -> None:
    source = write_rows(tmp_path / "in.jsonl", 1500)
    run("batch", source, "-o", tmp_path / "wanted.jsonl", "--jobs", "1", "--quiet")
    process = start(source, "-o", tmp_path / "out.jsonl", "--jobs", "2", "--quiet")
    for _ in range(3):
        time.sleep(CHOOSE.uniform(0.2, 0.6))
        for pid in list_workers(process.pid)[:1]:
            os.kill(pid, signal.SIGKILL)
    assert process.wait(60) == 0
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "wanted.jsonl").read_bytes()


def test_an_interrupt_stops_in_order_from_whatever_moment_on(tmp_path: Path) -> None:
    source = write_rows(tmp_path / "in.jsonl", 3000)
    names = ["batch", str(source), "-o", str(tmp_path / "out.jsonl"), "--jobs", "2"]
    command = [sys.executable, "-m", "newsclean", *names]
    for _ in range(3):
        process = subprocess.Popen([*command, "--resume"], stderr=subprocess.PIPE, start_new_session=True)
        time.sleep(CHOOSE.uniform(0.2, 1.5))
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers get it too
        _, told = process.communicate(timeout=60)
        assert process.returncode == -signal.SIGINT
        assert b"Traceback" not in told
        assert b"go on with: " in told or not told.strip()
