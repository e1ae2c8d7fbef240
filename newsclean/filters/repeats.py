"""Text that stands twice: pull quotes, paragraphs scraped twice, teasers doubled inside a line."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from newsclean.document import Document, Edit, Line, change, remove
from newsclean.evidence import explain, load_weights, weigh
from newsclean.fold import count_words, find_words, words
from newsclean.shapes import ends_in_quotation, has_ellipsis, has_list_mark, is_quoted, is_sentence
from newsclean.surroundings import Surroundings

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
    found: dict[int, Repeat] = {}
    for repeat in (*_find_copies(document), *_find_parts(document)):
        if repeat.other not in found:  # one of the two stays
            found.setdefault(repeat.place, repeat)
    for place, line in enumerate(document.lines):
        if place in found:
            yield from _propose(document, found[place])
        if line.text.find(line.text[:_DOUBLED_HEAD], _DOUBLED_HEAD) > 0:
            yield from _halve(line)


def _propose(document: Document, repeat: Repeat) -> Iterator[Edit]:
    weights = load_weights("repeats")
    confidence = weigh(weights, repeat.signals)
    if confidence >= _WORTH_SHOWING:
        reason = f"says again what line {document.lines[repeat.other].number} says: {explain(weights, repeat.signals)}"
        yield remove(document.lines[repeat.place], repeat.rule, reason, confidence)


def _size_signals(text: str) -> dict[str, float]:
    size = count_words(text)
    return {
        "long": float(size >= _LONG),
        "middling": float(_MIDDLING <= size < _LONG),
        "sentence": float(is_sentence(text)),
    }


# Whole lines


def _find_copies(document: Document) -> Iterator[Repeat]:
    """Find lines that equal another. The first one stays, unless only the later one is part of the running text."""
    texts = [line.text.strip() for line in document.lines]
    first: dict[str, int] = {}
    copies = {place: first[text] for place, text in enumerate(texts) if text and first.setdefault(text, place) != place}
    if not copies:
        return
    counts = Counter(texts)
    above, below = _find_neighbours(texts)
    for place, original in copies.items():
        beside = [
            near[place] for near in (above, below) if near[place] in copies and copies[near[place]] == near[original]
        ]
        near = original in (above[place], above.get(above[place]))
        if count_words(texts[place]) < LEAST and len(beside) < len((above, below)):
            continue
        running = all(_is_running(texts, above, below, each) for each in (place, original))
        signals = {
            **_size_signals(texts[place]),
            "near": float(near),
            "run": float(bool(beside)),
            "enclosed": float(len(beside) > 1),
            "refrain": float(not beside and counts[texts[place]] >= _REFRAIN),
            "heading": float(not near and not any(is_sentence(texts[each]) for each in (place, *beside))),
            "running": float(running and not (near or beside)),
        }
        swapped = not beside and _count_running(texts, place) > _count_running(texts, original)
        yield Repeat(*((original, place) if swapped else (place, original)), "repeats.copy", signals)


def _find_neighbours(texts: Sequence[str]) -> tuple[dict[int, int], dict[int, int]]:
    """Give the lines with text above and below each line with text; -1 at the edges."""
    filled = [place for place, text in enumerate(texts) if text]
    above = dict(zip(filled, [-1, *filled], strict=False))
    below = dict(zip(filled, [*filled[1:], -1], strict=False))
    return above, below


def _is_running(texts: Sequence[str], above: Mapping[int, int], below: Mapping[int, int], place: int) -> bool:
    """Tell whether a line stands between two sentences, as one of the running text does."""
    near = (above[place], below[place])
    return all(other >= 0 and is_sentence(texts[other]) for other in near)


def _count_running(texts: Sequence[str], place: int) -> int:
    """Count the sentences right above and below a line, with no blank line between."""
    return sum(is_sentence(texts[near]) for near in (place - 1, place + 1) if 0 <= near < len(texts))


# Lines inside a longer line


def _find_parts(document: Document) -> Iterator[Repeat]:
    """Find pull quotes: lines whose words stand in a longer line, in one piece or with something left out.

    A piece of each line that could be one is looked up in the text near it, so that time grows with the text.
    """
    around = Surroundings.read(document)
    for place, line in enumerate(document.lines):
        length = len(line.text)
        if (_SHORTEST_QUOTE <= length <= _LONGEST_TEASER and is_sentence(line.text)) or (
            _SHORTEST_QUOTE <= length <= _LONGEST_QUOTE and is_quoted(line.text)
        ):
            pieces = [piece for piece in _choose_pieces(line.text) if around.stands_elsewhere(piece, place)]
            for other in islice(_find_hosts(around, pieces, place), _MOST_HOSTS) if pieces else ():
                repeat = _compare(document, place, other)
                if repeat:
                    yield repeat
                    break


def _find_hosts(around: Surroundings, pieces: Sequence[str], place: int) -> Iterator[int]:
    return (other for piece in pieces for other in around.find_lines(piece, place))


def _choose_pieces(text: str) -> list[str]:
    """Choose a piece from the middle of a text; of a quote, which may be cut and pointed anew, the two longest ones.

    Those of a quote have no punctuation, and not the first word, for its case may differ.
    """
    least = _SHORTEST_PIECE if text.isascii() else _SHORTEST_PIECE // 2
    if not is_quoted(text):
        return [text[len(text) // 3 : len(text) // 3 + least + _SHORTEST_PIECE // 2]]
    pieces = sorted(_PIECE.findall(text, text.find(" ") + 1, _LOOKED_AT), key=len)[-2:]
    return [piece for piece in pieces if len(piece) >= least]


def _compare(document: Document, place: int, other: int) -> Repeat | None:
    """Compare a line with one that has a piece of it: do all its words stand there, or nearly all in the same runs?"""
    line, host = document.lines[place], document.lines[other]
    text, there = words(line.text), words(host.text)
    same = len(text) == len(there)
    if not LEAST <= len(text) <= len(there) or (same and (place < other) is not is_quoted(line.text)):
        return None
    share = _share_runs(text, there)
    if share < 1 and (share < _LOOSE or len(text) < _LONG):
        return None
    signals = _size_signals(line.text)
    quoted = is_quoted(line.text)
    return Repeat(
        place,
        other,
        "repeats.quote",
        {
            **signals,
            "part": 1.0,
            "loose": float(share < 1),
            "quoted": float(quoted),
            "plain": float(not quoted and not _is_spoken(line.text, host.text)),
            "cut": float(has_ellipsis(line.text)),
            "listed": float(has_list_mark(line.text)),
            "heads_it": float(not signals["sentence"] and _is_next(document, place, other)),
        },
    )


def _is_spoken(text: str, host: str) -> bool:
    """Tell whether a sentence stands in quotation marks where it is a part of a longer line."""
    piece = _choose_pieces(text)[0]
    at = host.find(piece)
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


def _is_next(document: Document, place: int, other: int) -> bool:
    """Tell whether one line is the next one with text below another."""
    return place < other and not any(line.text.strip() for line in document.lines[place + 1 : other])


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
