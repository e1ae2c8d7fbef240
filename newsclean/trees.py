"""Trees of questions about signals: how a table of them is read, weighed and explained.

Signals that mean little by themselves mean much together: a short line is suspicious in a row of short lines, and not
between two paragraphs. A tree asks of one signal after another and ends at a weight in log odds; the weights of many
small trees add up, as those of single signals do. What a signal has contributed is by how much the questions about it
have moved the sum (the method of Saabas, https://blog.datadive.net/interpreting-random-forests/).
"""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import accumulate
from os.path import dirname
from struct import unpack
from typing import Any, NamedTuple

_FOLDER = f"{dirname(__file__)}/weights"

_BITS = 16  # for the leaves of a tree
_TELLING = 3  # trees that are asked for reasons; three more hardly tell others

Tree = Any
"""A weight or an answer, or a question: the place of a signal, a limit, the mean weight, the trees below and above."""


class _Rows(NamedTuple):
    """A forest as it is weighed. To climb each tree for each line would take too long.

    Each of the `questions` has, for one signal, all limits in order, and for each stretch between two of them a row of
    bits: those of the leaves, of all trees together, that can still be reached. What is left of all rows is one leaf of
    each tree, the lowest bit of its part of the row (the method of QuickScorer, Lucchese and others 2015). `pairs` has
    the weights of two trees at a time by these bits, and `first_leaves` is the row of the first leaves.
    """

    questions: list[tuple[int, list[float], list[int]]]
    pairs: "list[_Pair]"
    first_leaves: int


class _Pair(dict[int, float]):
    """What two trees weigh together, by the bits of the leaves that are reached; added up when first asked for."""

    def __init__(self, below: Sequence[float], above: Sequence[float]) -> None:
        super().__init__()
        self._below, self._above = below, above

    def __missing__(self, bits: int) -> float:
        above, below = divmod(bits, 1 << _BITS)
        self[bits] = self._below[below.bit_length() - 1] + self._above[above.bit_length() - 1]
        return self[bits]


class Forest:
    """Trees whose weights add up, beginning with `bias`. No tree has over 16 leaves."""

    def __init__(self, bias: float, trees: Sequence[Tree]) -> None:
        self.bias = bias
        self.trees = trees

    @cached_property
    def rows(self) -> _Rows:
        """The trees as they are weighed, made when that is first asked for."""
        return _lay_rows(self.trees)


class Evidence(NamedTuple):
    """All that a filter weighs: what it sees at a glance, what it sees on reading, and the weights of words.

    `glance` is a tree that decides which lines are read at all, and `look` judges those. In a text of twice the size
    a line needs `caution` more. `says` has for each signal what a person is told where it is low and
    where it is high.
    """

    glance: Tree
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
        _read_tree(table["glance"], places),
        _read_forest(table["look"], places),
        table["caution"],
        table["words"],
        {signal: (low, high) for signal, (low, high) in table["says"].items()},
    )


def _read_forest(table: Mapping[str, Any], places: Mapping[str, int]) -> Forest:
    return Forest(table["bias"], [_read_tree(tree, places) for tree in table["trees"]])


def _read_tree(tree: Any, places: Mapping[str, int]) -> Tree:
    if not isinstance(tree, list):
        return tree
    signal, limit, mean, below, above = tree
    return places[signal], limit, mean, _read_tree(below, places), _read_tree(above, places)


def _lay_rows(trees: Sequence[Tree]) -> _Rows:
    closed: dict[int, dict[float, int]] = {}
    leaves: list[list[float]] = []
    for number, tree in enumerate(trees):
        weights: list[float] = []
        for place, limit, bits in _close_leaves(tree, weights):
            limits = closed.setdefault(place, {})
            limits[limit] = limits.get(limit, 0) | bits << _BITS * number
        leaves.append(weights)
    if len(leaves) % 2:
        leaves.append([0.0])  # a tree without a question makes the pair
    all_leaves = (1 << _BITS * len(leaves)) - 1
    questions = []
    for place, limits in sorted(closed.items()):
        asked = sorted(limits)
        rows = accumulate(map(limits.__getitem__, asked), lambda row, bits: row & ~bits, initial=all_leaves)
        questions.append((place, asked, list(rows)))
    pairs = list(map(_Pair, leaves[::2], leaves[1::2]))
    return _Rows(questions, pairs, all_leaves // ((1 << _BITS) - 1))


def _close_leaves(tree: Tree, weights: list[float]) -> Iterator[tuple[int, float, int]]:
    """List the questions of a tree, each with the bits of the leaves that a signal above its limit cannot reach.

    The weights of the leaves are collected from left to right; their places are their bits.
    """
    if type(tree) is not tuple:
        weights.append(tree)
        return
    place, limit, _, below, above = tree
    first = len(weights)
    yield from _close_leaves(below, weights)
    yield place, limit, (1 << len(weights)) - (1 << first)
    yield from _close_leaves(above, weights)


def climb(tree: Tree, signals: Sequence[float]) -> Any:
    """Give the weight or the answer at which the questions of a tree end.

    >>> climb((0, 60, 0.5, 2.0, -0.5), [12])
    2.0
    """
    while type(tree) is tuple:
        place, limit, _, below, above = tree
        tree = above if signals[place] > limit else below
    return tree


def weigh(forest: Forest, signals: Sequence[float]) -> float:
    """Add up what the trees of a forest say of signals, in log odds.

    >>> weigh(Forest(-1.0, [(0, 60, 0.5, 2.0, -0.5)]), [12])
    1.0
    """
    questions, pairs, first_leaves = forest.rows
    reached = -1
    for place, limits, rows in questions:
        reached &= rows[bisect_left(limits, signals[place])]
    count = len(pairs)
    lowest = reached & ~(reached - first_leaves)  # of all trees at once, as `row & -row` is of one
    bits_of_pairs = unpack(f"<{count}I", lowest.to_bytes(count * 2 * _BITS // 8, "little"))
    return forest.bias + sum(map(_Pair.__getitem__, pairs, bits_of_pairs))


def _note_moves(tree: Tree, signals: Sequence[float], moved: dict[int, float]) -> None:
    """Add by how much each signal moves a tree to `moved`, which has two places for it: as a low one, as a high one."""
    while type(tree) is tuple:
        place, limit, mean, below, above = tree
        high = signals[place] > limit
        tree = above if high else below
        moved[2 * place + high] += (tree[2] if type(tree) is tuple else tree) - mean


def find_reasons(forest: Forest, signals: Sequence[float]) -> list[tuple[int, bool]]:
    """List signals, by their places and by whether they are high, that have moved the sum up; the strongest first.

    The first trees are asked, which say most.

    >>> find_reasons(Forest(-1.0, [(0, 60, 0.5, 2.0, -0.5)]), [12])
    [(0, False)]
    """
    moved: defaultdict[int, float] = defaultdict(float)
    for tree in forest.trees[:_TELLING]:
        _note_moves(tree, signals, moved)
    ranked = sorted([(-weight, place) for place, weight in moved.items() if weight > 0])
    return [(place // 2, place % 2 == 1) for _, place in ranked]


def add_up_moves(forest: Forest, signals: Sequence[float]) -> tuple[float, list[tuple[float, float]]]:
    """Give where the sum of a forest begins, and by how much each signal has moved it: as a low one, and as a high one.

    All trees are asked, so that the beginning and the moves come to what `weigh` gives.

    >>> add_up_moves(Forest(-1.0, [(0, 60, 0.5, 2.0, -0.5)]), [12])
    (-0.5, [(1.5, 0.0)])
    """
    start = forest.bias
    moved: defaultdict[int, float] = defaultdict(float)
    for tree in forest.trees:
        start += tree[2] if type(tree) is tuple else tree
        _note_moves(tree, signals, moved)
    return start, [(moved[2 * place], moved[2 * place + 1]) for place in range(len(signals))]
