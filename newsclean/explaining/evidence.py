"""The witnesses of the filters that weigh evidence for each line: `related`, `repeats` and `leftovers`."""

from collections.abc import Mapping
from functools import cached_property

from newsclean.evidence import load_weights, weigh
from newsclean.explaining.watching import Step
from newsclean.explaining.weighing import Signal, Weighing, list_moves, make_weighing, weigh_singly
from newsclean.explaining.witness import Witness
from newsclean.filters.leftovers import LEAST_JUDGED, measure_caution, weigh_lines
from newsclean.filters.related import find_headlines
from newsclean.filters.repeats import find_repeats
from newsclean.layout import lay_out
from newsclean.signals import SIGNALS
from newsclean.trees import load_evidence


class _LayoutWitness(Witness):
    """What is seen of lines that are told by their places among those that are not blank."""

    def __init__(self, step: Step) -> None:
        super().__init__(step)
        self.layout = lay_out(step.document)
        self.places = {line.number: place for place, line in enumerate(self.layout.lines)}


class RelatedWitness(_LayoutWitness):
    """What `related` saw: lines that may be headlines of other stories."""

    @cached_property
    def _signals(self) -> Mapping[int, Mapping[str, float]]:
        found = find_headlines(self.layout, self.step.document.title)
        return {self.layout.lines[place].number: signals for place, signals in found}

    @cached_property
    def confidences(self) -> Mapping[int, float]:
        """The confidence of each line that may be a headline."""
        return {number: weigh(load_weights("related"), signals) for number, signals in self._signals.items()}

    def weigh(self, number: int) -> Weighing | None:
        """Give the evidence that a line is a headline of another story."""
        if number not in self._signals:
            return None
        return weigh_singly(load_weights("related"), self._signals[number], self.confidences[number])

    def tell(self, number: int) -> str:
        """Say that a line is none that could be a headline."""
        return "" if number in self._signals else "it could be no headline of another story, by its form or its place"


class RepeatsWitness(_LayoutWitness):
    """What `repeats` saw: lines that say again what another one says."""

    @cached_property
    def _repeats(self) -> Mapping[int, tuple[int, Mapping[str, float]]]:
        lines = self.layout.lines
        found = find_repeats(self.layout).values()
        return {lines[repeat.place].number: (repeat.other, repeat.signals) for repeat in found}

    @cached_property
    def confidences(self) -> Mapping[int, float]:
        """The confidence of each line that says something again."""
        return {number: weigh(load_weights("repeats"), signals) for number, (_, signals) in self._repeats.items()}

    def weigh(self, number: int) -> Weighing | None:
        """Give the evidence that a line is a copy or a pull quote."""
        if number not in self._repeats:
            return None
        return weigh_singly(load_weights("repeats"), self._repeats[number][1], self.confidences[number])

    def tell(self, number: int) -> str:
        """Say which line says the same."""
        if number not in self._repeats:
            return "no other line says the same"
        line = self.layout.lines[self._repeats[number][0]]
        return f"it says again what line {line.number} says: {line.text.strip()}"


class LeftoversWitness(_LayoutWitness):
    """What `leftovers` saw: lines that may be no part of the article."""

    @cached_property
    def _weighed(self) -> Mapping[int, tuple[float, tuple[float, ...]]]:
        if self.layout.sizes_upto[-1] < LEAST_JUDGED:
            return {}
        weighed = weigh_lines(self.layout, load_evidence("leftovers", SIGNALS))
        return {self.layout.lines[place].number: each for place, each in weighed.items()}

    @cached_property
    def confidences(self) -> Mapping[int, float]:
        """The confidence of each line that was read."""
        return {number: confidence for number, (confidence, _) in self._weighed.items()}

    def weigh(self, number: int) -> Weighing | None:
        """Give the evidence that a line is a leftover; the caution that a long text asks for is a part of it."""
        if number not in self._weighed:
            return None
        confidence, values = self._weighed[number]
        evidence = load_evidence("leftovers", SIGNALS)
        lean, signals = list_moves(evidence.look, SIGNALS, values, evidence.says)
        caution = -measure_caution(self.layout, evidence)
        says = "in a long text a doubt weighs more" if caution < 0 else "in a short text a doubt weighs less"
        signals.append(Signal("caution", self.layout.sizes_upto[-1], caution, says))
        return make_weighing(lean, signals, confidence)

    def tell(self, number: int) -> str:
        """Say why a line was not weighed."""
        if number in self._weighed:
            return ""
        if self.layout.sizes_upto[-1] < LEAST_JUDGED:
            return f"texts of under {LEAST_JUDGED} characters are not judged"
        if self.places[number] == 0:
            return "the first line is never judged"
        if self.places[number] not in self.layout.odd:
            return "it is a sentence of the running text"
        return "at a glance nothing speaks for reading it"
