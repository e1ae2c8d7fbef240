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
    marked = {place for place, text in enumerate(lines.texts) if has_list_mark(text) or text.lstrip()[:1].isdigit()}
    steps = {place for place in marked if lines.sentences[place]}
    headings = {
        place
        for place, (sentence, size) in enumerate(zip(lines.sentences, lines.sizes, strict=True))
        if not sentence and size <= _LONGEST_HEADING
    }
    # Items stand near those that have a measure; what stands further on, with a heading between, are steps.
    items = marked.intersection(range(row[0] - _APART, row[-1] + _APART + 1)) | steps
    first, last = row[0], row[-1]
    while first - 1 in items:
        first -= 1
    top = first - _HEADINGS
    while first > top and first - 1 in headings:
        first -= 1
    while last + 1 in items or (last + 1 in marked | headings and last + 2 in steps):
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
