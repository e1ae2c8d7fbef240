"""From rules to their index: which words lead to each rule. `make index` runs it over the packs of newsclean."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence

from newsclean.fold import fold
from newsclean.gate import is_telling, needed_words, openings
from newsclean.index import LONGEST, IndexedRule, Leads, RuleIndex, Search, read_rule, search_in_time, write_leads
from newsclean.rulebook import INDEX, RuleBook, open_shipped
from newsclean.rules import Pack, PackError, Rule
from newsclean.shipped import read_shipped_packs


def build_index(rules: Iterable[Rule], search: Search = search_in_time) -> RuleIndex:
    """Make rules ready for matching. Raises ValueError where a pattern names no word that could lead to it."""
    rules = list(rules)
    return RuleIndex([write_rule(rule) for rule in rules], find_leads(rules), search)


def index_pack(pack: Pack) -> RuleIndex:
    """Make the rules of a pack ready for matching. Raises PackError where a pattern cannot be used."""
    try:
        return build_index(pack.rules)
    except ValueError as error:
        raise PackError(f"{pack.name}: {error}") from error


def write_rule(rule: Rule) -> str:
    """Write what a match needs of a rule as a line of JSON."""
    kept = IndexedRule(rule.id, rule.description, rule.pattern, rule.drop, rule.where, rule.confidence)
    return json.dumps(kept, ensure_ascii=False)


def find_leads(rules: Sequence[Rule]) -> Leads:
    """Find the words that lead to rules. Raises ValueError where a pattern names none."""
    lines: dict[str, str] = {}
    heads: dict[str, list[int]] = {}
    gate: dict[str, list[int]] = {}
    needs = [_find_needs(rule) for rule in rules]
    for place, rule in enumerate(rules):
        for line in rule.lines:
            lines[fold(line)] = str(place)
        openings_of_rule = _choose_heads(rule, needs[place]) if rule.pattern else ()
        for word in openings_of_rule or (needs[place][0] if rule.pattern else ()):
            (heads if openings_of_rule else gate).setdefault(word, []).append(place)
    long = [place for place, rule in enumerate(rules) if rule.longest > LONGEST]
    cuts = [place for place in long if rules[place].drop == "match"]
    longest = [rule.longest for rule in rules]
    return Leads(
        lines,
        heads=_write_places(heads),
        gate=_write_places(gate),
        long_heads=_write_places({word: sorted({*places} & {*long}) for word, places in heads.items()}),
        cutting=sorted({word for place in cuts for word in needs[place][0]}),
        needs=["|".join(" ".join(group) for group in groups) for groups in needs],
        longest=longest,
        longest_paragraph=max((longest[place] for place in long if place not in cuts), default=0),
    )


def _write_places(table: Mapping[str, Sequence[int]]) -> dict[str, str]:
    return {word: " ".join(map(str, places)) for word, places in table.items() if places}


def _choose_heads(rule: Rule, needs: Sequence[Sequence[str]]) -> Sequence[str]:
    """Give the openings that lead a line to a rule; none where another word leads better."""
    heads = sorted(openings(rule.pattern)) if rule.drop != "match" else []
    rare = all(" " in head or is_telling([head]) for head in heads)
    return heads if rare or rule.longest > LONGEST or not is_telling(needs[0]) else []


def _find_needs(rule: Rule) -> list[list[str]]:
    try:
        return [sorted(group) for group in needed_words(rule.pattern)] if rule.pattern else []
    except ValueError as error:
        raise ValueError(f"rule {rule.id}: key 'pattern': {error}") from error


def open_rulebook(packs: Sequence[Pack]) -> RuleBook:
    """Give the rules that come with newsclean and those of further packs, which may switch some of them off.

    A pack that names a site is on for every site here: it was asked for. Raises PackError where a pattern of a pack
    cannot be used, or where a pack switches off a rule that does not exist.
    """
    shipped = open_shipped()
    indexes = (*shipped.indexes, *map(index_pack, packs))
    known = {read_rule(rule).id for index in (*indexes, *shipped.sites.values()) for rule in index.rules}
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
    leads = {site: write_leads(find_leads(rules)) for site, rules in sites.items()}
    rules = [write_rule(rule) for rules in sites.values() for rule in rules]
    return "\n".join([json.dumps(leads, ensure_ascii=False, separators=(",", ":")), *rules]) + "\n"


if __name__ == "__main__":
    with open(f"{INDEX}.new", "w", encoding="utf-8") as file:
        file.write(make_index(read_shipped_packs()))
    os.replace(f"{INDEX}.new", INDEX)
