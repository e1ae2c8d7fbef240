"""`newsclean rules [RULE]`: the filters and the rules there are."""

import difflib
import inspect
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsclean.cli.options import find_pack
from newsclean.cli.streams import fail
from newsclean.filters import FILTERS
from newsclean.preview import show_controls
from newsclean.rulebook import RuleBook, read_shipped_packs
from newsclean.rules import Pack, PackError, Rule


@click.command("rules")
@click.argument("name", metavar="[RULE]", default="")
@click.option("--language", metavar="CODE", default="", help="Only the rules of this language, such as en or ja.")
@click.option("--pack", "packs", metavar="FILE", multiple=True, help="Show the rules of this pack instead. Repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Write the rules as JSON, one a line.")
def command(name: str, *, language: str, packs: Sequence[str], as_json: bool) -> None:
    """List the filters and the rules, or show one RULE with its examples.

    \b
    Examples:
      newsclean rules
      newsclean rules --language de
      newsclean rules en.newsletter
    """
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
    console = Console(highlight=False, markup=False, emoji=False)
    if as_json:
        for rule in rules:
            click.echo(json.dumps(_describe(rule)))
    elif name:
        _show_rule(console, rules[0])
    else:
        _show_filters(console)
        _show_rules(console, read, rules, whole=bool(language or packs))


def _find_rule(name: str, rules: Sequence[Rule]) -> Rule:
    for rule in rules:
        if rule.id == name:
            return rule
    near = difflib.get_close_matches(name, [rule.id for rule in rules], n=3)
    fail(f"there is no rule {name!r}; " + (f"did you mean {' or '.join(near)}?" if near else 'see "newsclean rules"'))


def _describe(rule: Rule) -> dict[str, Any]:
    return {key: value for key, value in asdict(rule).items() if value not in ("", (), None)}


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for place, heading in enumerate(headings):
        table.add_column(heading, no_wrap=place == 0, style="cyan" if place == 0 else "", overflow="fold")
    return table


def _show_filters(console: Console) -> None:
    table = _table("filter", "what it proposes, in the order in which they run")
    for name, make in FILTERS.items():
        made = make(RuleBook())
        purpose = inspect.getdoc(made if inspect.isfunction(made) else type(made).__call__) or ""
        table.add_row(name, purpose.splitlines()[0])
    console.print(table)


def _show_rules(console: Console, packs: Sequence[Pack], rules: Sequence[Rule], *, whole: bool) -> None:
    console.print()
    if whole:
        table = _table("rule", "what it finds")
        for rule in rules:
            table.add_row(Text(show_controls(rule.id)), Text(show_controls(rule.description)))
        console.print(table)
        return
    table = _table("pack", "rules", "kinds")
    for pack in packs:
        kinds = Counter(rule.kind for rule in pack.rules)
        listed = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
        table.add_row(pack.language or pack.site, str(len(pack.rules)), listed)
    console.print(table)
    console.print('\n"newsclean rules --language CODE" lists the rules of a language, "newsclean rules RULE" shows one.')


def _show_rule(console: Console, rule: Rule) -> None:
    """Print a rule, its keys in the order of the pack format, each example behind its mark."""
    console.print(Text(show_controls(f"{rule.id}: {rule.description}"), style="bold"))
    table = _table("key", "value")
    table.show_header = False
    for key in ("pattern", "drop", "where", "longest", "confidence"):
        value = getattr(rule, key)
        if value:
            table.add_row(key, Text(show_controls(str(value))))
    for line in rule.lines:
        table.add_row("line", Text(show_controls(line)))
    for example in rule.removes:
        table.add_row("removes", Text(show_controls(example.line), style="red"))
        if example.leaves is not None:
            table.add_row("leaves", Text(show_controls(example.leaves), style="green"))
    for key in ("keeps", "misses"):
        for line in getattr(rule, key):
            table.add_row(key, Text(show_controls(line)))
    console.print(table)
