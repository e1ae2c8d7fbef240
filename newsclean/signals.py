"""What speaks for and against a line: its shape, its neighbours, its place, and what the article shares with it.

No line is judged here. All signals are numbers, so that tables of weights, fitted on labelled articles, can ask of
them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from newsclean.document import Document
from newsclean.fold import lower, words
from newsclean.layout import FAR, NEAR, Layout
from newsclean.shapes import has_list_mark
from newsclean.surroundings import Surroundings, list_telling_words

NONE = -1
"""What a signal of a neighbour reads where there is no neighbour."""

_OPENING = 20  # characters that two lines share at their beginning where one says what the other says
_LOOKED_UP = 5  # words of a line that are looked up in the rest of the article
_READ = 200  # how much of a line is read, in characters
_CUES, _COMMENTS = ".read-also", ".comments"

_ADDRESS = re.compile(r"https?:|www\.|\.com\b|[@#]\w")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b|\b\d{1,2}[./]\d{1,2}[./]")
_CAPITAL, _FIGURE = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ŐΑ-ΩА-Я]"), re.compile(r"\d")
_NAMES = re.compile(r"\b[^\W\d_a-zß-ÿ][\w’'-]+ [^\W\d_a-zß-ÿ][\w’'-]+")
_QUOTES = '"“”„»«'
_STOPS, _COMMAS = ".!?。！؟।", ",;、،"


class Glance(NamedTuple):
    """What is seen of a line at once: how long it is, and where it stands."""

    size: float
    sentence: float
    lines: float
    share_above: float
    text_size: float
    run_below: float
    size_above: float
    near_paragraphs_below: float
    gone_above: float
    gone_share: float


class Place(NamedTuple):
    """What is seen of a line's neighbours, and of what the article has above and below it."""

    lines_above: float
    lines_below: float
    size_of_rest: float
    paragraphs_above: float
    paragraphs_below: float
    paragraph_share: float
    paragraph_size: float
    since_paragraph: float
    before_paragraphs: float
    run_above: float
    size_below: float
    size_two_above: float
    size_two_below: float
    sentence_above: float
    sentence_below: float
    mean_size_above: float
    mean_size_below: float
    near_paragraphs_above: float
    gone_right_above: float
    gone_right_below: float
    gone_near: float


class Look(NamedTuple):
    """What is seen of a line when it is read."""

    word_count: float
    word_size: float
    stops: float
    commas: float
    colon: float
    exclamation: float
    quotes: float
    listed: float
    capitals: float
    upper: float
    figures: float
    starts_figure: float
    brackets: float
    bar: float
    slash: float
    address: float
    date: float
    names: float
    since_cue: float
    since_comments: float
    twin_above: float
    twin_below: float
    blank_below: float
    blank_share: float
    word_most: float
    word_least: float
    word_mean: float
    known: float
    known_near: float


def find_head(text: str) -> str:
    """Give the beginning of a line, which is what is read of it."""
    return text.strip()[:_READ]


SIGNALS = Glance._fields + Place._fields + Look._fields
"""The names of all signals, in the order in which `glance` and `Reader.read` give them."""


def weigh_words(line_words: Iterable[str], weights: Mapping[str, float]) -> tuple[float, float, float]:
    """Give the highest and the lowest weight of words, and their mean; zeros where none of them has a weight.

    >>> weigh_words(["subscribe", "to", "it"], {"subscribe": 2.0, "to": -1.0})
    (2.0, -1.0, 0.5)
    """
    known = [weights[word] for word in line_words if word in weights]
    return (max(known), min(known), sum(known) / len(known)) if known else (0, 0, 0)


def glance(layout: Layout, place: int) -> Glance:
    """Tell what is seen of a line at once, at the cost of looking up what the layout has counted."""
    upto, paragraphs, gone = layout.sizes_upto, layout.paragraphs_upto, layout.gone_upto
    lines = len(layout.sizes)
    return Glance(
        layout.sizes[place],
        layout.sentences[place],
        lines,
        upto[place] / upto[-1],
        upto[-1],
        layout.runs_below[place],
        layout.sizes[place - 1] if place else NONE,
        paragraphs[min(lines, place + NEAR + 1)] - paragraphs[place + 1] if place + 1 < lines else NONE,
        gone[place + 1],
        gone[-1] / (lines + gone[-1]),
    )


def look_around(layout: Layout, place: int) -> Place:
    """Tell what is seen of a line's neighbours, and of what stands above and below it."""
    sizes, upto, paragraphs, gone = layout.sizes, layout.sizes_upto, layout.paragraphs_upto, layout.gone_upto
    last = len(sizes) - 1
    first_near, end_near = max(0, place - NEAR), min(last, place + NEAR) + 1
    many = paragraphs[-1]
    return Place(
        place,
        last - place,
        upto[-1] - upto[place + 1],
        paragraphs[place],
        many - paragraphs[place + 1],
        many / (last + 1),
        upto[-1] / (many or 1),
        layout.runs_above[place] if paragraphs[place] else NONE,
        float(not paragraphs[place + 1]),
        layout.runs_above[place],
        sizes[place + 1] if place < last else NONE,
        sizes[place - 2] if place > 1 else NONE,
        sizes[place + 2] if place < last - 1 else NONE,
        layout.sentences[place - 1] if place else NONE,
        layout.sentences[place + 1] if place < last else NONE,
        (upto[place] - upto[first_near]) / (place - first_near) if place else NONE,
        (upto[end_near] - upto[place + 1]) / (end_near - place - 1) if place < last else NONE,
        paragraphs[place] - paragraphs[first_near] if place else NONE,
        gone[place + 1] - gone[place],
        gone[place + 2] - gone[place + 1],
        gone[end_near + 1] - gone[first_near],
    )


class Reader:
    """Reads lines of a document for what `Look` tells of them. What it takes is prepared when a line first asks."""

    def __init__(self, document: Document, layout: Layout, word_weights: Mapping[str, float]) -> None:
        self.layout = layout
        self.word_weights = word_weights
        self.around = Surroundings.read(document._replace(lines=tuple(layout.lines)), lower=True)
        self.blank_share = sum(layout.blanks_above) / len(layout)
        self.since_cue = _count_since(layout.rules_above, _CUES)
        self.since_comments = _count_since(layout.rules_above, _COMMENTS)

    def read(self, place: int) -> tuple[float, ...]:
        """Tell what is seen of a line beyond a glance: `Place` and `Look`."""
        return (*look_around(self.layout, place), *self._look(place))

    def _look(self, place: int) -> Look:
        text = self.layout.texts[place]
        head = find_head(text)
        parts = head.split()
        names = [part for part in parts[1:] if part[0].isalpha()]
        word_count = text.count(" ") + 1
        return Look._make(
            [
                *(word_count, len(text) / word_count),
                *(sum(map(head.count, _STOPS)), sum(map(head.count, _COMMAS))),
                *(text.rstrip().endswith((":", "：")), "!" in head, any(mark in head for mark in _QUOTES)),
                has_list_mark(head),
                sum(part[0].isupper() for part in names) / (len(names) or 1),
                len(_CAPITAL.findall(head)) / len(head),
                len(_FIGURE.findall(head)) / len(head),
                head[0].isdigit(),
                *(head.count("("), head.count("|"), head.count("/")),
                *(_ADDRESS.search(head) is not None, _DATE.search(head) is not None),
                len(_NAMES.findall(head)) / len(parts),
                *(self.since_cue[place], self.since_comments[place]),
                *self._look_for_twins(head, place),
                self.layout.blanks_above[place + 1] if place + 1 < len(self.layout) else NONE,
                self.blank_share,
                *weigh_words(dict.fromkeys(words(head)), self.word_weights),
                *self._look_words_up(head, place),
            ]
        )

    def _look_for_twins(self, head: str, place: int) -> Sequence[float]:
        """Tell whether the lines above and below a line begin as it does: a caption often stands twice."""
        texts = self.layout.texts
        opening = head[:_OPENING]
        above, below = texts[place - 1] if place else "", texts[place + 1] if place + 1 < len(texts) else ""
        return above.lstrip().startswith(opening), below.lstrip().startswith(opening)

    def _look_words_up(self, head: str, place: int) -> Sequence[float]:
        """Tell what share of a line's telling words all other lines have, and the lines beside it."""
        content = list_telling_words(head, _LOOKED_UP)
        if not content:
            return NONE, NONE
        near = lower(" ".join(self.layout.texts[max(0, place - 1) : place] + self.layout.texts[place + 1 : place + 2]))
        return (
            sum(self.around.stands_elsewhere(word, place) for word in content) / len(content),
            sum(word in near for word in content) / len(content),
        )


def _count_since(rules_above: Sequence[Sequence[str]], kind: str) -> list[int]:
    """Count for each line how many lines ago a rule of a kind took something out."""
    counts, since = [], FAR
    for rules in rules_above:
        since = 0 if any(kind in rule for rule in rules) else min(FAR, since + 1)
        counts.append(since)
    return counts
