"""Rules made ready for matching: a dictionary of whole lines, and a gate of words before the patterns."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, NamedTuple

from newsclean.fold import fold, straighten, words
from newsclean.gate import first_words, line_keys, needed_words
from newsclean.rules import LONGEST, Rule

SECONDS = 1.0
"""The time that a pattern has for one line. A pattern that passes the check of packs never comes near it."""

_ANY_LENGTH = 10**9
_HEAD_MARKS = " \t-*\u2022\u00b7\u25aa\u25cf\u25a0\u25ba\u25b6\u2192\u279c>\u00bb\u203a|=#+~_\u2713\u2714\u25bc\u25b2\u2026\u2022\u2605\u2606\u25c6\u25a1\u25a0\ufe0f\u200b\u200e\u200f\ufeff"
_TAIL_MARKS = _HEAD_MARKS + ".:!,;<\u00ab\u2039\u3002\u061b\u060c\u0964\u2193\u2197\u25c0"

# What matching needs of a rule; its examples stay in the packs.
_MATCHED = ("id", "description", "pattern", "drop", "where", "longest", "confidence")
_TABLES = ("whole_lines", "heads", "gate", "needs", "limits")
_DEFAULTS = {field.name: field.default for field in fields(Rule)}


class Match(NamedTuple):
    """A rule that holds for a line, and the place in the line, in characters, that it holds for."""

    rule: Rule
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RuleIndex:
    """Rules, and how a line finds those that could hold for it at a cost that does not grow with their number.

    `heads` leads from the word that begins a line to the patterns that begin so, `gate` from any word of a line to the
    patterns that may begin anyhow. `needs` holds for each rule groups of words; the line must have one of each.
    """

    rules: tuple[Rule, ...]
    whole_lines: Mapping[str, int]
    heads: Mapping[str, Sequence[int]]
    gate: Mapping[str, Sequence[int]]
    needs: Sequence[Sequence[Sequence[str]]]
    limits: Sequence[int]

    def find(self, text: str) -> list[Match]:
        """List the rules that hold for a line, the surest first, in any place of the document."""
        line_words = words(text)
        if not line_words:
            return []
        found = []
        if len(text) <= LONGEST:
            place = self.whole_lines.get(" ".join(line_words))
            if place is not None:
                found.append(Match(self.rules[place], 0, len(text)))
        candidates = set(self.heads.get(line_words[0], ()))
        for word in self.gate.keys() & line_keys(text, line_words):
            candidates.update(self.gate[word])
        if candidates:
            found += self._match_patterns(text, line_words, sorted(candidates))
        if len(found) > 1:
            found.sort(key=lambda match: -match.rule.confidence)
        return found

    def _match_patterns(self, text: str, line_words: tuple[str, ...], candidates: Iterable[int]) -> Iterator[Match]:
        keys: set[str] = set()
        straight, start, end = "", 0, 0
        for place in candidates:
            if len(text) > self.limits[place]:
                continue
            keys = keys or set(line_keys(text, line_words))
            if any(keys.isdisjoint(group) for group in self.needs[place]):
                continue
            rule = self.rules[place]
            if not straight:
                straight = straighten(text)
                start = len(straight) - len(straight.lstrip(_HEAD_MARKS))
                end = len(straight.rstrip(_TAIL_MARKS))
            try:
                match = _compiled(rule.pattern).search(straight[start:end], timeout=SECONDS)
            except TimeoutError:
                continue
            if match:
                yield Match(rule, start + match.start(), start + match.end())


@lru_cache(maxsize=None)
def _compiled(pattern: str) -> Any:
    import regex  # noqa: PLC0415 - costs as much time as click, and most lines need no pattern

    return regex.compile(pattern, regex.IGNORECASE)


def build_index(rules: Iterable[Rule]) -> RuleIndex:
    """Make rules ready for matching. Raises ValueError where a pattern names no word that the gate could use."""
    rules = tuple(rules)
    whole_lines: dict[str, int] = {}
    heads: dict[str, list[int]] = {}
    gate: dict[str, list[int]] = {}
    needs = [_needed_words(rule) for rule in rules]
    for place, rule in enumerate(rules):
        for line in rule.lines:
            whole_lines.setdefault(fold(line), place)
        firsts = sorted(first_words(rule.pattern)) if rule.drop != "match" else []
        for word in firsts:
            heads.setdefault(word, []).append(place)
        if needs[place] and not firsts:
            for word in needs[place][0]:
                gate.setdefault(word, []).append(place)
    limits = [_ANY_LENGTH if rule.drop == "match" else rule.longest for rule in rules]
    return RuleIndex(rules, whole_lines, heads, gate, needs, limits)


def _needed_words(rule: Rule) -> list[list[str]]:
    try:
        return [sorted(group) for group in needed_words(rule.pattern)] if rule.pattern else []
    except ValueError as error:
        raise ValueError(f"rule {rule.id}: key 'pattern': {error}") from error


def dump_index(index: RuleIndex) -> dict[str, Any]:
    """Write an index as what JSON can hold, a rule with its keys that are not the default."""
    rules = [{key: getattr(rule, key) for key in _MATCHED if getattr(rule, key) != _DEFAULTS[key]} for rule in index.rules]
    return {"rules": rules, **{name: getattr(index, name) for name in _TABLES}}


def load_index(data: Mapping[str, Any]) -> RuleIndex:
    """Read what `dump_index` wrote."""
    return RuleIndex(tuple(Rule(**rule) for rule in data["rules"]), *(data[name] for name in _TABLES))
