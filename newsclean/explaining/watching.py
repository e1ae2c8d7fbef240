"""A cleaning that is watched: what each filter of the chain was shown, what it proposed, and what came of that."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from newsclean.choices import Choices
from newsclean.cleaner import Cleaner
from newsclean.document import Document, Edit, Filter, Result, apply, close_gaps
from newsclean.rounds import number_in_source, read_anew


class Step(NamedTuple):
    """A filter that was asked, the document that it was shown, and the edits that it proposed."""

    filter: Filter
    document: Document
    edits: Sequence[Edit]


class Round(NamedTuple):
    """A run of the chain: the document that it began with, its steps, and the edits that were applied or unsure.

    A later round reads the text anew: `numbers` has for each of its lines the lines of the source that it comes from.
    """

    document: Document
    steps: Sequence[Step]
    applied: Sequence[Edit]
    unsure: Sequence[Edit]
    numbers: Mapping[int, Sequence[int]] = {}


class Watched(NamedTuple):
    """A cleaning that was watched, by a cleaner of this threshold, with what its user has chosen."""

    result: Result
    rounds: Sequence[Round]
    threshold: float
    choices: Choices


def watch(cleaner: Cleaner, document: Document) -> Watched:
    """Clean a document as a cleaner does, and remember what its filters were asked and what they said."""
    watcher = _Watcher(cleaner)
    result = watcher(document)
    return Watched(result, list(_number_lines(watcher.rounds)), cleaner.threshold, cleaner.choices)


def name_filter(filter_: Filter) -> str:
    """Name a filter as the chain does; one of a user's own by its name in Python."""
    name: str = getattr(filter_, "__name__", type(filter_).__name__.lower())
    return "page" if name == "whole_page" else name


class _Recorder:
    """A filter that remembers each answer."""

    def __init__(self, filter_: Filter, steps: list[Step]) -> None:
        self._filter = filter_
        self._steps = steps

    def __call__(self, document: Document) -> Sequence[Edit]:
        edits = list(self._filter(document))
        self._steps.append(Step(self._filter, document, edits))
        return edits


class _Watcher(Cleaner):
    """A cleaner with the chain of another, whose filters remember their answers."""

    def __init__(self, cleaner: Cleaner) -> None:
        self._steps: list[Step] = []
        recorders = {id(filter_): _Recorder(filter_, self._steps) for filter_ in cleaner.chain}
        self.chain = tuple(recorders[id(filter_)] for filter_ in cleaner.chain)  # one that comes twice stays one
        self._line_by_line = 0  # all filters are asked in each round
        self.threshold = cleaner.threshold
        self.choices = cleaner.choices
        self.rounds: list[Round] = []

    def _run(self, document: Document, start: int, reach: int) -> Any:
        self._steps.clear()
        run = super()._run(document, start, reach)
        self.rounds.append(Round(document, tuple(self._steps), run.edits, run.unsure))
        return run


def _number_lines(rounds: Sequence[Round]) -> Iterator[Round]:
    """Give each round the numbers that its lines have in the source."""
    before: Document | None = None
    numbers: dict[int, Sequence[int]] = {}
    for each in rounds:
        if before is None:
            numbers = {line.number: (line.number,) for line in each.document.lines}
        else:
            found = number_in_source(before, read_anew(before, before.text))
            numbers = {line: [source for one in lines for source in numbers[one]] for line, lines in found.items()}
        yield each._replace(numbers=numbers)
        before = apply(each.document, close_gaps(each.document, each.applied))
