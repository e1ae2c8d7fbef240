"""Finding the article in a whole page: which lines stay, and why the others go.

Each line is looked at twice: first with its neighbours and its place on the page, then with the run of likely lines
that it stands in, against the main run. What stays is the article, with its headline above it.
"""

from collections.abc import Iterator, Sequence
from itertools import compress, pairwise
from math import exp
from operator import and_
from typing import NamedTuple

from newsclean.document import Document, Edit, remove
from newsclean.pages.evidence import PageEvidence
from newsclean.pages.neighbours import count_in_row
from newsclean.pages.page import ALSO, AUTHOR, COMMENTS, OFFER, PARAGRAPH, STAMP, SUREST, Columns, Page
from newsclean.pages.runs import WORTH_A_SECOND_LOOK, look_again
from newsclean.pages.signals import see
from newsclean.pages.title import find_title, guess_title
from newsclean.recipes import find_recipe
from newsclean.trees import Forest, weigh

_NEAR_LONGER, _NEAR_PARAGRAPH = 12, 6  # lines to running text, of a line that is worth reading
_SURE, _UNSURE, _SHOWN = 0.9, 0.899, 0.75
"""The confidence of a line that goes, the most of one that stays, and the least that is told."""

_SHORT, _FEWEST_IN_MENU = 40, 4  # the size of a short line, and how many in a row are a menu
_CUE_REACH, _CUE_SIZE = 40, 60  # how far above a line its cue may stand, and how long that is
_MOST_UNDER_CUE, _LONGEST_HEADLINE = 3, 140
_COLONS, _MOST_ITEMS = (":", "："), 15
_MOST_ABOVE = 4  # paragraphs that seem to be an article's above its headline
_MOST_FLOWING, _GOING_ON = 3, ",.;)’"
_THREAD, _LONGEST_COMMENT = 3, 25  # heads of comments that are a thread, and the lines from one to the next
_LEAST_TEXT, _LEAST_SENTENCES = 300, 2  # above them
_CUES = (ALSO, AUTHOR, OFFER, COMMENTS)


def judge(document: Document, evidence: PageEvidence) -> Iterator[Edit]:
    """Propose to remove the lines of a page that evidence does not hold to be of the article."""
    page = Page(document)
    if not page.texts:
        return
    columns = see(page, evidence.words)
    scores = settle(page, columns, weigh_lines(page, columns, evidence), evidence.least, document.title)
    if scores is not None:
        yield from _propose(page, scores, evidence.least)


def settle(page: Page, columns: Columns, weighed: Sequence[float], least: float, title: str) -> list[float] | None:
    """Give the scores of lines as what stands around them leaves them; None where no paragraph stays."""
    scores = list(weighed)
    for place in list_under_cues(page):
        scores[place] += least  # what is in doubt there is rather the headline of another story
    kept = [score >= least for score in scores]
    if not any(map(and_, kept, page.find_sentences(PARAGRAPH))):
        return None
    headline = find_title(page, columns, title, kept)
    if headline is not None and _is_headline(page, kept, headline):
        scores[:headline] = [-SUREST] * headline
    else:
        headline = guess_title(page, kept)
    if headline is not None:
        scores[headline] = SUREST
    comments = find_comments(page, [score >= least for score in scores])
    scores[comments:] = [-SUREST] * (len(scores) - comments)
    kept = [score >= least for score in scores]
    for place in (*list_announced(page, kept), *list_flowing(page, kept), *find_recipe(page)):
        scores[place] = max(scores[place], least)
    return scores


def _is_headline(page: Page, kept: Sequence[bool], place: int) -> bool:
    """Tell whether a line can be the headline: what stands above it goes, and so must not be the article."""
    paragraphs = map(and_, kept[:place], page.find_sentences(PARAGRAPH))
    return sum(1 for each in paragraphs if each) <= _MOST_ABOVE


def list_under_cues(page: Page) -> Iterator[int]:
    """List the lines, few in a row and no sentences, that stand under a cue such as “Read also”."""
    left = 0
    for place, group in enumerate(page.groups):
        if group == ALSO:
            left = _MOST_UNDER_CUE
        elif left and page.lines[place] and not page.sentences[place] and page.sizes[place] <= _LONGEST_HEADLINE:
            left -= 1
            yield place
        else:
            left = 0


def list_announced(page: Page, kept: Sequence[bool]) -> Iterator[int]:
    """List the lines that a kept line with a colon at its end announces: those down to the next kept one.

    They are items of a list, or a table, unless a rule took something out among them, or they are too many.
    """
    places = [place for place, keep in enumerate(kept) if keep]
    for place, next_place in pairwise(places):
        between = range(place + 1, next_place)
        if (
            page.texts[place].endswith(_COLONS)
            and len(between) <= _MOST_ITEMS
            and all(page.lines[place + 1 : next_place])
        ):
            yield from between


def list_flowing(page: Page, kept: Sequence[bool]) -> Iterator[int]:
    """List the few lines between two kept ones that a sentence runs through: the lower one goes on in small letters.

    They are links and names in a paragraph, of which some scrapers make lines.
    """
    places = [place for place, keep in enumerate(kept) if keep]
    for place, next_place in pairwise(places):
        between = range(place + 1, next_place)
        goes_on = page.texts[next_place][0]
        if (
            len(between) <= _MOST_FLOWING
            and all(page.lines[place + 1 : next_place])
            and (goes_on.islower() or goes_on in _GOING_ON)
        ):
            yield from between


def find_comments(page: Page, kept: Sequence[bool]) -> int:
    """Find where the comments of readers begin, below which nothing is of the article; else give the end of the page.

    Below text that stays, and a line that announces comments, stand lines that rules took out: names and times. Three
    of these, with the comments between them, are a thread.
    """
    text, sentences, announced = 0, 0, False
    heads: list[int] = []
    for place, group in enumerate(page.groups):
        if kept[place]:
            text += page.sizes[place]
            sentences += page.sentences[place]
        if text < _LEAST_TEXT or sentences < _LEAST_SENTENCES:
            continue
        announced = announced or group == COMMENTS
        if not announced or group not in (COMMENTS, STAMP) or (heads and place == heads[-1] + 1):
            continue
        if heads and place - heads[-1] > _LONGEST_COMMENT:
            heads = []
        heads.append(place)
        if len(heads) == _THREAD:
            return heads[0]
    return len(kept)


def _propose(page: Page, scores: Sequence[float], least: float) -> Iterator[Edit]:
    """Propose to remove the lines of the least scores; some more only with a confidence that is not enough."""
    kept = [score >= least for score in scores]
    blocks = _Blocks(page, kept)
    for place, line in enumerate(page.lines):
        confidence = round(1 / (1 + (1 / _SURE - 1) * exp(scores[place] - least)), 3)
        if line is not None and confidence >= _SHOWN:
            rule, reason = blocks.name(place)
            yield remove(line, rule, reason, min(confidence, _UNSURE) if kept[place] else max(confidence, _SURE))


def weigh_lines(page: Page, columns: Columns, evidence: PageEvidence) -> list[float]:
    """Weigh the lines of a page: the log odds of each that it is of the article, the mean of both looks."""
    return look_twice(page, columns, evidence).scores


def list_worth_reading(page: Page, columns: Columns) -> list[bool]:
    """Tell of each line whether it may be of the article: no rule took it out, and running text stands near it."""
    far, near = _NEAR_LONGER, _NEAR_PARAGRAPH
    return [
        line is not None and (since_longer <= far or until_longer <= far or since <= near or until <= near)
        for line, since_longer, until_longer, since, until in zip(
            page.lines,
            columns["since_longer"],
            columns["until_longer"],
            columns["since_paragraph"],
            columns["until_paragraph"],
            strict=True,
        )
    ]


def _weigh_columns(forest: Forest, names: Sequence[str], columns: Columns, worth: Sequence[bool]) -> list[float]:
    """Weigh lines by the signals that a forest asks for. Those that are not worth it are surely not of the article."""
    rows = compress(zip(*(columns[name] for name in names), strict=True), worth)
    weighed = (max(-SUREST, min(SUREST, weigh(forest, row))) for row in rows)
    return [next(weighed) if each else -SUREST for each in worth]


class _Blocks:
    """The blocks that stand around and inside an article, for the reasons why their lines go."""

    def __init__(self, page: Page, kept: Sequence[bool]) -> None:
        places = [place for place, keep in enumerate(kept) if keep]
        self._page = page
        self._kept = kept
        self._first, self._last = places[0], places[-1]
        short = [not keep and size < _SHORT for keep, size in zip(kept, page.sizes, strict=True)]
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
            if self._page.groups[above] in _CUES and self._page.sizes[above] < _CUE_SIZE:
                return self._page.texts[above]
        return ""


SHARES = 0.5, 0.5
"""What the first and the second look count for in the score of a line."""


class Look(NamedTuple):
    """A look at the lines of a page: what it asks, of which lines, and the scores that it comes to."""

    forest: Forest
    names: Sequence[str]
    columns: Columns
    worth: Sequence[bool]
    scores: list[float]


class Looks(NamedTuple):
    """The two looks at the lines of a page, and the scores of both together."""

    first: Look
    second: Look
    scores: list[float]


def look_twice(page: Page, columns: Columns, evidence: PageEvidence) -> Looks:
    """Look at the lines of a page, and again at those that may be of the article."""
    worth = list_worth_reading(page, columns)
    first = _weigh_columns(evidence.first, evidence.first_names, columns, worth)
    again = look_again(page, columns, first)
    worth_again = [score > WORTH_A_SECOND_LOOK for score in first]
    second = _weigh_columns(evidence.second, evidence.second_names, again, worth_again)
    return Looks(
        Look(evidence.first, evidence.first_names, columns, worth, first),
        Look(evidence.second, evidence.second_names, again, worth_again, second),
        [SHARES[0] * one + SHARES[1] * other for one, other in zip(first, second, strict=True)],
    )
