"""Text that was wrapped at a column: the column, the paragraphs, and a paragraph on one line and back."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from newsclean.fold import UNSPACED
from newsclean.lines import WIDEST
from newsclean.sentences import is_cut_between
from newsclean.shapes import has_list_mark, is_sentence, split_list_mark

_NARROWEST, _NARROW = 20, 50
_FEWEST_NARROW = 12  # breaks that a narrow column explains
_FEW = 3  # breaks inside sentences, from which on not all have to show the column
_OVERLONG = 0.1  # the share of lines that may be longer than the column, such as addresses
_LEAST_EXPLAINED = 0.3  # of all breaks: those between paragraphs say nothing
_NEARLY_ALL = 0.9  # of the breaks inside sentences
# Some programs even lines out, and leave more room at their ends than the next word needs.
_EVENED = 0.12
_LINES_OF_HEADLINE = 3
_LINES_NEAR = 10  # lines on each side of a break that tell whether a sentence ends there
_KINDS = ((0.0, 0.6), (_EVENED, 0.85))  # slack, and the least share of the breaks inside sentences that it explains

_BULLETS = "•▪●◦‣"
_BREAK = r"\r\n|\r|\n"
# Hangul has spaces; the marks of the other scripts without spaces have none either.
_HANGUL = "\uac00-\ud7af"
_SPACELESS = f"[{UNSPACED.replace(_HANGUL, '')}\u3001-\u303f\uff01-\uff60]"


class Column(NamedTuple):
    """Where a text was wrapped: the longest that a line can be, and the share of its length that may be left over."""

    width: int
    slack: float = 0.0


def find_column(texts: Sequence[str]) -> Column | None:
    """Find the column that lines were wrapped at; None where they were not.

    A wrapped line is as long as the column allows: with the first word of the next line it would be longer. One column
    explains nearly all breaks inside the sentences of a wrapped text, and hardly any in other texts.

    >>> find_column(["The ferry to the island sails again", "from Monday, after eleven weeks in", "the dock."] * 6)
    Column(width=37, slack=0.0)
    """
    texts = [text.rstrip() for text in texts]
    breaks = [(line, below) for line, below in pairwise(texts) if line and below]
    needs = [(len(line), _measure_need(line, below)) for line, below in breaks]
    overlong = _OVERLONG * sum(map(bool, texts))
    for slack, share in _KINDS:
        width, explained = _find_width(needs, slack)
        fits = _NARROWEST <= width <= WIDEST and sum(map(width.__lt__, map(len, texts))) <= overlong
        narrow = width * (2 if _is_spaceless(breaks) else 1) < _NARROW
        if fits and _is_explained(breaks, explained, share, narrow=narrow):
            return Column(width, slack)
    width = max(map(len, texts), default=0)
    return Column(width) if _is_longest_full(breaks, needs, width) else None


def _is_longest_full(breaks: Sequence[tuple[str, str]], needs: Sequence[tuple[int, int]], width: int) -> bool:
    """Tell whether the longest line shows where the few breaks inside the sentences of a text come from."""
    if not _NARROW < width <= WIDEST or _is_spaceless(breaks):
        return False
    inside = [need > width for (_, need), pair in zip(needs, breaks, strict=True) if _goes_on(*pair)]
    shown = sum(inside)
    return 0 < shown == len(inside) or shown >= max(_FEW, len(inside) / 2)


def _is_spaceless(breaks: Sequence[tuple[str, str]]) -> bool:
    """Tell whether a text is in a script without spaces, whose characters are as wide as two of others."""
    return 2 * sum(not below.isascii() and re.match(_SPACELESS, below) is not None for _, below in breaks) > len(breaks)


def _is_explained(breaks: Sequence[tuple[str, str]], explained: Sequence[bool], share: float, *, narrow: bool) -> bool:
    """Tell whether a column explains enough of the breaks inside sentences; of a narrow one, whether of many breaks.

    Poems are narrow, and short.
    """
    inside = [_goes_on(line, below) for line, below in breaks]
    shown = sum(goes_on for goes_on, yes in zip(inside, explained, strict=True) if yes)
    if narrow and sum(explained) < _FEWEST_NARROW:
        return False
    if shown < _FEW:
        return 1 < shown == sum(inside) and all(explained)
    many = shown >= share * sum(inside) and sum(explained) >= _LEAST_EXPLAINED * len(breaks)
    return many or shown >= _NEARLY_ALL * sum(inside)


def _find_width(needs: Sequence[tuple[int, int]], slack: float) -> tuple[int, list[bool]]:
    """Find the width that explains the most breaks, the largest of several, and tell of each whether it does."""
    spans = [(min(length, WIDEST + 1), min(need + int(slack * length), WIDEST + 2)) for length, need in needs]
    changes = [0] * (WIDEST + 3)
    for length, need in spans:
        changes[length] += 1
        changes[need] -= 1
    counts = list(accumulate(changes))
    width = len(counts) - 1 - counts[::-1].index(max(counts))
    return width, [length <= width < need for length, need in spans]


def _measure_need(line: str, below: str) -> int:
    """Give the length that a line would have with what had no room on it any more."""
    word = below.split(None, 1)[0]
    if not word.isascii() and re.match(_SPACELESS, word):
        word = word[:1]  # and the space that is not there makes room for a mark that may not begin a line
    return len(line) + 1 + len(word)


def _goes_on(line: str, below: str) -> bool:
    """Tell whether the break between two lines is surely inside a sentence: nothing ends, and no capital begins."""
    first = below.lstrip()[:1]
    return first.isalpha() and not first.isupper() and not is_sentence(line)


def cut_paragraphs(lines: Sequence[tuple[str, str]], column: Column) -> Iterator[tuple[str, str]]:
    """Put lines, each with what ended it, together to paragraphs, each with what ended its last line.

    A paragraph ends where the next word had room, and at blank lines. Where there are hardly any of those, a last line
    may be full by chance: then a sentence that ends with a line ends a piece of the text too, which may be less than a
    paragraph.
    """
    ends = list(_find_ends([text.rstrip() for text, _ in lines], column))
    start = 0
    for place, (text, end) in enumerate(lines):
        if ends[place]:
            yield "".join([part for line in lines[start:place] for part in line]) + text, end
            start = place + 1


def _find_ends(texts: Sequence[str], column: Column) -> Iterator[bool]:
    """Tell of each line whether it is the last of its paragraph."""
    if not texts:
        return
    breaks = list(pairwise(texts))
    roomy = [
        bool(line and below) and _measure_need(line, below) + int(column.slack * len(line)) <= column.width
        for line, below in breaks
    ]
    parted = sum(bool(line) and not below for line, below in breaks) > sum(roomy)
    start = 0
    for place, (line, below) in enumerate(breaks):
        ended = not line or not below or roomy[place] or _is_set_off(line, below)
        if not (ended or parted) and _may_end(line, below, place - start):
            above = " ".join(texts[max(start, place - _LINES_NEAR) : place + 1])
            ended = is_cut_between(above, " ".join(texts[place + 1 : place + _LINES_NEAR]).lstrip())
        yield ended
        if ended:
            start = place + 1
    yield True


def _may_end(line: str, below: str, length: int) -> bool:
    """Tell, at little cost, whether a full line may be the last of a paragraph that has so many lines above it."""
    first = below.lstrip()[:1]
    return not first.islower() if is_sentence(line) else first.isupper() and length < _LINES_OF_HEADLINE


def _is_set_off(line: str, below: str) -> bool:
    """Tell whether a line has a list mark, or begins further to the right than the line above it does.

    A dash or a figure is a mark only where a sentence ended before it.
    """
    mark, rest = split_list_mark(below)
    if mark.strip():
        return mark.strip() in _BULLETS or (is_sentence(line) and not rest[:1].islower())
    return len(below) - len(below.lstrip()) > len(line) - len(line.lstrip()) and not has_list_mark(line)


def unwrap(text: str) -> str:
    r"""Write a paragraph on one line.

    >>> unwrap("The ferry to the well-\nknown island\n  sails again.")
    'The ferry to the well-known island sails again.'
    """
    first, *others = re.split(_BREAK, text)
    parts = [first.rstrip()]
    for other in others:
        part = other.strip()
        parts += [_join(parts[-1], part), part]
    return "".join(parts)


def _join(above: str, below: str) -> str:
    """Give what stands between two lines of a paragraph once it is on one: a space, or nothing."""
    if re.search(r"\w-\Z", above) and below[:1].isalpha():
        return ""
    return "" if re.match(_SPACELESS, above[-1:]) and re.match(_SPACELESS, below) else " "


def measure_width(paragraphs: Sequence[str]) -> int:
    """Give the width that paragraphs are wrapped at; 0 where that is not seen."""
    column = find_column([line for paragraph in paragraphs for line in re.split(_BREAK, paragraph)])
    return column.width if column else 0


def wrap(text: str, width: int, before: str) -> str:
    r"""Wrap a paragraph that changed, with the breaks and the indentation that it had before.

    >>> wrap("The new ferry sails again.", 15, "The ferry\n  sails again.")
    'The new ferry\n  sails again.'
    """
    import textwrap  # noqa: PLC0415 - few texts are wrapped, and few of their paragraphs change

    below = re.search(rf"({_BREAK})(\s*)", before)
    lines = textwrap.wrap(
        text,
        width,
        subsequent_indent=below[2] if below else "",
        expand_tabs=False,
        replace_whitespace=False,
        break_long_words=re.search(_SPACELESS, text) is not None,
        break_on_hyphens=False,
    )
    return (below[1] if below else "\n").join(lines)
