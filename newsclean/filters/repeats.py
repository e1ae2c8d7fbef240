"""Text that stands twice: pull quotes, paragraphs scraped twice, teasers doubled inside a line."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from newsclean.document import Document, Edit, Line, change, remove
from newsclean.evidence import explain, load_weights, weigh
from newsclean.shapes import has_ellipsis, has_list_mark, is_quoted, is_sentence
from newsclean.fold import find_words, is_unspaced, words

Words = tuple[str, ...]

LEAST = 6
"""The fewest words of a line that can be a copy of another. Short answers and refrains stay."""
LONGEST_QUOTE = 80
LONGEST_TEASER = 80
_MIDDLING, _LONG = 8, 12
_MOST_OWNERS = 4  # of one run of words, so that a phrase that stands everywhere costs no more than another


class Repeat(NamedTuple):
    """A line that says again what another line says, by their places, and how."""

    place: int
    other: int
    rule: str
    signals: Mapping[str, float]


def repeats(document: Document) -> Iterator[Edit]:
    """Propose to take out lines that say again what another line says, and the first half of a doubled teaser."""
    texts = [words(line.text) for line in document.lines]
    found: dict[int, Repeat] = {}
    for repeat in (*_find_copies(document, texts), *_find_parts(document, texts)):
        found.setdefault(repeat.place, repeat)
    for place, line in enumerate(document.lines):
        if place in found:
            yield _propose(document, found[place])
        elif len(texts[place]) >= 2 * LEAST:
            yield from _halve(line, texts[place])


def _propose(document: Document, repeat: Repeat) -> Edit:
    weights = load_weights("repeats")
    reason = f"says again what line {document.lines[repeat.other].number} says: {explain(weights, repeat.signals)}"
    return remove(document.lines[repeat.place], repeat.rule, reason, weigh(weights, repeat.signals))


def _size_signals(line: Line, text: Words) -> dict[str, float]:
    size = len(text) / 2 if is_unspaced(line.text) else len(text)
    return {
        "long": float(size >= _LONG),
        "middling": float(_MIDDLING <= size < _LONG),
        "sentence": float(is_sentence(line.text)),
    }


# Whole lines


def _find_copies(document: Document, texts: Sequence[Words]) -> Iterator[Repeat]:
    """Find lines that equal another. The first one stays, unless only the later one is part of the running text."""
    first: dict[Words, int] = {}
    copies: dict[int, int] = {}
    counts: dict[Words, int] = {}
    for place, text in enumerate(texts):
        if text and first.setdefault(text, place) != place:
            copies[place] = first[text]
            counts[text] = counts.get(text, 1) + 1
    above, below = _find_neighbours(texts)
    for place, original in copies.items():
        before = above[place] in copies and copies[above[place]] == above[original]
        after = below[place] in copies and copies[below[place]] == below[original]
        if len(texts[place]) < LEAST and not (before and after):
            continue
        signals = _size_signals(document.lines[place], texts[place])
        signals["run"] = float(before or after)
        signals["enclosed"] = float(before and after)
        signals["refrain"] = float(counts[texts[place]] > 2 and not (before or after))
        gone, stays = place, original
        if not (before or after) and _count_running(document, place) > _count_running(document, original):
            gone, stays = original, place
        yield Repeat(gone, stays, "repeats.copy", signals)


def _find_neighbours(texts: Sequence[Words]) -> tuple[dict[int, int], dict[int, int]]:
    """Give the lines with words above and below each line with words; -1 at the edges."""
    filled = [place for place, text in enumerate(texts) if text]
    above = dict(zip(filled, [-1, *filled], strict=False))
    below = dict(zip(filled, [*filled[1:], -1], strict=False))
    return above, below


def _count_running(document: Document, place: int) -> int:
    """Count the sentences right above and below a line, with no blank line between."""
    beside = [document.lines[near].text for near in (place - 1, place + 1) if 0 <= near < len(document.lines)]
    return sum(is_sentence(text) for text in beside)


# Lines inside a longer line


def _find_parts(document: Document, texts: Sequence[Words]) -> Iterator[Repeat]:
    """Find pull quotes: lines whose words stand in a longer line, in one piece or with something left out.

    A few runs of words of each line that could be one are looked up in all lines, so that time grows with the text.
    """
    run = 8 if is_unspaced(document.text) else 5
    owners: dict[Words, list[int]] = {}
    for place, line in enumerate(document.lines):
        text = texts[place]
        if LEAST <= len(text) <= LONGEST_QUOTE and len(text) >= run and (is_sentence(line.text) or is_quoted(line.text)):
            for start in {0, (len(text) - run) // 2, len(text) - run}:
                owners.setdefault(text[start : start + run], []).append(place)
    for other, text in enumerate(texts):
        hits = owners.keys() & zip(*(text[step:] for step in range(run)), strict=False)
        strangers = {hit for hit in hits if owners[hit][:_MOST_OWNERS] != [other]}
        if strangers:
            yield from _confirm_parts(document, texts, other, {hit: owners[hit] for hit in strangers})


def _confirm_parts(document: Document, texts: Sequence[Words], other: int, owners: Mapping[Words, list[int]]) -> Iterator[Repeat]:
    """Compare a line with those that own a run of its words, around that run only."""
    host = texts[other]
    run = len(next(iter(owners)))
    seen: set[int] = set()
    for at in range(len(host) - run + 1):
        for place in owners.get(host[at : at + run], ())[:_MOST_OWNERS]:
            text = texts[place]
            if place in seen or len(text) >= len(host):
                continue
            window = host[max(0, at - len(text)) : at + 2 * len(text)]
            share = _share_runs(text, window, run)
            if share == 1 or (share >= 0.75 and len(text) >= 10):
                seen.add(place)
                yield Repeat(place, other, "repeats.quote", _part_signals(document, texts, place, other, loose=share < 1))


def _share_runs(text: Words, window: Words, run: int) -> float:
    """Give the share of a text's runs of words that stand in a window too."""
    there = {window[at : at + run] for at in range(len(window) - run + 1)}
    runs = [text[at : at + run] for at in range(len(text) - run + 1)]
    return sum(piece in there for piece in runs) / len(runs)


def _part_signals(document: Document, texts: Sequence[Words], place: int, other: int, *, loose: bool) -> dict[str, float]:
    line = document.lines[place]
    signals = _size_signals(line, texts[place])
    between = texts[place + 1 : other]
    return {
        **signals,
        "part": 1.0,
        "loose": float(loose),
        "quoted": float(is_quoted(line.text)),
        "cut": float(has_ellipsis(line.text)),
        "listed": float(has_list_mark(line.text)),
        "heads_it": float(place < other and not any(between) and not signals["sentence"]),
    }


# Teasers doubled inside a line


def _halve(line: Line, text: Words) -> Iterator[Edit]:
    """Propose to take out the first of two equal runs of words that open a line."""
    most = min(len(text) // 2, LONGEST_TEASER)
    half = LEAST - 1
    while text[0] in text[half + 1 : most + 1]:
        half = text.index(text[0], half + 1)
        if text[:half] == text[half : 2 * half]:
            starts = find_words(line.text)
            after = line.text[: starts[0]] + line.text[starts[half] :]
            yield change(line, after, "repeats.doubled", f"the first {half} words stand twice")
            return
