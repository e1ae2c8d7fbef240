"""Rules made ready for matching: tables that lead from the words of a line to the rules that could hold for it."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from newsclean.fold import split_each, straighten

LONGEST = 200
"""The longest line, in characters, that a rule holds for where it does not say otherwise."""

SECONDS = 1.0
"""The time that a pattern of a user's pack has for one line. One that passes the check of packs never comes near it."""

_HEAD_MARKS = " \t-*•·▪●■►▶→➜>»›|=#+~_✓✔▼▲…★☆◆□\ufe0f\u200b\u200e\u200f\ufeff"
_TAIL_MARKS = _HEAD_MARKS + ".:!,;<«‹。؛،।↓↗◀"

Search = Callable[[str, str], re.Match[str] | None]


class IndexedRule(NamedTuple):
    """What a match needs of a rule. Its examples stay in the packs.

    A line that its pattern matches has one word of each group of its `needs`, and `longest` characters at most.
    """

    id: str
    description: str
    pattern: str
    drop: str
    where: str
    confidence: float
    longest: int
    needs: Sequence[frozenset[str]]


class Match(NamedTuple):
    """A rule that holds for a line, and the place in the line, in characters, that it holds for."""

    rule: IndexedRule
    start: int
    end: int


Candidates = dict[int, IndexedRule]
"""Rules that could hold for a line, by their places."""


class Leads(NamedTuple):
    """The tables that lead from the words of a line to the places of rules, written in a row with spaces between.

    `gate` has words that lead to a pattern from anywhere in a line. `starts` has the places of further tables, by the
    two letters that first words begin with: what each leads to by the second word, by "" in any line, and by "=" and
    all other words of a whole line.

    Lines of over LONGEST characters are nearly always paragraphs. Only their first words lead to rules, and the words
    `cutting`, in small letters, of rules that drop a part of a line. No rule holds for a line of over `longest`.
    """

    starts: Mapping[str, int]
    gate: Mapping[str, str]
    longest: int
    cutting: Sequence[str]


class RuleIndex:
    """Rules, and how a line finds those that could hold for it at a cost that does not grow with their number.

    `lines` has a rule or a table in each line, as JSON. Its place is where the line begins, in bytes, and it is read
    when a line of a document leads there. `search` runs a pattern over a text.
    """

    def __init__(self, lines: bytes, leads: Leads, search: Search) -> None:
        self.lines = lines
        self.leads = leads
        self.search = search
        self._gate_words = frozenset(leads.gate)
        self._cutting = frozenset(leads.cutting)
        self._starts: dict[str, Mapping[str, Mapping[str, str]]] = {}
        self._leads: dict[str, list[tuple[int, IndexedRule]]] = {}
        self._rules: dict[int, IndexedRule] = {}
        self._last: tuple[frozenset[str], dict[str, Sequence[Match]]] = frozenset(), {}

    def __reduce__(self) -> tuple[Any, ...]:
        return RuleIndex, (self.lines, self.leads, self.search)

    def read_rules(self) -> list[IndexedRule]:
        """Read all rules."""
        lines = self.lines.splitlines()
        return [_make_rule(json.loads(line)) for line in lines if line.startswith(b"[")]  # a table is no list

    def find(self, text: str) -> Sequence[Match]:
        """List the rules that hold for a line by itself, the surest first."""
        return self._look_at([text]).get(text, ())

    def find_each(self, texts: Iterable[str]) -> Mapping[str, Sequence[Match]]:
        """Find the rules that hold for each of several lines, as `find` does. Lines without any are left out.

        The lines of the last call are remembered: a document is cleaned in rounds, and most of its lines stay.
        """
        seen, found = self._last
        lines = frozenset(texts)
        found = {text: found[text] for text in lines.intersection(found)} | self._look_at(lines - seen)
        self._last = lines, found
        return found

    def _look_at(self, texts: Iterable[str]) -> dict[str, Sequence[Match]]:
        found = {}
        for text, line_words, keys in split_each([text for text in texts if len(text) <= self.leads.longest]):
            leads = self._lead(text, line_words, keys)
            if leads and (rules := self._choose(leads, len(text), keys)) and (matches := self._match(text, rules)):
                found[text] = matches
        return found

    def _lead(self, text: str, line_words: Sequence[str], keys: Iterable[str]) -> list[str]:
        """Lead a line by its words to the places of rules."""
        long = len(text) > LONGEST
        gate_words = self._cutting if long else self._gate_words
        leads = []
        if not gate_words.isdisjoint(keys):
            words = gate_words.intersection(keys)
            leads = [self.leads.gate[word] for word in words if not long or word in text]
        if line_words and (start := self._find_start(line_words[0])):
            whole = "" if long else f"={' '.join(line_words[1:])}"
            leads += [start[others] for others in ("", *line_words[1:2], whole) if others in start]
        return leads

    def _find_start(self, word: str) -> Mapping[str, str]:
        """Find what a first word leads to."""
        letters = word[:2]
        table = self._starts.get(letters)
        if table is None:
            if letters not in self.leads.starts:
                return {}
            table = self._starts[letters] = self._read(self.leads.starts[letters])
        return table.get(word, {})

    def _choose(self, leads: Iterable[str], length: int, keys: Iterable[str]) -> Candidates:
        """Choose the rules for lines of a length that have a word of each of their groups among the keys."""
        rules = {}
        for lead in leads:
            for place, rule in self._read_lead(lead):
                if length <= rule.longest:
                    for group in rule.needs:
                        if group.isdisjoint(keys):
                            break
                    else:
                        rules[place] = rule
        return rules

    def _read_lead(self, lead: str) -> list[tuple[int, IndexedRule]]:
        if lead not in self._leads:
            self._leads[lead] = [(place, self._read_rule(place)) for place in map(int, lead.split())]
        return self._leads[lead]

    def _read_rule(self, place: int) -> IndexedRule:
        if place not in self._rules:
            self._rules[place] = _make_rule(self._read(place))
        return self._rules[place]

    def _read(self, place: int) -> Any:
        return json.loads(self.lines[place : self.lines.index(b"\n", place)])

    def _match(self, text: str, candidates: Candidates) -> Sequence[Match]:
        if not candidates:
            return ()
        straight = straighten(text)
        start = len(straight) - len(straight.lstrip(_HEAD_MARKS))
        end = len(straight.rstrip(_TAIL_MARKS))
        stripped = straight[start:end]
        found = []
        for _, rule in sorted(candidates.items()):
            if not rule.pattern:
                found.append(Match(rule, 0, len(text)))
            elif match := self.search(rule.pattern, stripped):
                found.append(Match(rule, start + match.start(), start + match.end()))
        return sorted(found, key=lambda match: (-match.rule.confidence, not match.rule.pattern))


def _make_rule(fields: Sequence[Any]) -> IndexedRule:
    rule = IndexedRule(*fields)
    return rule._replace(needs=[frozenset(group) for group in rule.needs])


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
