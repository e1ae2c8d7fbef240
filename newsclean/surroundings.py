"""The text around a line: what stands near it in the document, found at the speed of a plain search."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from newsclean.fold import is_unspaced, lower, words

REACH = 20_000
"""How far, in characters, a line is compared with the text before and after it. Articles are shorter than that."""

WORD_REACH = 6_000
"""How far a word of a line is looked up: in the text around it, which most articles are no longer than."""

_TELLING = 4  # letters of a word that says what a line is about


class Surroundings(NamedTuple):
    """Lines as one text, and the place in it where each line begins."""

    text: str
    starts: list[int]

    @classmethod
    def read(cls, texts: Sequence[str]) -> "Surroundings":
        """Join lines."""
        return cls("\n".join(texts), [0, *accumulate([len(text) + 1 for text in texts])])

    def write_small(self) -> "Surroundings":
        """Write the text in lower case."""
        small = lower(self.text)
        if len(small) == len(self.text):
            return Surroundings(small, self.starts)
        return Surroundings.read(small.split("\n"))  # a capital letter takes two small ones

    def find_lines(self, piece: str, place: int) -> Iterator[int]:
        """Find the other lines near a line that hold a piece of text, by their places, each once."""
        start, end = max(0, self.starts[place] - REACH), self.starts[place + 1] + REACH
        while (at := self.text.find(piece, start, end)) >= 0:
            found = bisect_right(self.starts, at) - 1
            if found != place:
                yield found
            start = self.starts[found + 1]

    def find_elsewhere(self, wanted: Sequence[str], place: int, reach: int) -> list[str]:
        """Find the words that stand, as they are or in longer ones, within reach of a line but not in it."""
        start, end = self.starts[place], self.starts[place + 1]
        above, below = self.text[max(0, start - reach) : start], self.text[end : end + reach]
        return [word for word in wanted if word in above or word in below]

    def stands_elsewhere(self, word: str, place: int, reach: int) -> bool:
        """Tell whether a word, or one that holds it, stands within reach of a line but not in it."""
        text, starts = self
        start, end = starts[place], starts[place + 1]
        return text.find(word, max(0, start - reach), start) >= 0 or text.find(word, end, end + reach) >= 0


def list_telling_words(text: str, most: int) -> list[str]:
    """List the first words that say what a text is about: long ones, or pairs of characters in unspaced scripts.

    >>> list_telling_words("The ferry to the island sails on", 2)
    ['ferry', 'island']
    """
    text_words = words(text)
    if is_unspaced(text):
        return list(dict.fromkeys(map("".join, pairwise(text_words))))[:most]
    return [word for word in dict.fromkeys(text_words) if len(word) >= _TELLING][:most]
