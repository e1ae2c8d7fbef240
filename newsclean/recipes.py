"""Recipes: lists in short lines that belong to the article, where all else that looks like them is a leftover."""

import re
from typing import Protocol

from newsclean.shapes import has_list_mark
from newsclean.wordlists import read_measures

_FEWEST = 3  # lines that begin with a measure, in a recipe
_APART = 4  # how many lines such lines are apart, at most, and items without a measure from them
_HEADINGS = 2  # lines above the list that lead to it
_LONGEST_HEADING = 60  # in characters
_READ = 48  # characters of a line in which its measure stands

_MEASURE = re.compile(r"(?:\d[\d.,/–-]*|[½¼¾⅓⅔⅛]) ?[½¼¾⅓⅔⅛]?([^\W\d_]+)")
_JAPANESE_SPOON = re.compile(r".{1,12}[大小]さじ *[\d½]")


class Lines(Protocol):
    """Lines that are not blank, and what is known of each: whether it is a sentence, and its size in characters."""

    texts: list[str]
    sentences: list[bool]
    sizes: list[int]


def find_recipe(lines: Lines) -> range:
    """Find a recipe, by the places of its lines: what leads to its list of measures, the list, and numbered steps."""
    measured = [place for place, text in enumerate(lines.texts) if has_measure(text)]
    rows: list[list[int]] = [[]]
    for place in measured:
        if rows[-1] and place - rows[-1][-1] > _APART:
            rows.append([])
        rows[-1].append(place)
    row = max(rows, key=len)
    if len(row) < _FEWEST:
        return range(0)
    first, last = row[0], row[-1]
    while _goes_on(lines, first - 1, row[0]):
        first -= 1
    top = max(0, first - _HEADINGS)
    while first > top and _is_heading(lines, first - 1):
        first -= 1
    while _goes_on(lines, last + 1, row[-1]) or (_leads_on(lines, last + 1) and _is_step(lines, last + 2)):
        last += 1
    return range(first, last + 1)


def has_measure(text: str) -> bool:
    """Tell whether a line begins with a figure and a measure, behind a list mark or none, or ends so.

    >>> has_measure("- 1/2 tsp ground cloves"), has_measure("玉ねぎ 1個"), has_measure("The 2 cups stood there.")
    (True, True, False)
    """
    text = text.strip()
    head = text[:_READ]
    for found in _MEASURE.finditer(head):
        if found[1].lower() in read_measures():
            before, after = head[: found.start()], text[found.end() :]
            if not any(map(str.isalpha, before)) or not any(map(str.isalnum, after)):
                return True
    return "さじ" in head and _JAPANESE_SPOON.match(head) is not None


def _is_heading(lines: Lines, place: int) -> bool:
    return place < len(lines.texts) and not lines.sentences[place] and lines.sizes[place] <= _LONGEST_HEADING


def _leads_on(lines: Lines, place: int) -> bool:
    """Tell whether a line may stand among steps: their heading, or one without a full stop."""
    return _is_heading(lines, place) or (place < len(lines.texts) and _is_marked(lines.texts[place]))


def _goes_on(lines: Lines, place: int, measured: int) -> bool:
    """Tell whether a list goes on in a line: it is a step, or an item near one that has a measure."""
    near = 0 <= place < len(lines.texts) and abs(place - measured) <= _APART
    return (near and _is_marked(lines.texts[place])) or _is_step(lines, place)


def _is_step(lines: Lines, place: int) -> bool:
    return 0 <= place < len(lines.texts) and lines.sentences[place] and _is_marked(lines.texts[place])


def _is_marked(text: str) -> bool:
    return has_list_mark(text) or text.lstrip()[:1].isdigit()
