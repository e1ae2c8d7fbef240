"""Headlines of other stories, inside the article or after it, with a cue above them or without."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from newsclean.document import Document, Edit, remove
from newsclean.evidence import explain, load_weights, weigh
from newsclean.fold import count_words, is_unspaced, words
from newsclean.rulebook import RuleBook
from newsclean.shapes import has_list_mark, is_quoted, is_sentence
from newsclean.surroundings import Surroundings

LEAST, MOST = 4, 22
"""The fewest and the most words of a line that may be a headline. A character of an unspaced script is half a word."""
_SHORT, _WORDY = 7, 10
_SHORTEST, _LONGEST = 8, 220  # characters of a line that may be a headline
_PARAGRAPH = 60  # characters of a sentence that is running text; bytes in scripts that say more with a character
_CUE = 40  # the most characters of a cue that has no headline on its own line
_LONG_RUN = 6

# Addresses, prices, table cells, beginnings in the middle of a sentence, ends that want to go on, a second sentence.
_NO_HEADLINE = re.compile(
    r"https?:|www\.|@|\t|\||[$€£]\s?\d|[,;:\-–—(\[]\s*\Z|\A\s*[a-zà-ÿ\[(#*]|[^\W\d_]{4}[.!?][\"”“»’]?\s+\W?[^\W\d_a-zà-ÿ]"
)
_DASH = re.compile(r"\s[-–—]\s")
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


class _Entry(NamedTuple):
    """A line with text: its place, what it reads, and what it looks like."""

    place: int
    text: str
    headline: bool
    paragraph: bool


def find_headlines(document: Document, rules: RuleBook) -> Iterator[tuple[int, dict[str, float]]]:
    """Find the lines that may be headlines, by their places, each with the signals that tell whose they are."""
    if not any(map(_may_be_headline, [line.text for line in document.lines[1:]])):
        return
    entries = [_read_entry(place, line.text) for place, line in enumerate(document.lines) if line.text.strip()]
    around = Surroundings.read(document, lower=True)
    title = (document.title or entries[0].text).lower()
    many_blanks = sum(below.place - above.place > 1 for above, below in pairwise(entries)) > len(entries) / 3
    last_paragraph = max((position for position, entry in enumerate(entries) if entry.paragraph), default=-1)
    for position, entry in enumerate(entries):
        if not (position and entry.headline) or _is_leftover(entry, rules, document.site):
            continue
        above = _judge_above(entries, position, rules, document.site)
        short = count_words(entry.text) < _SHORT
        if short and position < last_paragraph and not any(above.values()):
            continue  # a subhead, as far as anyone can tell
        content = _list_content(entry.text)
        known = [word for word in content if around.stands_elsewhere(word, entry.place)]
        yield entry.place, {
            **above,
            **_judge_words(entry.text),
            **_judge_place(entries, position, content, known, tail=position > last_paragraph),
            "short": float(short),
            "known": float(len(known) > 0.6 * len(content)),
            "own_title": float(_share(content, title) >= 0.5),
            "odd_blank": float(not many_blanks and entry.place - entries[position - 1].place > 1),
        }


def _may_be_headline(text: str) -> bool:
    return _SHORTEST <= len(text) <= _LONGEST and not is_sentence(text)


def _read_entry(place: int, text: str) -> _Entry:
    if not _may_be_headline(text):
        long = len(text) >= _PARAGRAPH or len(text.encode()) >= _PARAGRAPH
        return _Entry(place, text, headline=False, paragraph=long and is_sentence(text))
    headline = LEAST <= count_words(text) <= MOST and not has_list_mark(text) and not _NO_HEADLINE.search(text)
    return _Entry(place, text, headline, paragraph=False)


def _list_content(text: str) -> list[str]:
    """List the words that say what a text is about: those of over three letters, or pairs of characters."""
    text_words = words(text)
    if is_unspaced(text):
        return list(dict.fromkeys(map("".join, pairwise(text_words))))
    return [word for word in dict.fromkeys(text_words) if len(word) > 3]


def _share(content: Sequence[str], text: str) -> float:
    """Give the share of words that stand in a text, as they are or in a longer word."""
    return sum(word in text for word in content) / len(content) if content else 0.0


def _judge_words(text: str) -> dict[str, float]:
    """Weigh a headline by itself."""
    names = _NAME.findall(text)[1:]
    return {
        "wordy": float(count_words(text) >= _WORDY),
        "title_case": float(bool(names) and sum(name[0].isupper() for name in names) >= 0.8 * len(names)),
        "quoted": float(is_quoted(text)),
        "numbered": float(text.lstrip()[:1].isdigit()),
        "dashed": float(_DASH.search(text) is not None),
        "unspaced": float(is_unspaced(text)),
    }


def _judge_place(
    entries: Sequence[_Entry], position: int, content: Sequence[str], known: Sequence[str], *, tail: bool
) -> dict[str, float]:
    """Weigh a headline by the lines beside it, and by how little it has to do with the paragraph below."""
    entry = entries[position]
    first = last = position
    while first > 0 and entries[first - 1].headline:
        first -= 1
    while last + 1 < len(entries) and entries[last + 1].headline:
        last += 1
    run = last - first + 1
    below = next((other.text.lower() for other in entries[position + 1 :] if other.paragraph), "")
    echo = _share(content, below)
    stranger = count_words(entry.text) >= _SHORT and echo <= 0.2 and _is_novel(entry.text, content, known)
    between = entries[position - 1].paragraph and position + 1 < len(entries) and entries[position + 1].paragraph
    return {
        "stranger": float(stranger),
        "stranger_between": float(stranger and between),
        "echoed": float(echo > 0.34),
        "tail": float(tail and run == 1),
        "tail_run": float(tail and run > 1),
        "long_run": float(run >= _LONG_RUN),
    }


def _is_novel(text: str, content: Sequence[str], known: Sequence[str]) -> bool:
    """Tell whether a line speaks of what stands nowhere else in the article: its words, and its names above all."""
    share = 1 - len(known) / len(content) if content else 0.0
    names = {name.lower() for name in _NAME.findall(text)[1:] if name[0].isupper()}
    if names:
        return share >= 0.65 and len(names.intersection(known)) <= 0.4 * len(names)
    return share >= 0.85


def _judge_above(entries: Sequence[_Entry], position: int, rules: RuleBook, site: str) -> dict[str, float]:
    """Look above a headline, over others of its run, for a cue or a leftover of the page."""
    above = position - 1
    while above > 0 and entries[above].headline and position - above < _LONG_RUN and not _is_leftover(entries[above], rules, site):
        above -= 1
    kinds = {match.rule.kind for match in rules.find(entries[above].text, site)} if len(entries[above].text) <= _CUE else set()
    beside = above == position - 1 and _is_leftover(entries[above], rules, site)
    return {"cue": float("read-also" in kinds), "leftover": float(beside and "read-also" not in kinds)}


def _is_leftover(entry: _Entry, rules: RuleBook, site: str) -> bool:
    return any(match.rule.drop != "match" and match.rule.confidence == 1 for match in rules.find(entry.text, site))
