"""Labelled lines as a filter sees them: the signals of each, after the filters before it have done their work."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from judge.measuring import Article, read_articles

from newsclean import Cleaner, Document
from newsclean.document import apply
from newsclean.filters import FILTERS
from newsclean.fold import words
from newsclean.layout import Layout
from newsclean.signals import Reader, glance

FOLDS = 5
"""Into so many parts the sites are divided, for fitting on some and trying on others."""

LOOKED_AT = 60  # words of a line, as many as newsclean.signals weighs

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
    """Observe the lines of all articles of files."""
    cleaner = Cleaner(filters=_BEFORE)
    articles = (article for path in paths for article in read_articles(path))
    return [line for page, article in enumerate(articles) for line in observe(cleaner, page, article)]


def observe(cleaner: Cleaner, page: int, article: Article) -> Iterator[Observation]:
    """Observe the lines of an article that a first run of the filters leaves, and that are odd enough to be judged."""
    if article.text.count("\n") + 1 != len(article.keep):
        return
    document = Document.from_text(article.text)
    for filter_ in cleaner.chain:
        sure = {edit.line: edit for edit in filter_(document) if edit.confidence >= cleaner.threshold}
        document = apply(document, sure.values())
    layout = Layout(document)
    reader = None
    for place in filter(layout.is_odd, range(len(layout))):
        line = layout.lines[place]
        reader = reader or Reader(document, layout, {})
        signals = (*glance(layout, place), *reader.look(place))
        kept = article.keep[line.number - 1] if line.number <= len(article.keep) else 1
        yield Observation(article.site, page, signals, tuple(dict.fromkeys(words(line.text)[:LOOKED_AT])), 1 - kept)
