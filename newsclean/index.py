"""Rules made ready for matching: tables that lead from the words of a line to the rules that could hold for it."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from newsclean.fold import first_words, list_keys, split_each, spot_words, straighten

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

    `gate` has words that lead to a pattern from anywhere in a line. `starts` has what the first word of a line leads
    to, and is kept as texts, one for each letter that a word begins with: most are never read.

    Lines of over LONGEST characters are nearly always paragraphs. Only their first words lead to rules, up to
    `longest_paragraph` characters, and the words `cutting`, in small letters, of rules that drop a part of a line.
    """

    starts: Mapping[str, str]
    gate: Mapping[str, str]
    longest_paragraph: int
    cutting: Sequence[str]


def write_starts(tables: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Write what each first word leads to: by the second word, by "" for any line, and by "=" and all other words."""
    letters: dict[str, list[str]] = {}
    for word, table in tables.items():
        written = ",".join([f"{others}:{places}" for others, places in table.items()])
        letters.setdefault(word[0], []).append(f"{word}/{written}")
    return {letter: "|".join(words) for letter, words in letters.items()}


@cache
def _read_letter(written: str) -> dict[str, str]:
    return dict([word.split("/") for word in written.split("|")]) if written else {}


@cache
def _read_start(written: str) -> dict[str, str]:
    return dict([entry.split(":") for entry in written.split(",")])


class RuleIndex:
    """Rules, and how a line finds those that could hold for it at a cost that does not grow with their number.

    `rules` has one a line, as JSON. The place of a rule is where its line begins, in bytes, and it is read when a line
    of a document leads there. `search` runs a pattern over a text.
    """

    def __init__(self, rules: bytes, leads: Leads, search: Search) -> None:
        self.rules = rules
        self.leads = leads
        self.search = search
        self._gate_words = frozenset(leads.gate)
        self._cutting = frozenset(leads.cutting)
        self._read: dict[str, list[tuple[int, IndexedRule]]] = {}
        self._last: tuple[frozenset[str], dict[str, Sequence[Match]]] = frozenset(), {}

    def __reduce__(self) -> tuple[Any, ...]:
        return RuleIndex, (self.rules, self.leads, self.search)

    def read_rules(self) -> Iterator[IndexedRule]:
        """Read all rules."""
        return map(_read_rule, self.rules.splitlines())

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

    def _look_at(self, texts: Collection[str]) -> dict[str, Sequence[Match]]:
        candidates = self._lead_short([text for text in texts if len(text) <= LONGEST])
        candidates |= self._lead_long([text for text in texts if len(text) > LONGEST])
        return {text: found for text, rules in candidates.items() if (found := self._match(text, rules))}

    def _lead_short(self, texts: Sequence[str]) -> dict[str, Candidates]:
        """Lead lines to rules by their words, all of which are looked at."""
        gate, gate_words = self.leads.gate, self._gate_words
        rows = split_each(texts)
        candidates = {}
        for text, row, keys in zip(texts, rows, list_keys(texts, rows), strict=True):
            leads = [] if gate_words.isdisjoint(keys) else [gate[word] for word in gate_words.intersection(keys)]
            if row and (start := self._find_start(row[0])):
                whole = f"={' '.join(row[1:])}"
                leads += [start[others] for others in ("", *row[1:2], whole) if others in start]
            if leads and (rules := self._choose(leads, len(text), keys)):
                candidates[text] = rules
        return candidates

    def _lead_long(self, texts: Sequence[str]) -> dict[str, Candidates]:
        """Lead paragraphs to rules. To cut one into its words takes longer than to try the few that it is led to."""
        cutting = spot_words("\n".join(texts), self._cutting)
        candidates = {}
        for text in texts:
            leads = [self.leads.gate[word] for word in cutting if word in text]
            if len(text) <= self.leads.longest_paragraph:
                first, second = first_words(text)
                start = self._find_start(first)
                leads += [start[others] for others in ("", second) if others in start]
            if leads:
                rules = [rule for lead in leads for rule in self._read_lead(lead)]
                candidates[text] = {place: rule for place, rule in rules if len(text) <= rule.longest}
        return candidates

    def _find_start(self, word: str) -> Mapping[str, str]:
        """Find what a first word leads to."""
        written = _read_letter(self.leads.starts.get(word[:1], "")).get(word)
        return _read_start(written) if written else {}

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
        if lead not in self._read:
            self._read[lead] = [(place, self._read_rule(place)) for place in map(int, lead.split())]
        return self._read[lead]

    def _read_rule(self, place: int) -> IndexedRule:
        return _read_rule(self.rules[place : self.rules.index(b"\n", place)])

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


@cache
def _read_rule(line: bytes) -> IndexedRule:
    rule = IndexedRule(*json.loads(line))
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
