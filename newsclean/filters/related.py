"""Headlines of other stories, inside the article or after it, with a cue above them or without."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from newsclean.document import Document, Edit, remove
from newsclean.evidence import explain, load_weights, weigh
from newsclean.fold import is_unspaced, words
from newsclean.rulebook import RuleBook
from newsclean.shapes import has_list_mark, is_quoted, is_sentence

LEAST, MOST = 4, 22
"""The fewest and the most words of a line that may be a headline. A character of an unspaced script is half a word."""
_SHORT, _WORDY = 7, 10
_PARAGRAPH = 12
_CUE = 6  # the most words of a cue that has no headline on its own line
_LONG_RUN = 6

# Addresses, prices, table cells, beginnings in the middle of a sentence, ends that want to go on, a second sentence.
_NO_HEADLINE = re.compile(
    r"https?:|www\.|@|\t|\||[$€£]\s?\d|[,;:\-–—(\[]\s*\Z|\A\s*[a-zà-ÿ\[(#*]|[^\W\d_]{4}[.!?][\"”“»’]?\s+\W?[^\W\d_a-zà-ÿ]"
)
_NAME = re.compile(r"[^\W\d_][\w'’]{3,}")


@dataclass(frozen=True, slots=True)
class Related:
    """The filter of headlines. The rules tell it which lines are cues ("Read also") and which are leftovers."""

    rules: RuleBook

    def __call__(self, document: Document) -> Iterator[Edit]:
        """Propose to take out lines that look like headlines and belong to another story."""
        weights = load_weights("related")
        for place, signals in find_headlines(document, self.rules):
            confidence = weigh(weights, signals)
            if confidence >= 0.5:
                reason = f"a headline of another story: {explain(weights, signals)}"
                yield remove(document.lines[place], "related.headline", reason, confidence)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line with words: its place, what it reads, and what it looks like."""

    place: int
    text: str
    content: frozenset[str]
    size: float
    headline: bool
    paragraph: bool


def find_headlines(document: Document, rules: RuleBook) -> Iterator[tuple[int, dict[str, float]]]:
    """Find the lines that may be headlines, by their places, each with the signals that tell whose they are."""
    entries = [entry for place, line in enumerate(document.lines) if (entry := _read_entry(place, line.text))]
    if not any(entry.headline for entry in entries[1:]):
        return
    counts = Counter(word for entry in entries for word in entry.content)
    title = _content(document.title, words(document.title)) or entries[0].content
    many_blanks = sum(below.place - above.place > 1 for above, below in pairwise(entries)) > len(entries) / 3
    last_paragraph = max((position for position, entry in enumerate(entries) if entry.paragraph), default=-1)
    for position, entry in enumerate(entries):
        if position and entry.headline and not _is_leftover(entry, rules, document.site):
            yield entry.place, {
                **_judge_words(entry, counts, title),
                **_judge_place(entries, position, counts, tail=position > last_paragraph),
                **_judge_above(entries, position, rules, document.site),
                "odd_blank": float(not many_blanks and entry.place - entries[position - 1].place > 1),
            }


def _read_entry(place: int, text: str) -> _Entry | None:
    text_words = words(text)
    if not text_words:
        return None
    size = len(text_words) / 2 if is_unspaced(text) else len(text_words)
    sentence = is_sentence(text)
    headline = LEAST <= size <= MOST and not sentence and not has_list_mark(text) and not _NO_HEADLINE.search(text)
    return _Entry(place, text, _content(text, text_words), size, headline, size >= _PARAGRAPH and sentence)


def _content(text: str, text_words: tuple[str, ...]) -> frozenset[str]:
    """Give the words of a text that say what it is about: those of over three letters, or pairs of characters."""
    if is_unspaced(text):
        return frozenset(left + right for left, right in pairwise(text_words))
    return frozenset(word for word in text_words if len(word) > 3)


def _judge_words(entry: _Entry, counts: Counter[str], title: frozenset[str]) -> dict[str, float]:
    """Weigh a headline by itself, and by how much of it the article and its title know."""
    names = _NAME.findall(entry.text)[1:]
    capital = sum(name[0].isupper() for name in names) / len(names) if names else 0.0
    return {
        "short": float(entry.size < _SHORT),
        "wordy": float(entry.size >= _WORDY),
        "title_case": float(capital >= 0.8),
        "quoted": float(is_quoted(entry.text)),
        "numbered": float(entry.text.lstrip()[:1].isdigit()),
        "dashed": float(re.search(r"\s[-–—]\s", entry.text) is not None),
        "unspaced": float(is_unspaced(entry.text)),
        "known": float(_share(entry.content, {word for word in entry.content if counts[word] > 1}) > 0.6),
        "own_title": float(_share(entry.content, title) >= 0.5),
    }


def _judge_place(entries: Sequence[_Entry], position: int, counts: Counter[str], *, tail: bool) -> dict[str, float]:
    """Weigh a headline by the lines beside it, and by how little it has to do with the paragraph below."""
    entry = entries[position]
    first = last = position
    while first > 0 and entries[first - 1].headline:
        first -= 1
    while last + 1 < len(entries) and entries[last + 1].headline:
        last += 1
    run = last - first + 1
    below = next((other.content for other in entries[position + 1 :] if other.paragraph), frozenset[str]())
    echo = _share(entry.content, below)
    stranger = entry.size >= _SHORT and echo <= 0.2 and _is_novel(entry, counts)
    between = entries[position - 1].paragraph and position + 1 < len(entries) and entries[position + 1].paragraph
    return {
        "stranger": float(stranger),
        "stranger_between": float(stranger and between),
        "echoed": float(echo > 0.34),
        "tail": float(tail and run == 1),
        "tail_run": float(tail and run > 1),
        "long_run": float(run >= _LONG_RUN),
    }


def _is_novel(entry: _Entry, counts: Counter[str]) -> bool:
    """Tell whether a line speaks of what stands nowhere else in the article: its words, and its names above all."""
    new = {word for word in entry.content if counts[word] <= 1}
    names = {name.lower() for name in _NAME.findall(entry.text)[1:] if name[0].isupper()}
    if names:
        return _share(entry.content, new) >= 0.65 and _share(names, new) >= 0.6
    return _share(entry.content, new) >= 0.85


def _judge_above(entries: Sequence[_Entry], position: int, rules: RuleBook, site: str) -> dict[str, float]:
    """Look above a headline, over others of its run, for a cue or a leftover of the page."""
    above = position - 1
    while above > 0 and entries[above].headline and position - above < _LONG_RUN and not _is_leftover(entries[above], rules, site):
        above -= 1
    kinds = {match.rule.kind for match in rules.find(entries[above].text, site)} if entries[above].size <= _CUE else set()
    return {
        "cue": float("read-also" in kinds),
        "leftover": float(above == position - 1 and _is_leftover(entries[above], rules, site) and "read-also" not in kinds),
    }


def _is_leftover(entry: _Entry, rules: RuleBook, site: str) -> bool:
    return any(match.rule.drop != "match" and match.rule.confidence == 1 for match in rules.find(entry.text, site))


def _share(part: frozenset[str] | set[str], whole: frozenset[str] | set[str]) -> float:
    return len(part & whole) / len(part) if part else 0.0
