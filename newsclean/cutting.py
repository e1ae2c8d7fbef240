"""Cutting: which lines a text is cut into depends on the shape that its scraper left it in."""

from collections.abc import Sequence

from newsclean.lines import WIDEST, Line, Unit, number_lines, split_lines

# Beside a text on one line a title may stand, or a line that the page had at its end.
_MAIN_SHARE, _MAIN_LENGTH, _MOST_OTHERS = 0.95, 600, 2
_OVERLONG = 0.1  # the share of lines in a wrapped text that may be longer than a column, such as addresses
_FEWEST_GOING_ON = 1  # lines that begin inside a sentence, in a wrapped text


def cut_lines(text: str) -> tuple[tuple[Line, ...], Unit]:
    r"""Cut a text into the lines that its shape asks for, and tell what they are. They join to it again.

    A text on one line is cut into sentences, and one that was wrapped at a column into paragraphs.

    >>> cut_lines("It rains again. We stay here.\n")
    ((Line(number=1, text='It rains again.', end=' '), Line(number=2, text='We stay here.', end='\n')), 'sentence')
    >>> cut_lines("It rains again.\nWe stay here.\n")[1]
    'line'
    """
    lines = split_lines(text)
    lengths = [len(body) for _, body, _ in lines]
    longest = max(lengths, default=0)
    others = _MOST_OTHERS if longest >= _MAIN_LENGTH else 0
    if longest >= _MAIN_SHARE * sum(lengths) and _count_others(lines) <= others:
        sentences = _cut_sentences(lines)
        return (sentences, "sentence") if len(sentences) > len(lines) else (lines, "line")
    if sum(map(WIDEST.__lt__, lengths)) <= _OVERLONG * len(lines) and _do_some_go_on(lines):
        paragraphs = _cut_paragraphs(lines)
        return (paragraphs, "paragraph") if len(paragraphs) < len(lines) else (lines, "line")
    return lines, "line"


def _count_others(lines: Sequence[Line]) -> int:
    """Count the lines that have text, without one of them."""
    return sum(bool(body) and not body.isspace() for _, body, _ in lines) - 1


def _cut_sentences(lines: Sequence[Line]) -> tuple[Line, ...]:
    from newsclean.sentences import split_sentences  # noqa: PLC0415 - few texts stand on one line

    pairs: list[tuple[str, str]] = []
    for _, body, end in lines:
        *sentences, last = list(split_sentences(body)) or [("", "")]
        pairs += [*sentences, (last[0], last[1] + end)]
    return number_lines(pairs)


def _do_some_go_on(lines: Sequence[Line]) -> bool:
    """Tell whether some lines may begin inside a sentence: with a letter that is no capital."""
    starts = [body.lstrip()[:1] for _, body, _ in lines]
    return sum(start.isalpha() and not start.isupper() for start in starts) >= _FEWEST_GOING_ON


def _cut_paragraphs(lines: Sequence[Line]) -> tuple[Line, ...]:
    from newsclean.wrapping import cut_paragraphs, find_column  # noqa: PLC0415 - few texts are wrapped

    column = find_column([body for _, body, _ in lines])
    return number_lines(cut_paragraphs([(body, end) for _, body, end in lines], column)) if column else tuple(lines)
