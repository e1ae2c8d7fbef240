"""The text around a line: what stands near it in the document, found at the speed of a plain search."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from newsclean.document import Document
from newsclean.fold import lower as write_small

REACH = 20_000
"""How far, in characters, a line is compared with the text before and after it. Articles are shorter than that."""


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
