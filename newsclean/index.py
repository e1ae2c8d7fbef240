"""Rules made ready for matching: a dictionary of whole lines, and a gate of words before the patterns."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from newsclean.fold import fold, lower, split_words, straighten
from newsclean.gate import line_keys, needed_words
from newsclean.rules import LONGEST, Rule

SECONDS = 1.0
"""The time that a pattern has for one line. A pattern that passes the check of packs never comes near it."""

_HEAD_MARKS = " \t-*\u2022\u00b7\u25aa\u25cf\u25a0\u25ba\u25b6\u2192\u279c>\u00bb\u203a|=#+~_\u2713\u2714\u25bc\u25b2\u2026\u2022\u2605\u2606\u25c6\u25a1\u25a0\ufe0f\u200b\u200e\u200f\ufeff"
_TAIL_MARKS = _HEAD_MARKS + ".:!,;<\u00ab\u2039\u3002\u061b\u060c\u0964\u2193\u2197\u25c0"

# What matching needs of a rule; its examples stay in the packs.
_MATCHED = ("id", "description", "pattern", "drop", "where", "longest", "confidence")
_TABLES = ("whole_lines", "gate", "needs")
_DEFAULTS = {field.name: field.default for field in fields(Rule)}


class Match(NamedTuple):
    """A rule that holds for a line, and the place in the line, in characters, that it holds for."""

    rule: Rule
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class RuleIndex:
    """Rules, and how a text finds those that could hold for one of its lines, at a cost that is not their number's.

    `needs` holds for each rule groups of words, the most telling first: a line that its pattern matches has a word of
    each. `gate` leads from the words of those first groups to the rules.
    """

    rules: Sequence[Rule]
    whole_lines: Mapping[str, int]
    gate: Mapping[str, Sequence[int]]
    needs: Sequence[Sequence[Sequence[str]]]

    def find_suspects(self, texts: Sequence[str]) -> set[int]:
        """Find the lines for which a rule could hold, by their places in a document. `find` tells for which it does."""
        text = lower("\n".join(texts))
        vocabulary = set(line_keys(text))
        suspects = {place for place, line in enumerate(texts) if len(line) <= LONGEST and fold(line) in self.whole_lines}
        starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
        for place in self._choose_rules(vocabulary):
            for word in vocabulary.intersection(self.needs[place][0]):
                at = text.find(word)
                while at >= 0:
                    line = bisect_right(starts, at) - 1
                    suspects.add(line)
                    at = text.find(word, starts[line + 1])
        return suspects

    def _choose_rules(self, vocabulary: Set[str]) -> list[int]:
        """Choose the rules of which all needs are met by a vocabulary."""
        candidates = {place for word in vocabulary & self.gate.keys() for place in self.gate[word]}
        return [place for place in sorted(candidates) if not any(map(vocabulary.isdisjoint, self.needs[place]))]

    @lru_cache(maxsize=4096)  # noqa: B019 - an index lives as long as the process, and lines are looked at repeatedly
    def find(self, text: str) -> Sequence[Match]:
        """List the rules that hold for a line, the surest first, in any place of the document."""
        found: list[Match] = []
        place = self.whole_lines.get(fold(text)) if len(text) <= LONGEST else None
        if place is not None:
            found.append(Match(self.rules[place], 0, len(text)))
        candidates = self._choose_rules(set(line_keys(lower(text))))
        if candidates:
            found += self._match_patterns(text, candidates)
            found.sort(key=lambda match: -match.rule.confidence)
        return found

    def _match_patterns(self, text: str, candidates: Iterable[int]) -> Iterator[Match]:
        straight = straighten(text)
        start = len(straight) - len(straight.lstrip(_HEAD_MARKS))
        core = straight[start:].rstrip(_TAIL_MARKS)
        for place in candidates:
            rule = self.rules[place]
            if len(text) <= rule.longest or rule.drop == "match":
                try:
                    match = _compiled(rule.pattern).search(core, timeout=SECONDS)
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
    gate: dict[str, list[int]] = {}
    needs: list[list[list[str]]] = []
    for place, rule in enumerate(rules):
        for line in rule.lines:
            whole_lines.setdefault(fold(line), place)
        needs.append(_needed_words(rule))
        for word in needs[place][0] if rule.pattern else ():
            gate.setdefault(word, []).append(place)
    return RuleIndex(rules, whole_lines, gate, needs)


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
    return RuleIndex([Rule(**rule) for rule in data["rules"]], *(data[name] for name in _TABLES))
