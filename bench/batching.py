"""How fast `newsclean batch` is: in one process and in two, against the Python API, and beside ftfy's own command.

The articles are taken over and over until there are enough, and all sides read the same file of JSON lines. The sides
are run in turn, and the best round of each counts.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from newsclean import Cleaner, Document

ARTICLES = 20_000
ROUNDS = 2
PROGRAMS = Path(sys.executable).parent


def compare_batch(texts: Sequence[str]) -> None:
    """Time the cleaning of a file of many articles, by the API and by commands, as whoever waits for it does."""
    with tempfile.TemporaryDirectory(prefix="newsclean-bench-") as folder:
        dump, out = Path(folder) / "dump.jsonl", Path(folder) / "out.jsonl"
        write_dump(dump, texts)
        sides: dict[str, Callable[[], object]] = {
            "Python API": partial(clean_texts, texts),
            "batch --jobs 1": partial(
                run, "newsclean", "batch", dump, "-o", out, "--jobs", 1, "--overwrite", "--quiet"
            ),
            "batch --jobs 2": partial(
                run, "newsclean", "batch", dump, "-o", out, "--jobs", 2, "--overwrite", "--quiet"
            ),
            "ftfy's command": partial(run, "ftfy", dump, "-o", out),
        }
        megabytes = dump.stat().st_size / 1e6
        seconds = time_in_turn(sides)
    print(f"\n{ARTICLES:,} articles in one file of {megabytes:.0f} MB, best of {ROUNDS} rounds, by the clock")
    print(f"{'':16}{'seconds':>8}{'articles/s':>12}{'MB/s':>8}")
    for name, taken in seconds.items():
        print(f"{name:16}{taken:8.1f}{ARTICLES / taken:12,.0f}{megabytes / taken:8.2f}")
    api, one, two, _ = seconds.values()
    print(f"--jobs 1 takes {one / api:.2f} times as long as the API, and --jobs 2 is {one / two:.2f} times as fast")


def write_dump(path: Path, texts: Sequence[str]) -> None:
    """Write a file with an article a line."""
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(islice(cycle(texts), ARTICLES)):
            file.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")


def clean_texts(texts: Sequence[str]) -> None:
    """Clean texts by the API, as many as the file has."""
    cleaner = Cleaner()
    for text in islice(cycle(texts), ARTICLES):
        cleaner(Document.from_text(text))


def run_batch(dump: Path, out: Path, processes: int) -> None:
    """Clean a file by the command."""
    run("newsclean", "batch", dump, "-o", out, "--jobs", processes, "--overwrite", "--quiet")


def run(program: str, *arguments: object) -> None:
    """Run a program that stands beside this Python."""
    subprocess.run([PROGRAMS / program, *map(str, arguments)], check=True)


def time_in_turn(sides: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Run the sides in turn. Seconds of the best round of each."""
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(ROUNDS):
        for name, side in sides.items():
            start = time.perf_counter()
            side()
            seconds[name].append(time.perf_counter() - start)
    return {name: min(times) for name, times in seconds.items()}
