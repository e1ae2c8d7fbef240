"""From rules to their index: which words lead to each rule. `make index` runs it over the packs of newsclean."""

import json
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from newsclean.fold import fold
from newsclean.gate import early_words, is_telling, needed_words, openings
from newsclean.index import EARLY, LONGEST, IndexedRule, Leads, RuleIndex, Search, search_in_time
from newsclean.rulebook import INDEX, RuleBook, open_shipped
from newsclean.rules import Pack, PackError, Rule
from newsclean.shipped import read_shipped_packs


def build_index(rules: Iterable[Rule], search: Search = search_in_time) -> RuleIndex:
    """Make rules ready for matching. Raises ValueError where a pattern names no word that could lead to it."""
    lines = bytearray()
    leads = add_rules(lines, rules)
    return RuleIndex(bytes(lines), leads, search)


def index_pack(pack: Pack) -> RuleIndex:
    """Make the rules of a pack ready for matching. Raises PackError where a pattern cannot be used."""
    try:
        return build_index(pack.rules)
    except ValueError as error:
        raise PackError(f"{pack.name}: {error}") from error


def add_rules(lines: bytearray, rules: Iterable[Rule]) -> Leads:
    """Add rules to the lines of an index, and what their first words lead to. Give the tables that lead to the lines.

    Raises ValueError where a pattern names no word.
    """
    starts: dict[str, dict[str, str]] = {}
    gate: dict[str, str] = {}
    early: dict[str, str] = {}
    late: dict[str, str] = {}
    longest = 0
    for rule in rules:
        needs = _find_needs(rule)
        heads = _choose_heads(rule, needs) if needs else []
        # What leads to a rule is asked for last: a line that comes from there has it.
        asked = needs if heads else [*needs[1:], *needs[:1]]
        place = _add_line(lines, [*(getattr(rule, name) for name in IndexedRule._fields if name != "needs"), asked])
        for line in filter(None, map(fold, rule.lines)):
            first, _, others = line.partition(" ")
            starts.setdefault(first, {})[f"={others}"] = str(place)
        for head in heads:
            first, _, second = head.partition(" ")
            _add_place(starts.setdefault(first, {}), second, place)
            if rule.longest > LONGEST:
                _add_place(starts[first], f"+{second}", place)
        if needs and not heads:
            for word in needs[0]:
                _add_place(gate, word, place)
            if rule.longest > LONGEST:
                group = sorted(early_words(rule.pattern, EARLY))
                for word in group or _shorten(needs[0]):
                    _add_place(early if group else late, word, place)
        longest = max(longest, rule.longest)
    return Leads(_add_starts(lines, starts), gate, early, late, longest)


def _add_line(lines: bytearray, value: Any) -> int:
    """Write a value in a line of its own, and give its place."""
    place = len(lines)
    lines += json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    return place


def _shorten(words: Sequence[str]) -> list[str]:
    """Leave out words that have another one in them: whoever searches for the other finds both."""
    return [word for word in words if not any(other != word and other in word for other in words)]


def _add_place(table: dict[str, str], word: str, place: int) -> None:
    table[word] = f"{table[word]} {place}" if word in table else str(place)


def _add_starts(lines: bytearray, starts: Mapping[str, Mapping[str, str]]) -> dict[str, int]:
    """Write what first words lead to, a line for all that share two letters, and give the places of these lines."""
    tables: dict[str, dict[str, Mapping[str, str]]] = {}
    for word, leads in starts.items():
        tables.setdefault(word[:2], {})[word] = leads
    return {letters: _add_line(lines, words) for letters, words in tables.items()}


def _choose_heads(rule: Rule, needs: Sequence[Sequence[str]]) -> Sequence[str]:
    """Give the openings that lead a line to a rule; none where another word leads better."""
    heads = sorted(openings(rule.pattern)) if rule.drop != "match" or rule.longest > LONGEST else []
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


def open_rulebook(packs: Sequence[Pack], site_packs: Sequence[Pack] = ()) -> RuleBook:
    """Give the rules that come with newsclean and those of further packs, which may switch some of them off.

    Of `packs`, one that names a site is on for every site: it was asked for. Each of `site_packs` is on for its own
    site alone. What a pack is unsure of is on where another one, or the pack itself, enables it. Raises PackError where
    a pattern of a pack cannot be used, or where a pack names a rule that does not exist.
    """
    shipped = open_shipped()
    enabled = {rule for pack in (*packs, *site_packs) for rule in pack.enable}
    packs, site_packs = ([_switch_on(pack, enabled) for pack in each] for each in (packs, site_packs))
    indexes = (*shipped.indexes, *map(index_pack, packs))
    sites = {**shipped.sites, **_index_sites(site_packs, shipped.sites)}
    disabled = frozenset(rule for pack in (*packs, *site_packs) for rule in pack.disable)
    if disabled or enabled:
        _refuse_misspelt_rules((*packs, *site_packs), [*indexes, *shipped.sites.values()])
    return RuleBook(indexes, sites, disabled)


def _switch_on(pack: Pack, enabled: Collection[str]) -> Pack:
    """Make rules of what a pack is unsure of, where it is enabled."""
    chosen = tuple(rule for rule in pack.unsure if rule.id in enabled)
    return replace(pack, rules=(*pack.rules, *chosen)) if chosen else pack


def _refuse_misspelt_rules(packs: Sequence[Pack], indexes: Iterable[RuleIndex]) -> None:
    """Refuse ids that no rule has, where rules with such a beginning are known.

    Of others nobody can tell: rules that are learned come and go with each crawl, and filters have ids as well.
    """
    written = {rule.id for index in indexes for rule in index.read_rules()}
    owners = {rule.partition(".")[0] for rule in written}
    known = written.union(rule.id for pack in packs for rule in (*pack.rules, *pack.unsure))
    for pack in packs:
        for key, rules in (("disable", pack.disable), ("enable", pack.enable)):
            for rule in rules:
                owner, dot, _ = rule.partition(".")
                if rule not in known and (owner in owners or not dot):
                    raise PackError(f"{pack.name}: key '{key}': there is no rule {rule}; see newsclean rules")


def _index_sites(packs: Sequence[Pack], shipped: Iterable[str]) -> dict[str, RuleIndex]:
    """Make the rules of each site ready, along with those that come with newsclean for it."""
    known = {pack.site.lower() for pack in packs}
    own = [pack for pack in read_shipped_packs() if pack.site in known] if known.intersection(shipped) else []
    sites: dict[str, Pack] = {}
    for pack in (*own, *packs):
        site = pack.site.lower()
        rules = sites[site].rules if site in sites else ()
        sites[site] = replace(pack, rules=(*rules, *pack.rules))
    return {site: index_pack(pack) for site, pack in sites.items()}


def make_index(packs: Sequence[Pack]) -> str:
    """Write the index of packs as lines of JSON: the rules of each site, and in the last line what leads to them.

    The rules of languages stand under no site.
    """
    sites: dict[str, list[Rule]] = {"": []}
    for pack in packs:
        sites.setdefault(pack.site, []).extend(pack.rules)
    lines = bytearray()
    leads = {site: add_rules(lines, rules) for site, rules in sites.items()}
    _add_line(lines, leads)
    return lines.decode()


if __name__ == "__main__":
    with open(f"{INDEX}.new", "w", encoding="utf-8") as file:
        file.write(make_index(read_shipped_packs()))
    os.replace(f"{INDEX}.new", INDEX)
