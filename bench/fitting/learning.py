"""From observed lines to a table of evidence: weights of words, and trees."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log
from typing import Any

import lightgbm
import numpy as np

from fitting.observing import FOLDS, Observation, find_fold
from newsclean import signals
from newsclean.filters.leftovers import LEAST_SIZE, USUAL_SIZE
from newsclean.signals import SIGNALS, Glance

LEAST_SITES, LEAST_WEIGHT = 8, 0.3
"""A word has a weight where lines of so many sites have it, and where it weighs so much."""

CAUTION = 0.3
"""In a text of twice the size a line needs log 2 times this more: what it takes from the whole weighs less there."""

LEAN = -0.65
"""What is taken from the log odds of all lines, to lean towards keeping them."""

_RECALL, _SURE, _SHOWN = 0.95, 2.2, 0.85  # at a glance: this much of what is surely removed is to be read, in log odds
_READING = 0.007  # what it costs to read a line for nothing, as a share of its text
_LOOK = {
    "n_estimators": 100,
    "learning_rate": 0.15,
    "num_leaves": 16,
    "colsample_bytree": 0.6,
    "reg_lambda": 50.0,
    "max_bin": 31,  # few limits for each signal: the table stays small and quick, and fits unknown sites as well
}
_GLANCE = {"n_estimators": 1, "learning_rate": 1.0, "num_leaves": 64, "reg_lambda": 1.0}
_WORDS = [SIGNALS.index(name) for name in ("word_most", "word_least", "word_mean")]
_SIZE, _TEXT_SIZE = SIGNALS.index("size"), SIGNALS.index("text_size")

Numbers = Any  # an array of numpy, whose own types say no more here
Trees = Any


def weigh_words(lines: Sequence[Observation]) -> dict[str, float]:
    """Weigh words by the sites whose leftovers have them against the sites whose articles have them, in log odds."""
    leftover: defaultdict[str, set[str]] = defaultdict(set)
    article: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        for word in line.words:
            (leftover if line.leftover else article)[word].add(line.site)
    weights = {}
    for word in sorted({*leftover, *article}):
        without, within = len(leftover.get(word, ())), len(article.get(word, ()))
        weight = round(log((without + 1) / (within + 1) * 1.2), 1)
        if without + within >= LEAST_SITES and abs(weight) >= LEAST_WEIGHT:
            weights[word] = weight
    return weights


def list_signals(lines: Sequence[Observation], weights: Mapping[str, float]) -> Numbers:
    """List the signals of lines, the weights of their words among them, as newsclean will see them."""
    table = np.array([line.signals for line in lines], dtype=np.float32)
    for row, line in zip(table, lines, strict=True):
        row[_WORDS] = signals.weigh_words(line.words, weights)
    return table


def list_signals_apart(lines: Sequence[Observation]) -> Numbers:
    """List the signals of lines with weights of words from other sites than each line's own, as for unknown sites."""
    folds = np.array([find_fold(line.site) for line in lines])
    table = np.zeros((len(lines), len(SIGNALS)), dtype=np.float32)
    for fold in range(FOLDS):
        inside = np.flatnonzero(folds == fold)
        if len(inside):
            weights = weigh_words([line for line, other in zip(lines, folds, strict=True) if other != fold])
            table[inside] = list_signals([lines[place] for place in inside], weights)
    return table


def weigh_lines(table: Numbers) -> Numbers:
    """Weigh lines for fitting: long ones more, and less in long texts, for each page counts alike."""
    return np.sqrt(table[:, _SIZE]) / np.sqrt(np.maximum(table[:, _TEXT_SIZE], LEAST_SIZE)) * 10 + 0.05


def grow(table: Numbers, labels: Numbers, weights: Numbers, settings: Mapping[str, Any]) -> Trees:
    """Grow trees on labelled lines."""
    model = lightgbm.LGBMClassifier(
        **settings, min_child_samples=40, subsample=0.7, subsample_freq=1, random_state=1, n_jobs=2, verbose=-1,
        deterministic=True, force_row_wise=True,
    )  # fmt: skip
    return model.fit(table, labels, sample_weight=weights)


def fit(lines: Sequence[Observation]) -> dict[str, Any]:
    """Fit a table of evidence, as `newsclean.trees.read_evidence` reads it; `says` is left to a person."""
    table, labels = list_signals_apart(lines), np.array([line.leftover for line in lines])
    weights = weigh_lines(table) * np.array([line.share for line in lines])
    look = grow(table, labels, weights, _LOOK)
    sums = _weigh_apart(lines, table, labels, weights) - CAUTION * np.log(
        np.maximum(table[:, _TEXT_SIZE], LEAST_SIZE) / USUAL_SIZE
    ) - LEAN  # fmt: skip
    seen = table[:, : len(Glance._fields)]
    shares = table[:, _SIZE] / np.maximum(table[:, _TEXT_SIZE], LEAST_SIZE)
    glance = grow(seen, sums >= _SHOWN, np.where(sums >= _SHOWN, shares, _READING) * 1000, _GLANCE)
    first, sure = glance.predict(seen, raw_score=True), sums >= _SURE
    worth = _find_quantile(first[sure], shares[sure], 1 - _RECALL)
    return {
        "glance": _answer(write_forest(glance, 0.0)["trees"][0], float(worth)),
        "look": write_forest(look, -LEAN),
        "caution": CAUTION,
        "words": weigh_words(lines),
    }


def _weigh_apart(lines: Sequence[Observation], table: Numbers, labels: Numbers, weights: Numbers) -> Numbers:
    """Judge the lines of each part of the sites by trees that were grown on the other parts."""
    folds = np.array([find_fold(line.site) for line in lines])
    sums = np.zeros(len(lines))
    for fold in range(FOLDS):
        inside, outside = folds == fold, folds != fold
        if inside.any():
            trees = grow(table[outside], labels[outside], weights[outside], _LOOK)
            sums[inside] = trees.predict(table[inside], raw_score=True)
    return sums


def _find_quantile(values: Numbers, weights: Numbers, share: float) -> Any:
    """Find the value below which a share of the weight lies."""
    order = np.argsort(values)
    upto = np.cumsum(weights[order])
    return values[order][np.searchsorted(upto, share * upto[-1])]


def write_forest(model: Trees, lean: float) -> dict[str, Any]:
    """Write trees as a table: a weight, or the name of a signal, a limit, the mean weight, and the trees below it."""
    dump = model.booster_.dump_model()
    return {"bias": lean, "trees": [_write_tree(tree["tree_structure"]) for tree in dump["tree_info"]]}


def _answer(tree: Any, least: float) -> Any:
    """Write a tree as one that answers whether a weight is reached, without questions on which no answer hangs."""
    if not isinstance(tree, list):
        return tree >= round(least, 3)
    *question, below, above = tree
    answers = [_answer(below, least), _answer(above, least)]
    return answers[0] if answers[0] == answers[1] else [*question, *answers]


def _write_tree(node: Mapping[str, Any]) -> Any:
    if "leaf_value" in node:
        return round(node["leaf_value"], 3)
    name, limit = SIGNALS[node["split_feature"]], float(f"{node['threshold']:.4g}")
    below, above = _write_tree(node["left_child"]), _write_tree(node["right_child"])
    return [name, limit, round(node["internal_value"], 3), below, above]
