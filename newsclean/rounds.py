"""Rounds of cleaning: a document read anew, as whoever reads its clean text will, and its edits told of the source."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from operator import itemgetter

from newsclean.document import Document, Edit, apply, close_gaps
from newsclean.lines import Line

Lines = Sequence[Line]
_TEXT_AND_END = itemgetter(1, 2)


def read_anew(document: Document, text: str) -> Document:
    """Cut a document, of which its maker has the text, into lines anew, numbered from 1.

    They may be other lines, in another shape.
    """
    return Document.from_text(text, document.title, document.site, document.language, document.id)


def same_lines(one: Document, other: Document) -> bool:
    """Tell whether two documents have the same lines, whatever their numbers."""
    return list(map(_TEXT_AND_END, one.lines)) == list(map(_TEXT_AND_END, other.lines))


def tell_of_source(document: Document, anew: Document, edits: Sequence[Edit]) -> list[Edit]:
    """Tell the edits of a document that was read anew as edits of the lines that it had before.

    Mostly those are the same lines. Where what was repaired or taken out makes the text fall into others, the lines
    that share text are taken together, and one edit tells what becomes of them all.
    """
    if anew is document:
        return list(edits)
    groups = _match_lines(document, anew)
    group_of = {line.number: place for place, (_, lines) in enumerate(groups) for line in lines}
    edits_of: dict[int, list[Edit]] = {}
    for edit in edits:
        edits_of.setdefault(group_of[edit.line], []).append(edit)
    return [edit for place, inside in edits_of.items() for edit in _tell_of_lines(*groups[place], anew, inside)]


def find_in_source(document: Document, anew: Document, edits: Sequence[Edit]) -> list[Edit]:
    """Give edits that are not made, but only shown, the numbers that their lines had before the text was read anew."""
    if anew is document or not edits:
        return list(edits)
    numbers = number_in_source(document, anew)
    return [edit._replace(line=numbers[edit.line][-1]) for edit in edits]


def _match_lines(document: Document, anew: Document) -> list[tuple[Lines, Lines]]:
    """Match two ways to cut a text into lines: together are those between places where both cut it."""
    if same_lines(document, anew):
        return [((before,), (line,)) for before, line in zip(document.lines, anew.lines, strict=True)]
    lengths = [[len(line.text) + len(line.end) for line in each.lines] for each in (document, anew)]
    places, places_anew = ({end: place for place, end in enumerate(accumulate(each), start=1)} for each in lengths)
    cuts = [(0, 0), *((place, places_anew[end]) for end, place in places.items() if end in places_anew)]
    return [
        (document.lines[start:stop], anew.lines[start_anew:stop_anew])
        for (start, start_anew), (stop, stop_anew) in pairwise(cuts)
    ]


def _tell_of_lines(before: Lines, lines: Lines, anew: Document, edits: Sequence[Edit]) -> Iterator[Edit]:
    """Tell edits of lines that were read anew as edits of the lines that had their text before."""
    *others, last = before
    if not others and len(lines) == 1 and last[1:] == lines[0][1:]:
        yield from (edit._replace(line=last.number) for edit in edits)
        return
    part = anew._replace(lines=tuple(lines), gone=())
    text = apply(part, close_gaps(part, edits)).text.removesuffix(last.end)
    also = [rule for rule in dict.fromkeys(edit.rule for edit in edits) if rule != edits[0].rule]
    reason = f"{edits[0].reason}; also {', '.join(also)}" if also else edits[0].reason
    confidence = min(edit.confidence for edit in edits)
    for line in before:
        after = (text or None) if line is last else None
        if after != line.text:
            yield Edit(line.number, line.text, after, edits[0].rule, reason, confidence, line.end)


def number_in_source(document: Document, anew: Document) -> dict[int, tuple[int, ...]]:
    """Tell of each line of a document that was read anew which lines had its text before, by their numbers."""
    return {
        line.number: tuple(one.number for one in before)
        for before, lines in _match_lines(document, anew)
        for line in lines
    }
