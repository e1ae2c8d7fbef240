"""The evidence by which the lines of a whole page are weighed: two forests, one for each look, and words."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from os.path import dirname
from typing import Any, NamedTuple

from newsclean.trees import Forest, Tree

_FILE = f"{dirname(dirname(__file__))}/weights/page.json"


class PageEvidence(NamedTuple):
    """A forest for each look, with the names of the signals that it asks for, and the weights of words.

    The sums are log odds that a line is of the article; from `least` on it stays.
    """

    first: Forest
    first_names: Sequence[str]
    second: Forest
    second_names: Sequence[str]
    least: float
    words: Mapping[str, float]


@cache
def load_page_evidence() -> PageEvidence:
    """Read the evidence that comes with newsclean."""
    with open(_FILE, encoding="utf-8") as file:
        return read_page_evidence(json.load(file))


def read_page_evidence(table: Mapping[str, Any]) -> PageEvidence:
    """Make evidence of a table as JSON has it."""
    first, first_names = _read_forest(table["first"])
    second, second_names = _read_forest(table["second"])
    return PageEvidence(first, first_names, second, second_names, table["least"], table["words"])


def _read_forest(table: Mapping[str, Any]) -> tuple[Forest, Sequence[str]]:
    """Read a forest, and the names of the signals that it asks for, in the order of their places in its trees."""
    places: dict[str, int] = {}
    trees = [_read_tree(tree, places) for tree in table["trees"]]
    return Forest(table["bias"], trees), [*places]


def _read_tree(tree: Any, places: dict[str, int]) -> Tree:
    if not isinstance(tree, list):
        return tree
    signal, limit, mean, below, above = tree
    place = places.setdefault(signal, len(places))
    return place, limit, mean, _read_tree(below, places), _read_tree(above, places)
