"""What lines share that differ only in their numbers, dates or names, and what begins or ends several lines."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from newsclean.fold import split_each, split_words
from newsclean.rulebook import PACKS

NUMBER, DATE, NAME = "0", "þÿþ", "ÿþÿ"
"""What stands in a template for numbers in a row, for the name of a month or a day, and for names in a row.

The last two are words that no language has, in letters that are quick to read.
"""

LONGEST_DATED = 200
"""The longest line, in characters, in which names of months and days are looked for."""
LONGEST_NAMED = 120
"""The longest line, in characters, in which names are looked for."""
SHORTEST_PART, LONGEST_PART = 12, 160
"""The least and the most characters of a beginning or an end that may return in other lines."""

_NUMBERS = re.compile(r"\d+(?: \d+)*")
_CAPITAL = "(?:[A-Z]|[À-ÖØ-Þ]|[А-ЯЁ])"
_NAMES = re.compile(rf"(?<=\s){_CAPITAL}[\w'’.-]*(?:\s{_CAPITAL}[\w'’.-]*)*")
# What parts the last sentence of a line, or what stands behind a dash or a bar, from the rest; and likewise the first.
# Before a dash may stand the place and the agency of a report, so no beginning ends there.
_STOPS = (". ", "! ", "? ", "… ", ".” ", "!” ", "?” ", '." ')
_BARS = ("|", " • ", " · ", " » ")
_BEFORE_END = (*_STOPS, *_BARS, " - ", " – ", " — ")
_AFTER_BEGINNING = (*_STOPS, *_BARS)


def make_templates(texts: Sequence[str]) -> list[str]:
    """Give the words of each of several lines in small letters, with NUMBER and DATE for what may differ.

    >>> make_templates(["Published on 3 May 2025", "14 Comments"])
    ['published on 0 þÿþ 0', '0 comments']
    """
    joined = "\n".join([" ".join(line_words) for line_words, _ in split_each(texts)])
    templates = _NUMBERS.sub(NUMBER, joined).split("\n")
    dates = list_date_words()
    for place, template in enumerate(templates):
        if NUMBER in template and len(template) <= LONGEST_DATED:
            split = template.split(" ")
            if not dates.isdisjoint(split):
                templates[place] = " ".join([DATE if word in dates else word for word in split])
    return templates


@cache
def read_date_words() -> dict[str, frozenset[str]]:
    """Give the names of months and days of the week and their short forms, by language."""
    import tomllib  # noqa: PLC0415 - most documents have no dates on lines of their own

    with open(f"{PACKS}/date-words.toml", "rb") as file:
        return {language: frozenset(split_words(listed)) for language, listed in tomllib.load(file).items()}


@cache
def list_date_words() -> frozenset[str]:
    """Give these names, of all languages together."""
    return frozenset().union(*read_date_words().values())


def hide_names(text: str) -> str:
    """Write NAME for the names in a line: words with a capital, but for the first word. Give "" where there are none.

    >>> hide_names("Follow Ida Corrin on Bluesky").replace(NAME, "…")
    'Follow … on …'
    >>> hide_names("World news")
    ''
    """
    if len(text) > LONGEST_NAMED:
        return ""
    hidden, count = _NAMES.subn(NAME, text)
    return hidden if count else ""


class Marks(NamedTuple):
    """What a beginning ends with, and what stands before an end, of all that a document has."""

    behind: Sequence[tuple[str, int]]
    before: Sequence[tuple[str, int]]

    @classmethod
    def find(cls, text: str) -> "Marks":
        """Find the marks of a document. Most have few, and to look for these alone is quicker."""
        behind = [(mark, len(mark.rstrip())) for mark in _AFTER_BEGINNING if mark in text]
        return cls(behind, [(mark, len(mark)) for mark in _BEFORE_END if mark in text])


def find_parts(text: str, marks: Marks) -> Iterator[tuple[int, int]]:
    """Find the beginning and the end of a line that may return in other lines, as places in it.

    >>> text = "The river rose by a metre. Sign up for our letters"
    >>> [text[start:end] for start, end in find_parts(text, Marks.find(text))]
    ['The river rose by a metre.', 'Sign up for our letters']
    >>> text = "OLDPORT (Lantern) — The river rose — sign up for our letters"
    >>> [text[start:end] for start, end in find_parts(text, Marks.find(text))]
    ['sign up for our letters']
    """
    end = length = len(text)
    for mark, size in marks.behind:
        if 0 < (place := text.find(mark, 0, LONGEST_PART)) < end - size:
            end = place + size
    if SHORTEST_PART <= end < length:
        yield 0, end
    start = first = max(0, length - LONGEST_PART)
    for mark, size in marks.before:
        if (place := text.rfind(mark, max(first, start - 1))) >= 0:  # two marks may share a space
            start = place + size
    if start > first and length - start >= SHORTEST_PART:
        yield start, length
