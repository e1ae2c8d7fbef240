"""What a line looks like: a sentence, a quote, an item of a list. No line is judged here."""

import re
from collections.abc import Sequence

_OPENING = "\"'“”„‟‘’‚‹›«»「『《〈＂"
_CLOSING = "\"'“”„‟‘’‚‹›«»」』》〉＂"
_BEFORE_QUOTE = " \t\u00a0-–—•*"
_STOPS = tuple(".!?…。！？؟।۔｡")

STOPS = frozenset(_STOPS)
"""What ends a sentence."""

_AFTER_QUOTE = "".join(_STOPS) + ", \t\u00a0"
_AFTER_STOP = _CLOSING + ")] \t\u00a0\u3000"
_FEWEST_WRAPPED, _COLUMN = 6, 100
_LIST_MARK = re.compile(r"\s*(?:[•▪●◦‣]\s*|(?:[-–—*·]|\d{1,3}[.)])\s+)")
_MARK_STARTS = frozenset("-–—•*▪●◦‣·0123456789 \t")
_FEWEST_MARKED, _MARKED = 3, 0.8


def is_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does.

    >>> is_sentence("“It is late.”"), is_sentence("On late nights")
    (True, False)
    """
    last = text[-1:]
    return last in STOPS or (not last.isalnum() and text[-8:].rstrip(_AFTER_STOP).endswith(_STOPS))


def is_quoted(text: str) -> bool:
    """Tell whether a text stands in quotation marks as a whole.

    >>> is_quoted("“It is late.”"), is_quoted("“It is late,” she said.")
    (True, False)
    """
    if text[:1].isalnum():  # as most are
        return False
    head, tail = text[:8].lstrip(_BEFORE_QUOTE)[:1], text[-8:].rstrip(_AFTER_QUOTE)[-1:]
    return bool(head and tail) and head in _OPENING and tail in _CLOSING


def ends_in_quotation(text: str) -> bool:
    """Tell whether a text ends inside a quotation that it opened.

    >>> ends_in_quotation("She said: “It is late."), ends_in_quotation("„Es ist spät“, sagte sie.")
    (True, False)
    """
    if "„" in text:
        return text.rfind("„") > max(text.rfind("“"), text.rfind("”"))
    if "“" not in text and text.count("”") % 2:
        return True
    turned = -1 < text.find("»") < (text.find("«") % (len(text) + 1))
    pairs = ("“”", "»«" if turned else "«»", "「」", "『』")
    return any(text.rfind(pair[0]) > text.rfind(pair[1]) for pair in pairs) or text.count('"') % 2 == 1


def has_ellipsis(text: str) -> bool:
    """Tell whether something is marked as left out."""
    return "…" in text or "..." in text


def has_list_mark(text: str) -> bool:
    """Tell whether a text begins as an item of a list."""
    return not text[:1].isalpha() and _LIST_MARK.match(text) is not None  # most lines begin with a letter


def split_list_mark(text: str) -> tuple[str, str]:
    """Split a text into its list mark, with the spaces around it, and the rest.

    >>> split_list_mark("• It is late."), split_list_mark("On late nights")
    (('• ', 'It is late.'), ('', 'On late nights'))
    """
    mark = _LIST_MARK.match(text)
    return (text[: mark.end()], text[mark.end() :]) if mark else ("", text)


def may_have_list_marks(quarter: Sequence[str]) -> bool:
    """Tell by a quarter of the texts whether nearly all may have a list mark: where none has one, too few are left."""
    starts = [text[:1] for text in quarter]
    return "" in starts or not _MARK_STARTS.isdisjoint(starts)


def have_list_marks(texts: Sequence[str]) -> bool:
    """Tell whether nearly every text has a list mark, so that the marks say nothing about any of them.

    >>> have_list_marks(["- Rain.", "- Sun.", "- Wind."]), have_list_marks(["Today", "- Rain.", "- Sun."])
    (True, False)
    """
    may_be_marked = sum(map(_MARK_STARTS.__contains__, [text[:1] for text in texts]))
    if may_be_marked < max(_FEWEST_MARKED, _MARKED * (len(texts) - texts.count(""))):
        return False
    filled = [text for text in texts if text and not text.isspace()]
    return sum(map(has_list_mark, filled)) >= max(_FEWEST_MARKED, _MARKED * len(filled))
