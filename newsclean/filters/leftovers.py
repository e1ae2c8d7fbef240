"""Lines that are no part of the article by all that is seen of them, though no rule knows their words.

Most leftovers come in blocks: lists of teasers, boxes, comments, what stands below the end. So a line is judged with
its neighbours, with its place among the paragraphs, and with what the rules have taken out around it.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import exp, log

from newsclean.document import Document, Edit, remove
from newsclean.layout import Layout, lay_out
from newsclean.signals import SIGNALS, Reader, Signals, glance
from newsclean.trees import Evidence, climb, find_reasons, load_evidence, weigh

_DOUBTFUL, _WORTH_SHOWING, _SURE = 0.7, 0.85, 0.9
_UNSEEN: tuple[float, Signals] = 0.0, ()
_FEWEST = 2  # lines that make a list
USUAL_SIZE, LEAST_SIZE = 4000, 2500
"""The size of a text, in characters, at which nothing is taken for caution, and the least that is told apart."""
LEAST_JUDGED = 200
"""The size of a text, in characters, that shows what an article is; in shorter ones no line is judged."""
_MOST_REASONS = 2
_SILENT = "", ""  # what is told of a signal that says nothing to a person


def leftovers(document: Document) -> Iterator[Edit]:
    """Take out lines and blocks that are no part of the article by all that is seen of them."""
    layout = lay_out(document)
    if layout.sizes_upto[-1] >= LEAST_JUDGED and any(layout.odd):
        yield from judge(layout, load_evidence("leftovers", SIGNALS))


def judge(layout: Layout, evidence: Evidence) -> Iterator[Edit]:
    """Propose to remove the lines that evidence speaks against, and those in doubt that stand between such lines."""
    weighed = weigh_lines(layout, evidence)
    doubtful = [layout.texts[place] for place, (confidence, _) in weighed.items() if confidence >= _DOUBTFUL]
    recipe = _find_recipe(layout, doubtful) if doubtful else ()
    for place, (confidence, signals) in weighed.items():
        if place in recipe:
            continue
        enclosed = _DOUBTFUL <= confidence < _SURE and _is_enclosed(layout, weighed, place)
        if enclosed or confidence >= _WORTH_SHOWING:
            kind, where = _name(layout, place)
            reason = f"{where}: {_explain(evidence, signals)}{', leftovers on both sides' if enclosed else ''}"
            yield remove(layout.lines[place], f"leftovers.{kind}", reason, _SURE if enclosed else confidence)


def _find_recipe(layout: Layout, doubtful: Sequence[str]) -> Sequence[int]:
    """Find the recipe that lines in doubt may be of."""
    from newsclean.recipes import find_recipe, has_measure  # noqa: PLC0415 - a clean text does without

    return find_recipe(layout) if any(map(has_measure, doubtful)) else ()


def _is_enclosed(layout: Layout, weighed: Mapping[int, tuple[float, Signals]], place: int) -> bool:
    """Tell whether what stands right above and right below a line are leftovers, or nothing stands below."""
    above = bool(layout.rules_above[place]) or weighed.get(place - 1, _UNSEEN)[0] >= _SURE
    end = place + 1 == len(layout)
    return above and (end or bool(layout.rules_above[place + 1]) or weighed.get(place + 1, _UNSEEN)[0] >= _SURE)


def weigh_lines(layout: Layout, evidence: Evidence) -> dict[int, tuple[float, Signals]]:
    """Weigh the lines that are worth reading, by their places: the confidence that each should go, and its signals.

    The first line is never judged: it is the headline, or leads to it.
    """
    seen = glance(layout)
    worth_reading = [place for place in layout.odd if place and climb(evidence.glance, seen[place])]
    if not worth_reading:
        return {}
    reader = Reader(layout, evidence.words)
    caution = measure_caution(layout, evidence)
    weighed = {}
    for place in worth_reading:
        signals = (*seen[place], *reader.read(place))
        weighed[place] = round(1 / (1 + exp(caution - weigh(evidence.look, signals))), 3), signals
    return weighed


def _name(layout: Layout, place: int) -> tuple[str, str]:
    """Name the kind of a leftover by where it stands, for its rule and for a person."""
    if not layout.paragraphs_upto[place]:
        return "head", "above the article"
    if place >= layout.tail:
        return "tail", "below the article"
    if layout.runs_above[place] + layout.runs_below[place] > _FEWEST:
        return "list", "in a row of short lines"
    if layout.paragraphs[place]:
        return "paragraph", "among other leftovers"
    return "aside", "between paragraphs"


def _explain(evidence: Evidence, signals: Signals) -> str:
    """Say what spoke loudest for a removal."""
    reasons: list[str] = []
    for place, high in find_reasons(evidence.look, signals):
        reason = evidence.says.get(SIGNALS[place], _SILENT)[high]
        if reason and reason not in reasons:
            reasons.append(reason)
            if len(reasons) == _MOST_REASONS:
                break
    return ", ".join(reasons) or "all that is seen of it together"


def measure_caution(layout: Layout, evidence: Evidence) -> float:
    """Give what a line needs more, in log odds, for the size of its text."""
    return evidence.caution * log(max(layout.sizes_upto[-1], LEAST_SIZE) / USUAL_SIZE)
