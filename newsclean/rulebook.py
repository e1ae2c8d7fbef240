"""The rules that are on: those of every language, those of the document's site, and the user's own."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from newsclean.document import Document
from newsclean.index import Match, RuleIndex, build_index, dump_index, load_index
from newsclean.rules import Pack, PackError, read_pack

PACKS = Path(__file__).parent / "packs"
INDEX = PACKS / "index.json"
"""What matching needs of the packs that come with newsclean, read at the start in place of them.

`make index` writes it, and a test holds it against the packs.
"""


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Rules that are on for every document, rules by site, and the ids of those that are switched off."""

    indexes: tuple[RuleIndex, ...] = ()
    sites: Mapping[str, RuleIndex] = field(default_factory=dict)
    disabled: frozenset[str] = frozenset()

    def find(self, text: str, site: str = "") -> Sequence[Match]:
        """List the rules that hold for a line by itself, of a document of a site, the surest first."""
        matches = [match for index in self._choose(site) for match in index.find(text)]
        if not matches:
            return matches
        kept = [match for match in matches if match.rule.id not in self.disabled]
        return sorted(kept, key=lambda match: -match.rule.confidence)

    def _choose(self, site: str) -> Iterable[RuleIndex]:
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


def open_rulebook(packs: Sequence[Pack] = ()) -> RuleBook:
    """Give the rules that come with newsclean, and those of further packs, which may switch some of them off.

    A pack that names a site is on here for every site: it was asked for. Raises PackError where a pattern of a pack
    cannot be used, or where a pack switches off a rule that does not exist.
    """
    shipped = _load_shipped()
    if not packs:
        return shipped
    disabled = frozenset(rule for pack in packs for rule in pack.disable)
    indexes = (*shipped.indexes, *(_index_pack(pack) for pack in packs))
    book = RuleBook(indexes, shipped.sites, disabled)
    known = {rule.id for index in (*indexes, *shipped.sites.values()) for rule in index.rules}
    for pack in packs:
        for rule in pack.disable:
            if rule not in known:
                raise PackError(f"{pack.name}: key 'disable': there is no rule {rule}; see newsclean rules")
    return book


def _index_pack(pack: Pack) -> RuleIndex:
    try:
        return build_index(pack.rules)
    except ValueError as error:
        raise PackError(f"{pack.name}: {error}") from error


@cache
def _load_shipped() -> RuleBook:
    data = json.loads(INDEX.read_text(encoding="utf-8"))
    return RuleBook(
        (load_index(data["languages"]),), {site: load_index(index) for site, index in data["sites"].items()}
    )


def read_shipped_packs() -> list[Pack]:
    """Read the packs that come with newsclean, with their examples, languages first."""
    return [read_pack(path) for folder in ("languages", "sites") for path in sorted((PACKS / folder).glob("*.toml"))]


def make_index(packs: Iterable[Pack]) -> str:
    """Write the index of packs as JSON."""
    packs = list(packs)
    languages = build_index(rule for pack in packs if not pack.site for rule in pack.rules)
    sites = {pack.site: dump_index(build_index(pack.rules)) for pack in packs if pack.site}
    return json.dumps({"languages": dump_index(languages), "sites": sites}, ensure_ascii=False, separators=(",", ":"))
