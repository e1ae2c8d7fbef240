"""The cleaner: runs the filters, decides which edits hold, and remembers them."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from newsclean.choices import Choices
from newsclean.document import Document, Edit, Filter, Result, apply, close_gaps
from newsclean.filters import CHAIN, FILTERS, LINE_BY_LINE
from newsclean.kinds import find_kinds
from newsclean.rulebook import RuleBook, open_shipped
from newsclean.shapes import have_list_marks, may_have_list_marks

if TYPE_CHECKING:
    from newsclean.rules import Pack

THRESHOLD = 0.9
"""The confidence from which an edit is applied. Those below are shown to the user and left alone."""

# Each round but the last one takes something out, so there are few; the bound is for filters that are not ours.
_MOST_ROUNDS = 50


class Cleaner:
    """A chain of filters and a threshold; call it with a document. It pickles where its filters do."""

    def __init__(  # noqa: PLR0913, PLR0917 - all that can be said about a chain is said here
        self,
        filters: Sequence[str | Filter] | None = None,
        skip: Sequence[str] = (),
        packs: "Sequence[Pack]" = (),
        threshold: float = THRESHOLD,
        keep: Sequence[str] = (),
        site_packs: "Sequence[Pack]" = (),
    ) -> None:
        """Make a cleaner.

        `filters` are names from `newsclean.filters.FILTERS` or functions of one's own, in the order to run them; CHAIN
        where it is None. `skip` are names to leave out. `packs` are rule packs beside those that come with newsclean.
        `keep` are kinds of lines, as in `newsclean.kinds`, that stay. `site_packs` are packs, each on for the
        documents of the site that it names, as learned ones are. Raises ValueError for a name that is no filter's or no
        kind's, and PackError for a pack that cannot be used.
        """
        chosen = CHAIN if filters is None else filters
        for name in (*chosen, *skip):
            if isinstance(name, str) and name not in FILTERS:
                raise ValueError(_tell_unknown(name))
        rules = _open_rules(packs, site_packs) if packs or site_packs else open_shipped()
        kept = [choice for choice in chosen if choice not in skip]
        self.chain = tuple(FILTERS[choice](rules) if isinstance(choice, str) else choice for choice in kept)
        self._line_by_line = sum(1 for _ in takewhile(LINE_BY_LINE.__contains__, self.chain))
        self.threshold = threshold
        every = (*packs, *site_packs)
        self.choices = Choices.read(every, find_kinds(keep, (rule.kind for pack in every for rule in pack.rules)))

    def __call__(self, document: Document) -> Result:
        """Clean a document until its text asks for no further edit, so that cleaning it again changes nothing."""
        run = self._run(document, 0, len(self.chain))
        if run.edits or run.unsure:
            return self._finish(document, run)
        return Result(document, document.text, (), ())

    def _finish(self, document: Document, run: "_Run") -> Result:
        """Go on from the first run of the chain, until a run on what the one before made comes to no edit."""
        from newsclean.rounds import find_in_source, read_anew, tell_of_source  # noqa: PLC0415 - as below

        edits: list[Edit] = []
        unsure: dict[tuple[int, str], Edit] = {}
        current = anew = document
        text = ""
        for _ in range(_MOST_ROUNDS):
            for edit in find_in_source(current, anew, run.unsure):
                unsure.setdefault((edit.line, edit.rule), edit)
            if not run.edits:
                break
            told = close_gaps(current, tell_of_source(current, anew, run.edits))
            edits += told
            applied = current is anew and told == run.edits
            current = run.document if applied else apply(current, told)
            text = current.text
            anew = read_anew(current, text)
            run = self._run(anew, *self._find_reach(run, anew))
        kept = {line.number for line in current.lines}
        left = tuple(edit for edit in sorted(unsure.values(), key=lambda edit: edit.line) if edit.line in kept)
        return Result(document, text if edits else document.text, tuple(edits), left)

    def _find_reach(self, run: "_Run", anew: Document) -> tuple[int, int]:
        """Find the filters that may say more of a document than in the round before: from which on, and up to which.

        The first ones look at each line by itself. Where nothing but whole lines went, they have no more to say of
        those that stay. The last ones, beyond the last that edited, have seen this very text.
        """
        from newsclean.rounds import same_lines  # noqa: PLC0415 - as below

        if not same_lines(anew, run.document):
            return 0, len(self.chain)
        only_fewer = run.document.unit == anew.unit == "line" and all(edit.after is None for edit in run.edits)
        return self._line_by_line if only_fewer else 0, run.reach

    def _run(self, document: Document, start: int, reach: int) -> "_Run":
        """Run a chain once, from a filter on. Of several edits that a filter proposes for a line, the first counts.

        Filters beyond `reach` are asked only where one before them has changed the document.
        """
        edits: list[Edit] = []
        unsure: list[Edit] = []
        shown = _show(document)
        reached = 0
        answered: dict[int, Document] = {}
        wished = bool(self.choices)
        for position, filter_ in enumerate(self.chain[start:], start=start + 1):
            if position > reach and not edits:
                break
            if answered.get(id(filter_)) is document:
                continue  # the same filter gives the same document the same answer
            answered[id(filter_)] = document
            chosen: dict[int, Edit] = {}
            for edit in _ask(filter_, document, shown):
                if wished and self.choices.refuse(edit):
                    continue
                if edit.confidence < self.threshold and edit.rule not in self.choices.enabled:
                    unsure.append(edit)
                else:
                    chosen.setdefault(edit.line, edit)
            if chosen:
                document = apply(document, chosen.values())
                shown = _show(document)
                edits += chosen.values()
                reached = position
        return _Run(edits, unsure, document, reached)


def _show(document: Document) -> Document:
    """Give a document as filters see it: mostly as it is."""
    if document.unit != "paragraph":
        lines = document.lines
        quarter = [text for _, text, _ in lines[: len(lines) // 4 + 1]]  # as a rule, that tells it, and sooner
        if not (may_have_list_marks(quarter) and have_list_marks([text for _, text, _ in lines])):
            return document
    from newsclean.view import show  # noqa: PLC0415 - a clean text of ordinary lines does without, and starts sooner

    return show(document)


def _ask(filter_: Filter, document: Document, shown: Document) -> Iterable[Edit]:
    """Ask a filter for its edits of a document of which it is shown a view."""
    if shown is document:
        return filter_(document)
    from newsclean.view import write_back  # noqa: PLC0415 - as above

    return write_back(document, shown, filter_(shown))


def _open_rules(packs: "Sequence[Pack]", site_packs: "Sequence[Pack]") -> RuleBook:
    from newsclean.indexing import open_rulebook  # noqa: PLC0415 - takes patterns apart, which few runs need

    return open_rulebook(packs, site_packs)


class _Run(NamedTuple):
    """What one run of a chain came to: the edits applied, those under the threshold, and the document they made.

    `reach` is the number of filters up to the last one that edited.
    """

    edits: list[Edit]
    unsure: list[Edit]
    document: Document
    reach: int


def _tell_unknown(name: str) -> str:
    import difflib  # noqa: PLC0415 - for an error only

    near = difflib.get_close_matches(name, FILTERS, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the filters are {', '.join(FILTERS)}"
    return f"there is no filter {name!r}; {hint}"


def clean(text: str, title: str = "", site: str = "") -> Result:
    r"""Clean a text with the default chain.

    `title` is the article's headline and `site` the domain that it is from; both help and neither is needed.

    >>> clean("Rain fell all night.\nADVERTISEMENT\nThe river rose.\n").text
    'Rain fell all night.\nThe river rose.\n'
    """
    return _default_cleaner()(Document.from_text(text, title=title, site=site))


@cache
def _default_cleaner() -> Cleaner:
    return Cleaner()
