"""Articles of a site that tell the same story: one text under two names, an update, a lightly edited copy.

What two of them share is their story and not the site's boilerplate, so together they count as one article.
"""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from newsclean.fold import split_words
from newsclean.learning.articles import Article, is_wordy, unpack

_LONG_WORD = re.compile(r"\w{6,}")
_SKETCH = 64  # words of an article, those with the smallest checksums, that stand for all of its long words
_ALIKE = 0.25  # the share of long words from which two articles tell the same story; others have 0.04 on average
_FEW, _RATHER_FEW = 20, 40  # long words of its own that an article has at least
_SHARED = 0.5  # the share of its paragraphs that a copy has with another
_SAME_TITLE = 0.5

_MANY, _TRIED = 16, 9  # articles that have a line

_Pair = tuple[int, int]
Postings = Mapping[int, Sequence[int]]
"""For each digest of a line that several articles have, the places of these articles, the smallest first."""


class _Profile(NamedTuple):
    """What an article has of its own, and what it shares: the sketch and the number of its own long words.

    `paragraphs` are the digests of its long lines which few others have.
    """

    sketch: frozenset[int]
    words: int
    paragraphs: frozenset[int]
    title: frozenset[str]


def find_copies(read: Callable[[], Iterator[Article]], postings: Postings, total: int) -> list[int]:
    """Give for each of `total` articles the place of the first one that tells the same story: its own, mostly.

    `read` gives the articles in the order of their places. Copies share their paragraphs, so that each of them is a
    neighbour of another one among the articles that have a paragraph. A line that many have is tried on some of them
    first. If these tell different stories, it is the site's: copies among the others share rarer lines, too.
    """
    first = list(range(total))
    rows = [places for mark, places in postings.items() if is_wordy(mark)]
    tried = {pair for places in rows for pair in pairwise(places if len(places) <= _MANY else places[:_TRIED])}
    copies = _compare(read, tried, postings, total)
    rest = {
        pair
        for places in rows
        if len(places) > _MANY and not copies.isdisjoint(pairwise(places[:_TRIED]))
        for pair in pairwise(places)
    }
    for one, other in sorted(copies | _compare(read, rest - tried, postings, total)):
        _unite(first, one, other)
    return [_find_first(first, place) for place in range(total)]


def _compare(
    read: Callable[[], Iterator[Article]], pairs: AbstractSet[_Pair], postings: Postings, total: int
) -> set[_Pair]:
    """Find those of pairs of articles that tell the same story."""
    asked = {place for pair in pairs for place in pair}
    profiles = {
        place: _profile(article, postings, max(2, total // 2))
        for place, article in (enumerate(read()) if asked else ())
        if place in asked
    }
    return {(one, other) for one, other in pairs if _is_copy(profiles[one], profiles[other])}


def _profile(article: Article, postings: Postings, few: int) -> _Profile:
    own: list[str] = []
    paragraphs = set()
    for mark, text in zip(unpack(article.marks), article.texts, strict=True):
        if is_wordy(mark):
            places = postings.get(mark, ())
            if not places:
                own.append(text)
            if len(places) <= few:
                paragraphs.add(mark)
    words = set(_LONG_WORD.findall("\n".join(own).lower()))
    sums = sorted(map(zlib.crc32, map(str.encode, words)))
    return _Profile(frozenset(sums[:_SKETCH]), len(words), frozenset(paragraphs), frozenset(split_words(article.title)))


def _is_copy(one: _Profile, other: _Profile) -> bool:
    words = min(one.words, other.words)
    if words < _FEW:
        return True
    paragraphs = min(len(one.paragraphs), len(other.paragraphs))
    if paragraphs and len(one.paragraphs & other.paragraphs) >= _SHARED * paragraphs:
        return words < _RATHER_FEW or _share(one.title, other.title) >= _SAME_TITLE or _are_alike(one, other)
    return _are_alike(one, other)


def _are_alike(one: _Profile, other: _Profile) -> bool:
    """Estimate whether two articles share many of their own words, by those with the smallest checksums of both."""
    smallest = sorted(one.sketch | other.sketch)[:_SKETCH]
    shared = one.sketch & other.sketch
    return sum(word in shared for word in smallest) >= _ALIKE * len(smallest)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _unite(first: list[int], one: int, other: int) -> None:
    one, other = _find_first(first, one), _find_first(first, other)
    first[max(one, other)] = min(one, other)


def _find_first(first: list[int], place: int) -> int:
    while first[place] != place:
        first[place] = first[first[place]]
        place = first[place]
    return place


def count_stories(places: Iterable[int], first: Sequence[int]) -> int:
    """Count the stories that articles tell, of which each is known by its first article."""
    return len({first[place] for place in places})
