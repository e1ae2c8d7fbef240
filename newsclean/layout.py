"""How the lines of a document lie: their sizes, the paragraphs among them, and what went from between them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from newsclean.document import Document, Line, remember_last
from newsclean.fold import is_unspaced
from newsclean.shapes import STOPS, is_sentence
from newsclean.surroundings import Surroundings

PARAGRAPH = 60
"""The size from which a sentence is running text, in characters; those of scripts without spaces count twice."""

NEAR = 3
"""How many lines above and below a line are near it."""

FAR = 99
"""What a distance in lines reads where there is nothing to be distant from."""

_SHOWING = 30  # characters at the beginning of a line that show its script


class Layout:
    """The lines of a document that are not blank, by their places from 0 on, and lists of what is known of each.

    `upto` lists have one entry more than there are lines: what all lines above a place come to. `rules_above` has the
    rules that took lines out from right above each line. `runs_above` counts the lines in a row, down to each line,
    that are no paragraphs, and `runs_below` those from it on. `tail` is the place below the last paragraph, and `odd`
    are the places of lines that may be leftovers.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lines, self.texts, self.blanks_above = _pass_blanks(document)
        self.sizes = _measure(self.texts)
        self.sentences = [text[-1] in STOPS or is_sentence(text) for text in self.texts]
        self.paragraphs = [
            sentence and size >= PARAGRAPH for sentence, size in zip(self.sentences, self.sizes, strict=True)
        ]
        self.sizes_upto = [0, *accumulate(self.sizes)]
        self.paragraphs_upto = [0, *accumulate(self.paragraphs)]
        self.rules_above = _list_gone(document, self.lines)
        self.gone_upto = [0, *accumulate(map(len, self.rules_above))]
        self.runs_above = _count_runs(self.paragraphs)
        self.runs_below = _count_runs(self.paragraphs[::-1])[::-1]
        self.tail = bisect_left(self.paragraphs_upto, self.paragraphs_upto[-1])
        self.odd = self._find_odd()

    def __len__(self) -> int:
        return len(self.lines)

    @cached_property
    def around(self) -> Surroundings:
        """The lines as one text."""
        return Surroundings.read(self.texts)

    @cached_property
    def around_small(self) -> Surroundings:
        """The lines as one text in lower case."""
        return self.around.write_small()

    def is_unspaced(self, place: int) -> bool:
        """Tell whether a line is in a script without spaces between words, or in Hangul."""
        return self.sizes[place] > len(self.texts[place])

    def find_gone(self, kind: str) -> list[int]:
        """Find the lines from right above which rules of a kind took something out."""
        if not self.gone_upto[-1]:
            return []
        rule_part = f".{kind}"
        rows = enumerate(self.rules_above)
        return [place for place, rules in rows if rules and any(rule_part in rule for rule in rules)]

    def find_paragraph(self, place: int) -> int:
        """Find the first paragraph below a line that is none, where there is one."""
        return bisect_right(self.paragraphs_upto, self.paragraphs_upto[place]) - 1

    def is_between(self, place: int) -> bool:
        """Tell whether the lines above and below a line are both paragraphs."""
        return 0 < place < len(self.lines) - 1 and self.paragraphs[place - 1] and self.paragraphs[place + 1]

    def _find_odd(self) -> list[int]:
        """Find the lines that may be leftovers: no sentences between paragraphs, nor paragraphs among them."""
        beside = [False, *self.paragraphs, False]
        return [
            place
            for place, (sentence, paragraph) in enumerate(zip(self.sentences, self.paragraphs, strict=True))
            if not sentence
            or not ((beside[place] and beside[place + 2]) or (paragraph and self._is_among_paragraphs(place)))
        ]

    def _is_among_paragraphs(self, place: int) -> bool:
        """Tell of a paragraph whether others stand near it above or below, and no leftover went from near it."""
        last = len(self.lines) - 1
        first_near, last_near = max(0, place - NEAR), min(last, place + NEAR)
        upto, gone = self.paragraphs_upto, self.gone_upto
        return (
            place < last
            and gone[last_near + 2] == gone[first_near]
            and (
                2 * (upto[place] - upto[first_near]) >= place - first_near
                or 2 * (upto[last_near + 1] - upto[place + 1]) >= last_near - place
            )
        )


@remember_last
def lay_out(document: Document) -> Layout:
    """Lay out a document."""
    return Layout(document)


def _measure(texts: Sequence[str]) -> list[int]:
    """Give the size of each text: its characters, of which those of scripts without spaces say twice as much."""
    beginnings = [text[:_SHOWING] for text in texts if not text.isascii()]
    if beginnings and is_unspaced("".join(beginnings)):
        return [len(text) * 2 if is_unspaced(text) else len(text) for text in texts]
    return list(map(len, texts))


def _pass_blanks(document: Document) -> tuple[Sequence[Line], list[str], list[bool]]:
    """List the lines that are not blank, and their texts, and tell of each whether a blank one stands above it."""
    texts = [text for _, text, _ in document.lines]
    if all(texts) and not any(map(str.isspace, texts)):
        return document.lines, texts, [False] * len(texts)
    lines, filled, blanks, blank = [], [], [], False
    for line, text in zip(document.lines, texts, strict=True):
        if text and not text.isspace():
            lines.append(line)
            filled.append(text)
            blanks.append(blank)
            blank = False
        else:
            blank = True
    return lines, filled, blanks


def _list_gone(document: Document, lines: Sequence[Line]) -> list[Sequence[str]]:
    """List for each line the rules that took out lines from right above it; in one more entry, those below the last."""
    gone: dict[int, list[str]] = {}
    if document.gone:
        numbers = [number for number, _, _ in lines]
        for edit in document.gone:
            if edit.before.strip():
                gone.setdefault(bisect_left(numbers, edit.line), []).append(edit.rule)
    return [gone.get(place, ()) for place in range(len(lines) + 1)] if gone else [()] * (len(lines) + 1)


def _count_runs(paragraphs: Sequence[bool]) -> list[int]:
    """Count for each line the lines in a row, up to it, that are no paragraphs."""
    runs, run = [], 0
    for paragraph in paragraphs:
        run = 0 if paragraph else run + 1
        runs.append(run)
    return runs
