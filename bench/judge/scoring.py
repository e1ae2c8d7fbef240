"""How near a text comes to the body of an article, and which lines of the body it has lost.

Texts are compared by shingles: every four words in a row. In Chinese, Japanese, Korean and Thai each character is a
word. A line that is the article's own headline counts neither way, since annotators do not agree on it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# Kana, Thai, and all from Chinese to Korean characters; what else stands between these is rare.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\ufaff\u0e00-\u0e7f"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_SHINGLE = 4  # words
_HEADLINE = 3  # words: a title, or a part of one, that is shorter could be anything
_ADDITION = 4  # words: a headline with the paper's name after it has fewer beyond the title

Shingles = Counter[tuple[str, ...]]


def split_words(text: str) -> list[str]:
    """List the words of a text in small letters; in Chinese, Japanese, Korean and Thai, its characters.

    >>> split_words("Rain, again: 雨だ")
    ['rain', 'again', '雨', 'だ']
    """
    return _WORD.findall(text.lower())


def count_shingles(words: Sequence[str]) -> Shingles:
    """Count the shingles of a text. Fewer words than a shingle has are one shingle.

    >>> sorted(count_shingles(["a", "b", "c", "d", "e"]))
    [('a', 'b', 'c', 'd'), ('b', 'c', 'd', 'e')]
    >>> list(count_shingles(["a", "b"]))
    [('a', 'b')]
    """
    if len(words) < _SHINGLE:
        return Counter([tuple(words)] if words else [])
    return Counter(zip(*(words[start:] for start in range(_SHINGLE)), strict=False))


def is_headline(words: Sequence[str], title: Sequence[str]) -> bool:
    """Tell whether a line is the title, the beginning of it, or the title with up to three words after it.

    >>> title = ["ferry", "sails", "again", "on", "monday"]
    >>> is_headline(title[:3], title), is_headline([*title, "the", "lantern"], title), is_headline(title[:2], title)
    (True, True, False)
    """
    if len(title) < _HEADLINE or len(words) < _HEADLINE:
        return False
    shorter = min(len(words), len(title))
    return words[:shorter] == title[:shorter] and len(words) < len(title) + _ADDITION


class Match(NamedTuple):
    """What a text and a body share, as shares of all shingles of either: the three add up to 1, or to 0 without any."""

    shared: float
    extra: float
    missing: float


def match(body: Shingles, text: Shingles) -> Match:
    """Compare the shingles of a text with those of the body.

    >>> match(Counter("abcd"), Counter("abcx"))
    Match(shared=0.6, extra=0.2, missing=0.2)
    """
    shared = (body & text).total()
    extra, missing = text.total() - shared, body.total() - shared
    everything = shared + extra + missing
    return Match(shared / everything, extra / everything, missing / everything) if everything else Match(0, 0, 0)


class Score(NamedTuple):
    """F1, precision and recall, from 0 to 1."""

    f1: float
    precision: float
    recall: float


def score(matches: Sequence[Match]) -> Score:
    """Score pages together; each page weighs the same, however long it is.

    >>> f1, precision, recall = score([Match(0.6, 0.4, 0.0), Match(0.9, 0.0, 0.1)])
    >>> f"{f1:.4f} {precision:.4f} {recall:.4f}"
    '0.8571 0.7895 0.9375'
    """
    shared, extra, missing = map(sum, zip(*matches, strict=True)) if matches else (0, 0, 0)
    if not shared:
        return Score(0, 0, 0)
    precision, recall = shared / (shared + extra), shared / (shared + missing)
    return Score(2 * precision * recall / (precision + recall), precision, recall)


def find_lost(
    lines: Sequence[Sequence[str]], keep: Sequence[int], cleaned: Sequence[str], title: Sequence[str]
) -> Iterator[tuple[int, bool]]:
    """Tell of each line of the body whether its words no longer stand in a row in a cleaned text.

    `lines` are the words of each line of the text before it was cleaned, `keep` says of each whether the body has it,
    and `cleaned` are the words of the text afterwards. Gives the place of each line of the body that has words, and
    whether it is lost. The title itself is left out.

    >>> lines = [["storm"], ["rain", "fell"], ["menu"], ["the", "river", "rose"]]
    >>> list(find_lost(lines, [1, 1, 0, 1], ["rain", "fell"], ["storm"]))
    [(1, False), (3, True)]
    """
    whole, headline = " ".join(cleaned), " ".join(title)
    for place, (words, kept) in enumerate(zip(lines, keep, strict=True)):
        key = " ".join(words) if kept else ""
        if key and key != headline:
            yield place, key not in whole
