"""Fitting the weights of the filters that add up single signals: a logistic regression, held back by a ridge.

Lines of one site resemble each other, so a site counts for so many lines at most.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from judge.scoring import is_headline, split_words

from fitting.observing import prepare, read_all
from newsclean import Cleaner, Document
from newsclean.filters.related import find_headlines
from newsclean.layout import lay_out

_RIDGE, _ROUNDS = 2.0, 30
_MOST_LINES = 30

Numbers = Any  # an array of numpy, whose own types say no more here
Signals = Mapping[str, float]
Find = Callable[[Document], Iterator[tuple[int, Signals]]]
"""Finds the lines that a filter weighs: the number of each, and its signals."""


class Judged(NamedTuple):
    """A line that a filter weighs: its site, its signals, and 1 for a leftover."""

    site: str
    signals: Signals
    leftover: int


def find_in_related(document: Document) -> Iterator[tuple[int, Signals]]:
    """Find the lines that the filter `related` weighs."""
    layout = lay_out(document)
    for place, signals in find_headlines(layout, document.title):
        yield layout.lines[place].number, signals


WEIGHED: Mapping[str, tuple[Sequence[str], Find]] = {
    "related": (("encoding", "spacing", "boilerplate"), find_in_related),
}
"""The filters that add up single signals, with the filters before each and how it finds its lines."""


def judge_files(paths: Iterable[Path], name: str) -> Iterator[Judged]:
    """List the labelled lines that a filter weighs, without the article's own headline."""
    before, find = WEIGHED[name]
    cleaner = Cleaner(filters=before)
    for article in read_all(paths):
        title = split_words(article.title)
        document = prepare(cleaner, article)
        texts = {line.number: line.text for line in document.lines}
        for number, signals in find(document):
            if number <= len(article.keep) and not is_headline(split_words(texts[number]), title):
                yield Judged(article.site, signals, 1 - article.keep[number - 1])


def fit_weights(lines: Sequence[Judged], names: Sequence[str]) -> tuple[float, dict[str, float]]:
    """Fit the bias and the weight of each signal, in log odds."""
    table = np.array([[1.0, *(line.signals.get(name, 0.0) for name in names)] for line in lines])
    labels = np.array([line.leftover for line in lines])
    sites = Counter(line.site for line in lines)
    shares = np.array([min(1, _MOST_LINES / sites[line.site]) for line in lines])
    ridge = np.diag([0.01, *[_RIDGE] * len(names)])
    weights: Numbers = np.zeros(len(names) + 1)
    for _ in range(_ROUNDS):  # Newton's method
        chances = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (shares * (labels - chances)) - ridge @ weights
        bend = (table.T * (shares * chances * (1 - chances))) @ table + ridge
        weights = weights + np.linalg.solve(bend, slope)
    bias, *others = (round(float(weight), 2) for weight in weights)
    return bias, dict(zip(names, others, strict=True))
