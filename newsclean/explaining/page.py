"""The witness of the filter `page`: what speaks for and against a line's being of the article in a whole page."""

from collections.abc import Mapping
from functools import cached_property
from math import exp, log

from newsclean.explaining.watching import Step
from newsclean.explaining.weighing import Signal, Weighing, list_moves, make_weighing
from newsclean.explaining.witness import Witness
from newsclean.filters.page import is_whole_page, page
from newsclean.page_article import Look, list_under_cues, look_twice
from newsclean.page_evidence import load_page_evidence
from newsclean.page_signals import see
from newsclean.pages import SUREST, Page

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
    def _looks(self) -> tuple[Look, Look]:
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
        return _AT_LEAST + least - self._looks[1].scores[place] - least * (place in self._under_cues)

    def weigh(self, number: int) -> Weighing | None:
        """Give the evidence of the last look at a line; None where it was not even looked at."""
        look = self._last_look(number)
        if look is None:
            return None
        place, least = self._places[number], load_page_evidence().least
        values = [look.columns[name][place] for name in look.names]
        start, moves = list_moves(look.forest, look.names, values, {})
        signals = [move._replace(weight=-move.weight) for move in moves]
        if place in self._under_cues:
            signals.append(Signal("under_cue", 1, -least, "it stands under a cue such as “Read also”"))
        score = start + sum(move.weight for move in moves)
        final = self._looks[1].scores[place]
        if abs(score - final) > _ROUNDING:
            says = f"scores are held within {SUREST:g}" if look is self._looks[1] else "there was no second look"
            signals.append(Signal("limit", score, score - final, says))
        return make_weighing(_AT_LEAST + least - start, signals, self.confidences[number])

    def _last_look(self, number: int) -> Look | None:
        if number not in self._places:
            return None
        return next((look for look in reversed(self._looks) if look.worth[self._places[number]]), None)

    def tell(self, number: int) -> str:
        """Say why a line was not weighed, or what besides the evidence decided."""
        if not self._whole:
            return "the text does not look like a whole page"
        if not self._edits:
            return "it found nothing to take out around the article"
        if self._last_look(number) is None:
            return "no running text stands near it"
        edit, confidence = self._edits.get(number), self.confidences[number]
        if edit is None:
            return "it is the article's headline" if confidence >= _SHOWN else ""
        if abs(edit.confidence - confidence) <= _HELD:
            return ""
        above = edit.confidence > confidence
        return "it stands above the article's headline" if above else "a line that ends with a colon announces it"


def _turn(log_odds: float) -> float:
    return round(1 / (1 + exp(-log_odds)), 3)
