"""Rules made ready for matching: a dictionary of whole lines, and words that lead from a line to the patterns."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from newsclean.fold import first_words, line_keys, split_words, straighten

LONGEST = 200
"""The longest line, in characters, that a rule holds for where it does not say otherwise."""

SECONDS = 1.0
"""The time that a pattern of a user's pack has for one line. One that passes the check of packs never comes near it."""

_HEAD_MARKS = " \t-*•·▪●■►▶→➜>»›|=#+~_✓✔▼▲…★☆◆□\ufe0f\u200b\u200e\u200f\ufeff"
_TAIL_MARKS = _HEAD_MARKS + ".:!,;<«‹。؛،।↓↗◀"

Search = Callable[[str, str], re.Match[str] | None]


class IndexedRule(NamedTuple):
    """What a match needs of a rule. Its examples stay in the packs."""

    id: str
    description: str
    pattern: str
    drop: str
    where: str
    confidence: float


class Match(NamedTuple):
    """A rule that holds for a line, and the place in the line, in characters, that it holds for."""

    rule: IndexedRule
    start: int
    end: int


class Leads(NamedTuple):
    """The tables that lead from a line to rules, by their places in the list, written in a row with spaces between.

    Texts are quicker to read than lists, and the collector of garbage does not look into them.

    `lines` has the folded lines that rules name, `heads` words and pairs of words that begin a line, `gate` words that
    stand anywhere in it: each leads to a pattern by itself. Lines of over LONGEST characters are nearly always
    paragraphs: only `long_heads` lead from them, and the words `cutting`, in small letters, of rules that drop a part
    of a line; `longest_paragraph` is the longest line that a rule of the former holds for. A line that a rule's pattern
    matches has one word of each group of its `needs`, and `longest` characters at most.
    """

    lines: Mapping[str, str]
    heads: Mapping[str, str]
    gate: Mapping[str, str]
    long_heads: Mapping[str, str]
    cutting: Sequence[str]
    needs: Sequence[str]
    longest: Sequence[int]
    longest_paragraph: int


def write_leads(leads: Leads) -> list[Any]:
    """Write the tables as what JSON reads fastest: of each its keys in one text, and what they lead to in another."""
    tables = (leads.lines, leads.heads, leads.gate, leads.long_heads)
    written = [["\n".join(table), "\n".join(table.values())] for table in tables]
    return [*written, leads.cutting, "\n".join(leads.needs), leads.longest, leads.longest_paragraph]


def read_leads(written: Sequence[Any]) -> Leads:
    """Read what `write_leads` wrote."""
    *tables, cutting, needs, longest, longest_paragraph = written
    lines, heads, gate, long_heads = (_read_table(*table) for table in tables)
    return Leads(lines, heads, gate, long_heads, cutting, needs.split("\n"), longest, longest_paragraph)


def _read_table(keys: str, values: str) -> dict[str, str]:
    return dict(zip(keys.split("\n"), values.split("\n"), strict=True)) if keys else {}


class RuleIndex:
    """Rules, and how a line finds those that could hold for it at a cost that does not grow with their number.

    Each of the `rules` is a line of JSON that is read when it is needed. `search` runs a pattern over a text.
    """

    def __init__(self, rules: Sequence[str | bytes], leads: Leads, search: Search) -> None:
        self.rules = rules
        self.leads = leads
        self.search = search
        self.lines, self.heads, self.gate, self.long_heads, self.cutting = leads[:5]
        self.gate_words = frozenset(leads.gate)
        self.long_firsts = frozenset(head.partition(" ")[0] for head in leads.long_heads)

    def __reduce__(self) -> tuple[Any, ...]:
        return RuleIndex, (self.rules, self.leads, self.search)

    @lru_cache(maxsize=4096)  # noqa: B019 - an index lives as long as the process, and lines are looked at repeatedly
    def find(self, text: str) -> Sequence[Match]:
        """List the rules that hold for a line by itself, the surest first."""
        if len(text) > LONGEST:
            return self._find_long(text)
        line_words = split_words(text)
        if not line_words:
            return ()
        keys = line_words if text.isascii() else line_keys(text, line_words)
        candidates = [self.gate[word] for word in self.gate_words.intersection(keys)]
        candidates += [self.heads[head] for head in (line_words[0], " ".join(line_words[:2])) if head in self.heads]
        place = self.lines.get(" ".join(line_words))
        if not candidates and place is None:
            return ()
        found = self._match_patterns(text, candidates, keys)
        if place is not None:
            found.append(Match(read_rule(self.rules[int(place)]), 0, len(text)))
        return tuple(sorted(found, key=lambda match: -match.rule.confidence))

    def _find_long(self, text: str) -> Sequence[Match]:
        candidates = [self.gate[word] for word in self.cutting if word in text]
        word = text[: text.find(" ")]
        known = not (word.isascii() and word.isalpha()) or word.lower() in self.long_firsts
        if known and len(text) <= self.leads.longest_paragraph:
            first, second = first_words(text)
            candidates += [self.long_heads[head] for head in (first, f"{first} {second}") if head in self.long_heads]
        return tuple(self._match_patterns(text, candidates, line_keys(text, split_words(text)))) if candidates else ()

    def _match_patterns(self, text: str, candidates: Iterable[str], keys: Sequence[str]) -> list[Match]:
        length = len(text)
        places = {place for place in map(int, " ".join(candidates).split()) if length <= self.leads.longest[place]}
        if not places:
            return []
        found = []
        offered = frozenset(keys)
        straight, start, end = "", 0, 0
        for place in sorted(places):
            if any(map(offered.isdisjoint, _read_groups(self.leads.needs[place]))):
                continue
            rule = read_rule(self.rules[place])
            if not straight:
                straight = straighten(text)
                start = len(straight) - len(straight.lstrip(_HEAD_MARKS))
                end = len(straight.rstrip(_TAIL_MARKS))
            match = self.search(rule.pattern, straight[start:end])
            if match:
                found.append(Match(rule, start + match.start(), start + match.end()))
        return found


@cache
def read_rule(line: str | bytes) -> IndexedRule:
    """Read a rule from its line of an index."""
    return IndexedRule(*json.loads(line))


@cache
def _read_groups(needs: str) -> list[list[str]]:
    return [group.split() for group in needs.split("|")] if needs else []


def search(pattern: str, text: str) -> re.Match[str] | None:
    """Search for a pattern that is proved, as those that come with newsclean are, in any case."""
    return _compile(pattern).search(text)


def search_in_time(pattern: str, text: str) -> Any:
    """Search for a pattern of unknown manners, in any case. After SECONDS the line counts as one it does not match."""
    try:
        return _compile_timed(pattern).search(text, timeout=SECONDS)
    except TimeoutError:
        return None


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _compile_timed(pattern: str) -> Any:
    import regex  # noqa: PLC0415 - only it can stop a pattern, and it takes as long to import as click

    return regex.compile(pattern, regex.IGNORECASE)
