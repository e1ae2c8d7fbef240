"""The kinds of what is removed, so that a user can keep what is a matter of taste."""

from collections.abc import Iterable

KINDS = {
    "advertisement": "marks of advertisements, and of paid links",
    "app": "offers of an app",
    "aside": "single lines between paragraphs that no rule knows, such as captions without a credit",
    "author": "boxes about the author, and how to reach them",
    "byline": "who wrote it",
    "caption": "texts under pictures",
    "comments": "what stands around readers' comments",
    "consent": "notices about cookies and embedded content",
    "copyright": "copyright lines",
    "copy": "paragraphs that stand twice",
    "credit": "credits of pictures and agencies",
    "disclaimer": "notes of the editors about the article",
    "donation": "calls to donate",
    "doubled": "openings of a line that stand twice in it",
    "error-report": "calls to report an error",
    "head": "lines above the article that no rule knows",
    "headline": "headlines of other stories",
    "interface": "buttons and labels of the page",
    "list": "rows of short lines that no rule knows",
    "live": "what stands around the posts of live pages",
    "menu": "short lines in a row of a whole page: menus, and lists of links",
    "newsletter": "invitations to newsletters",
    "paragraph": "paragraphs among leftovers that no rule knows",
    "player": "what stands around videos and sound",
    "quote": "pull quotes, which the article says again",
    "read-also": "cues of other stories",
    "share": "share bars",
    "social-follow": "calls to follow",
    "subscription": "paywalls, and calls to subscribe",
    "tail": "lines below the article that no rule knows",
    "timestamp": "dates, times and reading times that stand alone",
    "tips": "calls for tips from readers",
    "translation": "notes on translations",
}
"""Each kind, with what belongs to it."""

TASTE = ("author", "byline", "caption", "credit", "timestamp")
"""Kinds that some readers hold to be part of an article. They go where nobody asks to keep them."""

_ALONG = {"caption": ("aside",)}  # kinds that are kept along with another, for they have lines of it


def kind_of(rule: str) -> str:
    """Give the kind of a rule: the second part of its id.

    >>> kind_of("en.newsletter.daily"), kind_of("repeats.quote")
    ('newsletter', 'quote')
    """
    return rule.split(".")[1]


def find_kinds(names: Iterable[str], others: Iterable[str] = ()) -> frozenset[str]:
    """Find the kinds that names mean, each written as one or as many; `others` are kinds of packs of one's own.

    Raises ValueError for a name that is no kind's.

    >>> sorted(find_kinds(["captions", "byline"]))
    ['aside', 'byline', 'caption']
    """
    known = {*KINDS, *others}
    found: set[str] = set()
    for name in names:
        kind = next((kind for kind in (name, name.removesuffix("s"), f"{name}s") if kind in known), None)
        if kind is None:
            raise ValueError(_tell_unknown(name, sorted(known)))
        found.update((kind, *_ALONG.get(kind, ())))
    return frozenset(found)


def _tell_unknown(name: str, known: list[str]) -> str:
    import difflib  # noqa: PLC0415 - for an error only

    near = difflib.get_close_matches(name, known, n=1)
    return f"there is no kind {name!r}; " + (f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}")
