"""How fast newsclean is, as ratios of one run: against ftfy, against its own API, and against the import of click.

    python bench/speed.py [FILE.jsonl.gz ...]

The files hold an article a line with a field `text`; without any, the labelled articles beside the project are taken.
The machine's speed drifts, so the two sides of a ratio are run in turn, and the best round of each counts.
"""

import gzip
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import ftfy
from batching import compare_batch

from newsclean import Cleaner, Document, Result
from newsclean.filters import FILTERS

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
ROUNDS = 5
STARTS = 25
SMALL_CLEAN_FILE = Path(__file__).parent / "small-clean-article.txt"


def main() -> None:
    """Print the tables."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted(CORPUS.glob("*.trafilatura.jsonl.gz"))
    if paths:
        texts = read_texts(paths)
        compare_with_ftfy(texts)
        compare_batch(texts)
    else:
        print("no articles to clean: name files of them, an article a line in JSON with a field text")
    compare_with_click()


def read_texts(paths: Sequence[Path]) -> list[str]:
    """Read the texts of articles from gzipped files of JSON lines."""
    texts = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for line in lines]
    return texts


def compare_with_ftfy(texts: Sequence[str]) -> None:
    """Time the whole chain and each filter alone, beside ftfy.fix_text with its defaults."""
    chains = {"whole chain": Cleaner(), **{name: Cleaner(filters=[name]) for name in FILTERS}}
    sides: dict[str, Callable[[str], object]] = {"ftfy.fix_text": ftfy.fix_text}
    sides |= {name: partial(clean, cleaner) for name, cleaner in chains.items()}
    seconds = {name: min(times) for name, times in time_in_turn(sides, texts).items()}
    characters = sum(map(len, texts))
    print(f"{len(texts)} articles, {characters / 1e6:.1f} million characters, one process, best of {ROUNDS} rounds")
    print(f"{'':16}{'Mchar/s':>8}  times as fast as ftfy.fix_text")
    for name, taken in seconds.items():
        print(f"{name:16}{characters / taken / 1e6:8.2f}  {seconds['ftfy.fix_text'] / taken:5.2f}")


def clean(cleaner: Cleaner, text: str) -> Result:
    """Clean a text from the start, as a caller with nothing but the text does."""
    return cleaner(Document.from_text(text))


def time_in_turn(sides: dict[str, Callable[[str], object]], texts: Sequence[str]) -> dict[str, list[float]]:
    """Run each side over all texts, the sides in turn. Seconds of processor time, a list for each side."""
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(ROUNDS):
        for name, side in sides.items():
            start = time.process_time()
            for text in texts:
                side(text)
            seconds[name].append(time.process_time() - start)
    return seconds


def compare_with_click() -> None:
    """Time a start of newsclean on a small clean file beside a start of Python that imports click."""
    commands = {
        'python -c "import click"': [sys.executable, "-c", "import click"],
        "newsclean FILE": [str(Path(sys.executable).with_name("newsclean")), str(SMALL_CLEAN_FILE)],
    }
    # Whoever has installed newsclean has its bytecode too; the first start of each side makes it.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    for _ in range(STARTS):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
            seconds[name].append(time.perf_counter() - start)
    print(f"\na start, median of {STARTS}")
    for name, times in seconds.items():
        print(f"{name:26}{1000 * median(times):7.1f} ms")
    ratios = [ours / theirs for theirs, ours in zip(*seconds.values(), strict=True)]
    print(f"{'ratio':26}{median(ratios):7.2f}")


if __name__ == "__main__":
    main()
