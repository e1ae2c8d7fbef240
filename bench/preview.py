"""How fast the preview is, as ratios: on a screen, against the import of click and rich; in a pipe, against cleaning.

    python bench/preview.py [FILE.jsonl.gz ...]

The files hold an article a line with a field `text`; without any, the labelled articles beside the project are taken,
or else the examples over and over. The machine's speed drifts, so the two sides of a ratio are run in turn.
"""

import os
import pty
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from speed import CORPUS, read_texts

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "en-calls-read-also-pull-quote.txt"
PROGRAM = str(Path(sys.executable).with_name("newsclean"))
ARTICLES = 1000
STARTS = 25
ROUNDS = 5
# Whoever has installed newsclean has its bytecode too; the first start of each side makes it.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in {"PYTHONDONTWRITEBYTECODE", "NO_COLOR"}}


def main() -> None:
    """Print the two tables."""
    on_screen = {
        'python -c "import click, rich.console"': [sys.executable, "-c", "import click, rich.console"],
        "newsclean diff FILE": [PROGRAM, "diff", str(EXAMPLE)],
    }
    print("one article, on a screen")
    compare({name: partial(run_on_screen, command) for name, command in on_screen.items()}, STARTS)
    with tempfile.TemporaryDirectory(prefix="newsclean-bench-") as folder:
        names = write_articles(Path(folder))
        in_pipe = {"newsclean FILE...": [PROGRAM, *names], "newsclean diff FILE...": [PROGRAM, "diff", *names]}
        print(f"\n{ARTICLES:,} articles, in a pipe")
        compare({name: partial(run_in_pipe, command) for name, command in in_pipe.items()}, ROUNDS)


def write_articles(folder: Path) -> list[str]:
    """Write a file for each of so many articles, and list their names."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted(CORPUS.glob("*.trafilatura.jsonl.gz"))
    examples = [path.read_bytes() for path in EXAMPLE.parent.glob("*.txt")]
    texts = [text.encode() for text in read_texts(paths)] or examples
    names = [str(folder / f"{number:04}.txt") for number in range(ARTICLES)]
    for name, text in zip(names, islice(cycle(texts), ARTICLES), strict=True):
        Path(name).write_bytes(text)
    return names


def run_on_screen(command: Sequence[str]) -> None:
    """Run a command in a terminal of 50 lines, until it has ended."""
    ours, theirs = pty.openpty()
    environment = {**ENVIRONMENT, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "50"}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, env=environment):
        os.close(theirs)
        with suppress(OSError):  # how Linux says that nobody has the other end any more
            while os.read(ours, 65536):
                pass
    os.close(ours)


def run_in_pipe(command: Sequence[str]) -> None:
    """Run a command, and read all that it writes."""
    subprocess.run(command, check=True, capture_output=True, env=ENVIRONMENT)


def compare(sides: dict[str, Callable[[], None]], rounds: int) -> None:
    """Run two sides in turn, and print the median times of both, and of the ratios of each round."""
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds + 1):
        for name, side in sides.items():
            start = time.perf_counter()
            side()
            if number:  # the first makes bytecode, and fills the caches
                seconds[name].append(time.perf_counter() - start)
    for name, times in seconds.items():
        print(f"{name:40}{1000 * median(times):9.1f} ms")
    first, second = seconds.values()
    print(f"{'ratio':40}{median(ours / theirs for theirs, ours in zip(first, second, strict=True)):9.2f}")


if __name__ == "__main__":
    main()
