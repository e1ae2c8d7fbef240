"""Finding the article in a whole page: which lines stay, and why the others go.

Each line is looked at twice: first with its neighbours and its place on the page, then with the run of likely lines
that it stands in, against the main run. What stays is the article, with its headline above it.
"""

from collections.abc import Iterator, Sequence
from itertools import compress
from math import exp
from operator import and_

from newsclean.document import Document, Edit, remove
from newsclean.fold import fold
from newsclean.neighbours import count_in_row
from newsclean.page_evidence import PageEvidence
from newsclean.page_runs import WORTH_A_SECOND_LOOK, look_again
from newsclean.page_signals import see
from newsclean.pages import ALSO, AUTHOR, COMMENTS, OFFER, PARAGRAPH, SUREST, Columns, Page
from newsclean.trees import Forest, weigh

_NEAR_LONGER, _NEAR_PARAGRAPH = 12, 6  # lines to running text, of a line that is worth reading
_SURE = 0.9
_SHOWN = 0.75
_SHORT, _FEWEST_IN_MENU = 40, 4  # the size of a short line, and how many in a row are a menu
_CUE_REACH, _CUE_SIZE = 40, 60  # how far above a line its cue may stand, and how long that is
_CUES = (ALSO, AUTHOR, OFFER, COMMENTS)


def judge(document: Document, evidence: PageEvidence) -> Iterator[Edit]:
    """Propose to remove the lines of a page that evidence does not hold to be of the article."""
    whole = Page(document)
    scores = weigh_lines(whole, evidence)
    kept = [score >= evidence.least for score in scores]
    title = find_title(whole, document.title, kept)
    if title is not None:
        kept[title] = True
    if not any(map(and_, kept, whole.find_sentences(PARAGRAPH))):
        return
    blocks = _Blocks(whole, kept)
    for place, line in enumerate(whole.lines):
        confidence = 1 / (1 + (1 / _SURE - 1) * exp(scores[place] - evidence.least))
        if line is not None and place != title and confidence >= _SHOWN:
            rule, reason = blocks.name(place)
            sure = max(_SURE, round(confidence, 3)) if not kept[place] else min(_SURE - 0.001, round(confidence, 3))
            yield remove(line, rule, reason, sure)


def find_title(whole: Page, title: str, kept: Sequence[bool]) -> int | None:
    """Find the line that shows the article's headline: the last above its text that reads like the title, if known."""
    title_words = fold(title)
    first = next((place for place, keep in enumerate(kept) if keep), 0)
    above = range(first, max(-1, first - _CUE_REACH), -1)
    return next((place for place in above if whole.lines[place] and fold(whole.texts[place]) == title_words), None)


def weigh_lines(whole: Page, evidence: PageEvidence) -> list[float]:
    """Weigh the lines of a page: the log odds of each that it is of the article."""
    if not whole.texts:
        return []
    columns = see(whole, evidence.words)
    first = weigh_first(columns, list_worth_reading(whole, columns), evidence)
    again = look_again(whole, columns, first)
    worth = [score > WORTH_A_SECOND_LOOK for score in first]
    return _weigh_columns(evidence.second, evidence.second_names, again, worth)


def list_worth_reading(whole: Page, columns: Columns) -> list[bool]:
    """Tell of each line whether it may be of the article: no rule took it out, and running text stands near it."""
    far, near = _NEAR_LONGER, _NEAR_PARAGRAPH
    return [
        line is not None and (since_longer <= far or until_longer <= far or since <= near or until <= near)
        for line, since_longer, until_longer, since, until in zip(
            whole.lines,
            columns["since_longer"],
            columns["until_longer"],
            columns["since_paragraph"],
            columns["until_paragraph"],
            strict=True,
        )
    ]


def weigh_first(columns: Columns, worth: Sequence[bool], evidence: PageEvidence) -> list[float]:
    """Weigh the lines that are worth reading by the first look."""
    return _weigh_columns(evidence.first, evidence.first_names, columns, worth)


def _weigh_columns(forest: Forest, names: Sequence[str], columns: Columns, worth: Sequence[bool]) -> list[float]:
    """Weigh lines by the signals that a forest asks for. Those that are not worth it are surely not of the article."""
    rows = compress(zip(*(columns[name] for name in names), strict=True), worth)
    weighed = (max(-SUREST, min(SUREST, weigh(forest, row))) for row in rows)
    return [next(weighed) if each else -SUREST for each in worth]


class _Blocks:
    """The blocks that stand around and inside an article, for the reasons why their lines go."""

    def __init__(self, whole: Page, kept: Sequence[bool]) -> None:
        places = [place for place, keep in enumerate(kept) if keep]
        self._whole = whole
        self._kept = kept
        self._first, self._last = places[0], places[-1]
        short = [not keep and size < _SHORT for keep, size in zip(kept, whole.sizes, strict=True)]
        above, below = count_in_row(short), count_in_row(short[::-1])[::-1]
        self._rows = [up + down - 1 for up, down in zip(above, below, strict=True)]

    def name(self, place: int) -> tuple[str, str]:
        """Give the rule and the reason by which a line goes."""
        if self._rows[place] >= _FEWEST_IN_MENU:
            return "page.menu", f"menu: one of {self._rows[place]} short lines in a row"
        if place < self._first:
            return "page.head", "before the article"
        cue = self._find_cue(place)
        below = f": below “{cue}”" if cue else ""
        if place > self._last:
            return "page.tail", f"after the article{below}"
        return "page.aside", f"inside the article, and unlike its lines{below}"

    def _find_cue(self, place: int) -> str:
        """Find a line such as “Most read” above a line, with no line of the article between."""
        for above in range(place - 1, max(-1, place - _CUE_REACH), -1):
            if self._kept[above]:
                break
            if self._whole.groups[above] in _CUES and self._whole.sizes[above] < _CUE_SIZE:
                return self._whole.texts[above]
        return ""
