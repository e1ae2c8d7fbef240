"""From rules to their index: which words lead to each rule. `make index` runs it over the packs of newsclean."""

import json

from collections.abc import Iterable, Sequence

from newsclean.fold import fold
from newsclean.gate import is_telling, needed_words, openings
from newsclean.index import LONGEST, IndexedRule, Lead, RuleIndex, Search, search_in_time
from newsclean.rulebook import INDEX
from newsclean.rules import Pack, PackError, Rule
from newsclean.shipped import read_shipped_packs


def build_index(rules: Iterable[Rule], search: Search = search_in_time) -> RuleIndex:
    """Make rules ready for matching. Raises ValueError where a pattern names no word that could lead to it."""
    rules = list(rules)
    return RuleIndex.open([write_rule(rule) for rule in rules], [find_lead(rule) for rule in rules], search)


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


def find_lead(rule: Rule) -> Lead:
    """Find the words that lead to a rule. Raises ValueError where a pattern names none."""
    needs = _find_needs(rule)
    heads = _choose_heads(rule, needs) if needs else []
    return Lead(
        lines="\n".join(fold(line) for line in rule.lines),
        heads="\n".join(heads),
        gate="\n".join(needs[0]) if needs and not heads else "",
        needs="\n".join(" ".join(group) for group in needs),
        longest=rule.longest,
        cuts=rule.drop == "match",
    )


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


def make_index(packs: Sequence[Pack]) -> str:
    """Write the index of packs as lines of JSON: first what leads to the rules, under each site, then the rules.

    Under no site stand the rules of languages.
    """
    sites: dict[str, list[Rule]] = {"": []}
    for pack in packs:
        sites.setdefault(pack.site, []).extend(pack.rules)
    leads = {site: [find_lead(rule) for rule in rules] for site, rules in sites.items()}
    rules = [write_rule(rule) for rules in sites.values() for rule in rules]
    return "\n".join([json.dumps(leads, ensure_ascii=False), *rules]) + "\n"


if __name__ == "__main__":
    with open(INDEX, "w", encoding="utf-8") as file:
        file.write(make_index(read_shipped_packs()))
