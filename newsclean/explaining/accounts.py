"""The account of a line: what each filter of the chain saw of it and proposed, and what became of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from newsclean.choices import Choices
from newsclean.document import Edit, Filter, Line
from newsclean.explaining.evidence import LeftoversWitness, RelatedWitness, RepeatsWitness
from newsclean.explaining.page import PageWitness
from newsclean.explaining.rules import RulesWitness
from newsclean.explaining.watching import Round, Step, Watched, name_filter
from newsclean.explaining.weighing import Weighing
from newsclean.explaining.witness import Hit, Witness
from newsclean.filters.boilerplate import Boilerplate
from newsclean.filters.leftovers import leftovers
from newsclean.filters.page import page, whole_page
from newsclean.filters.related import related
from newsclean.filters.repeats import repeats
from newsclean.filters.site import Site
from newsclean.kinds import kind_of

Fate = Literal["goes", "changes", "stays"]
Outcome = Literal["applied", "unsure", "switched off", "kind kept", "line kept", "passed over"]

_WITNESSES: Mapping[Filter, Callable[[Step], Witness]] = {
    related: RelatedWitness,
    repeats: RepeatsWitness,
    leftovers: LeftoversWitness,
    page: PageWitness,
    whole_page: PageWitness,
}


class Proposal(NamedTuple):
    """An edit that a filter proposed, and what came of it.

    It is "unsure" under the threshold, "switched off" or "kept" where the user has chosen so, and "passed over" where
    the filter has proposed another one for the line before.
    """

    edit: Edit
    outcome: Outcome


class Opinion(NamedTuple):
    """What a filter had to say of a line.

    `number` and `text` are those that the line had when the filter saw it. `note` says what there is to know beside
    hits and evidence.
    """

    round: int
    filter: str
    number: int
    text: str
    hits: Sequence[Hit]
    weighing: Weighing | None
    note: str
    proposals: Sequence[Proposal]


class Account(NamedTuple):
    """A line of the source, what becomes of it by which edits, and the opinions that led there."""

    number: int
    text: str
    after: str | None
    edits: Sequence[Edit]
    opinions: Sequence[Opinion]

    @property
    def fate(self) -> Fate:
        """What becomes of the line."""
        return _tell_fate(self.text, self.after)


class Glimpse(NamedTuple):
    """A line of the source that filters had an opinion on: the surest of them, and what became of the line.

    `unsure` tells that an edit was proposed and not applied.
    """

    number: int
    text: str
    filter: str
    confidence: float
    fate: Fate
    unsure: bool


class Explainer:
    """What there is to tell of the lines of a document that was cleaned."""

    def __init__(self, watched: Watched) -> None:
        self.watched = watched
        self._afters: dict[int, str | None] = {line.number: line.text for line in watched.result.source.lines}
        self._afters |= {edit.line: edit.after for edit in watched.result.edits}
        self._unsure = {edit.line for edit in watched.result.unsure}
        self._rounds = [
            (number, each, [(step, _call_witness(step)) for step in each.steps])
            for number, each in enumerate(watched.rounds, start=1)
        ]

    @cached_property
    def lines(self) -> dict[int, Line]:
        """The lines of the source, by their numbers."""
        return {line.number: line for line in self.watched.result.source.lines}

    def explain(self, number: int) -> Account:
        """Give the account of a line of the source. Raises KeyError where there is no such line."""
        edits = [edit for edit in self.watched.result.edits if edit.line == number]
        return Account(number, self.lines[number].text, self._afters[number], edits, list(self._ask(number)))

    def _ask(self, source: int) -> Iterator[Opinion]:
        for number, each, steps in self._rounds:
            inside = {line for line, sources in each.numbers.items() if source in sources}
            for step, witness in steps:
                for line in step.document.lines:
                    if line.number in inside:
                        yield self._make_opinion(number, each, step, witness, line)

    def _make_opinion(self, number: int, each: Round, step: Step, witness: Witness, line: Line) -> Opinion:
        blank = not line.text.strip()
        return Opinion(
            number,
            name_filter(step.filter),
            line.number,
            line.text,
            () if blank else witness.list_hits(line.number),
            None if blank else witness.weigh(line.number),
            "" if blank else witness.tell(line.number),
            [Proposal(edit, self._tell_outcome(edit, each)) for edit in step.edits if edit.line == line.number],
        )

    def _tell_outcome(self, edit: Edit, each: Round) -> Outcome:
        key = _name_edit(edit)
        if key in map(_name_edit, each.applied):
            return "applied"
        if key in map(_name_edit, each.unsure):
            return "unsure"
        return _find_choice(self.watched.choices, edit)

    def list_glimpses(self) -> list[Glimpse]:
        """List the lines that filters had an opinion on, each with the filter that took it out or else was surest."""
        found: dict[int, list[tuple[bool, bool, float, str]]] = {}
        for _, each, steps in self._rounds:
            for step, witness in steps:
                for line, confidence, applied, removed in self._list_confidences(each, step, witness):
                    for source in each.numbers.get(line, ()):
                        entry = removed, applied, confidence, name_filter(step.filter)
                        found.setdefault(source, []).append(entry)
        return [self._glimpse(number, *max(found[number])[2:]) for number in sorted(found)]

    def _list_confidences(self, each: Round, step: Step, witness: Witness) -> Iterator[tuple[int, float, bool, bool]]:
        """List the lines that a filter had an opinion on: its confidence, and whether it edited or removed them."""
        for edit in step.edits:
            applied = self._tell_outcome(edit, each) == "applied"
            yield edit.line, edit.confidence, applied, applied and edit.after is None
        edited = {edit.line for edit in step.edits}
        for line, confidence in witness.confidences.items():
            if line not in edited:
                yield line, confidence, False, False

    def _glimpse(self, number: int, confidence: float, name: str) -> Glimpse:
        text = self.lines[number].text
        return Glimpse(number, text, name, confidence, _tell_fate(text, self._afters[number]), number in self._unsure)


def _tell_fate(text: str, after: str | None) -> Fate:
    if after is None:
        return "goes"
    return "stays" if after == text else "changes"


def _call_witness(step: Step) -> Witness:
    if isinstance(step.filter, Boilerplate | Site):
        return RulesWitness(step, step.filter.rules)
    return _WITNESSES.get(step.filter, Witness)(step)


def _find_choice(choices: Choices, edit: Edit) -> Outcome:
    """Find what the user chose against an edit; where there is nothing, another edit of its line came before it."""
    if not choices.refuse(edit):
        return "passed over"
    if edit.rule in choices.disabled:
        return "switched off"
    return "kind kept" if kind_of(edit.rule) in choices.kinds else "line kept"


def _name_edit(edit: Edit) -> tuple[int, str, str, float]:
    """Name an edit by what stays the same of it, however its line is shown to filters."""
    return edit.line, edit.rule, edit.reason, edit.confidence
