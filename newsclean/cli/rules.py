"""`newsclean rules [RULE]`: the filters and the rules there are."""

import difflib
import inspect
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from newsclean.cli.screen import open_console, show
from newsclean.cli.streams import fail, write_text
from newsclean.controls import show_controls
from newsclean.filters import FILTERS
from newsclean.formats import dump_record
from newsclean.kinds import KINDS
from newsclean.rulebook import RuleBook
from newsclean.rules import Pack, PackError, Rule
from newsclean.shipped import find_pack, read_shipped_packs

_ENDLESS = 10_000
"""The width where there is no screen: no line of a table is broken there."""
_WIDE = 72
"""From so many columns on, what rules find stands beside their ids; below, under them."""


@click.command("rules")
@click.argument("name", metavar="[RULE]", default="")
@click.option("--language", metavar="CODE", default="", help="Only the rules of this language, such as en or ja.")
@click.option("--pack", "packs", metavar="FILE", multiple=True, help="The rules of this pack; repeat it for more.")
@click.option("--json", "as_json", is_flag=True, help="Write the rules as JSON, one a line.")
def command(name: str, *, language: str, packs: Sequence[str], as_json: bool) -> None:
    """List the filters and the rules, or show one rule.

    Of a RULE all is shown: its pattern or lines, what it removes and what it keeps.

    \b
    Examples:
      newsclean rules
      newsclean rules --language de
      newsclean rules en.newsletter
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    try:
        read = [find_pack(pack) for pack in packs] or read_shipped_packs()
    except PackError as error:
        fail(str(error))
    rules = [rule for pack in read if language in ("", pack.language) for rule in pack.rules]
    if language and not rules:
        known = ", ".join(sorted({pack.language for pack in read if pack.language}))
        fail(f"there is no pack for the language {language!r}; there are {known}")
    if name:
        rules = [_find_rule(name, rules)]
    console = open_console(None if sys.stdout.isatty() else _ENDLESS)
    if as_json:
        for rule in rules:
            write_text(dump_record(_describe(rule)) + "\n")
    elif name:
        show(console, *_draw_rule(rules[0]))
    elif language or packs:
        show(console, *_draw_rules(rules, wide=console.width >= _WIDE))
    else:
        show(console, *_draw_all(read))


def _find_rule(name: str, rules: Sequence[Rule]) -> Rule:
    if found := next((rule for rule in rules if rule.id == name), None):
        return found
    near = difflib.get_close_matches(name, [rule.id for rule in rules], n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else 'see "newsclean rules"'
    return fail(f"there is no rule {name!r}; {hint}")


def _describe(rule: Rule) -> dict[str, Any]:
    return {key: value for key, value in asdict(rule).items() if value not in ("", (), None)}


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", show_header=bool(headings))
    table.add_column(*headings[:1], no_wrap=True, style="cyan")
    for heading in headings[1:] or [""]:
        table.add_column(heading, overflow="fold")
    return table


def _add_row(table: Table, key: str, value: str, style: str = "") -> None:
    table.add_row(Text(key), Text(show_controls(value), style))


def _draw_all(packs: Sequence[Pack]) -> list[RenderableType]:
    """Draw the filters, the packs, and what kinds of rules there are."""
    filters = _table("filter", "what it does, in running order")
    for name, make in FILTERS.items():
        made = make(RuleBook())
        purpose = inspect.getdoc(made if inspect.isfunction(made) else type(made).__call__) or ""
        _add_row(filters, name, purpose.splitlines()[0])
    counts = _table("pack", "rules")
    for pack in packs:
        _add_row(counts, pack.language or pack.site, f"{len(pack.rules):5}")
    by_kind = Counter(rule.kind for pack in packs for rule in pack.rules)
    kinds = _table("kind", "rules", "what it is")
    for kind, what in KINDS.items():
        kinds.add_row(kind, f"{by_kind[kind] or '':>5}", Text(what))
    hint = Text(
        f"In all {by_kind.total()} rules. "
        '"newsclean rules --language CODE" lists the rules of a language, "newsclean rules RULE" shows one, '
        'and "newsclean --keep KIND" lets lines of a kind stay.'
    )
    return [filters, Text(), counts, Text(), kinds, Text(), hint]


def _draw_rules(rules: Sequence[Rule], *, wide: bool) -> list[RenderableType]:
    """Draw rules with what they find: beside their ids, or below them where the screen is narrow."""
    if not wide:
        ids = [Text(rule.id, style="cyan") for rule in rules]
        found = [Padding(Text(show_controls(rule.description)), (0, 0, 0, 2)) for rule in rules]
        return [drawing for pair in zip(ids, found, strict=True) for drawing in pair]
    table = _table("rule", "what it finds")
    for rule in rules:
        _add_row(table, rule.id, rule.description)
    return [table]


def _draw_rule(rule: Rule) -> list[RenderableType]:
    """Draw a rule: its keys in the order of the pack format, with what it leaves of lines that it only shortens."""
    table = _table()
    for key in ("pattern", "drop", "where", "longest", "confidence"):
        if value := getattr(rule, key):
            _add_row(table, key, str(value))
    for line in rule.lines:
        _add_row(table, "line", line)
    for example in rule.removes:
        _add_row(table, "removes", example.line, "red")
        if rule.drop == "match":
            _add_row(table, "  leaves", "(nothing)" if example.leaves is None else example.leaves, "green")
    for key in ("keeps", "misses"):
        for line in getattr(rule, key):
            _add_row(table, key, line)
    return [Text(show_controls(f"{rule.id}: {rule.description}"), style="bold"), table]
