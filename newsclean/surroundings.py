"""The text around a line: what stands near it in the document, found at the speed of a plain search."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import NamedTuple

from newsclean.document import Document
from newsclean.fold import is_unspaced, words
from newsclean.fold import lower as write_small

REACH = 20_000
"""How far, in characters, a line is compared with the text before and after it. Articles are shorter than that."""


_TELLING = 4  # letters of a word that says what a line is about


class Surroundings(NamedTuple):
    """A document as one text, and the place in it where each line begins."""

    text: str
    starts: list[int]

    @classmethod
    def read(cls, document: Document, *, lower: bool = False) -> "Surroundings":
        """Join the lines of a document."""
        texts = [line.text for line in document.lines]
        text = joined = "\n".join(texts)
        if lower:
            text = write_small(joined)
            if len(text) != len(joined):  # a capital letter that takes two small ones
                texts = text.split("\n")
        return cls(text, [0, *accumulate([len(line) + 1 for line in texts])])

    def find_lines(self, piece: str, place: int) -> Iterator[int]:
        """Find the other lines near a line that hold a piece of text, by their places, each once."""
        start, end = max(0, self.starts[place] - REACH), self.starts[place + 1] + REACH
        while (at := self.text.find(piece, start, end)) >= 0:
            found = bisect_right(self.starts, at) - 1
            if found != place:
                yield found
            start = self.starts[found + 1]

    def stands_elsewhere(self, word: str, place: int) -> bool:
        """Tell whether a word, or one that holds it, stands near a line but not in it."""
        start, end = self.starts[place], self.starts[place + 1]
        return self.text.find(word, max(0, start - REACH), start) >= 0 or self.text.find(word, end, end + REACH) >= 0


def list_telling_words(text: str, most: int) -> list[str]:
    """List the first words that say what a text is about: long ones, or pairs of characters in unspaced scripts.

    >>> list_telling_words("The ferry to the island sails on", 2)
    ['ferry', 'island']
    """
    text_words = words(text)
    if is_unspaced(text):
        return list(dict.fromkeys(map("".join, pairwise(text_words))))[:most]
    return [word for word in dict.fromkeys(text_words) if len(word) >= _TELLING][:most]
