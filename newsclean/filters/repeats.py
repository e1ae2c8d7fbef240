"""Text that stands twice: pull quotes, paragraphs scraped twice, teasers doubled inside a line."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from newsclean.document import Document, Edit, Line, change, remove
from newsclean.evidence import explain, load_weights, weigh
from newsclean.fold import count_words, find_words, words
from newsclean.layout import Layout, lay_out
from newsclean.shapes import ends_in_quotation, has_ellipsis, has_list_mark, is_quoted, is_sentence
from newsclean.surroundings import REACH

Words = tuple[str, ...]

LEAST = 6
"""The fewest words of a line that can be a copy of another. Short answers and refrains stay."""
_MIDDLING, _LONG = 8, 12
_SHORTEST_QUOTE, _LONGEST_TEASER, _LONGEST_QUOTE = 12, 140, 400  # in characters, as all that follows
_LOOKED_AT = 200  # how much of a quote is searched for a piece to look up
_SHORTEST_PIECE = 16  # half as many outside ASCII, where a character may be a syllable or a word
_MOST_HOSTS = 8  # lines that a line is compared with, so that a piece that stands everywhere costs no more than another
_LOOSE = 0.75
_REFRAIN = 3  # times that a line stands in a text
_NEAR, _BOTH = 2, 2  # how far apart copies are near; the lines above and below one
_MOST_DOUBLED = 80  # words
_LEAST_NAMED = 4  # different words, figures not counted, of an opening that stands twice
_NO_CHANT = 6  # different words of an opening that is surely no chant
_MOST_HALVED = 100
_CHANT = 0.7
_WORTH_SHOWING = 0.5
_DOUBLED_HEAD = 10

_PIECE = re.compile(r"\w[\w ]*\w")


class Repeat(NamedTuple):
    """A line that says again what another line says, by their places, and how."""

    place: int
    other: int
    rule: str
    signals: Mapping[str, float]


def repeats(document: Document) -> Iterator[Edit]:
    """Take out text that stands twice: pull quotes, copies, doubled teasers."""
    layout = lay_out(document)
    found = find_repeats(layout)
    doubled = {place for place, text in enumerate(layout.texts) if text.find(text[:_DOUBLED_HEAD], _DOUBLED_HEAD) > 0}
    for place in sorted(doubled.union(found)):
        if place in found:
            yield from _propose(layout, found[place])
        if place in doubled:
            yield from _halve(layout.lines[place])


def find_repeats(layout: Layout) -> dict[int, Repeat]:
    """Find the lines that say again what another line says, by their places, before they are weighed."""
    found: dict[int, Repeat] = {}
    for repeat in (*_find_copies(layout), *_find_parts(layout)):
        if repeat.other not in found:  # one of the two stays
            found.setdefault(repeat.place, repeat)
    return found


def _propose(layout: Layout, repeat: Repeat) -> Iterator[Edit]:
    weights = load_weights("repeats")
    confidence = weigh(weights, repeat.signals)
    if confidence >= _WORTH_SHOWING:
        reason = f"says again what line {layout.lines[repeat.other].number} says: {explain(weights, repeat.signals)}"
        yield remove(layout.lines[repeat.place], repeat.rule, reason, confidence)


def _size_signals(text: str) -> dict[str, float]:
    size = count_words(text)
    return {
        "long": float(size >= _LONG),
        "middling": float(_MIDDLING <= size < _LONG),
        "sentence": float(is_sentence(text)),
    }


# Whole lines


def _find_copies(layout: Layout) -> Iterator[Repeat]:
    """Find lines that equal another. The first one stays, unless only the later one is part of the running text."""
    texts = [text.strip() for text in layout.texts]
    if len(set(texts)) == len(texts):
        return
    first: dict[str, int] = {}
    copies = {place: first[text] for place, text in enumerate(texts) if first.setdefault(text, place) != place}
    counts = Counter(texts)
    for place, original in copies.items():
        beside = [place + step for step in (-1, 1) if copies.get(place + step) == original + step]
        near = place - original <= _NEAR
        if count_words(texts[place]) < LEAST and len(beside) < _BOTH:
            continue
        running = all(_count_sentences(layout, each) == _BOTH for each in (place, original))
        signals = {
            **_size_signals(texts[place]),
            "near": float(near),
            "run": float(bool(beside)),
            "enclosed": float(len(beside) == _BOTH),
            "refrain": float(not beside and counts[texts[place]] >= _REFRAIN),
            "heading": float(not near and not any(is_sentence(texts[each]) for each in (place, *beside))),
            "running": float(running and not (near or beside)),
        }
        swapped = not beside and _count_running(layout, place) > _count_running(layout, original)
        yield Repeat(*((original, place) if swapped else (place, original)), "repeats.copy", signals)


def _count_sentences(layout: Layout, place: int) -> int:
    """Count the sentences among the lines above and below a line, between which the running text stands."""
    return sum(layout.sentences[near] for near in (place - 1, place + 1) if 0 <= near < len(layout))


def _count_running(layout: Layout, place: int) -> int:
    """Count the sentences right above and below a line, with no blank line between."""
    above = place > 0 and not layout.blanks_above[place] and layout.sentences[place - 1]
    below = place + 1 < len(layout) and not layout.blanks_above[place + 1] and layout.sentences[place + 1]
    return above + below


# Lines inside a longer line


def _find_parts(layout: Layout) -> Iterator[Repeat]:
    """Find pull quotes: lines whose words stand in a longer line, in one piece or with something left out.

    A piece of each line that could be one is looked up in the text near it, so that time grows with the text.
    """
    around = layout.around
    found: dict[int, list[str]] = {}
    for place, piece in _list_pieces(layout):
        if around.stands_elsewhere(piece, place, REACH):
            found.setdefault(place, []).append(piece)
    for place, pieces in found.items():
        hosts = (other for piece in pieces for other in around.find_lines(piece, place))
        compared = (_compare(layout, place, other) for other in islice(hosts, _MOST_HOSTS))
        yield from islice(filter(None, compared), 1)


def _list_pieces(layout: Layout) -> Iterator[tuple[int, str]]:
    """List the pieces to look up, with the places of their lines: quotes, and sentences as short as a teaser."""
    sentences = layout.sentences
    for place, text in enumerate(layout.texts):
        length = len(text)
        if length > _LONGEST_QUOTE or length < _SHORTEST_QUOTE:
            continue
        if not text[0].isalnum() and is_quoted(text):
            for piece in _choose_pieces(text):
                yield place, piece
        elif length <= _LONGEST_TEASER and sentences[place]:
            yield place, _cut_middle(text)


def _choose_pieces(quote: str) -> list[str]:
    """Choose the two longest pieces of a quote, which may be cut and pointed anew.

    They have no punctuation, and not the first word, for its case may differ.
    """
    pieces = sorted(_PIECE.findall(quote, quote.find(" ") + 1, _LOOKED_AT), key=len)[-2:]
    return [piece for piece in pieces if len(piece) >= _count_least(quote)]


def _cut_middle(text: str) -> str:
    """Cut a piece from the middle of a text."""
    third = len(text) // 3
    return text[third : third + _count_least(text) + _SHORTEST_PIECE // 2]


def _count_least(text: str) -> int:
    return _SHORTEST_PIECE if text.isascii() else _SHORTEST_PIECE // 2


def _compare(layout: Layout, place: int, other: int) -> Repeat | None:
    """Compare a line with one that has a piece of it: do all its words stand there, or nearly all in the same runs?"""
    line, host = layout.texts[place], layout.texts[other]
    text, there = words(line), words(host)
    same = len(text) == len(there)
    if not LEAST <= len(text) <= len(there) or (same and (place < other) is not is_quoted(line)):
        return None
    share = _share_runs(text, there)
    if share < 1 and (share < _LOOSE or len(text) < _LONG):
        return None
    signals = _size_signals(line)
    quoted = is_quoted(line)
    return Repeat(
        place,
        other,
        "repeats.quote",
        {
            **signals,
            "part": 1.0,
            "loose": float(share < 1),
            "quoted": float(quoted),
            "plain": float(not quoted and not _is_spoken(line, host)),
            "cut": float(has_ellipsis(line)),
            "listed": float(has_list_mark(line)),
            "heads_it": float(not signals["sentence"] and place + 1 == other),
        },
    )


def _is_spoken(text: str, host: str) -> bool:
    """Tell whether a sentence stands in quotation marks where it is a part of a longer line."""
    at = host.find(_cut_middle(text))
    return at >= 0 and ends_in_quotation(host[:at])


def _share_runs(text: Words, host: Words) -> float:
    """Give the share of a text's runs of three words that stand in another text too, before one word and after."""
    runs = list(_list_runs(text))
    there = _collect_runs(host)
    return sum(run in there for run in runs) / len(runs)


def _list_runs(text: Words) -> Iterator[Words]:
    return zip(text, text[1:], text[2:], strict=False)


# Many quotes may come from one long line.
@lru_cache(maxsize=16)
def _collect_runs(text: Words) -> frozenset[Words]:
    return frozenset(_list_runs(text))


# Teasers doubled inside a line


def _halve(line: Line) -> Iterator[Edit]:
    """Propose to keep the last of several equal runs of words that open a line, until no such run is left.

    Where a short sentence is said again and the line goes on, it may be a chant: that is only pointed out.
    """
    text, sure = line.text, True
    for _ in range(_MOST_HALVED):
        halved = _find_half(text)
        if halved is None:
            break
        text, chant = halved
        sure = sure and not chant
    if text != line.text:
        yield change(line, text, "repeats.doubled", "its first words stand twice", 1.0 if sure else _CHANT)


def _find_half(line: str) -> tuple[str, bool] | None:
    """Give a line without the first of its equal openings, and tell whether that may be a chant; None without any."""
    text = words(line)
    half, most = LEAST - 1, min(len(text) // 2, _MOST_DOUBLED)
    while text[:1] and text[0] in text[half + 1 : most + 1]:
        half = text.index(text[0], half + 1)
        named = {word for word in text[:half] if not word.isdigit()}
        if text[:half] == text[half : 2 * half] and len(named) >= _LEAST_NAMED:
            last = half
            while text[:half] == text[last + half : last + 2 * half]:
                last += half
            starts = find_words(line)
            opening = line[starts[0] : starts[half]]
            chant = is_sentence(opening) and len(text) > last + half and len(named) < _NO_CHANT
            return line[: starts[0]] + line[starts[last] :], chant
    return None
