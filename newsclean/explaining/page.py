"""The witness of the filter `page`: what speaks for and against a line's being of the article in a whole page."""

from collections.abc import Mapping
from functools import cached_property
from math import exp, log

from newsclean.document import Edit
from newsclean.explaining.watching import Step
from newsclean.explaining.weighing import Signal, Weighing, list_moves, make_weighing
from newsclean.explaining.witness import Witness
from newsclean.filters.page import is_whole_page, page
from newsclean.pages.article import SHARES, Look, Looks, list_under_cues, look_twice
from newsclean.pages.evidence import load_page_evidence
from newsclean.pages.page import SUREST, Page
from newsclean.pages.signals import see

_AT_LEAST = log(9)
"""What a line comes to, in log odds, whose score is the least of an article's: a confidence of 0.9."""

_SHOWN = 0.75  # the least confidence of which the filter tells
_ROUNDING, _HELD = 1e-6, 0.002  # by which figures may differ that are the same


class PageWitness(Witness):
    """What `page` saw, where it took a text for a whole page."""

    def __init__(self, step: Step) -> None:
        super().__init__(step)
        whole = step.document.unit != "sentence" and (step.filter is not page or is_whole_page(step.document))
        self._whole = whole
        self._page = Page(step.document if whole else step.document._replace(lines=(), gone=()))
        self._places = {line.number: place for place, line in enumerate(self._page.lines) if line}
        self._edits = {edit.line: edit for edit in step.edits}

    @cached_property
    def _looks(self) -> Looks:
        evidence = load_page_evidence()
        return look_twice(self._page, see(self._page, evidence.words), evidence)

    @cached_property
    def _under_cues(self) -> frozenset[int]:
        return frozenset(list_under_cues(self._page))

    @cached_property
    def confidences(self) -> Mapping[int, float]:
        """The confidence that each line is none of the article, by the evidence alone."""
        return {number: _turn(self._sum(place)) for number, place in self._places.items()}

    def _sum(self, place: int) -> float:
        """Give the log odds that a line goes; the forests speak of the odds that it is of the article."""
        least = load_page_evidence().least
        return _AT_LEAST + least - self._looks.scores[place] - least * (place in self._under_cues)

    def weigh(self, number: int) -> Weighing | None:
        """Give the evidence of the looks at a line that count; None where it was not even looked at."""
        looks = self._list_looks(number)
        if not looks:
            return None
        place, least = self._places[number], load_page_evidence().least
        start, signals = 0.0, []
        for look, share, name in looks:
            values = [look.columns[signal][place] for signal in look.names]
            begin, moves = list_moves(look.forest, look.names, values, {})
            start += share * begin
            signals += [move._replace(name=f"{name}{move.name}", weight=-share * move.weight) for move in moves]
        score = start - sum(signal.weight for signal in signals)
        held = score - self._looks.scores[place]
        if abs(held) > _ROUNDING:
            says = f"scores are held within {SUREST:g}" if self._looks.second.worth[place] else "it had no second look"
            signals.append(Signal("limit", score, held, says))
        if place in self._under_cues:
            signals.append(Signal("under_cue", 1, -least, "it stands under a cue such as “Read also”"))
        return make_weighing(_AT_LEAST + least - start, signals, self.confidences[number])

    def _list_looks(self, number: int) -> list[tuple[Look, float, str]]:
        """List the looks at a line, with what each counts for, and what its signals are named with where both do."""
        if number not in self._places:
            return []
        first, second, _ = self._looks
        place = self._places[number]
        looks = [(look, share) for look, share in zip((first, second), SHARES, strict=True) if look.worth[place]]
        counted = [each for each in looks if each[1]] or [(look, 1.0) for look, _ in looks]
        return [(look, share, "first_" if look is first and len(counted) > 1 else "") for look, share in counted]

    def tell(self, number: int) -> str:
        """Say why a line was not weighed, or what besides the evidence decided."""
        if not self._whole:
            return "the text does not look like a whole page"
        if not self._edits:
            return "it found nothing to take out around the article"
        if not self._list_looks(number):
            return "no running text stands near it"
        return self._tell_beside(self._edits.get(number), self.confidences[number])

    @staticmethod
    def _tell_beside(edit: Edit | None, confidence: float) -> str:
        """Say what decided where the filter did not say what the evidence came to."""
        if edit is None:
            return "it is the article's headline" if confidence >= _SHOWN else ""
        if abs(edit.confidence - confidence) <= _HELD:
            return ""
        if edit.confidence < confidence:
            return "the lines beside it hold it to the article"
        return "it stands above the article's headline, or with what is surely no part of the article"


def _turn(log_odds: float) -> float:
    return round(1 / (1 + exp(-log_odds)), 3)
