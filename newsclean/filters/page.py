"""The article in the text of a whole page, as a browser or a scraper left it: menus, teasers and footers go.

Where nobody says what a text is, it has to be plain.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from newsclean.document import Document, Edit
from newsclean.kinds import kind_of

_SHORT = 70  # characters of a line that is no sentence
_MANY, _FEW = 8, 4  # short lines that make a row, where nobody knows what a text is, and where it is a page
_KINDS = {2: 40, 3: 28}  # how many lines have to stand in such rows, by the kinds of lines that rules took out
_FEWEST_REMOVED, _SHARE = 4, 0.2  # lines that rules took out, and the share of all lines in such rows
_ENDS = tuple('.!?…:。！？।”"»')
_REPAIRS = ("encoding.", "spacing.", "joins.")


def page(document: Document) -> Iterator[Edit]:
    """Find the article where a text plainly is a whole page, and take all else out."""
    if is_whole_page(document):
        yield from find_article(document)


def whole_page(document: Document) -> Iterator[Edit]:
    """Find the article in a text that is known to be a whole page, and take all else out."""
    if not is_article(document):
        yield from find_article(document)


def find_article(document: Document) -> Iterator[Edit]:
    """Find the article in a page, and take all else out."""
    from newsclean.pages.article import judge  # noqa: PLC0415 - few texts are whole pages
    from newsclean.pages.evidence import load_page_evidence  # noqa: PLC0415 - as above

    if document.unit != "sentence":
        yield from judge(document, load_page_evidence())


def is_whole_page(document: Document) -> bool:
    """Tell whether a text plainly is a whole page.

    It has two things that articles do not have together: many short lines in long rows, also for its length, and lines
    of several kinds that rules took out.
    """
    removed = list_removed(document)
    kinds = len({kind_of(edit.rule) for edit in removed})
    if kinds < min(_KINDS) or len(removed) < _FEWEST_REMOVED:
        return False
    shorts = _list_shorts(document)
    return _count_in_rows(shorts, _MANY) >= max(_KINDS[min(kinds, max(_KINDS))], _SHARE * len(shorts))


def is_article(document: Document) -> bool:
    """Tell whether a text is the article already: no short lines stand in a row, and no rule took a line out."""
    return not list_removed(document) and not _count_in_rows(_list_shorts(document), _FEW)


def list_removed(document: Document) -> list[Edit]:
    """List the edits by which rules took lines out, without repairs."""
    return [edit for edit in document.gone if edit.before.strip() and not edit.rule.startswith(_REPAIRS)]


def _list_shorts(document: Document) -> list[bool]:
    """Tell of each line, and of each that was taken out, whether it is short, in their order."""
    shorts = {edit.line: True for edit in list_removed(document)}
    shorts |= {line.number: _is_short(line.text) for line in document.lines if line.text and not line.text.isspace()}
    return [short for _, short in sorted(shorts.items())]


def _is_short(text: str) -> bool:
    return len(text) < _SHORT and not text.rstrip().endswith(_ENDS)


def _count_in_rows(shorts: Iterable[bool], least: int) -> int:
    """Count the short lines that stand in rows of at least so many."""
    rows = (sum(1 for _ in row) for short, row in groupby(shorts) if short)
    return sum(row for row in rows if row >= least)
