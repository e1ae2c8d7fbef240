"""Tallies: what a run has done so far. They add up."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from newsclean.document import Result
from newsclean.filters import FILTERS

_RULES = "boilerplate"  # the filter whose edits are named by rules of packs


class Tally(NamedTuple):
    """How many articles were read, and changed; how many inputs failed; and how often each rule edited.

    `read` and `written` are the characters of the articles before and after, and `size` are the bytes of the files that
    were read. `slow` counts lines that a pattern took too long for.
    """

    articles: int = 0
    changed: int = 0
    failed: int = 0
    slow: int = 0
    read: int = 0
    written: int = 0
    size: int = 0
    rules: Mapping[str, int] = {}

    def __add__(self, other: object) -> "Tally":
        """Add two tallies up."""
        if not isinstance(other, Tally):
            return NotImplemented
        return Tally(
            self.articles + other.articles,
            self.changed + other.changed,
            self.failed + other.failed,
            self.slow + other.slow,
            self.read + other.read,
            self.written + other.written,
            self.size + other.size,
            Counter(self.rules) + Counter(other.rules),
        )

    def count_filters(self) -> dict[str, int]:
        """Count the edits of each filter, in the order of the filters."""
        counts = dict.fromkeys(FILTERS, 0)
        for rule, count in self.rules.items():
            counts[tell_filter(rule)] += count
        return {name: count for name, count in counts.items() if count}

    def summarize(self) -> dict[str, Any]:
        """Give the summary as JSON holds it."""
        return {
            "articles": self.articles,
            "changed": self.changed,
            "failed": self.failed,
            "slow": self.slow,
            "characters": {"read": self.read, "written": self.written},
            "filters": self.count_filters(),
            "rules": dict(sorted(self.rules.items())),
        }


class Count:
    """Counts what is done, article by article."""

    def __init__(self) -> None:
        self.articles = self.changed = self.read = self.written = 0
        self.rules: Counter[str] = Counter()

    def add(self, result: Result) -> None:
        """Count an article."""
        self.articles += 1
        read = sum(len(line.text) + len(line.end) for line in result.source.lines)
        self.read += read
        self.written += len(result.text)
        if result.edits:
            self.changed += 1
            self.rules.update(edit.rule for edit in result.edits)

    def total(self, size: int) -> Tally:
        """Give what was counted, of files of a size in bytes."""
        return Tally(self.articles, self.changed, 0, 0, self.read, self.written, size, self.rules)


def tell_filter(rule: str) -> str:
    """Tell the filter that a rule belongs to.

    >>> tell_filter("en.newsletter"), tell_filter("related.headline")
    ('boilerplate', 'related')
    """
    name = rule.partition(".")[0]
    return name if name in FILTERS else _RULES
