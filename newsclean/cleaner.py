"""The cleaner: runs the filters, decides which edits hold, and remembers them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from newsclean.document import Document, Edit, Filter, Result, apply, reads_back, renumber
from newsclean.filters import FILTERS
from newsclean.rulebook import open_rulebook, open_shipped

if TYPE_CHECKING:
    from newsclean.rules import Pack

THRESHOLD = 0.9
"""The confidence from which an edit is applied. Those below are shown to the user and left alone."""

# Each round but the last one takes something out, so there are few; the bound is for filters that are not ours.
_MOST_ROUNDS = 50


@dataclass(frozen=True)
class Cleaner:
    """A chain of filters and a threshold; call it with a document. It pickles where its filters do.

    `filters` are names from `newsclean.filters.FILTERS` or functions of one's own, in the order to run them; all of
    FILTERS where it is None. `skip` are names to leave out. `packs` are rule packs beside those that come with
    newsclean. Raises ValueError for a name that is no filter's.
    """

    filters: Sequence[str | Filter] | None = None
    skip: Sequence[str] = ()
    packs: "Sequence[Pack]" = ()
    threshold: float = THRESHOLD
    chain: tuple[Filter, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        chosen = tuple(FILTERS) if self.filters is None else tuple(self.filters)
        for name in (*chosen, *self.skip):
            if isinstance(name, str) and name not in FILTERS:
                raise ValueError(_tell_unknown(name))
        rules = open_rulebook(self.packs) if self.packs else open_shipped()
        kept = [choice for choice in chosen if choice not in self.skip]
        chain = tuple(FILTERS[choice](rules) if isinstance(choice, str) else choice for choice in kept)
        object.__setattr__(self, "chain", chain)

    def __call__(self, document: Document) -> Result:
        """Clean a document until its text asks for no further edit, so that cleaning it again changes nothing."""
        edits: list[Edit] = []
        unsure: dict[tuple[int, str], Edit] = {}
        current, numbers = document, [line.number for line in document.lines]
        for _ in range(_MOST_ROUNDS):
            sure, doubtful, cleaned = self._run(current)
            if sure and not reads_back(cleaned):
                doubtful, sure = [*sure, *doubtful], []
            place = {line.number: number for line, number in zip(current.lines, numbers, strict=True)}
            for edit in doubtful:
                unsure.setdefault((place[edit.line], edit.rule), replace(edit, line=place[edit.line]))
            if not sure:
                break
            edits += [replace(edit, line=place[edit.line]) for edit in sure]
            numbers = [place[line.number] for line in cleaned.lines]
            current = renumber(cleaned)
        kept = set(numbers)
        left = tuple(edit for edit in sorted(unsure.values(), key=lambda edit: edit.line) if edit.line in kept)
        return Result(document, current.text, tuple(edits), left)

    def _run(self, document: Document) -> tuple[list[Edit], list[Edit], Document]:
        """Run the chain once: the edits applied, those under the threshold, and the document they lead to."""
        sure: list[Edit] = []
        unsure: list[Edit] = []
        for filter_ in self.chain:
            chosen: dict[int, Edit] = {}
            for edit in filter_(document):
                if edit.confidence < self.threshold:
                    unsure.append(edit)
                else:
                    chosen.setdefault(edit.line, edit)
            if chosen:
                document = apply(document, chosen.values())
                sure += chosen.values()
        return sure, unsure, document


def _tell_unknown(name: str) -> str:
    import difflib  # noqa: PLC0415 - for an error only

    near = difflib.get_close_matches(name, FILTERS, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the filters are {', '.join(FILTERS)}"
    return f"there is no filter {name!r}; {hint}"
