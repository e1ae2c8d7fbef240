"""From lines that differ in their numbers, dates or names to one pattern, and from a text to the pattern of it."""

import re
from collections.abc import Sequence

from newsclean.fold import lower, straighten
from newsclean.gate import is_telling
from newsclean.learning.templates import NAME, hide_names, list_date_words, read_date_words

_TOKEN = re.compile(rf"{NAME}|\d+(?:\W+\d+)*|[^\W\d]+|\W+")
_SPECIAL = re.compile(r"[\\.^$*+?{}\[\]|()]")
_IN_SET = re.compile(r"[\\\]^-]")
_ONE_NAME = r"(?-i:[A-ZÀ-ÖØ-Þ])[\w'.-]{0,12}"
_NAMES = rf"{_ONE_NAME}(?: {_ONE_NAME}){{0,3}}"
_ANY_GAP = r"\W{0,9}"
_MARKS_AT_HEAD = re.compile(r"[^\w\"'(\[{¿¡$€£©@]+")
_MARKS_AT_TAIL = re.compile(r"[^\w\"')\]}?%]+\Z")


def escape(text: str) -> str:
    r"""Write a text as a pattern that finds it, as rules read lines, and nothing else.

    >>> escape("Sign up – it’s free (now).")
    "Sign up - it's free \\(now\\)\\."
    """
    return _SPECIAL.sub(r"\\\g<0>", straighten(text))


def trim(text: str) -> str:
    """Leave out what rules do not read: list marks at the beginning, and full stops at the end.

    >>> trim("• Read our letters:")
    'Read our letters'
    """
    straight = straighten(text)
    head = _MARKS_AT_HEAD.match(straight)
    return _MARKS_AT_TAIL.sub("", straight[head.end() if head else 0 :])


def make_pattern(samples: Sequence[str], *, names: bool) -> str:
    r"""Make one pattern of lines that differ in numbers and dates alone, or also in names. Give "" where there is none.

    >>> make_pattern(["Published on 3 May 2025", "Published on 14 June 2025"], names=False)[:40]
    '^published on \\d{1,3} (?:apr|april|aug|a'
    >>> make_pattern(["14 Comments", "3 comments"], names=False)
    '^\\d{1,3} comments$'
    """
    rows = [_cut(sample, names=names) for sample in samples]
    if names and not _says_enough(rows[0]):
        return ""
    if any([_shape(token) for token in row] != [_shape(token) for token in rows[0]] for row in rows):
        return ""
    pieces = [_join(tokens, rows) for tokens in zip(*rows, strict=True)]
    return "" if None in pieces else f"^{''.join(filter(None, pieces))}$"


def make_end(parts: Sequence[str], lines: Sequence[str]) -> str:
    r"""Make a pattern of an end of lines, with the mark before it, so that no sentence is cut that ends alike.

    >>> make_end(["The Lantern"], ["The river rose – The Lantern"])
    ' ?- ?The Lantern$'
    >>> make_end(["Read our letters"], ["The river rose. Read our letters."])
    '(?<=[^\\w\\s]) Read our letters$'
    """
    before = {straighten(line.removesuffix(part)).rstrip()[-1:] for part, line in zip(parts, lines, strict=True)}
    mark = before.pop() if len(before) == 1 else ""
    part = escape(trim(parts[0]))
    return f" ?{escape(mark)} ?{part}$" if mark in ("-", "|", "•", "·", "»") else rf"(?<=[^\w\s]) {part}$"


def _says_enough(tokens: Sequence[str]) -> bool:
    """Tell whether a line without its names still says what it is: by two words, of which one is not common."""
    left = [token for token in tokens if _shape(token) == "a" and token != NAME]
    return len(left) > 1 and any(is_telling([token]) for token in left)


def _cut(text: str, *, names: bool) -> list[str]:
    """Cut a line into words, runs of numbers, and what stands between them, which may be nothing."""
    trimmed = trim((hide_names(text) if names else "") or text)
    tokens: list[str] = []
    for token in _TOKEN.findall(trimmed):
        gap = not (token[0].isalnum() or token[0] == "_")
        if not gap and tokens and _shape(tokens[-1]) != " ":
            tokens.append("")
        tokens.append(token if token == NAME else lower(token))
    return tokens


def _shape(token: str) -> str:
    if not token or not (token[0].isalnum() or token[0] == "_"):
        return " "
    return "0" if token[0].isdigit() else "a"


def _join(tokens: Sequence[str], rows: Sequence[Sequence[str]]) -> str | None:
    """Write one piece of the pattern of several lines. Give None where it cannot be."""
    different = set(tokens)
    shape = _shape(tokens[0])
    if shape == "0":
        return _join_numbers(different)
    if different == {NAME}:
        return _NAMES
    if shape == "a" and _has_numbers(rows) and different <= list_date_words():
        return f"(?:{'|'.join(sorted(_choose_dates(different)))})"
    if len(different) == 1:
        return escape(tokens[0])
    return _ANY_GAP if shape == " " else None


def _choose_dates(different: set[str]) -> frozenset[str]:
    """Choose the names of one language that has all that were seen, or of all that have some."""
    listed = list(read_date_words().values())
    return next((names for names in listed if different <= names), None) or frozenset().union(
        *(names for names in listed if different & names)
    )


def _has_numbers(rows: Sequence[Sequence[str]]) -> bool:
    return any(_shape(token) == "0" for token in rows[0])


def _join_numbers(different: set[str]) -> str:
    longest = max(map(len, different))
    between = sorted({character for number in different for character in number if not character.isdigit()})
    if not between:
        return rf"\d{{1,{_round_up(longest, 3)}}}"
    listed = "".join(_IN_SET.sub(r"\\\g<0>", character) for character in between)
    return rf"\d[\d{listed}]{{0,{_round_up(longest, 6)}}}"


def _round_up(length: int, step: int) -> int:
    """Leave some room for numbers that are longer than those that were seen."""
    return (length + step) // step * step
