"""Invisible characters, odd spaces, trailing space, and blank lines that only framed what other filters removed."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from newsclean.characters import classify_lines
from newsclean.document import Document, Edit, Line, change, remove

_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_HARD_SPACES = "\u00a0\u2007\u202f"
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Scripts that spell with joiners, or part words by a space without width; and emoji, which are built with joiners.
_JOINING = "\u0600-\u08ff\u0900-\u109f\u1780-\u18af\ufb50-\ufdff"
_EMOJI = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"

_HARD_SPACE = f"[{_BREAKS}{_HARD_SPACES}]"
_INVISIBLE = (
    f"[{_CONTROL}\u2060\ufeff]|(?<![{_JOINING}])[\u180e\u200b\u200c](?![{_JOINING}])|(?<![{_JOINING}{_EMOJI}])\u200d"
)
_DIRECTION_MARK = f"[{_DIRECTION}]"
_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]"


def spacing(document: Document) -> Iterator[Edit]:
    """Tidy odd spaces and invisible characters, and blank lines around what went.

    Of the blank lines above and below what was removed, the smaller number stays; none at the head and the tail.
    """
    framing = {line.number for line in _find_framing(document)} if document.gone else ()
    if not framing and _is_tidy(document):
        return
    for line in document.lines:
        if line.number in framing:
            yield remove(line, "spacing.blank", "a blank line that only framed what was removed")
        elif not line.text.isprintable() or line.text.endswith(" "):  # all that is invisible counts as not printable
            yield from _tidy(line)


def _is_tidy(document: Document) -> bool:
    """Tell of all lines together that they are tidy, as most are."""
    texts = [text for _, text, _ in document.lines]
    if _last_tidy and _last_tidy[0].issuperset(texts):  # as when spacing looks at a document again
        return True
    classes = classify_lines(document)
    seen = all(map(str.isprintable, texts)) if not classes or b"!" in classes else b"-" not in classes
    if seen and " " not in [text[-1:] for text in texts]:
        _last_tidy[:] = [frozenset(texts)]
        return True
    return False


_last_tidy: list[frozenset[str]] = []


def _tidy(line: Line) -> Iterator[Edit]:
    """Propose at most one edit, named for the most telling of the repairs."""
    repairs = []
    visible = re.sub(_INVISIBLE, "", line.text)
    if not re.search(_RIGHT_TO_LEFT, visible):
        visible = re.sub(_DIRECTION_MARK, "", visible)
    if visible != line.text:
        repairs.append(("spacing.invisible", "invisible characters"))
    plain = re.sub(_HARD_SPACE, " ", visible)
    if plain != visible:
        repairs.append(("spacing.hard-space", "spaces that do not break, or break too much"))
    text = plain.rstrip()
    if text != plain:
        repairs.append(("spacing.trailing", "space at the end"))
    if repairs:
        yield change(line, text, repairs[0][0], ", ".join(reason for _, reason in repairs))


def _is_blank(line: Line) -> bool:
    return not line.text or line.text.isspace()


def _find_framing(document: Document) -> Iterator[Line]:
    """Find the blank lines to take out, between each line with text and the next, by the gaps in the numbers."""
    lines = document.lines
    size = len(lines) + len(document.gone)
    filled = [place for place, line in enumerate(lines) if not _is_blank(line)]
    if len(filled) == len(lines):
        return
    joined = {edit.line for edit in document.gone if edit.rule.startswith("joins.")}
    for above, below in pairwise([-1, *filled, len(lines)]):
        start = lines[above].number if above >= 0 else 0
        while start + 1 in joined:  # it is a part of the line above now, and did not go
            start += 1
        end = lines[below].number if below < len(lines) else size + 1
        if end - start == below - above:
            continue
        between = lines[above + 1 : below]
        if above < 0 or below == len(lines):
            yield from between
        else:
            yield from _choose_framing(between, start, end)


def _choose_framing(blanks: Sequence[Line], start: int, end: int) -> Sequence[Line]:
    """Choose between the blank lines right below `start` and those right above `end`: the fewer of them stay."""
    head = sum(line.number == start + place for place, line in enumerate(blanks, start=1))
    tail = sum(line.number == end - place for place, line in enumerate(reversed(blanks), start=1))
    return blanks[head:] if head <= tail else blanks[: len(blanks) - tail]
