"""Fitting the evidence of the filter `page` on labelled dumps of whole pages.

The second look is fitted on what the first one says of sites that it was not fitted on, as it will be for unknown
sites. Where an annotator broke off, or the body is another text of the page, the first look finds much that "is not of
the article" and is: pages on which that is a third of what it finds are left out of fitting, and not of judging.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log
from typing import Any, NamedTuple

import lightgbm
import numpy as np

from fitting.labelling import Labelled
from fitting.observing import FOLDS, find_fold
from newsclean.pages.article import list_worth_reading
from newsclean.pages.page import SUREST, Columns
from newsclean.pages.runs import WORTH_A_SECOND_LOOK, look_again
from newsclean.pages.signals import see

LEAST = -0.5
"""The log odds from which a line stays: to keep a line in doubt costs less than to lose one."""

_LEAST_SITES, _LEAST_WEIGHT = 8, 0.3  # of a word
_BROKEN = 0.3  # the share of what is found beyond the body from which a page is not fitted on
_SMALLEST_BODY = 150  # words: smaller bodies count as these, for every page counts alike
_FORESTS = 3
_FEW_WORDS = 8
_WORDS_IN_A_ROW = 12
_TREES = {"colsample_bytree": 0.4, "reg_lambda": 5.0, "max_bin": 63, "subsample": 0.7, "subsample_freq": 1}
_FIRST = {**_TREES, "n_estimators": 80, "learning_rate": 0.15, "num_leaves": 16, "min_child_samples": 150}
_SECOND = {**_TREES, "n_estimators": 70, "learning_rate": 0.11, "num_leaves": 12, "min_child_samples": 300}

FIRST_SIGNALS = (
    *("size", "words", "sentence", "last", "last_below", "stops", "commas", "digits", "upper", "capitals"),
    *("capitals_below", "size-2", "size-1", "size+1", "word_most", "word_least", "word_mean", "word_sum"),
    *("word_mean_above", "words_near", "rule_below", "since_also", "since_comments", "since_author"),
    *("since_stamp", "since_share", "until_stamp", "since_end", "ends_above", "comments_above", "also_above"),
    *("rules_near", "copies", "twins", "since_title", "known", "known_far", "subject_near", "subject_around"),
    *("sentences_near", "sentences_around", "short_near", "dates_around", "alternating", "size_above"),
    *("size_below", "size_far_above", "size_far_below", "since_paragraph", "until_paragraph", "since_longer"),
    *("until_longer", "run_above", "row_above", "row_below", "paragraphs_above", "longer_above"),
    *("paragraphs_far_above", "paragraphs_below", "text_above", "share_above", "lines_above", "lines_below"),
    *("lines", "page_size", "text_size", "text_share", "paragraph_size", "indent", "indent_share"),
)
"""What the first look is fitted on, of all that is seen."""

Numbers = Any  # an array of numpy, whose own types say no more here


class Table:
    """Labelled pages as one table of lines, for fitting."""

    def __init__(self, pages: Sequence[Labelled]) -> None:
        self.pages = pages
        self.starts = np.cumsum([0, *(len(page.labels) for page in pages)])
        self.labels = np.array([label for page in pages for label in page.labels])
        self.counts = np.array([count for page in pages for count in page.counts], dtype=float)
        self.folds = np.repeat([find_fold(page.site) for page in pages], np.diff(self.starts))
        self.columns = self._see_apart()
        self.worth = np.array(
            [
                each
                for page, seen in zip(pages, self.columns, strict=True)
                for each in list_worth_reading(page.page, seen)
            ]
        )
        self.weights = self._weigh()

    def _see_apart(self) -> list[Columns]:
        """See each page with weights of words from other sites than its own, as for unknown sites."""
        folds = [find_fold(page.site) for page in self.pages]
        words = {
            fold: weigh_words([page for page, other in zip(self.pages, folds, strict=True) if other != fold])
            for fold in sorted(set(folds))
        }
        return [see(page.page, words[fold]) for page, fold in zip(self.pages, folds, strict=True)]

    def _weigh(self) -> Numbers:
        """Weigh lines for fitting by their words, against those of the body."""
        weights = np.zeros(len(self.labels))
        for start, stop in zip(self.starts, self.starts[1:], strict=False):
            counts = self.counts[start:stop]
            body = (counts * self.labels[start:stop]).sum()
            weights[start:stop] = (counts + 3) * (counts > 0) / max(body, _SMALLEST_BODY)
        weights /= weights[weights > 0].mean()
        many = (self.labels == 0) & (self.counts < _FEW_WORDS)  # of these every third will do
        weights[many] *= np.where(np.arange(many.sum()) % 3 == 0, 3, 0)
        return weights

    def leave_out_broken(self, scores: Numbers) -> Numbers:
        """Give the weights of lines without the pages whose body seems to be broken off."""
        weights = self.weights.copy()
        for start, stop in zip(self.starts, self.starts[1:], strict=False):
            counts, found = self.counts[start:stop], scores[start:stop] > LEAST
            body = self.labels[start:stop] == 1
            if counts[found & ~body].sum() > _BROKEN * counts[found | body].sum():
                weights[start:stop] = 0
        return weights

    def look_again(self, scores: Numbers) -> list[Columns]:
        """Give the columns of the second look."""
        return [
            look_again(page.page, seen, np.clip(scores[start:stop], -SUREST, SUREST).tolist())
            for page, seen, start, stop in zip(self.pages, self.columns, self.starts, self.starts[1:], strict=False)
        ]


def weigh_words(pages: Sequence[Labelled]) -> dict[str, float]:
    """Weigh words by the sites whose articles have them against the sites that have them elsewhere, in log odds."""
    sites: tuple[defaultdict[str, set[str]], ...] = (defaultdict(set), defaultdict(set))
    for page in pages:
        for line_words, kept, count in zip(page.page.words, page.labels, page.counts, strict=True):
            if count:
                for word in set(line_words[:40]):
                    sites[kept][word].add(page.site)
    weights = {}
    for word in sorted({*sites[0], *sites[1]}):
        without, within = (len(found.get(word, ())) for found in sites)
        weight = round(log((without + 1) / (within + 1)), 1)
        if without + within >= _LEAST_SITES and abs(weight) >= _LEAST_WEIGHT:
            weights[word] = weight
    return weights


def stack(columns: Sequence[Columns], names: Sequence[str]) -> Numbers:
    """Put columns of all pages one below the other, a column for each name."""
    return np.column_stack(
        [np.concatenate([np.asarray(seen[name], dtype=np.float32) for seen in columns]) for name in names]
    )


class Forests(NamedTuple):
    """Several forests of one kind, grown by chance in other ways, whose mean is taken: it depends less on chance."""

    models: Sequence[Any]

    def weigh(self, table: Numbers) -> Numbers:
        """Give the mean sums, in log odds."""
        return np.mean([model.predict(table, raw_score=True) for model in self.models], axis=0)

    def write(self, names: Sequence[str]) -> dict[str, Any]:
        """Write trees as a table: a weight, or the name of a signal, a limit, the mean weight, and the trees below."""
        dumps = [model.booster_.dump_model()["tree_info"] for model in self.models]
        share = 1 / len(self.models)
        return {
            "bias": 0.0,
            "trees": [_write_tree(tree["tree_structure"], names, share) for dump in dumps for tree in dump],
        }


def grow(table: Numbers, labels: Numbers, weights: Numbers, settings: Mapping[str, Any]) -> Forests:
    """Grow trees on lines that have a weight."""
    inside = weights > 0
    models = [
        lightgbm.LGBMClassifier(
            **settings, random_state=seed, n_jobs=1, verbose=-1, deterministic=True, force_row_wise=True
        ).fit(table[inside], labels[inside], sample_weight=weights[inside])
        for seed in range(1, _FORESTS + 1)
    ]
    return Forests(models)


class Apart(NamedTuple):
    """Trees for each part of the sites, grown on the other parts, and what they say of the lines of each part."""

    trees: list[Forests]
    scores: Numbers


def grow_apart(table: Numbers, lines: Table, weights: Numbers, worth: Numbers, settings: Mapping[str, Any]) -> Apart:
    """Judge the lines of each part of the sites by trees that were grown on the other parts."""
    scores = np.full(len(lines.labels), -SUREST)
    grown = []
    for fold in range(FOLDS):
        trees = grow(table, lines.labels, np.where(lines.folds != fold, weights * worth, 0), settings)
        inside = (lines.folds == fold) & worth
        if inside.any():
            scores[inside] = trees.weigh(table[inside])
        grown.append(trees)
    return Apart(grown, np.clip(scores, -SUREST, SUREST))


class Fit:
    """Evidence fitted on labelled pages, and on all parts of their sites but one."""

    def __init__(self, pages: Sequence[Labelled]) -> None:
        self.pages = pages
        lines = Table(pages)
        self.seen = stack(lines.columns, FIRST_SIGNALS)
        roughly = grow_apart(self.seen, lines, lines.weights, lines.worth, _FIRST)
        self.weights = lines.leave_out_broken(roughly.scores)
        self.first = grow_apart(self.seen, lines, self.weights, lines.worth, _FIRST)
        again = lines.look_again(self.first.scores)
        self.names = [*again[0]]
        self.seen_again = stack(again, self.names)
        self.worth_again = self.first.scores > WORTH_A_SECOND_LOOK
        self.lines = lines

    def write(self) -> dict[str, Any]:
        """Fit on all sites. Gives a table as `newsclean.pages.evidence.read_page_evidence` reads it."""
        first = grow(self.seen, self.lines.labels, self.weights * self.lines.worth, _FIRST)
        second = grow(self.seen_again, self.lines.labels, self.weights * self.worth_again, _SECOND)
        return self._put_together(first, second, self.pages)

    def write_apart(self) -> list[dict[str, Any]]:
        """Give for each part of the sites a table that was fitted on the others."""
        second = grow_apart(self.seen_again, self.lines, self.weights, self.worth_again, _SECOND)
        return [
            self._put_together(
                self.first.trees[fold],
                second.trees[fold],
                [page for page in self.pages if find_fold(page.site) != fold],
            )
            for fold in range(FOLDS)
        ]

    def _put_together(self, first: Forests, second: Forests, pages: Sequence[Labelled]) -> dict[str, Any]:
        return {
            "first": first.write(FIRST_SIGNALS),
            "second": second.write(self.names),
            "least": LEAST,
            "words": weigh_words(pages),
        }


def _write_tree(node: Mapping[str, Any], names: Sequence[str], share: float) -> Any:
    if "leaf_value" in node:
        return round(share * node["leaf_value"], 3)
    name, limit = names[node["split_feature"]], float(f"{node['threshold']:.4g}")
    below, above = (_write_tree(node[child], names, share) for child in ("left_child", "right_child"))
    return [name, limit, round(share * node["internal_value"], 3), below, above]


def write_table(table: Mapping[str, Any]) -> str:
    """Write a table of evidence as JSON, with a line for each tree."""
    about = "Fitted by bench/fit_pages.py; docs/whole-pages.md tells how it is read."
    parts = [f'"about": {_dump(about)}', f'"least": {table["least"]}']
    for key in ("first", "second"):
        trees = ",\n".join(map(_dump, table[key]["trees"]))
        parts.append(f'"{key}": {{"bias": {table[key]["bias"]}, "trees": [\n{trees}\n]}}')
    words = [f"{_dump(word)}: {weight}" for word, weight in table["words"].items()]
    rows = [words[start : start + _WORDS_IN_A_ROW] for start in range(0, len(words), _WORDS_IN_A_ROW)]
    parts.append('"words": {\n' + ",\n".join(map(", ".join, rows)) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
