"""What cleaning came to, in numbers."""

from collections import Counter

from newsclean.document import Edit, Result
from newsclean.filters import FILTERS


def filter_of(edit: Edit) -> str:
    """Give the name of the filter that proposed an edit; the rules of packs are those of boilerplate."""
    name = edit.rule.partition(".")[0]
    return name if name in FILTERS else "boilerplate"


def summarize(*results: Result) -> str:
    """Say in one line how many lines go and change, by which filter, and how many are unsure."""
    gone = changed = unsure = 0
    by_filter: Counter[str] = Counter()
    for result in results:
        removed = {edit.line for edit in result.edits if edit.after is None}
        gone += len(removed)
        changed += len({edit.line for edit in result.edits} - removed)
        unsure += len({edit.line for edit in result.unsure})
        by_filter.update(filter_of(edit) for edit in result.edits)
    units = {result.source.unit for result in results}
    lines = _count(sum(len(result.source.lines) for result in results), units.pop() if len(units) == 1 else "line")
    parts = [f"{gone} of {lines} {'goes' if gone == 1 else 'go'}"] if gone else []
    if changed:
        parts.append(f"{changed}{'' if gone else f' of {lines}'} {'changes' if changed == 1 else 'change'}")
    parts = parts or [f"nothing to remove in {lines}"]
    if unsure:
        parts.append(f"{unsure} unsure")
    filters = ", ".join(f"{name} {by_filter[name]}" for name in FILTERS if by_filter[name])
    return ", ".join(parts) + (f" ({filters})" if filters else "")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
