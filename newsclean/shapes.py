"""What a line looks like: a sentence, a quote, an item of a list. No line is judged here."""

import re

_OPENING = "\"'“”„‟‘’‚‹›«»「『《〈＂"
_CLOSING = "\"'“”„‟‘’‚‹›«»」』》〉＂"
_BEFORE_QUOTE = " \t\u00a0-–—•*"
_STOPS = tuple(".!?…。！？؟।۔｡")

_AFTER_QUOTE = "".join(_STOPS) + ", \t\u00a0"
_AFTER_STOP = _CLOSING + ")] \t\u00a0\u3000"
_LIST_MARK = re.compile(r"\s*(?:[-–—•*▪●◦‣·]\s|\d{1,3}[.)]\s)")


def is_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does.

    >>> is_sentence("“It is late.”"), is_sentence("On late nights")
    (True, False)
    """
    last = text[-1:]
    return last in _STOPS or (not last.isalnum() and text[-8:].rstrip(_AFTER_STOP).endswith(_STOPS))


def is_quoted(text: str) -> bool:
    """Tell whether a text stands in quotation marks as a whole.

    >>> is_quoted("“It is late.”"), is_quoted("“It is late,” she said.")
    (True, False)
    """
    head, tail = text.lstrip(_BEFORE_QUOTE)[:1], text.rstrip(_AFTER_QUOTE)[-1:]
    return head in _OPENING and tail in _CLOSING and bool(head and tail)


def has_ellipsis(text: str) -> bool:
    """Tell whether something is marked as left out."""
    return "…" in text or "..." in text


def has_list_mark(text: str) -> bool:
    """Tell whether a text begins as an item of a list."""
    return _LIST_MARK.match(text) is not None
