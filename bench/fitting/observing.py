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
from newsclean.signals import Reader, glance

FOLDS = 5
"""Into so many parts the sites are divided, for fitting on some and trying on others."""

LOOKED_AT = 60  # words of a line, as many as newsclean.signals weighs

_SHORTEST = 8  # lines of a short piece

_BEFORE = [name for name in FILTERS if name != "leftovers"]


class Observation(NamedTuple):
    """A labelled line: its site, the signals it gives where no word has a weight, its words, and 1 for a leftover."""

    site: str
    page: int
    signals: tuple[float, ...]
    words: tuple[str, ...]
    leftover: int


def find_fold(site: str) -> int:
    """Give the part that a site belongs to, the same on every machine.

    >>> find_fold("lantern.example") == find_fold("lantern.example")
    True
    """
    return int(hashlib.md5(site.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def observe_files(paths: Iterable[Path]) -> list[Observation]:
    """Observe the lines of all articles of files, and of the clean and short articles that can be made of them."""
    cleaner = Cleaner(filters=_BEFORE)
    articles = (made for path in paths for article in read_articles(path) for made in vary(article))
    return [line for page, article in enumerate(articles) for line in observe(cleaner, page, article)]


def vary(article: Article) -> Iterator[Article]:
    """Give an article as it is, as its body alone, and a short piece of it with as many leftovers as it has.

    What scrapers leave is never quite clean and seldom short, while much of what people clean is both.
    """
    yield article
    choose = random.Random(article.text)  # noqa: S311 - no secret
    lines = [*zip(article.text.split("\n"), article.keep, strict=True)]
    body = [(line, keep) for line, keep in lines if keep]
    yield _put_together(article, body)
    if len(body) > _SHORTEST:
        start = choose.randrange(len(body) - _SHORTEST)
        yield _put_together(article, body[start : start + choose.randint(_SHORTEST, 2 * _SHORTEST)])
    sizes = sorted(len(line) for line, keep in lines if keep and line.strip())
    short = sizes[len(sizes) // 2] if sizes else 0
    yield _put_together(article, [(line, keep) for line, keep in lines if not keep or len(line) <= short])


def _put_together(article: Article, lines: list[tuple[str, int]]) -> Article:
    return article._replace(text="\n".join(line for line, _ in lines), keep=[keep for _, keep in lines] or [1])


def observe(cleaner: Cleaner, page: int, article: Article) -> Iterator[Observation]:
    """Observe the lines of an article that a first run of the filters leaves, and that are odd enough to be judged."""
    if article.text.count("\n") + 1 != len(article.keep):
        return
    document = Document.from_text(article.text)
    for filter_ in cleaner.chain:
        sure = {edit.line: edit for edit in filter_(document) if edit.confidence >= cleaner.threshold}
        document = apply(document, sure.values())
    layout = Layout(document)
    title = split_words(article.title)
    reader = None
    for place in filter(layout.is_odd, range(len(layout))):
        line = layout.lines[place]
        if is_headline(split_words(line.text), title):  # annotators leave it out of the body, and readers want it
            continue
        reader = reader or Reader(document, layout, {})
        signals = (*glance(layout, place), *reader.look(place))
        kept = article.keep[line.number - 1] if line.number <= len(article.keep) else 1
        yield Observation(article.site, page, signals, tuple(dict.fromkeys(words(line.text)[:LOOKED_AT])), 1 - kept)
