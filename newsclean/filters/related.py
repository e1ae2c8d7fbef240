"""Headlines of other stories, inside the article or after it, with a cue above them or without."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from newsclean.document import Document, Edit, remove
from newsclean.evidence import explain, load_weights, weigh
from newsclean.fold import count_words, is_unspaced, lower
from newsclean.layout import Layout, lay_out
from newsclean.shapes import has_list_mark, is_quoted
from newsclean.surroundings import WORD_REACH, list_telling_words

LEAST, MOST = 4, 22
"""The fewest and the most words of a line that may be a headline. A character of an unspaced script is half a word."""
_SHORT, _WORDY = 7, 10
_SHORTEST, _LONGEST = 8, 220  # characters of a line that may be a headline
_LIST, _LONG_RUN = 3, 6  # lines in a row
_FIRST_LOOK, _MOST_CONTENT = 3, 8  # words of a line that are looked up elsewhere
_WORTH_SHOWING = 0.5

# Shares of a line's words, or of its names, from which on a signal speaks.
_KNOWN, _ECHOED, _UNECHOED, _OWN_TITLE, _CAPITALS = 0.6, 0.34, 0.2, 0.5, 0.8
_NOVEL, _NOVEL_NAMES, _NOVEL_WITHOUT_NAMES = 0.65, 0.6, 0.85

# What no headline has: addresses, table cells, prices; a second sentence; a beginning in the middle of a sentence, and
# an end that wants to go on. One pattern for them all would take ten times as long.
_NEVER = ("http:", "https:", "www.", "@", "\t", "|")
_MONEY, _PRICE = "$€£", re.compile(r"[$€£]\s?\d")
_SECOND = re.compile(r"[.!?](?<=[^\W\d_]{4}.)[\"”“»’]?\s+\W?[^\W\d_a-zà-ÿ]")
_INSIDE = re.compile(r"\s*[a-zà-ÿ\[(#*]")
_GOES_ON = tuple(",;:-–—([")
_DASH = r"\s[-–—]\s"
_NAME = r"[^\W\d_][\w'’]{3,}"


def related(document: Document) -> Iterator[Edit]:
    """Take out headlines of other stories."""
    weights = load_weights("related")
    layout = lay_out(document)
    for place, signals in find_headlines(layout, document.title):
        confidence = weigh(weights, signals)
        if confidence >= _WORTH_SHOWING:
            reason = f"a headline of another story: {explain(weights, signals)}"
            yield remove(layout.lines[place], "related.headline", reason, confidence)


class _Suspect(NamedTuple):
    """A line that may be a headline: its place, and what stands above it."""

    place: int
    beside: Mapping[str, float]
    inside: bool


class _Headlines:
    """The places of the lines that look like headlines. A line is looked at when it is first asked for."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._known: dict[int, bool] = {-1: False, len(layout): False}

    def __getitem__(self, place: int) -> bool:
        if place not in self._known:
            self._known[place] = not self._layout.sentences[place] and _is_headline(self._layout, place)
        return self._known[place]


def find_headlines(layout: Layout, title: str) -> Iterator[tuple[int, dict[str, float]]]:
    """Find the lines that may be headlines, by their places, each with the signals that tell whose they are.

    A line without a cue is one only between two paragraphs, or in a list below the last one. If it is short, it is a
    subhead or an item, and so is one made of the article's own words. One above the first paragraph is the title or the
    standfirst.
    """
    headlines = _Headlines(layout)
    suspects = list(_find_suspects(layout, headlines))
    if not suspects:
        return
    around = layout.around_small
    title = lower(title or layout.texts[0])
    many_blanks = 2 * sum(layout.blanks_above) > len(layout)
    for place, beside, inside in suspects:
        content = list_telling_words(layout.texts[place], _MOST_CONTENT)
        known = around.find_elsewhere(content[:_FIRST_LOOK], place, WORD_REACH)
        if inside and len(known) > _FIRST_LOOK / 2:
            continue
        known += around.find_elsewhere(content[_FIRST_LOOK:], place, WORD_REACH)
        yield (
            place,
            {
                **beside,
                **_judge_words(layout.texts[place]),
                **_judge_place(layout, headlines, place, content, known),
                "known": float(len(known) > _KNOWN * len(content)),
                "own_title": float(_share(content, title) >= _OWN_TITLE),
                "odd_blank": float(not many_blanks and layout.blanks_above[place]),
            },
        )


def _find_suspects(layout: Layout, headlines: _Headlines) -> Iterator[_Suspect]:
    cues = set(layout.find_gone("read-also"))
    sentences, rules_above, last = layout.sentences, layout.rules_above, layout.tail
    for place in range(layout.find_paragraph(0) + 1, len(layout)):
        if sentences[place]:
            continue
        tail = place >= last
        between = not tail and layout.is_between(place)
        if (tail or between or cues or rules_above[place]) and headlines[place]:
            beside = _judge_above(layout, headlines, cues, place)
            inside = not any(beside.values())
            listed = tail and inside and _count_run(headlines, place) >= _LIST
            if not inside or ((listed or between) and count_words(layout.texts[place]) >= _SHORT):
                yield _Suspect(place, beside, inside)


def _count_run(headlines: _Headlines, place: int) -> int:
    """Count the lines in a row, this one among them, that look like headlines; many are not counted to the end."""
    first = last = place
    while headlines[first - 1] and last - first < _LONG_RUN:
        first -= 1
    while headlines[last + 1] and last - first < _LONG_RUN:
        last += 1
    return last - first + 1


def _is_headline(layout: Layout, place: int) -> bool:
    """Tell whether a line looks like a headline."""
    text = layout.texts[place]
    if not _SHORTEST <= len(text) <= _LONGEST:
        return False
    size = len(text) / 2 if layout.is_unspaced(place) else text.count(" ") + 1
    if not LEAST <= size <= MOST or has_list_mark(text) or is_quoted(text):  # an item, and speech, are no headlines
        return False
    if text.rstrip().endswith(_GOES_ON) or _INSIDE.match(text) or any(map(text.__contains__, _NEVER)):
        return False
    return not (_SECOND.search(text) or (any(map(text.__contains__, _MONEY)) and _PRICE.search(text)))


def _share(content: Sequence[str], text: str) -> float:
    """Give the share of words that stand in a text, as they are or in a longer word."""
    return sum(word in text for word in content) / len(content) if content else 0.0


def _judge_words(text: str) -> dict[str, float]:
    """Weigh a headline by itself."""
    size = count_words(text)
    names = re.findall(_NAME, text)[1:]
    return {
        "short": float(size < _SHORT),
        "wordy": float(size >= _WORDY),
        "title_case": float(bool(names) and sum(name[0].isupper() for name in names) >= _CAPITALS * len(names)),
        "numbered": float(text.lstrip()[:1].isdigit()),
        "dashed": float(re.search(_DASH, text) is not None),
        "unspaced": float(is_unspaced(text)),
    }


def _judge_place(
    layout: Layout, headlines: _Headlines, place: int, content: Sequence[str], known: Sequence[str]
) -> dict[str, float]:
    """Weigh a headline by the lines beside it, and by how little it has to do with the paragraph below."""
    text = layout.texts[place]
    run = _count_run(headlines, place)
    tail = place >= layout.tail
    echo = 0.0 if tail else _share(content, lower(layout.texts[layout.find_paragraph(place)]))
    stranger = count_words(text) >= _SHORT and echo <= _UNECHOED and _is_novel(text, content, known)
    return {
        "stranger": float(stranger),
        "stranger_between": float(stranger and layout.is_between(place)),
        "echoed": float(echo > _ECHOED),
        "tail": float(tail and run == 1),
        "tail_run": float(tail and run > 1),
        "long_run": float(run >= _LONG_RUN),
    }


def _is_novel(text: str, content: Sequence[str], known: Sequence[str]) -> bool:
    """Tell whether a line speaks of what stands nowhere else in the article: its words, and its names above all."""
    share = 1 - len(known) / len(content) if content else 0.0
    names = {lower(name) for name in re.findall(_NAME, text)[1:] if name[0].isupper()}
    if names:
        return share >= _NOVEL and len(names.intersection(known)) <= (1 - _NOVEL_NAMES) * len(names)
    return share >= _NOVEL_WITHOUT_NAMES


def _judge_above(layout: Layout, headlines: _Headlines, cues: Container[int], place: int) -> dict[str, float]:
    """Look above a headline, over others of its run, for a cue or a leftover that a rule took out."""
    first = place
    while headlines[first - 1] and place - first < _LONG_RUN and not layout.rules_above[first]:
        first -= 1
    cue = first in cues
    return {"cue": float(cue), "leftover": float(bool(layout.rules_above[place]) and not cue)}
