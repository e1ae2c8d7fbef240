"""Lines that are no part of the article by all that is seen of them, though no rule knows their words.

Most leftovers come in blocks: lists of teasers, boxes, comments, what stands below the end. So a line is judged with
its neighbours, with its place among the paragraphs, and with what the rules have taken out around it.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from math import exp, log

from newsclean.document import Document, Edit, remove
from newsclean.layout import Layout, lay_out
from newsclean.signals import SIGNALS, Reader, glance
from newsclean.trees import Evidence, find_reasons, load_evidence, weigh

_DOUBTFUL, _WORTH_SHOWING, _SURE = 0.7, 0.85, 0.9
_UNSEEN: tuple[float, tuple[float, ...]] = 0.0, ()
_FEWEST = 2  # lines that make a list
USUAL_SIZE, LEAST_SIZE = 4000, 1500
"""The size of a text, in characters, at which nothing is taken for caution, and the least that is told apart."""
_MOST_REASONS = 2


def leftovers(document: Document) -> Iterator[Edit]:
    """Take out lines and blocks that are no part of the article by all that is seen of them."""
    layout = lay_out(document)
    if any(map(layout.is_odd, _list_judged(layout))):
        yield from judge(document, layout, load_evidence("leftovers", SIGNALS))


def judge(document: Document, layout: Layout, evidence: Evidence) -> Iterator[Edit]:
    """Propose to remove the lines that evidence speaks against, and those in doubt that stand between such lines."""
    weighed = {place: (confidence, signals) for place, confidence, signals in weigh_lines(document, layout, evidence)}
    for place, (confidence, signals) in weighed.items():
        enclosed = _DOUBTFUL <= confidence < _SURE and _is_enclosed(layout, weighed, place)
        if enclosed or confidence >= _WORTH_SHOWING:
            kind, where = _name(layout, place)
            reason = f"{where}: {_explain(evidence, signals)}{', leftovers on both sides' if enclosed else ''}"
            yield remove(layout.lines[place], f"leftovers.{kind}", reason, _SURE if enclosed else confidence)


def _is_enclosed(layout: Layout, weighed: Mapping[int, tuple[float, tuple[float, ...]]], place: int) -> bool:
    """Tell whether what stands right above and right below a line are leftovers, or nothing stands below."""
    above = bool(layout.rules_above[place]) or weighed.get(place - 1, _UNSEEN)[0] >= _SURE
    end = place + 1 == len(layout)
    return above and (end or bool(layout.rules_above[place + 1]) or weighed.get(place + 1, _UNSEEN)[0] >= _SURE)


def weigh_lines(
    document: Document, layout: Layout, evidence: Evidence
) -> Iterator[tuple[int, float, tuple[float, ...]]]:
    """Weigh the lines that are worth reading: the place of each, the confidence that it should go, and its signals."""
    reader = None
    caution = evidence.caution * log(max(layout.sizes_upto[-1], LEAST_SIZE) / USUAL_SIZE)
    for place in filter(layout.is_odd, _list_judged(layout)):
        seen = glance(layout, place)
        if weigh(evidence.glance, seen) >= evidence.worth_reading:
            reader = reader or Reader(document, layout, evidence.words)
            signals = (*seen, *reader.read(place))
            yield place, round(1 / (1 + exp(caution - weigh(evidence.look, signals))), 3), signals


def _list_judged(layout: Layout) -> range:
    """List the places of the lines that may be judged: not the first, which is the headline, or leads to it."""
    return range(1, len(layout))


def _name(layout: Layout, place: int) -> tuple[str, str]:
    """Name the kind of a leftover by where it stands, for its rule and for a person."""
    if not layout.paragraphs_upto[place]:
        return "head", "above the article"
    if layout.is_tail(place):
        return "tail", "below the article"
    if layout.runs_above[place] + layout.runs_below[place] > _FEWEST:
        return "list", "in a row of short lines"
    if layout.paragraphs[place]:
        return "paragraph", "among other leftovers"
    return "aside", "between paragraphs"


def _explain(evidence: Evidence, signals: tuple[float, ...]) -> str:
    """Say what spoke loudest for a removal."""
    told = (
        evidence.says[SIGNALS[place]][high]
        for place, high in find_reasons(evidence.look, signals)
        if SIGNALS[place] in evidence.says
    )
    reasons = list(islice(dict.fromkeys(filter(None, told)), _MOST_REASONS))
    return ", ".join(reasons) or "all that is seen of it together"
