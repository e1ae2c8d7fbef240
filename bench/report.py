"""How long `newsclean report` takes for many documents, how large its page is, and how soon a browser has opened it.

The articles are made up: sentences of words that no language has, among them lines that the rules give as examples of
what they remove. The page is opened in a headless Chromium from an empty profile, several times; the median counts.
"""

import argparse
import json
import random
import runpy
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsclean.shipped import read_shipped_packs

ROOT = Path(__file__).resolve().parent.parent
NEWSCLEAN = Path(sys.executable).parent / "newsclean"
_MOMENTS = """
(() => {
  const [page] = performance.getEntriesByType("navigation");
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return [page.domContentLoadedEventEnd, paint.startTime, page.loadEventEnd];
})()
"""
_SEARCH = """
(() => {
  const box = document.getElementById("search");
  box.value = "newsletter town7.example";
  const start = performance.now();
  box.dispatchEvent(new Event("input"));
  document.body.getBoundingClientRect();
  return performance.now() - start;
})()
"""


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", metavar="FILE", type=Path, help="keep the page")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsclean-bench-") as folder:
        dump, page = Path(folder) / "dump.jsonl", asked.keep or Path(folder) / "report.html"
        with dump.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in make_rows(asked.documents))
        start = time.monotonic()
        subprocess.run([NEWSCLEAN, "report", dump, "-o", page, "--overwrite", "--quiet"], check=True)
        print(f"{asked.documents:,} documents of {dump.stat().st_size / 1e6:.1f} MB")
        print(f"newsclean report    {time.monotonic() - start:6.1f} s, a page of {page.stat().st_size / 1e6:.2f} MB")
        measure_page(page, asked.rounds)


def make_rows(number: int) -> Iterator[dict[str, Any]]:
    """Make articles up."""
    choose = random.Random(number)  # noqa: S311 - no secret
    vocabulary = ["".join(choose.choices("etaoinshrdlucmfw", k=choose.randint(2, 9))) for _ in range(20_000)]
    leftovers = [
        [example.line for rule in pack.rules for example in rule.removes]
        for pack in read_shipped_packs()
        if pack.language
    ]
    for place in range(number):
        lines = [" ".join(choose.choices(vocabulary, k=choose.randint(8, 40))).capitalize() + "." for _ in range(20)]
        for line in choose.sample(leftovers[place % len(leftovers)], choose.randint(0, 10)):
            lines.insert(choose.randint(0, len(lines)), line)
        if place % 5 == 0:
            lines.append(lines[3])
        yield {
            "id": f"article-{place}.txt",
            "title": lines[0][:60],
            "site": f"town{place % 97}.example",
            "text": "\n".join(lines) + "\n",
        }


def measure_page(page: Path, rounds: int) -> None:
    """Open the page several times, and tell how soon it is there."""
    browser = runpy.run_path(str(ROOT / "tests" / "browser.py"))
    if not browser["CHROMIUM"]:
        raise SystemExit("report.py: there is no Chromium; on Debian and Ubuntu: apt install chromium")
    moments, searches = [], []
    for _ in range(rounds):
        with browser["start_browser"]() as chromium:
            chromium.resize(1280, 900)
            chromium.open(page)
            time.sleep(0.5)  # until the paint is told
            moments.append(chromium.run(_MOMENTS))
            searches.append(chromium.run(_SEARCH))
    names = ("DOMContentLoaded", "first paint", "load")
    for name, milliseconds in zip(names, zip(*moments, strict=True), strict=True):
        print(f"{name:20}{statistics.median(milliseconds):6.0f} ms, at most {max(milliseconds):.0f} ms")
    print(f"{'first search':20}{statistics.median(searches):6.0f} ms, at most {max(searches):.0f} ms")


if __name__ == "__main__":
    main()
