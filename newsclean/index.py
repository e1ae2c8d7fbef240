"""Rules made ready for matching: a dictionary of whole lines, and a gate of words before the patterns."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, NamedTuple

from newsclean.fold import first_words, fold, lower, split_words, straighten
from newsclean.gate import is_telling, line_keys, needed_words, openings
from newsclean.rules import LONGEST, Rule

SECONDS = 1.0
"""The time that a pattern has for one line. A pattern that passes the check of packs never comes near it."""

_HEAD_MARKS = " \t-*\u2022\u00b7\u25aa\u25cf\u25a0\u25ba\u25b6\u2192\u279c>\u00bb\u203a|=#+~_\u2713\u2714\u25bc\u25b2\u2026\u2022\u2605\u2606\u25c6\u25a1\u25a0\ufe0f\u200b\u200e\u200f\ufeff"
_TAIL_MARKS = _HEAD_MARKS + ".:!,;<\u00ab\u2039\u3002\u061b\u060c\u0964\u2193\u2197\u25c0"

# What matching needs of a rule; its examples stay in the packs.
_MATCHED = ("id", "description", "pattern", "drop", "where", "longest", "confidence")
_TABLES = ("whole_lines", "heads", "gate", "needs")
_DEFAULTS = {field.name: field.default for field in fields(Rule)}


class Match(NamedTuple):
    """A rule that holds for a line, and the place in the line, in characters, that it holds for."""

    rule: Rule
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class RuleIndex:
    """Rules, and how a line finds those that could hold for it at a cost that does not grow with their number.

    `whole_lines` leads from folded lines to the rules that name them, `heads` from the word or two that begin a line and
    `gate` from any word of it to the rules whose patterns need that word. `needs` holds for each rule groups of words;
    a line that its pattern matches has one of each. Lines of over LONGEST characters are nearly always paragraphs: only
    `heads` leads from them, and the `cutting` words of rules that drop a part of a line.
    """

    rules: Sequence[Rule]
    whole_lines: Mapping[str, int]
    heads: Mapping[str, Sequence[int]]
    gate: Mapping[str, Sequence[int]]
    needs: Sequence[Sequence[Sequence[str]]]
    gate_words: frozenset[str]
    long_heads: Mapping[str, Sequence[int]]
    cutting: Sequence[str]

    @classmethod
    def open(cls, rules: Sequence[Rule], whole_lines: Any, heads: Any, gate: Any, needs: Any) -> "RuleIndex":
        """Make an index of its tables."""
        long = frozenset(place for place, rule in enumerate(rules) if rule.longest > LONGEST)
        long_heads = {word: kept for word, places in heads.items() if (kept := [place for place in places if place in long])}
        cutting = sorted({word for place in long if rules[place].drop == "match" for word in needs[place][0]})
        return cls(rules, whole_lines, heads, gate, needs, frozenset(gate), long_heads, cutting)

    @lru_cache(maxsize=4096)  # noqa: B019 - an index lives as long as the process, and lines are looked at repeatedly
    def find(self, text: str) -> Sequence[Match]:
        """List the rules that hold for a line by itself, the surest first."""
        if len(text) > LONGEST:
            return self._find_long(text)
        line_words = split_words(text)
        if not line_words:
            return ()
        keys = line_keys(text, line_words)
        candidates = [*self.heads.get(line_words[0], ()), *self.heads.get(" ".join(line_words[:2]), ())]
        for word in self.gate_words.intersection(keys):
            candidates += self.gate[word]
        found = self._match_patterns(text, candidates, keys) if candidates else []
        if (place := self.whole_lines.get(" ".join(line_words))) is not None:
            found.append(Match(self.rules[place], 0, len(text)))
        return sorted(found, key=lambda match: -match.rule.confidence) if len(found) > 1 else found

    def _find_long(self, text: str) -> Sequence[Match]:
        first, second = first_words(text)
        candidates = [*self.long_heads.get(first, ()), *self.long_heads.get(f"{first} {second}", ())]
        if self.cutting:
            lowered = lower(text)
            candidates += [place for word in self.cutting if word in lowered for place in self.gate[word]]
        return self._match_patterns(text, candidates, line_keys(text, split_words(text))) if candidates else ()

    def _match_patterns(self, text: str, candidates: Iterable[int], keys: Sequence[str]) -> list[Match]:
        found = []
        offered = frozenset(keys)
        straight, start, end = "", 0, 0
        for place in sorted(set(candidates)):
            if len(text) > self.rules[place].longest or any(map(offered.isdisjoint, self.needs[place])):
                continue
            if not straight:
                straight = straighten(text)
                start = len(straight) - len(straight.lstrip(_HEAD_MARKS))
                end = len(straight.rstrip(_TAIL_MARKS))
            try:
                match = _compiled(self.rules[place].pattern).search(straight[start:end], timeout=SECONDS)
            except TimeoutError:
                continue
            if match:
                found.append(Match(self.rules[place], start + match.start(), start + match.end()))
        return found


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
    needs = [_find_needs(rule) for rule in rules]
    for place, rule in enumerate(rules):
        for line in rule.lines:
            whole_lines.setdefault(fold(line), place)
        if rule.pattern:
            firsts = _choose_heads(rule, needs[place])
            for word in sorted(firsts) or needs[place][0]:
                (heads if firsts else gate).setdefault(word, []).append(place)
    return RuleIndex.open(rules, whole_lines, heads, gate, needs)


def _choose_heads(rule: Rule, needs: Sequence[Sequence[str]]) -> Collection[str]:
    """Give the openings that lead a line to a rule; none where another word leads better."""
    heads = openings(rule.pattern) if rule.drop != "match" else ()
    rare = all(" " in head or is_telling([head]) for head in heads)
    return heads if rare or rule.longest > LONGEST or not is_telling(needs[0]) else ()


def _find_needs(rule: Rule) -> list[list[str]]:
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
    return RuleIndex.open([Rule(**rule) for rule in data["rules"]], *(data[name] for name in _TABLES))
