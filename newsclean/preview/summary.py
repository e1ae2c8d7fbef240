"""What cleaning came to, in numbers: how many lines go, change and are unsure, and by which filter and rule."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from newsclean.document import Edit, Result
from newsclean.filters import FILTERS


class Bar(NamedTuple):
    """A filter, or a rule of the filter above it, with its edits, and how many more it is unsure of."""

    name: str
    is_filter: bool
    edits: int
    unsure: int


class Summary:
    """Counts results as they come, so that none has to be kept."""

    def __init__(self) -> None:
        self.documents = self.touched = self.lines = self.gone = self.changed = self.unsure = 0
        self.rules: Counter[str] = Counter()
        self.unsure_rules: Counter[str] = Counter()
        self._units: set[str] = set()

    def add(self, result: Result) -> None:
        """Count a result."""
        removed = {edit.line for edit in result.edits if edit.after is None}
        self.documents += 1
        self.touched += bool(result.edits or result.unsure)
        self.lines += len(result.source.lines)
        self.gone += len(removed)
        self.changed += len({edit.line for edit in result.edits} - removed)
        self.unsure += len({edit.line for edit in result.unsure})
        self.rules.update(edit.rule for edit in result.edits)
        self.unsure_rules.update(edit.rule for edit in result.unsure)
        self._units.add(result.source.unit)

    def tell(self) -> str:
        """Say in one line how many lines go and change, by which filter, and how many are unsure."""
        lines = count_nouns(self.lines, next(iter(self._units)) if len(self._units) == 1 else "line")
        parts = [f"{self.gone:,} of {lines} {'goes' if self.gone == 1 else 'go'}"] if self.gone else []
        if self.changed:
            of = "" if self.gone else f" of {lines}"
            parts.append(f"{self.changed:,}{of} {'changes' if self.changed == 1 else 'change'}")
        parts = parts or [f"nothing to remove in {lines}"]
        if self.unsure:
            parts.append(f"{self.unsure:,} unsure")
        filters = ", ".join(f"{bar.name} {bar.edits:,}" for bar in self.list_bars() if bar.is_filter and bar.edits)
        return ", ".join(parts) + (f" ({filters})" if filters else "")

    def list_bars(self) -> Iterator[Bar]:
        """List the filters in their order, and below each its rules, the most frequent first."""
        rules = sorted({*self.rules, *self.unsure_rules}, key=lambda rule: (-self.rules[rule], rule))
        for name in FILTERS:
            own = [rule for rule in rules if name_filter(rule) == name]
            if own:
                edits, unsure = (sum(map(counts.__getitem__, own)) for counts in (self.rules, self.unsure_rules))
                yield Bar(name, is_filter=True, edits=edits, unsure=unsure)
                yield from (Bar(rule, False, self.rules[rule], self.unsure_rules[rule]) for rule in own)


def summarize(*results: Result) -> str:
    """Say in one line what happens to documents."""
    summary = Summary()
    for result in results:
        summary.add(result)
    return summary.tell()


def filter_of(edit: Edit) -> str:
    """Give the name of the filter that proposed an edit; the rules of packs are those of boilerplate."""
    return name_filter(edit.rule)


def name_filter(rule: str) -> str:
    """Give the name of the filter that a rule belongs to.

    >>> name_filter("en.newsletter"), name_filter("related.headline")
    ('boilerplate', 'related')
    """
    name = rule.partition(".")[0]
    return name if name in FILTERS else "boilerplate"


def count_nouns(number: int, noun: str) -> str:
    """Write a number with its noun.

    >>> count_nouns(1, "line"), count_nouns(2000, "line")
    ('1 line', '2,000 lines')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
