"""What the tests of batch share: inputs, runs that are stopped at some moment, and what lies on the disk afterwards."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from invented import write_body
from program import write

LEFTOVERS = ("ADVERTISEMENT", "Sign up for our daily newsletter")
STATES = (".newsclean-state", ".part")


def make_text(seed: object, paragraphs: int = 6) -> str:
    """Make an article up, with two lines that go."""
    first, *rest = write_body(seed, paragraphs)
    return "\n".join([first, LEFTOVERS[0], *rest, LEFTOVERS[1], ""])


def clean_text(seed: object, paragraphs: int = 6) -> str:
    """Give the article without them."""
    return "\n".join([*write_body(seed, paragraphs), ""])


def write_folder(folder: Path, number: int, paragraphs: int = 6) -> Path:
    """Write texts into folders of ten."""
    for place in range(number):
        path = folder / f"f{place // 10}" / f"{place}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, make_text(place, paragraphs))
    return folder


def write_lines(path: Path, number: int, paragraphs: int = 6) -> Path:
    """Write lines of JSON, each with fields of its own."""
    rows = [{"n": place, "text": make_text(place, paragraphs), "tags": ["a", None, 1.5]} for place in range(number)]
    return write(path, "".join(json.dumps(row) + "\n" for row in rows))


def read_rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def read_tree(folder: Path) -> dict[str, bytes]:
    """Read all files below a folder, or one file, by their names."""
    if folder.is_file():
        return {"": folder.read_bytes()}
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def start(*arguments: str | Path, cwd: Path | None = None) -> subprocess.Popen[bytes]:
    """Start newsclean in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "newsclean", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
        start_new_session=True,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )


def list_workers(parent: int) -> list[int]:
    """List the processes that clean for a run. Each was started from nothing, with its parent's number."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            above = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1]
            if int(above) == parent and b"spawn_main" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
    return found


def wait_until(condition: Callable[[], object], seconds: float = 30) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to be"
        time.sleep(0.01)


def is_alive(pid: int) -> bool:
    """Tell whether a process runs, and is not only waited for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def stop_at(process: subprocess.Popen[bytes], seconds: float, number: int = signal.SIGKILL) -> tuple[int, str]:
    """Send a signal to a run after some time; give how it ended, and what it said."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(number)
    _, told = process.communicate(timeout=60)
    return process.returncode, told.decode()


def list_remains(folder: Path) -> list[str]:
    """List what a run that is done should not have left."""
    return [str(path) for path in folder.rglob("*") if path.name.endswith(STATES)]
