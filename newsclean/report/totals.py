"""Totals: what was found in the documents so far, and of which documents all is kept. Their memory is bounded."""

import heapq
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from newsclean.batch.failures import Failure
from newsclean.controls import show_controls
from newsclean.kinds import kind_of
from newsclean.report.diffs import Example
from newsclean.report.outcomes import EXAMPLES, Figures, Hits, Outcome

DETAILED = 200
"""How many documents are kept with their diffs: those that lost most, and those with most doubts."""

LISTED = 100_000
"""How many documents are kept as rows of a table."""

FAILURES = 1_000
"""How many failures are told one by one."""


@dataclass(slots=True)
class Share:
    """What happened in some documents, or by some rules: lines that went, changes, doubts, and in how many documents.

    `documents` are those that were read, where the share is that of a language or a site.
    """

    gone: int = 0
    changed: int = 0
    unsure: int = 0
    documents: int = 0

    def add(self, gone: int, changed: int, unsure: int) -> None:
        """Add what happened in one more document."""
        self.gone += gone
        self.changed += changed
        self.unsure += unsure
        self.documents += 1


@dataclass(slots=True)
class RuleShare(Share):
    """What a rule did, the reason that it gave first, and examples."""

    reason: str = ""
    _firsts: list[Example] = field(default_factory=list)  # of documents
    _others: list[Example] = field(default_factory=list)

    def take(self, hits: Hits) -> None:
        """Add what the rule did in one more document."""
        self.add(hits.gone, hits.changed, hits.unsure)
        self.reason = self.reason or hits.reason
        if len(self._firsts) < EXAMPLES:
            first, *others = hits.examples
            self._firsts += [first] if first not in self._firsts else []
            self._others += others

    def list_examples(self) -> list[Example]:
        """List a few examples, from as many documents as there are."""
        examples: list[Example] = []
        for example in (*self._firsts, *self._others):
            if example not in examples:
                examples.append(example)
        return examples[:EXAMPLES]


class Row(NamedTuple):
    """A document as a row of a table: its figures, and the rules that spoke."""

    figures: Figures
    rules: tuple[str, ...]


def make_row(outcome: Outcome) -> Row:
    """Make the row of an outcome, in which the names of rules take no room of their own."""
    return Row(outcome.figures, tuple(map(sys.intern, outcome.hits)))


class Totals:
    """Adds outcomes up, one document after the other, and keeps the diffs of those that a person will look at.

    Of the documents, `touched` are those in which a line went or changed, `doubtful` those with a line in doubt, and
    `noted` those that are one or the other. `read` and `lost` are characters.
    """

    def __init__(self) -> None:
        self.all = Share()
        self.lines = self.read = self.lost = self.touched = self.doubtful = self.noted = self.failed = 0
        self.kinds: defaultdict[str, Share] = defaultdict(Share)
        self.languages: defaultdict[str, Share] = defaultdict(Share)
        self.sites: defaultdict[str, Share] = defaultdict(Share)
        self.rules: defaultdict[str, RuleShare] = defaultdict(RuleShare)
        self.rows: list[Row] = []
        self.failures: list[tuple[str, str]] = []
        # Heaps of documents by what counts and by their places, of which the first come first.
        self._losses: list[_Kept] = []
        self._doubts: list[_Kept] = []

    def add(self, outcome: Outcome) -> None:
        """Add a document."""
        place = self.all.documents
        figures = outcome.figures
        for share in (self.all, self.languages[figures.language], self.sites[figures.site]):
            share.add(figures.gone, figures.changed, figures.unsure)
        self.lines += figures.lines
        self.read += figures.read
        self.lost += figures.lost
        self.touched += bool(figures.gone or figures.changed)
        self.doubtful += bool(figures.unsure)
        self._add_hits(outcome.hits)
        if place < LISTED:
            self.rows.append(make_row(outcome))
        if outcome.diff:
            self.noted += 1
            _keep(self._losses, (figures.lost, -place, outcome))
        if figures.unsure:
            _keep(self._doubts, (figures.unsure, -place, outcome))

    def add_failure(self, failure: Failure) -> None:
        """Add what could not be read or cleaned."""
        self.failed += 1
        if len(self.failures) < FAILURES:
            name = f"{failure.name}: line {failure.line}" if failure.line else failure.name
            self.failures.append((show_controls(name), show_controls(failure.reason)))

    def choose_details(self) -> dict[int, Outcome]:
        """Choose the documents to show with their diffs, by their places: half by doubts, and the rest by losses."""
        doubts = [(-place, outcome) for _, place, outcome in sorted(self._doubts, reverse=True)]
        losses = [(-place, outcome) for _, place, outcome in sorted(self._losses, reverse=True)]
        chosen = dict(doubts[: DETAILED // 2])
        for place, outcome in (*losses, *doubts):
            if len(chosen) == DETAILED:
                break
            chosen.setdefault(place, outcome)
        return chosen

    def _add_hits(self, hits: Mapping[str, Hits]) -> None:
        kinds: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for rule, found in hits.items():
            self.rules[rule].take(found)
            counts = kinds[tell_kind(rule)]
            for place, count in enumerate(found[:3]):
                counts[place] += count
        for kind, (gone, changed, unsure) in kinds.items():
            self.kinds[kind].add(gone, changed, unsure)


_Kept = tuple[int, int, Outcome]


def _keep(heap: list[_Kept], kept: _Kept) -> None:
    """Keep a document in a heap of the foremost."""
    if len(heap) < DETAILED:
        heapq.heappush(heap, kept)
    else:
        heapq.heappushpop(heap, kept)


def tell_kind(rule: str) -> str:
    """Tell the kind of a rule; for one of a filter of one's own that has no kind, its name."""
    return kind_of(rule) if "." in rule else rule
