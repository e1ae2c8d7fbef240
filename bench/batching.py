"""How fast `newsclean batch` is: in one process and in two, against the Python API, and beside ftfy's own command.

    python bench/batching.py [FILE.jsonl.gz ...]

The files are as in speed.py, and their articles are taken over and over until there are enough. All sides read the same
file of JSON lines. The two sides of a ratio are run in turn, and the best round of each counts.
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

from speed import find_files, read_texts

from newsclean import Cleaner, Document

ARTICLES = 20_000
ROUNDS = 2
PROGRAMS = Path(sys.executable).parent


def main() -> None:
    """Print the table."""
    paths = find_files(sys.argv[1:])
    if not paths:
        sys.exit("no articles to clean: name files of them, an article a line in JSON with a field text")
    compare_batch(read_texts(paths))


def compare_batch(texts: Sequence[str]) -> None:
    """Time the cleaning of a file of many articles, by the API and by commands, as whoever waits for it does."""
    with tempfile.TemporaryDirectory(prefix="newsclean-bench-") as folder:
        dump, out = Path(folder) / "dump.jsonl", Path(folder) / "out.jsonl"
        write_dump(dump, texts)
        sides: dict[str, Callable[[], object]] = {
            "Python API": partial(clean_dump, dump, out),
            "batch --jobs 1": partial(run, "newsclean", "batch", dump, "-o", out, "--jobs", 1, "--overwrite", "--quiet"),
            "batch --jobs 2": partial(run, "newsclean", "batch", dump, "-o", out, "--jobs", 2, "--overwrite", "--quiet"),
            "ftfy's command": partial(run, "ftfy", dump, "-o", out),
        }
        megabytes = dump.stat().st_size / 1e6
        seconds = time_in_turn(sides)
    print(f"\n{ARTICLES:,} articles in one file of {megabytes:.0f} MB, best of {ROUNDS} rounds, by the clock")
    print(f"{'':16}{'seconds':>8}{'articles/s':>12}{'MB/s':>8}")
    for name, taken in seconds.items():
        print(f"{name:16}{taken:8.1f}{ARTICLES / taken:12,.0f}{megabytes / taken:8.2f}")
    api, one, two, _ = seconds.values()
    print(f"--jobs 1 takes {one / api:.2f} times as long as the API; --jobs 2 is {one / two:.2f} times as fast as --jobs 1")


def write_dump(path: Path, texts: Sequence[str]) -> None:
    """Write a file with an article a line."""
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(islice(cycle(texts), ARTICLES)):
            file.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")


def clean_dump(dump: Path, out: Path) -> None:
    """Clean a file by the API, as a script of a few lines would, and write the clean texts."""
    cleaner = Cleaner()
    with dump.open(encoding="utf-8") as source, out.open("w", encoding="utf-8") as target:
        for line in source:
            article = json.loads(line)
            article["text"] = cleaner(Document.from_text(article["text"])).text
            target.write(json.dumps(article, ensure_ascii=False) + "\n")


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


if __name__ == "__main__":
    main()
