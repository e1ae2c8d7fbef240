"""From rules to their index: which words lead to each rule. `make index` runs it over the packs of newsclean."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import Any

from newsclean.fold import fold
from newsclean.gate import is_telling, needed_words, openings
from newsclean.index import LONGEST, Leads, RuleIndex, Search, search_in_time, write_starts
from newsclean.rulebook import INDEX, RuleBook, open_shipped
from newsclean.rules import Pack, PackError, Rule
from newsclean.shipped import read_shipped_packs


def build_index(rules: Iterable[Rule], search: Search = search_in_time) -> RuleIndex:
    """Make rules ready for matching. Raises ValueError where a pattern names no word that could lead to it."""
    rules = list(rules)
    lines = [write_rule(rule) for rule in rules]
    return RuleIndex("".join(lines).encode(), find_leads(dict(zip(_list_places(lines), rules, strict=False))), search)


def index_pack(pack: Pack) -> RuleIndex:
    """Make the rules of a pack ready for matching. Raises PackError where a pattern cannot be used."""
    try:
        return build_index(pack.rules)
    except ValueError as error:
        raise PackError(f"{pack.name}: {error}") from error


def write_rule(rule: Rule) -> str:
    """Write what a match needs of a rule as a line of JSON. Raises ValueError where its pattern names no word."""
    kept = (rule.id, rule.description, rule.pattern, rule.drop, rule.where, rule.confidence, rule.longest)
    return _dump([*kept, _find_needs(rule)])


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _list_places(lines: Iterable[str]) -> Iterator[int]:
    """List where lines begin, in bytes, and where the last one ends."""
    return accumulate((len(line.encode()) for line in lines), initial=0)


def find_leads(rules: Mapping[int, Rule]) -> Leads:
    """Find the words that lead to rules, by their places. Raises ValueError where a pattern names none."""
    starts: dict[str, dict[str, str]] = {}
    gate: dict[str, str] = {}
    longest_paragraph = 0
    cutting: set[str] = set()
    for place, rule in rules.items():
        for line in filter(None, map(fold, rule.lines)):
            first, _, others = line.partition(" ")
            starts.setdefault(first, {})[f"={others}"] = str(place)
        if not rule.pattern:
            continue
        needs = _find_needs(rule)
        heads = _choose_heads(rule, needs)
        for head in heads:
            first, _, second = head.partition(" ")
            _add(starts.setdefault(first, {}), second, place)
        for word in () if heads else needs[0]:
            _add(gate, word, place)
        if rule.longest > LONGEST and rule.drop == "match":
            cutting.update(needs[0])
        else:
            longest_paragraph = max(longest_paragraph, rule.longest)
    return Leads(write_starts(starts), gate, longest_paragraph, sorted(cutting))


def _add(table: dict[str, str], word: str, place: int) -> None:
    table[word] = f"{table[word]} {place}" if word in table else str(place)


def _choose_heads(rule: Rule, needs: Sequence[Sequence[str]]) -> Sequence[str]:
    """Give the openings that lead a line to a rule; none where another word leads better."""
    heads = sorted(openings(rule.pattern)) if rule.drop != "match" else []
    rare = all(" " in head or is_telling([head]) for head in heads)
    return heads if rare or rule.longest > LONGEST or not is_telling(needs[0]) else []


def _find_needs(rule: Rule) -> list[list[str]]:
    try:
        return _list_needs(rule.pattern) if rule.pattern else []
    except ValueError as error:
        raise ValueError(f"rule {rule.id}: key 'pattern': {error}") from error


@cache
def _list_needs(pattern: str) -> list[list[str]]:
    return [sorted(group) for group in needed_words(pattern)]


def open_rulebook(packs: Sequence[Pack]) -> RuleBook:
    """Give the rules that come with newsclean and those of further packs, which may switch some of them off.

    A pack that names a site is on for every site here: it was asked for. Raises PackError where a pattern of a pack
    cannot be used, or where a pack switches off a rule that does not exist.
    """
    shipped = open_shipped()
    indexes = (*shipped.indexes, *map(index_pack, packs))
    known = {rule.id for index in (*indexes, *shipped.sites.values()) for rule in index.read_rules()}
    for pack in packs:
        for rule in pack.disable:
            if rule not in known:
                raise PackError(f"{pack.name}: key 'disable': there is no rule {rule}; see newsclean rules")
    return RuleBook(indexes, shipped.sites, frozenset(rule for pack in packs for rule in pack.disable))


def make_index(packs: Sequence[Pack]) -> str:
    """Write the index of packs as lines of JSON: first what leads to the rules, under each site, then the rules.

    Under no site stand the rules of languages.
    """
    sites: dict[str, list[Rule]] = {"": []}
    for pack in packs:
        sites.setdefault(pack.site, []).extend(pack.rules)
    lines = [write_rule(rule) for rules in sites.values() for rule in rules]
    places = _list_places(lines)
    leads = {site: find_leads({next(places): rule for rule in rules}) for site, rules in sites.items()}
    return _dump(leads) + "".join(lines)


if __name__ == "__main__":
    with open(f"{INDEX}.new", "w", encoding="utf-8") as file:
        file.write(make_index(read_shipped_packs()))
    os.replace(f"{INDEX}.new", INDEX)
