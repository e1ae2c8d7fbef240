"""The rules that are on: those of every language, those of the document's site, and the user's own."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from os.path import dirname
from typing import NamedTuple

from newsclean.index import Leads, Match, RuleIndex, search

PACKS = f"{dirname(__file__)}/packs"
INDEX = f"{PACKS}/index.jsonl"
"""What matching needs of the packs that come with newsclean, read at the start in place of them."""


class RuleBook(NamedTuple):
    """Rules that are on for every document, rules by site, and the ids of those that are switched off."""

    indexes: tuple[RuleIndex, ...] = ()
    sites: Mapping[str, RuleIndex] = {}
    disabled: frozenset[str] = frozenset()

    def keep(self, matches: Sequence[Match]) -> Sequence[Match]:
        """Sort matches, the surest first, and leave out those of rules that are switched off."""
        kept = [match for match in matches if match.rule.id not in self.disabled]
        return sorted(kept, key=lambda match: -match.rule.confidence)

    def choose(self, site: str) -> Iterable[RuleIndex]:
        """Give the indexes that are on for a site."""
        if not (site and self.sites):
            return self.indexes
        return (*self.indexes, *(self.sites[name] for name in _domains(site) if name in self.sites))


def _domains(site: str) -> list[str]:
    """List a site and the domains above it.

    >>> _domains("news.example.co.uk")
    ['news.example.co.uk', 'example.co.uk', 'co.uk', 'uk']
    """
    parts = site.lower().strip(".").split(".")
    return [".".join(parts[place:]) for place in range(len(parts))]


@cache
def open_shipped() -> RuleBook:
    """Give the rules that come with newsclean. Their patterns are proved, and need no limit of time."""
    with open(INDEX, "rb") as file:
        lines = file.read()
    last = lines[lines.rindex(b"\n", 0, -1) + 1 :]
    indexes = {site: RuleIndex(lines, Leads(*tables), search) for site, tables in json.loads(last).items()}
    languages = indexes.pop("")
    return RuleBook((languages,), indexes)
