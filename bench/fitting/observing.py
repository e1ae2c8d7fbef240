"""Labelled lines as a filter sees them: the signals of each, after the filters before it have done their work."""

import hashlib
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from judge.measuring import Article, read_articles
from judge.scoring import is_headline, split_words

from newsclean import Cleaner, Document
from newsclean.document import apply
from newsclean.filters import FILTERS
from newsclean.fold import words
from newsclean.layout import Layout
from newsclean.preview.plain import read_plain
from newsclean.signals import Reader, find_head, glance

FOLDS = 5
"""Into so many parts the sites are divided, for fitting on some and trying on others."""

_SHORTEST = 8  # lines of a short piece
_MADE = 0.2  # how much a line of an article counts for that was made of another
CASES = Path(__file__).parents[2] / "tests" / "cases"

_BEFORE = [name for name in FILTERS if name != "leftovers"]


class Observation(NamedTuple):
    """A labelled line: its site, the signals it gives where no word has a weight, its words, and 1 for a leftover.

    `share` is how much it counts for: lines of articles that were made of others count less.
    """

    site: str
    signals: tuple[float, ...]
    words: tuple[str, ...]
    leftover: int
    share: float


def find_fold(site: str) -> int:
    """Give the part that a site belongs to, the same on every machine.

    >>> find_fold("lantern.example") == find_fold("lantern.example")
    True
    """
    return int(hashlib.md5(site.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def read_all(paths: Iterable[Path]) -> Iterator[Article]:
    """Read the articles of files, and the project's own."""
    for path in paths:
        yield from read_articles(path)
    yield from read_cases()


def observe_files(paths: Iterable[Path]) -> list[Observation]:
    """Observe the lines of all articles, and of those that can be made of them."""
    cleaner = Cleaner(filters=_BEFORE)
    return [
        line for article in read_all(paths) for made, share in vary(article) for line in observe(cleaner, made, share)
    ]


def read_cases() -> Iterator[Article]:
    """Read the cases of the test suite as labelled articles: in many languages, short, and with many leftovers."""
    for path in sorted(CASES.rglob("*.diff")):
        known, source, _ = read_plain(path.read_text(encoding="utf-8"))
        margins = [row[:1] for row in path.read_text(encoding="utf-8").split("\n") if row[:1] not in ("+", "#")]
        keep = [int(margin != "-") for margin in margins]
        title = known.get("title") or source.partition("\n")[0]
        if source.count("\n") + 1 == len(keep):  # else its lines are sentences of one line
            yield Article(path.stem, path.stem, path.parent.name, title, source, "", keep)


def vary(article: Article) -> Iterator[tuple[Article, float]]:
    """Give an article as it is, as its body alone, and a short piece of it with as many leftovers as it has.

    What scrapers leave is never quite clean and seldom short, while much of what people clean is both. Beside each
    stands how much its lines count for.
    """
    yield article, 1.0
    choose = random.Random(article.text)  # noqa: S311 - no secret
    lines = [*zip(article.text.split("\n"), article.keep, strict=True)]
    body = [(line, keep) for line, keep in lines if keep]
    yield _put_together(article, body), _MADE
    if len(body) > _SHORTEST:
        start = choose.randrange(len(body) - _SHORTEST)
        yield _put_together(article, body[start : start + choose.randint(_SHORTEST, 2 * _SHORTEST)]), _MADE
    sizes = sorted(len(line) for line, keep in lines if keep and line.strip())
    short = sizes[len(sizes) // 2] if sizes else 0
    yield _put_together(article, [(line, keep) for line, keep in lines if not keep or len(line) <= short]), _MADE


def _put_together(article: Article, lines: list[tuple[str, int]]) -> Article:
    return article._replace(text="\n".join(line for line, _ in lines), keep=[keep for _, keep in lines] or [1])


def prepare(cleaner: Cleaner, article: Article) -> Document:
    """Run the filters of a cleaner once over an article."""
    document = Document.from_text(article.text)
    for filter_ in cleaner.chain:
        sure = {edit.line: edit for edit in filter_(document) if edit.confidence >= cleaner.threshold}
        document = apply(document, sure.values())
    return document


def observe(cleaner: Cleaner, article: Article, share: float) -> Iterator[Observation]:
    """Observe the lines of an article that a first run of the filters leaves, and that are odd enough to be judged."""
    if article.text.count("\n") + 1 != len(article.keep):
        return
    document = prepare(cleaner, article)
    layout = Layout(document)
    if not layout.odd:
        return
    title = split_words(article.title)
    seen, reader = glance(layout), Reader(layout, {})
    for place in layout.odd:
        line = layout.lines[place]
        if is_headline(split_words(line.text), title):  # annotators leave it out of the body, and readers want it
            continue
        signals = (*seen[place], *reader.read(place))
        kept = article.keep[line.number - 1] if line.number <= len(article.keep) else 1
        line_words = tuple(dict.fromkeys(words(find_head(line.text))))
        yield Observation(article.site, signals, line_words, 1 - kept, share)
