"""What a preview sees: documents one by one, as sections; counts add up meanwhile, and nothing else is kept."""

from collections.abc import Iterator
from typing import Protocol

from newsclean.cleaner import Cleaner
from newsclean.document import Document
from newsclean.preview.only import narrow
from newsclean.preview.rows import list_rows
from newsclean.preview.sections import STAY, Section, View, make_section
from newsclean.preview.summary import Bar, Summary, count_nouns

_OTHERS = "{count} other {unit}s"


class Seeing(Protocol):
    """A way to look at documents."""

    def see(self, document: Document) -> Section:
        """Clean a document, count what happens to it, and give what is shown of it."""

    def tell_total(self) -> str:
        """Say in a sentence what all documents came to that were seen."""

    def list_bars(self) -> Iterator[Bar]:
        """List what the filters and the rules did in all of them."""


class Preview:
    """Shows what becomes of documents."""

    def __init__(self, cleaner: Cleaner, view: View) -> None:
        self._cleaner = cleaner
        self._view = view
        self._summary = Summary()

    def see(self, document: Document) -> Section:
        """Clean a document, count what happens to it, and give what is shown of it."""
        result = self._cleaner(document)
        narrowed = narrow(result, self._view.only)
        summary = Summary()
        for each in (summary, self._summary):
            each.add(narrowed)
        rows = self._view.choose(list_rows(result)) if narrowed.edits or narrowed.unsure else ()
        sentence = "" if self._view.only and not rows else _name(self._view) + summary.tell()
        return make_section(document, rows, sentence, _OTHERS if self._view.only else STAY)

    def tell_total(self) -> str:
        """Say what all documents came to, and in how many there is something to see."""
        total = self._summary
        told = _name(self._view) + total.tell()
        if total.documents == 1:
            return told
        return f"{count_nouns(total.documents, 'article')}, {total.touched:,} with something to see: {told}"

    def list_bars(self) -> Iterator[Bar]:
        """List the edits of the filters and the rules."""
        return self._summary.list_bars()


def _name(view: View) -> str:
    return f"{', '.join(view.only)}: " if view.only else ""
