"""Rules made ready for matching: tables that lead from the words of a line to the rules that could hold for it."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from newsclean.fold import split_each, straighten

LONGEST = 200
"""The longest line, in characters without the space around it, that a rule holds for where it says nothing else."""

EARLY = 100
"""How many characters of a paragraph are looked at for words that lead to rules."""

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


class Leads(NamedTuple):
    """The tables that lead from the words of a line to the places of rules, written in a row with spaces between.

    `gate` has words that lead to a pattern from anywhere in a line. `starts` has the places of further tables, by the
    two letters that first words begin with: what each leads to by the second word, by "" in any line, and by "=" and
    all other words of a whole line; what it leads a paragraph to stands behind a "+".

    Lines of over LONGEST characters are nearly always paragraphs. Only their first words lead to rules, the words
    `early` in their first EARLY characters, and the words `late`, in small letters, wherever they stand: both of rules
    that drop a part of a line. No rule holds for a line of over `longest`.
    """

    starts: Mapping[str, int]
    gate: Mapping[str, str]
    early: Mapping[str, str]
    late: Mapping[str, str]
    longest: int


Led = tuple[str, list[str], Sequence[str]]
"""A line, the leads to rules that its words have, and its keys."""


class RuleIndex:
    """Rules, and how a line finds those that could hold for it at a cost that does not grow with their number.

    `lines` has a rule or a table in each line, as JSON. Its place is where the line begins, in bytes, and it is read
    when a line of a document leads there. `search` runs a pattern over a text.
    """

    def __init__(self, lines: bytes, leads: Leads, search: Search) -> None:
        self.lines = lines
        self.leads = leads
        self.search = search
        self._starts = _Starts(self)
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
        short, long = [], []
        for text in texts:
            if (size := len(text.strip())) <= LONGEST:
                short.append(text)
            elif size <= self.leads.longest:
                long.append(text)
        found = {}
        for text, leads, keys in (*self._lead(short), *self._lead_long(long)):
            if (rules := self._choose(leads, keys, text)) and (matches := self._match(text, rules)):
                found[text] = matches
        return found

    def _lead(self, texts: Sequence[str]) -> Iterator[Led]:
        """Lead lines by their words to rules."""
        gate, starts = self.leads.gate, self._starts
        gate_words = gate.keys()
        for text, (line_words, keys) in zip(texts, split_each(texts), strict=True):
            # Most lines have no word of the gate, which is told at once of all their words.
            leads = [] if gate_words.isdisjoint(keys) else [gate[word] for word in keys if word in gate]
            if line_words and (start := starts[line_words[0][:2]].get(line_words[0])):
                leads += _lead_on(start, line_words)
            if leads:
                yield text, leads, keys

    def _lead_long(self, texts: Sequence[str]) -> Iterator[Led]:
        """Lead paragraphs to rules by the words of their beginnings, and by the words `late`."""
        early, starts = self.leads.early, self._starts
        early_words = early.keys()
        late = self._search_late(texts)
        led = {}
        for text, (line_words, keys) in zip(texts, split_each(list(map(_begin, texts))), strict=True):
            leads = [] if early_words.isdisjoint(keys) else [early[word] for word in keys if word in early]
            if line_words and (start := starts[line_words[0][:2]].get(line_words[0])):
                leads += _lead_on_long(start, line_words)
            if text in late:
                leads += late[text]
            if leads and any(self._read_leads(leads, text)):
                led[text] = leads
        for (text, leads), (_, keys) in zip(led.items(), split_each(list(led)), strict=True):
            yield text, leads, keys

    def _search_late(self, texts: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Search for words that may stand far from the beginning. Most documents have none of them."""
        found: dict[str, list[str]] = {}
        joined = "\n".join(texts)
        for word, lead in self.leads.late.items():
            if word in joined:
                for text in texts:
                    if word in text:
                        found.setdefault(text, []).append(lead)
        return found

    def _choose(self, leads: Iterable[str], keys: Sequence[str], text: str) -> dict[int, IndexedRule]:
        """Choose from the rules where leads point those that a line of these keys has all the words for, by places."""
        chosen = {}
        for place, rule in self._read_leads(leads, text):
            for group in rule.needs:
                if group.isdisjoint(keys):
                    break
            else:
                chosen[place] = rule
        return chosen

    def _read_leads(self, leads: Iterable[str], text: str) -> Iterator[tuple[int, IndexedRule]]:
        """Read where leads point, and give the rules for which a line is short enough, with their places."""
        size = len(text.strip())
        for lead in leads:
            for place, rule in self._leads.get(lead) or self._read_lead(lead):
                if size <= rule.longest:
                    yield place, rule

    def _read_lead(self, lead: str) -> list[tuple[int, IndexedRule]]:
        self._leads[lead] = [(place, self._read_rule(place)) for place in map(int, lead.split())]
        return self._leads[lead]

    def _read_rule(self, place: int) -> IndexedRule:
        if place not in self._rules:
            self._rules[place] = _make_rule(self.read(place))
        return self._rules[place]

    def read(self, place: int) -> Any:
        """Read the rule or the table that stands at a place."""
        return json.loads(self.lines[place : self.lines.index(b"\n", place)])

    def _match(self, text: str, rules: Mapping[int, IndexedRule]) -> Sequence[Match]:
        straight = straighten(text)
        start = len(straight) - len(straight.lstrip(_HEAD_MARKS))
        end = len(straight.rstrip(_TAIL_MARKS))
        stripped = straight[start:end]
        found = []
        for _, rule in sorted(rules.items()):
            if not rule.pattern:
                found.append(Match(rule, 0, len(text)))
            elif match := self.search(rule.pattern, stripped):
                found.append(Match(rule, start + match.start(), start + match.end()))
        return sorted(found, key=lambda match: (-match.rule.confidence, not match.rule.pattern))


class _Starts(dict[str, Mapping[str, Mapping[str, str]]]):
    """What first words lead to, by their first two letters. It is read when it is first asked for."""

    def __init__(self, index: RuleIndex) -> None:
        super().__init__()
        self._index = index

    def __missing__(self, letters: str) -> Mapping[str, Mapping[str, str]]:
        if letters not in self._index.leads.starts:
            return {}
        self[letters] = self._index.read(self._index.leads.starts[letters])
        return self[letters]


def _lead_on(start: Mapping[str, str], line_words: Sequence[str]) -> list[str]:
    """Lead a line on by what its first word leads to."""
    _, *others = line_words
    leads = [start[""]] if "" in start else []
    if others and others[0] in start:
        leads.append(start[others[0]])
    if (whole := f"={' '.join(others)}") in start:
        leads.append(start[whole])
    return leads


def _lead_on_long(start: Mapping[str, str], line_words: Sequence[str]) -> list[str]:
    """Lead a paragraph on by what its first word leads to."""
    return [start[others] for others in ("+", f"+{' '.join(line_words[1:2])}") if others in start]


def _begin(text: str) -> str:
    """Give what of a paragraph is cut into words: its beginning, from where patterns read it."""
    text = text.strip()
    if not text[:1].isalnum():
        text = straighten(text).lstrip(_HEAD_MARKS)
    return text[:EARLY]


def _make_rule(fields: Sequence[Any]) -> IndexedRule:
    rule = IndexedRule(*fields)
    return rule._replace(needs=[frozenset(group) for group in rule.needs])


def search(pattern: str, text: str) -> re.Match[str] | None:
    """Search for a pattern that is proved, as those that come with newsclean are, in any case."""
    return _compile(pattern).search(text)


def search_in_time(pattern: str, text: str) -> Any:
    """Search for a pattern of unknown manners, in any case.

    After SECONDS the line counts as one it does not match, and a warning is logged.
    """
    try:
        return _compile_timed(pattern).search(text, timeout=SECONDS)
    except TimeoutError:
        import logging  # noqa: PLC0415 - hardly any run needs it

        logger = logging.getLogger("newsclean")
        logger.warning("a line stays, because a pattern took over %g s for it: %s on %.60s", SECONDS, pattern, text)
        return None


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _compile_timed(pattern: str) -> Any:
    import regex  # noqa: PLC0415 - only it can stop a pattern, and it takes as long to import as click

    return regex.compile(pattern, regex.IGNORECASE)
