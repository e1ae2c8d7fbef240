"""Clean labelled articles, and measure what became of each: the work of one process."""

import gzip
import json
import time
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import NamedTuple

from judge.scoring import Match, count_shingles, find_lost, is_headline, match, split_words
from newsclean import Cleaner, Document, Result

SUFFIX = ".jsonl.gz"
"""What the name of a file of articles ends with; before it stand the set and the scraper, with a dot between."""


class CorpusError(ValueError):
    """A file of articles is not in the format; the message names the file and the line."""


class Article(NamedTuple):
    """A labelled article. `gold` is its body.

    `keep` has a number for each line of the text, as line feeds end it: 1 where the body has the line, 0 where not.
    """

    id: str
    site: str
    language: str
    title: str
    text: str
    gold: str
    keep: list[int]


class Setup(NamedTuple):
    """How to clean: names of filters (None: the default chain), the threshold (None: the default), and what is told."""

    chain: tuple[str, ...] | None = None
    threshold: float | None = None
    titles: bool = False
    sites: bool = False


class Page(NamedTuple):
    """What became of one article: its match with the body before and after, and at best, by dropping whole lines.

    `lost` are the characters of body lines that are gone, `body` those of all body lines.
    """

    set: str
    scraper: str
    id: str
    language: str
    before: Match
    after: Match
    best: Match
    lost: int
    body: int


class Tally(NamedTuple):
    """What a rule did. `lines` are whole lines that it removed, with their `characters`.

    `leftover` are those of the characters that the body does not have. `changed` are lines of which something stayed.
    `lost` are characters of body lines whose words it took out or changed.
    """

    lines: int = 0
    characters: int = 0
    leftover: int = 0
    changed: int = 0
    lost: int = 0


class Measured(NamedTuple):
    """The pages of a file, what each rule did in it, and the seconds and characters of cleaning."""

    pages: list[Page]
    rules: dict[str, Tally]
    seconds: float
    characters: int


def add(tallies: Iterable[Tally]) -> Tally:
    """Add tallies up.

    >>> add([Tally(lines=1, characters=5), Tally(lines=2, lost=3)])
    Tally(lines=3, characters=5, leftover=0, changed=0, lost=3)
    """
    return Tally(*map(sum, zip(*tallies, Tally(), strict=True)))


@cache
def make_cleaner(chain: tuple[str, ...] | None, threshold: float | None) -> Cleaner:
    """Make a cleaner, once in a process. Raises ValueError for a name that is no filter's."""
    return Cleaner(filters=chain) if threshold is None else Cleaner(filters=chain, threshold=threshold)


def find_files(folder: Path, globs: Sequence[str]) -> list[Path]:
    """List the files of articles whose set, scraper, or both with a dot between, one of the globs fits.

    Raises CorpusError where there are none.
    """
    paths = [
        path
        for path in sorted(folder.glob(f"*.*{SUFFIX}"))
        for name in [path.name.removesuffix(SUFFIX)]
        if any(fnmatch(part, glob) for part in (name, *name.split(".", 1)) for glob in globs)
    ]
    if not paths:
        raise CorpusError(f"{folder} has no file SET.SCRAPER{SUFFIX} that {' or '.join(globs)} fits")
    return paths


def read_articles(path: Path) -> Iterator[Article]:
    """Read a file of articles. Raises CorpusError where it is not in the format."""
    where = path.name
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                where = f"{path.name}, line {number}"
                yield _read_article(json.loads(line))
    except KeyError as error:
        raise CorpusError(f"{where}: there is no field {error}") from error
    except (OSError, EOFError, zlib.error, ValueError, TypeError) as error:
        raise CorpusError(f"{where}: {error}") from error


def _read_article(row: dict[str, object]) -> Article:
    needed = {name: row[name] for name in ("id", "text", "gold")}
    known = {name: row.get(name) or "" for name in ("site", "language", "title")}
    texts = {name: value for name, value in {**needed, **known}.items() if isinstance(value, str)}
    if odd := (needed | known).keys() - texts:
        raise TypeError(f"{', '.join(sorted(odd))}: no text")
    keep, lines = row["keep"], texts["text"].count("\n") + 1
    if not isinstance(keep, list) or len(keep) != lines:
        raise ValueError(f"keep has to have a 0 or a 1 for each of the {lines} lines of the text")
    return Article(**texts, keep=keep)


def measure_file(path: Path, setup: Setup) -> Measured:
    """Clean and measure each article of a file named SET.SCRAPER.jsonl.gz. Raises CorpusError."""
    set_, _, scraper = path.name.removesuffix(SUFFIX).partition(".")
    cleaner = make_cleaner(setup.chain, setup.threshold)
    pages: list[Page] = []
    rules: defaultdict[str, Tally] = defaultdict(Tally)
    seconds, characters = 0.0, 0
    for article in read_articles(path):
        start = time.process_time()
        result = cleaner(_make_document(article, setup))
        seconds += time.process_time() - start
        characters += len(article.text)
        page, tallies = measure(article, result)
        pages.append(page._replace(set=set_, scraper=scraper))
        for rule, tally in tallies.items():
            rules[rule] = add([rules[rule], tally])
    return Measured(pages, dict(rules), seconds, characters)


def _make_document(article: Article, setup: Setup) -> Document:
    title, site = article.title if setup.titles else "", article.site if setup.sites else ""
    return Document.from_text(article.text, title=title, site=site)


def measure(article: Article, result: Result) -> tuple[Page, dict[str, Tally]]:
    """Compare an article before and after cleaning with its body, and tell what each rule did."""
    title = split_words(article.title)
    lines = article.text.split("\n")
    words = [split_words(line) for line in lines]
    known = dict(zip(lines, words, strict=True))
    cleaned = [known.get(line) or split_words(line) for line in result.text.split("\n")]
    kept = [line for line, keep in zip(words, article.keep, strict=True) if keep]
    body = count_shingles(_join(map(split_words, article.gold.split("\n")), title))
    before, after, best = (match(body, count_shingles(_join(each, title))) for each in (words, cleaned, kept))
    found = list(find_lost(words, article.keep, [word for line in cleaned for word in line], title))
    lost = {place: len(lines[place]) for place, gone in found if gone}
    total = sum(len(lines[place]) for place, _ in found)
    page = Page("", "", article.id, article.language, before, after, best, sum(lost.values()), total)
    return page, _judge_edits(article, result, lost)


def _join(lines: Iterable[list[str]], title: Sequence[str]) -> list[str]:
    """Join the words of lines, without those of the headline."""
    return [word for line in lines if not is_headline(line, title) for word in line]


def _judge_edits(article: Article, result: Result, lost: dict[int, int]) -> dict[str, Tally]:
    """Tell what each rule did. `lost` are the characters of each lost line of the body, by its place.

    A lost line is held against the last rule that took words out of it.
    """
    places = _find_places(result.source)
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    culprits: dict[int, str] = {}
    for edit in result.edits:
        place = places[edit.line]
        size = len(edit.before)
        if edit.after is None:
            tally = Tally(lines=1, characters=size, leftover=0 if article.keep[place] else size)
        else:
            tally = Tally(changed=1)
        tallies[edit.rule] = add([tallies[edit.rule], tally])
        if place in lost and split_words(edit.before) != split_words(edit.after or ""):
            culprits[place] = edit.rule
    for place, rule in culprits.items():
        tallies[rule] = add([tallies[rule], Tally(lost=lost[place])])
    return dict(tallies)


def _find_places(document: Document) -> dict[int, int]:
    """Give for each line, by its number, its place among the labels: these count line feeds alone, not returns."""
    places, place = {}, 0
    for line in document.lines:
        places[line.number] = place
        place += line.end.count("\n")
    return places
