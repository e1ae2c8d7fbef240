"""Figures as tables, in columns for a terminal or as Markdown."""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from judge.measuring import Tally, add
from judge.pooling import ALL, Figures, Row, Rows

NONE = "–"
"""What stands where there is nothing to divide by."""

TABLES = ("scrapers", "languages", "kinds", "rules")
"""The tables that there are; the last one only where it is asked for."""

_ROW = ("pages", "before: F1", "P", "R", "after: F1", "P", "R", "best", "closed", "lost")
_SHARES = ("closed: against", "after", "lost: against", "after")
_ROWS = ("pages", "before", "against", "after", "change", "best", *_SHARES)
_TALLY = ("lines", "characters", "precision", "lost", "changed")

Tallies = dict[tuple[str, ...], Tally]


class Table(NamedTuple):
    """A title, the headings of the columns, and rows of cells; the first columns hold `words`, the others numbers."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    words: int


def show_as_columns(table: Table) -> str:
    """Write a table in columns, as wide as their widest cell."""
    rows = [table.headings, *table.rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if place < table.words else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join([table.title, "", *lines, ""])


def show_as_markdown(table: Table) -> str:
    """Write a table as Markdown, under a heading."""
    rule = ["---"] * table.words + ["--:"] * (len(table.headings) - table.words)
    lines = [f"| {' | '.join(row)} |" for row in (table.headings, rule, *table.rows)]
    return "\n".join([f"### {table.title}", "", *lines, ""])


def percent(share: float) -> str:
    """Write a share in percent, without the sign.

    >>> percent(0.95428)
    '95.43'
    """
    return f"{100 * share:.2f}"


def change(share: float) -> str:
    """Write a change in percent points.

    >>> change(0.0123), change(-0.00001)
    ('+1.23', '0.00')
    """
    points = f"{100 * share:+.2f}"
    return points if float(points) else "0.00"


def _closed(row: Row) -> str:
    return f"{100 * row.closed:.1f} %"


def _lost(row: Row) -> str:
    return f"{percent(row.lost)} %"


def _show_row(row: Row) -> list[str]:
    scores = [percent(share) for share in (*row.before, *row.after, row.best)]
    return [str(row.pages), *scores, _closed(row), _lost(row)]


def _show_rows(row: Row, other: Row) -> list[str]:
    """Write a row beside the one that it is compared to."""
    scores = [percent(row.before.f1), percent(other.after.f1), percent(row.after.f1)]
    scores += [change(row.after.f1 - other.after.f1), percent(row.best)]
    return [str(row.pages), *scores, _closed(other), _closed(row), _lost(other), _lost(row)]


def tabulate_rows(title: str, names: tuple[str, str], rows: Rows, others: Rows | None) -> Table:
    """Make a table of rows, beside those of the other side where there is one."""
    cells = [
        [name, part, *(_show_rows(row, others[name][part]) if others else _show_row(row))]
        for name, own in rows.items()
        for part, row in own.items()
        if not others or part in others.get(name, {})
    ]
    return Table(title, (*names, *(_ROWS if others else _ROW)), cells, 2)


def _precision(tally: Tally) -> str:
    return f"{100 * tally.leftover / tally.characters:.1f} %" if tally.characters else NONE


def _show_tally(tally: Tally) -> list[str]:
    return [f"{tally.lines:,}", f"{tally.characters:,}", _precision(tally), f"{tally.lost:,}", f"{tally.changed:,}"]


def _show_tallies(tally: Tally, other: Tally) -> list[str]:
    return list(chain.from_iterable(zip(_show_tally(other), _show_tally(tally), strict=True)))


def tabulate_tallies(title: str, names: Sequence[str], tallies: Tallies, others: Tallies | None) -> Table:
    """Make a table of tallies, beside those of the other side where there is one."""
    keys = list(dict.fromkeys((*tallies, *(others or {}))))
    groups = list(dict.fromkeys(first for first, *_ in keys))
    cells = [
        [*key, *(_show_tallies(tally, others.get(key, Tally())) if others else _show_tally(tally))]
        for key in sorted(keys, key=lambda key: groups.index(key[0]))
        for tally in [tallies.get(key, Tally())]
    ]
    headings = chain.from_iterable((f"{name}: against", "after") for name in _TALLY) if others else _TALLY
    return Table(title, (*names, *headings), cells, len(names))


def sum_kinds(figures: Figures) -> Tallies:
    """Give the tally of all rules, of each filter, and of each kind where a filter has several."""
    tallies: Tallies = {(ALL, ""): add(chain.from_iterable(kinds.values() for kinds in figures.kinds.values()))}
    for filter_, kinds in figures.kinds.items():
        if len(kinds) > 1:
            tallies[filter_, ALL] = add(kinds.values())
        tallies |= {(filter_, kind): tally for kind, tally in kinds.items()}
    return tallies


def list_rules(figures: Figures) -> Tallies:
    """Give the tally of each rule, what removed most first."""
    rules = sorted(figures.rules.items(), key=lambda item: (-item[1].characters, item[0]))
    return {(rule,): tally for rule, tally in rules}


def tabulate_worst(figures: Figures, against: Figures | None, most: int) -> Table:
    """Make a table of the pages that lost the most F1: by cleaning, or beside the other side where there is one."""
    others = {page[:3]: page.after for page in against.pages} if against else {}
    losses = [(page.after - others.get(page[:3], page.before), page) for page in figures.pages]
    cells = [
        [page.scraper, page.set, page.id, change(loss), f"{page.lost:,}"]
        for loss, page in sorted(losses)[:most]
        if loss < 0
    ]
    return Table("Pages that lost most", ("scraper", "set", "page", "change of F1", "lost characters"), cells, 3)


def introduce(figures: Figures, against: Figures | None) -> str:
    """Say what the tables show."""
    if against:
        return f"{figures.articles} articles. After: {figures.name}. Against: {against.name}.\n"
    return f"{figures.articles} articles. {figures.name}.\n"


def list_tables(figures: Figures, against: Figures | None, chosen: Sequence[str], worst: int) -> list[Table]:
    """Make the tables that were chosen, of TABLES, and one of so many pages that lost most."""
    tables = []
    if "scrapers" in chosen:
        others = against.scrapers if against else None
        tables.append(tabulate_rows("By scraper and set", ("scraper", "set"), figures.scrapers, others))
    if "languages" in chosen:
        others = against.languages if against else None
        tables.append(tabulate_rows("By language", ("scrapers", "language"), figures.languages, others))
    if "kinds" in chosen:
        sums = sum_kinds(against) if against else None
        tables.append(tabulate_tallies("By filter and kind of rule", ("filter", "kind"), sum_kinds(figures), sums))
    if "rules" in chosen:
        sums = list_rules(against) if against else None
        tables.append(tabulate_tallies("By rule", ("rule",), list_rules(figures), sums))
    if worst:
        tables.append(tabulate_worst(figures, against, worst))
    return tables
