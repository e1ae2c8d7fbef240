"""Trees of questions about signals: how a table of them is read, weighed and explained.

Signals that mean little by themselves mean much together: a short line is suspicious in a row of short lines, and not
between two paragraphs. A tree asks of one signal after another and ends at a weight in log odds; the weights of many
small trees add up, as those of single signals do. What a signal has contributed is by how much the questions about it
have moved the sum (the method of Saabas, https://blog.datadive.net/interpreting-random-forests/).
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from os.path import dirname
from typing import Any, NamedTuple

_FOLDER = f"{dirname(__file__)}/weights"

Tree = Any
"""A weight, or a question: the place of a signal, a limit, the mean weight here, and the trees up to it and above."""


class Forest(NamedTuple):
    """Trees whose weights add up, beginning with `bias`."""

    bias: float
    trees: tuple[Tree, ...]


class Evidence(NamedTuple):
    """All that a filter weighs: what it sees at a glance, what it sees on reading, and the weights of words.

    `glance` decides which lines are read at all, by a sum of at least `worth_reading`; `look` judges those. In a text
    of twice the size a line needs `caution` more. `says` has for each signal what a person is told where it is low and
    where it is high.
    """

    glance: Forest
    worth_reading: float
    look: Forest
    caution: float
    words: Mapping[str, float]
    says: Mapping[str, tuple[str, str]]


@cache
def load_evidence(name: str, signals: tuple[str, ...]) -> Evidence:
    """Read the evidence of a filter from its table in `weights/`; the trees ask of these signals, by their names."""
    with open(f"{_FOLDER}/{name}.json", encoding="utf-8") as file:
        return read_evidence(json.load(file), signals)


def read_evidence(table: Mapping[str, Any], signals: Sequence[str]) -> Evidence:
    """Make evidence of a table as JSON has it. Raises KeyError for a signal that there is not."""
    places = {signal: place for place, signal in enumerate(signals)}
    return Evidence(
        _read_forest(table["glance"], places),
        table["worth_reading"],
        _read_forest(table["look"], places),
        table["caution"],
        table["words"],
        {signal: (low, high) for signal, (low, high) in table["says"].items()},
    )


def _read_forest(table: Mapping[str, Any], places: Mapping[str, int]) -> Forest:
    return Forest(table["bias"], tuple(_read_tree(tree, places) for tree in table["trees"]))


def _read_tree(tree: Any, places: Mapping[str, int]) -> Tree:
    if not isinstance(tree, list):
        return tree
    signal, limit, mean, below, above = tree
    return places[signal], limit, mean, _read_tree(below, places), _read_tree(above, places)


def weigh(forest: Forest, signals: Sequence[float]) -> float:
    """Add up what the trees of a forest say of signals, in log odds.

    >>> weigh(Forest(-1.0, ((0, 60, 0.5, 2.0, -0.5),)), [12])
    1.0
    """
    total = forest.bias
    for tree in forest.trees:
        while type(tree) is tuple:
            place, limit, _, below, above = tree
            tree = below if signals[place] <= limit else above
        total += tree
    return total


def find_reasons(forest: Forest, signals: Sequence[float]) -> Counter[tuple[int, bool]]:
    """Tell how much each signal has moved the sum, in log odds, by its place and by whether it was found high.

    >>> find_reasons(Forest(-1.0, ((0, 60, 0.5, 2.0, -0.5),)), [12])
    Counter({(0, False): 1.5})
    """
    moved: Counter[tuple[int, bool]] = Counter()
    for tree in forest.trees:
        while type(tree) is tuple:
            place, limit, mean, below, above = tree
            high = signals[place] > limit
            tree = above if high else below
            moved[place, high] += (tree[2] if type(tree) is tuple else tree) - mean
    return moved
