"""Two ways of cleaning compared: the lines of a document whose fate differs, and how."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from newsclean.cleaner import Cleaner
from newsclean.document import Document, Edit, Result, apply
from newsclean.lines import Line
from newsclean.preview.only import is_named
from newsclean.preview.rows import Row, by_line
from newsclean.preview.sections import Section, View, make_section
from newsclean.preview.summary import Bar, Summary, count_nouns

GO, STAY, CHANGE, DOUBT, NO_DOUBT = "go", "stay", "change", "be unsure", "be unsure no more"


class Fate(NamedTuple):
    """What becomes of a line: its text in the end, None where it goes, the edits that did it, and those in doubt."""

    text: str | None
    edits: tuple[Edit, ...] = ()
    unsure: tuple[Edit, ...] = ()


class Comparison:
    """Shows what another way of cleaning would change in the outcome."""

    def __init__(self, now: Cleaner, then: Cleaner, view: View) -> None:
        self._now = now
        self._then = then
        self._view = view
        self._verdicts: Counter[str] = Counter()
        self._summary = Summary()

    def see(self, document: Document) -> Section:
        """Clean a document in both ways, count what differs, and give the lines whose fate does."""
        now, then = tell_fates(self._now(document)), tell_fates(self._then(document))
        rows: list[Row] = []
        verdicts: Counter[str] = Counter()
        for line in document.lines:
            verdict, found = compare(line, now[line.number], then[line.number])
            if verdict and not self._is_asked_for(found):
                text = then[line.number].text
                verdict, found = "", [] if text is None else [Row(" ", line.number, text)]
            rows += found
            verdicts.update([verdict] if verdict else [])
        self._verdicts += verdicts
        edits = tuple(edit for row in rows if row.mark in "-+" for edit in row.edits)
        unsure = tuple(edit for row in rows if row.mark == "?" for edit in row.edits)
        self._summary.add(Result(document, "", edits, unsure))
        if not verdicts:
            return make_section(document, (), "")
        told = _tell(verdicts, len(document.lines), document.unit)
        section = make_section(document, self._view.choose(rows), told, "{count} {unit}s fare alike")
        return section._replace(sides=("as it is now", "as it would be"))

    def tell_total(self) -> str:
        """Say what would differ in all documents, and in how many something would."""
        total = self._summary
        told = _tell(self._verdicts, total.lines, "line")
        if total.documents == 1:
            return told
        return f"{count_nouns(total.documents, 'article')}, {total.touched:,} with a difference: {told}"

    def list_bars(self) -> Iterator[Bar]:
        """List the filters and the rules by which lines would fare in another way."""
        return self._summary.list_bars()

    def _is_asked_for(self, rows: list[Row]) -> bool:
        only = self._view.only
        return not only or any(is_named(edit.rule, only) for row in rows for edit in row.edits)


def tell_fates(result: Result) -> dict[int, Fate]:
    """Tell what becomes of each line of a source."""
    kept = {line.number: line.text for line in apply(result.source, result.edits).lines}
    edits, unsure = by_line(result.edits), by_line(result.unsure)
    return {
        number: Fate(kept.get(number), edits.get(number, ()), unsure.get(number, ()))
        for number, _, _ in result.source.lines
    }


def compare(line: Line, now: Fate, then: Fate) -> tuple[str, list[Row]]:
    """Give the verdict on a line whose fate differs, empty where it does not, and its rows.

    A line that stays in both ways is a row without a mark, and one that goes in both is none.
    """
    number = line.number
    if then.text is None:
        if now.text is None:
            return "", []
        return GO, [Row("-", number, now.text, then.edits, f"would go{', unsure now' if now.unsure else ''}")]
    if now.text is None:
        return STAY, [Row("+", number, then.text, (*now.edits, *then.unsure), "would stay, goes now")]
    if now.text != then.text:
        edits, verdict = then.edits, "would change"
        if then.text == line.text:
            edits, verdict = now.edits, "would stay as it is, changes now"
        return CHANGE, [Row("-", number, now.text, edits, verdict), Row("+", number, then.text, then.unsure)]
    if bool(now.unsure) == bool(then.unsure):
        return "", [Row(" ", number, then.text)]
    verdict = DOUBT if then.unsure else NO_DOUBT
    return verdict, [Row("?", number, then.text, then.unsure or now.unsure, f"would {verdict}")]


def _tell(verdicts: Counter[str], lines: int, unit: str) -> str:
    """Say how many lines would fare in another way, and how."""
    of = f" of {count_nouns(lines, unit)}"
    parts: list[str] = []
    for verdict in (GO, STAY, CHANGE, DOUBT, NO_DOUBT):
        if verdicts[verdict]:
            parts.append(f"{verdicts[verdict]:,}{'' if parts else of} would {verdict}")
    return ", ".join(parts) or f"no difference in {count_nouns(lines, unit)}"
