"""What speaks for and against a line: its shape, its neighbours, its place, and what the article shares with it.

No line is judged here. All signals are numbers, so that tables of weights, fitted on labelled articles, can ask of
them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from newsclean.fold import words
from newsclean.layout import FAR, NEAR, Layout
from newsclean.shapes import has_list_mark

NONE = -1
"""What a signal of a neighbour reads where there is no neighbour."""

_READ = 200  # how much of a line is read, in characters

_ADDRESS = re.compile(r"https?:|www\.|\.com\b|[@#]\w")
_ADDRESS_SIGNS = ("http", "www.", ".com", "@", "#")  # without one of them there is none, which is told sooner
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b|\b\d{1,2}[./]\d{1,2}[./]")
_CAPITAL, _FIGURE = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ŐΑ-ΩА-Я]"), re.compile(r"\d")
_QUOTES = frozenset('"“”„»«')
_COMMAS = ",;、،"


class Glance(NamedTuple):
    """What is seen of a line at once: how long it is, and where it stands."""

    size: float
    sentence: float
    share_above: float
    text_size: float
    run_below: float
    size_above: float
    gone_above: float
    gone_share: float


class Place(NamedTuple):
    """What is seen of a line's neighbours, and of what the article has above and below it."""

    lines_above: float
    size_of_rest: float
    paragraphs_above: float
    paragraph_share: float
    paragraph_size: float
    since_paragraph: float
    run_above: float
    size_below: float
    size_two_above: float
    sentence_below: float
    mean_size_above: float
    mean_size_below: float
    gone_right_above: float
    gone_near: float


class Shape(NamedTuple):
    """What is seen of a line that is read by itself."""

    word_count: float
    word_size: float
    commas: float
    colon: float
    quotes: float
    listed: float
    capitals: float
    upper: float
    figures: float
    address: float
    date: float


class Look(NamedTuple):
    """What is seen of a line that is read among the others: what went from above it, and what its words weigh."""

    since_cue: float
    since_comments: float
    blank_below: float
    blank_share: float
    word_most: float
    word_least: float
    word_mean: float


def find_head(text: str) -> str:
    """Give the beginning of a line, which is what is read of it."""
    return text.strip()[:_READ]


SIGNALS = Glance._fields + Place._fields + Shape._fields + Look._fields
"""The names of all signals, in the order in which `glance` and `Reader.read` give them."""

Signals = tuple[float, ...]


def weigh_words(line_words: Iterable[str], weights: Mapping[str, float]) -> tuple[float, float, float]:
    """Give the highest and the lowest weight of words, and their mean; zeros where none of them has a weight.

    >>> weigh_words(["subscribe", "to", "it"], {"subscribe": 2.0, "to": -1.0})
    (2.0, -1.0, 0.5)
    """
    known = [weights[word] for word in line_words if word in weights]
    return (max(known), min(known), sum(known) / len(known)) if known else (0, 0, 0)


def glance(layout: Layout) -> list[Signals]:
    """Tell of each line what is seen at once, as in `Glance`; signal by signal, for that is quick."""
    upto, gone = layout.sizes_upto, layout.gone_upto
    size = upto[-1]
    seen = zip(
        layout.sizes,
        layout.sentences,
        [above / size for above in upto],
        repeat(size),
        layout.runs_below,
        [NONE, *layout.sizes],
        gone[1:],
        repeat(gone[-1] / (len(layout) + gone[-1])),
    )
    return list(seen)


def look_around(layout: Layout, place: int) -> Place:
    """Tell what is seen of a line's neighbours, and of what stands above and below it."""
    sizes, upto, paragraphs, gone = layout.sizes, layout.sizes_upto, layout.paragraphs_upto, layout.gone_upto
    last = len(sizes) - 1
    first_near, end_near = max(0, place - NEAR), min(last, place + NEAR) + 1
    many = paragraphs[-1]
    return Place(
        place,
        upto[-1] - upto[place + 1],
        paragraphs[place],
        many / (last + 1),
        upto[-1] / (many or 1),
        layout.runs_above[place] if paragraphs[place] else NONE,
        layout.runs_above[place],
        sizes[place + 1] if place < last else NONE,
        sizes[place - 2] if place > 1 else NONE,
        layout.sentences[place + 1] if place < last else NONE,
        (upto[place] - upto[first_near]) / (place - first_near) if place else NONE,
        (upto[end_near] - upto[place + 1]) / (end_near - place - 1) if place < last else NONE,
        gone[place + 1] - gone[place],
        gone[end_near + 1] - gone[first_near],
    )


# A line is read again in the second look at a document, and in the next round.
@lru_cache(maxsize=1024)
def read_shape(text: str) -> Shape:
    """Tell what is seen of a line by itself."""
    head = find_head(text)
    initials = [part[0] for part in head.split()[1:] if part[0].isalpha()]
    word_count = text.count(" ") + 1
    figures = len(_FIGURE.findall(head))
    return Shape(
        word_count,
        len(text) / word_count,
        sum(map(head.count, _COMMAS)),
        text.rstrip().endswith((":", "：")),
        not _QUOTES.isdisjoint(head),
        has_list_mark(head),
        sum(map(str.isupper, initials)) / (len(initials) or 1),
        len(_CAPITAL.findall(head)) / len(head),
        figures / len(head),
        any(map(head.__contains__, _ADDRESS_SIGNS)) and _ADDRESS.search(head) is not None,
        figures > 0 and _DATE.search(head) is not None,
    )


class Reader:
    """Reads lines of a document for what `Look` tells of them."""

    def __init__(self, layout: Layout, word_weights: Mapping[str, float]) -> None:
        self.layout = layout
        self.word_weights = word_weights
        self.blank_share = sum(layout.blanks_above) / len(layout)
        self.cues, self.comments = layout.find_gone("read-also"), layout.find_gone("comments")

    def read(self, place: int) -> Signals:
        """Tell what is seen of a line beyond a glance: `Place`, `Shape` and `Look`."""
        text = self.layout.texts[place]
        return (*look_around(self.layout, place), *read_shape(text), *self._look(find_head(text), place))

    def _look(self, head: str, place: int) -> Look:
        return Look(
            _count_since(self.cues, place),
            _count_since(self.comments, place),
            self.layout.blanks_above[place + 1] if place + 1 < len(self.layout) else NONE,
            self.blank_share,
            *weigh_words(dict.fromkeys(words(head)), self.word_weights),
        )


def _count_since(places: Sequence[int], place: int) -> int:
    """Count how many lines ago the last of some places was."""
    above = bisect_right(places, place)
    return min(FAR, place - places[above - 1]) if above else FAR
