"""The headline of the article in a whole page: the line that shows it."""

from collections.abc import Sequence

from newsclean.fold import fold
from newsclean.pages.neighbours import add_up
from newsclean.pages.page import LONG, Columns, Page

_MOST_ABOVE = 0.2  # of what stays: a line with more above it is no headline
_LINES_BELOW = 60  # in which the article begins
_REACH = 30  # lines above the first long paragraph in which its headline may stand
_SIZE = range(20, 201)
_TELLING, _KNOWN = 2, 0.5  # words of a headline that the article has, and the share of them
_NO_HEADLINE = (".", ":")


def find_title(page: Page, columns: Columns, title: str, kept: Sequence[bool]) -> int | None:
    """Find the line that shows a title that is known, or what the page calls itself in its first line.

    It is the last such line that has hardly any of what is kept above it.
    """
    title_words = fold(title)
    upto = add_up(size if keep else 0 for size, keep in zip(page.sizes, kept, strict=True))
    near = add_up(kept)
    found = None
    for place, line in enumerate(page.lines):
        if upto[place] > _MOST_ABOVE * upto[-1]:
            break
        if line is not None and near[min(len(kept), place + _LINES_BELOW)] > near[place + 1]:
            reads_so = columns["since_title"][place] == 0
            if fold(page.texts[place]) == title_words if title else reads_so:
                found = place
    return found


def guess_title(page: Page, kept: Sequence[bool]) -> int | None:
    """Guess which line above the first long paragraph is its headline, where no line that may be one is kept there.

    It is the line of which the article has the most words; of two alike the nearer one.
    """
    long = page.find_sentences(LONG)
    first = next((place for place, keep in enumerate(kept) if keep and long[place]), None)
    if first is None:
        return None
    above = range(max(0, first - _REACH), first)
    if any(kept[place] and not page.sentences[place] for place in above):
        return None
    article = set().union(*(page.telling[place] for place, keep in enumerate(kept) if keep))
    weighed = [(_weigh(page, place, article), place) for place in above if page.lines[place] and not kept[place]]
    weight, found = max(weighed, default=(0.0, 0))
    return found if weight else None


def _weigh(page: Page, place: int, article: set[str]) -> float:
    """Weigh a line as a headline: the words that the article has, and more where it has all of them; else 0."""
    words = page.telling[place]
    known = len(words & article)
    if page.sizes[place] not in _SIZE or page.texts[place].endswith(_NO_HEADLINE) or known < _TELLING:
        return 0
    return known * known / len(words) if known >= _KNOWN * len(words) else 0
