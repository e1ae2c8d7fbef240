"""How fast a site's boilerplate is learned, and in how much memory, beside the same count of lines in DuckDB.

    python bench/learn.py [ARTICLES ...] [--sites N]

A corpus of made-up articles of 20 lines is written to a temporary file of JSON lines: 13 lines of their own, and 7 that
return, some with other numbers. Each side reads it, in a process of its own and on one processor. newsclean learns and
writes a pack for each site. DuckDB, where it is installed, only counts in how many articles of its site each line
stands, which is what learning would be at the least.
"""

import argparse
import importlib
import importlib.util
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from newsclean import Document
from newsclean.learning import Counts, learn
from newsclean.learning.writing import write_pack

OWN = 13
SIDES = ("newsclean", "duckdb")
_QUERY = """
SELECT site, lower(line) AS words, count(DISTINCT id) AS articles
FROM (
    SELECT site, id, unnest(string_split(text, chr(10))) AS line
    FROM read_json('{path}', format = 'newline_delimited')
)
GROUP BY ALL HAVING articles > 1
"""


def main() -> None:
    """Make a corpus of each size, and print what both sides took for it."""
    parser = argparse.ArgumentParser("learn.py", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("articles", nargs="*", type=int, default=[25_000, 50_000, 100_000], metavar="ARTICLES")
    parser.add_argument("--sites", type=int, default=500, help="over how many sites they are spread (500)")
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--file", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        run_side(options.side, options.file)
        return
    print(f"{'articles':>9} {'side':10} {'seconds':>8} {'MB':>5}  {'ms an article':>13}")
    for number in options.articles:
        with tempfile.TemporaryDirectory(prefix="newsclean-") as folder:
            path = Path(folder, "articles.jsonl")
            with path.open("w", encoding="utf-8") as file:
                file.writelines(f"{json.dumps(article)}\n" for article in make_articles(number, options.sites))
            for side in SIDES:
                print(f"{number:9} {side:10} {measure(side, path, number)}", flush=True)


def make_articles(number: int, sites: int) -> Iterator[dict[str, str]]:
    """Make articles up, of words as long as English ones."""
    choose = random.Random(number)  # noqa: S311 - no secret
    letters = "etaoinshrdlucmfw"
    vocabulary = ["".join(choose.choices(letters, k=choose.randint(2, 9))) for _ in range(20_000)]
    for place in range(number):
        site = place % sites
        own = [" ".join(choose.choices(vocabulary, k=choose.randint(6, 40))).capitalize() + "." for _ in range(OWN)]
        returning = [
            f"The paper of town {site}",
            f"Published on {choose.randint(1, 28)} May 2025",
            f"{choose.randint(1, 300)} comments",
            f"Become a member of the readers' club of town {site} for a coin a week.",
            "Send this page to a friend",
            f"Most read in town {site}",
            f"A paper of the printers' guild of town {site}",
        ]
        text = "\n".join([returning[0], returning[1], *own, *returning[2:]])
        yield {"id": str(place), "site": f"town{site}.example", "title": own[0][:50], "text": text}


def measure(side: str, path: Path, number: int) -> str:
    """Run a side in a process of its own, and tell its seconds and the most memory that it had."""
    if side == "duckdb" and importlib.util.find_spec("duckdb") is None:
        return "is not installed"
    command = [sys.executable, __file__, "--side", side, "--file", str(path)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    seconds, megabytes = map(float, done.stdout.split())
    return f"{seconds:8.1f} {megabytes:5.0f}  {1000 * seconds / number:13.3f}"


def run_side(side: str, path: str) -> None:
    """Do the work of a side, and print the seconds that it took and the megabytes."""
    start = time.process_time()
    if side == "newsclean":
        learn_packs(path)
    else:
        count_in_duckdb(path)
    print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def learn_packs(path: str) -> None:
    """Learn the packs of a file of articles."""
    counts = Counts()
    with open(path, encoding="utf-8") as file:
        for row in map(json.loads, file):
            counts.add(Document.from_text(row["text"], title=row["title"], site=row["site"], id=row["id"]))
    written = [write_pack(learned.pack) for learned in learn(counts)]
    if not all("readers' club" in pack for pack in written):
        raise SystemExit("learn.py: what returns was not learned")


def count_in_duckdb(path: str) -> None:
    """Count the lines of a file of articles in DuckDB, on one processor."""
    duckdb = importlib.import_module("duckdb")
    duckdb.execute("SET threads = 1")
    duckdb.execute(_QUERY.format(path=path)).fetchall()


if __name__ == "__main__":
    main()
