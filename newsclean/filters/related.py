"""Headlines of other stories, inside the article or after it, with a cue above them or without."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from newsclean.document import Document, Edit, remove
from newsclean.evidence import explain, load_weights, weigh
from newsclean.fold import count_words, is_unspaced, lower, words
from newsclean.shapes import has_list_mark, is_quoted, is_sentence, is_wrapped
from newsclean.surroundings import Surroundings

LEAST, MOST = 4, 22
"""The fewest and the most words of a line that may be a headline. A character of an unspaced script is half a word."""
_SHORT, _WORDY = 7, 10
_SHORTEST, _LONGEST = 8, 220  # characters of a line that may be a headline
_PARAGRAPH = 60  # characters of a sentence that is running text; bytes in scripts that say more with a character
_LONG_RUN = 6
_LONG_WORD = 4
_FIRST_LOOK, _MOST_CONTENT = 3, 8  # words of a line that are looked up elsewhere
_WORTH_SHOWING = 0.5

# Shares of a line's words, or of its names, from which on a signal speaks.
_KNOWN, _ECHOED, _UNECHOED, _OWN_TITLE, _CAPITALS = 0.6, 0.34, 0.2, 0.5, 0.8
_NOVEL, _NOVEL_NAMES, _NOVEL_WITHOUT_NAMES = 0.65, 0.6, 0.85

# Addresses, prices, table cells, beginnings in the middle of a sentence, ends that want to go on, a second sentence.
_NO_HEADLINE = (
    r"https?:|www\.|@|\t|\||[$€£]\s?\d|[,;:\-–—(\[]\s*\Z|\A\s*[a-zà-ÿ\[(#*]"
    r"|[^\W\d_]{4}[.!?][\"”“»’]?\s+\W?[^\W\d_a-zà-ÿ]"
)
_DASH = r"\s[-–—]\s"
_NAME = r"[^\W\d_][\w'’]{3,}"


def related(document: Document) -> Iterator[Edit]:
    """Take out headlines of other stories."""
    weights = load_weights("related")
    for place, signals in find_headlines(document):
        confidence = weigh(weights, signals)
        if confidence >= _WORTH_SHOWING:
            reason = f"a headline of another story: {explain(weights, signals)}"
            yield remove(document.lines[place], "related.headline", reason, confidence)


class _Page(NamedTuple):
    """A document as a headline is judged in it: what its lines read, and the places of headlines and paragraphs."""

    texts: Sequence[str]
    headlines: AbstractSet[int]
    paragraphs: Sequence[int]

    @classmethod
    def read(cls, document: Document) -> "_Page | None":
        """Look at the lines of a document; None where none of them looks like a headline."""
        texts = [line.text for line in document.lines]
        headlines = {
            place
            for place, text in enumerate(texts)
            if _SHORTEST <= len(text) <= _LONGEST and not is_sentence(text) and _looks_like_headline(text)
        }
        if not headlines or is_wrapped(texts):
            return None
        return cls(
            texts, headlines, [place for place, text in enumerate(texts) if _is_long(text) and is_sentence(text)]
        )

    def above(self, place: int) -> int:
        """Give the place of the line with text above a line, or -1."""
        return next((other for other in range(place - 1, -1, -1) if self.texts[other].strip()), -1)

    def below(self, place: int) -> int:
        """Give the place of the line with text below a line, or -1."""
        return next((other for other in range(place + 1, len(self.texts)) if self.texts[other].strip()), -1)

    def next_paragraph(self, place: int) -> int:
        """Give the place of the first paragraph from a line on, or -1."""
        position = bisect_left(self.paragraphs, place)
        return self.paragraphs[position] if position < len(self.paragraphs) else -1

    def is_tail(self, place: int) -> bool:
        """Tell whether no paragraph follows."""
        return self.next_paragraph(place) < 0

    def is_paragraph(self, place: int) -> bool:
        """Tell whether a line is running text."""
        return place >= 0 and self.next_paragraph(place) == place

    def is_between(self, place: int) -> bool:
        """Tell whether the lines with text above and below a line are both paragraphs."""
        return self.is_paragraph(self.above(place)) and self.is_paragraph(self.below(place))

    def count_run(self, place: int) -> int:
        """Count the lines in a row, this one among them, that look like headlines; many are not counted to the end."""
        first = last = place
        count = 1
        while (first := self.above(first)) in self.headlines and count < _LONG_RUN:
            count += 1
        while (last := self.below(last)) in self.headlines and count < _LONG_RUN:
            count += 1
        return count


def find_headlines(document: Document) -> Iterator[tuple[int, dict[str, float]]]:
    """Find the lines that may be headlines, by their places, each with the signals that tell whose they are.

    A line inside the article is one only between two paragraphs; if it is short, or made of the article's own words, it
    is a subhead. One above the first paragraph is the title or the standfirst.
    """
    page = _Page.read(document)
    if page is None:
        return
    gone = {edit.line: edit.rule for edit in document.gone}
    suspects = []
    for place in sorted(page.headlines):
        if page.paragraphs and page.paragraphs[0] < place:
            beside = _judge_above(document, page, place, gone)
            inside = not (page.is_tail(place) or any(beside.values()))
            if not inside or (page.is_between(place) and count_words(page.texts[place]) >= _SHORT):
                suspects.append((place, beside, inside))
    if not suspects:
        return
    around = Surroundings.read(document, lower=True)
    title = lower(document.title or next(text for text in page.texts if text.strip()))
    many_blanks = 3 * sum(not text.strip() for text in page.texts) > len(page.texts)
    for place, beside, inside in suspects:
        content = _list_content(page.texts[place])
        known = [word for word in content[:_FIRST_LOOK] if around.stands_elsewhere(word, place)]
        if inside and len(known) > _FIRST_LOOK / 2:
            continue
        known += [word for word in content[_FIRST_LOOK:] if around.stands_elsewhere(word, place)]
        yield (
            place,
            {
                **beside,
                **_judge_words(page.texts[place]),
                **_judge_place(page, place, content, known),
                "known": float(len(known) > _KNOWN * len(content)),
                "own_title": float(_share(content, title) >= _OWN_TITLE),
                "odd_blank": float(not many_blanks and place - page.above(place) > 1),
            },
        )


def _looks_like_headline(text: str) -> bool:
    size = len(text) / 2 if is_unspaced(text) else text.count(" ") + 1
    return LEAST <= size <= MOST and not has_list_mark(text) and not re.search(_NO_HEADLINE, text)


def _is_long(text: str) -> bool:
    return len(text) >= _PARAGRAPH or len(text.encode()) >= _PARAGRAPH


def _list_content(text: str) -> list[str]:
    """List the words that say what a text is about: those of over three letters, or pairs of characters."""
    text_words = words(text)
    if is_unspaced(text):
        return list(dict.fromkeys(map("".join, pairwise(text_words))))[:_MOST_CONTENT]
    return [word for word in dict.fromkeys(text_words) if len(word) >= _LONG_WORD][:_MOST_CONTENT]


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
        "quoted": float(is_quoted(text)),
        "numbered": float(text.lstrip()[:1].isdigit()),
        "dashed": float(re.search(_DASH, text) is not None),
        "unspaced": float(is_unspaced(text)),
    }


def _judge_place(page: _Page, place: int, content: Sequence[str], known: Sequence[str]) -> dict[str, float]:
    """Weigh a headline by the lines beside it, and by how little it has to do with the paragraph below."""
    text = page.texts[place]
    run = page.count_run(place)
    paragraph = page.next_paragraph(place)
    tail = paragraph < 0
    echo = 0.0 if tail else _share(content, lower(page.texts[paragraph]))
    stranger = count_words(text) >= _SHORT and echo <= _UNECHOED and _is_novel(text, content, known)
    return {
        "stranger": float(stranger),
        "stranger_between": float(stranger and page.is_between(place)),
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


def _judge_above(document: Document, page: _Page, place: int, gone: Mapping[int, str]) -> dict[str, float]:
    """Look above a headline, over others of its run, for a cue or a leftover that a rule took out."""
    if not gone:
        return {"cue": 0.0, "leftover": 0.0}
    leftover = _find_gone(document, page.above(place), place, gone)
    first = place
    while (
        page.above(first) in page.headlines
        and place - first < _LONG_RUN
        and not _find_gone(document, page.above(first), first, gone)
    ):
        first = page.above(first)
    cue = any(".read-also" in rule for rule in _find_gone(document, page.above(first), first, gone))
    return {"cue": float(cue), "leftover": float(bool(leftover) and not cue)}


def _find_gone(document: Document, above: int, below: int, gone: Mapping[int, str]) -> list[str]:
    """List the rules that took out lines between two lines with text."""
    start = document.lines[above].number + 1 if above >= 0 else 1
    return [gone[number] for number in range(start, document.lines[below].number) if number in gone]
