"""The proof of a pack: each rule removes and keeps what its examples say, and no pattern can run away."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import regex

from newsclean.document import Document, apply
from newsclean.filters.boilerplate import Boilerplate
from newsclean.fold import straighten
from newsclean.gate import is_telling, needed_words, openings, parse_pattern
from newsclean.index import LONGEST, SECONDS
from newsclean.indexing import build_index
from newsclean.lines import Line
from newsclean.rulebook import RuleBook
from newsclean.rules import Pack, Rule

WIDE = 12
"""A repeat of more than so many characters is wide. Wide repeats inside each other can take time without end."""
MOST_WIDE = 4
PUMPED = 2000
_UNTELLING = (
    "it would be tried on nearly every line: it does not begin with known words, and no part of it needs words of "
    "which none is short or common, such as 'this'; give a telling word \\b at both ends, or begin with one"
)


class Problem(NamedTuple):
    """What is wrong with a rule of a pack, and under which key."""

    pack: str
    rule: str
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.pack}: rule {self.rule}: key '{self.key}': {self.message}"


class Trial:
    """A rule by itself, to be tried on single lines. Raises ValueError for a pattern that names no whole word."""

    def __init__(self, rule: Rule) -> None:
        anywhere = replace(rule, confidence=1.0, where="anywhere")
        self._filter = Boilerplate(RuleBook((build_index([anywhere]),)))

    def leave(self, text: str) -> str | None:
        """Give what the rule leaves of a line, or None where the line goes."""
        document = Document((Line(1, text, ""),))  # whatever it reads like: a rule is proved on lines
        lines = apply(document, list(self._filter(document))).lines
        return lines[0].text if lines else None


def prove_pack(pack: Pack) -> list[Problem]:
    """Check each rule of a pack by the outcome of its examples. An empty list says that all hold."""
    return [Problem(pack.name, rule.id, key, message) for rule in pack.rules for key, message in _prove_rule(rule)]


def _prove_rule(rule: Rule) -> Iterator[tuple[str, str]]:
    troubles = list(_prove_pattern(rule)) if rule.pattern else []
    yield from troubles
    if not troubles:
        yield from _prove_examples(rule)


def _prove_pattern(rule: Rule) -> Iterator[tuple[str, str]]:
    if straighten(rule.pattern) != rule.pattern:
        wrong = next(character for character in rule.pattern if straighten(character) != character)
        yield "pattern", f"patterns read straightened lines: write {straighten(wrong)!r} for {wrong!r}"
    if rule.drop != "match" and not rule.pattern.startswith("^"):
        yield "pattern", "a rule that drops lines begins with ^, so that it cannot match inside a sentence"
    if rule.longest > LONGEST and rule.drop != "match" and not openings(rule.pattern):
        yield (
            "longest",
            f"a pattern for lines of over {LONGEST} characters begins, right after ^, with whole words in each way",
        )
    try:
        if not (is_telling(needed_words(rule.pattern)[0]) or openings(rule.pattern)):
            yield "pattern", _UNTELLING
    except ValueError as error:
        yield "pattern", str(error)
    wide, nested = _count_wide(parse_pattern(rule.pattern))
    if nested or wide > MOST_WIDE:
        yield "pattern", f"it may take time without end: at most {MOST_WIDE} repeats over {WIDE}, and none in a repeat"
    elif (slow := _find_runaway(rule)) is not None:
        yield "pattern", f"it takes over {SECONDS:g} s on a line that begins {slow[:40]!r}"


def _prove_examples(rule: Rule) -> Iterator[tuple[str, str]]:
    trial = Trial(rule)
    for example in rule.removes:
        left = trial.leave(example.line)
        if rule.drop == "match" and example.leaves is None and left is not None:
            yield "removes", f"{example.line!r} leaves {left!r}: say so with {{ line = …, leaves = … }}"
        elif left != example.leaves:
            yield "removes", f"{example.line!r} {_tell(left)}, and should be: {_tell(example.leaves)}"
    for line in rule.keeps:
        if (left := trial.leave(line)) != line:
            yield "keeps", f"{line!r} {_tell(left)}, and should stay"
    for line in rule.misses:
        if trial.leave(line) != line:
            yield "misses", f"{line!r} is no longer missed: move it to removes"


def _tell(left: str | None) -> str:
    return "goes" if left is None else f"leaves {left!r}"


def _count_wide(nodes: Sequence[Any]) -> tuple[int, bool]:
    """Count the wide repeats of a pattern, and tell whether one stands inside another repeat."""
    count, nested = 0, False
    for name, value in nodes:
        repeat = str(name).endswith("_REPEAT")
        inner = [_count_wide(branch) for branch in _branches(str(name), value)]
        inside = sum(wide for wide, _ in inner)
        nested = nested or any(deeper for _, deeper in inner) or (repeat and value[1] > 1 and inside > 0)
        count += inside + (1 if repeat and value[1] > WIDE else 0)
    return count, nested


def _branches(name: str, value: Any) -> list[Sequence[Any]]:
    match name:
        case "BRANCH":
            return list(value[1])
        case "SUBPATTERN":
            return [value[3]]
        case "ATOMIC_GROUP":
            return [value]
        case "ASSERT" | "ASSERT_NOT":
            return [value[1]]
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return [value[2]]
    return []


def _find_runaway(rule: Rule) -> str | None:
    """Try a pattern on lines made of its own examples, swollen, as long as a line that it can meet."""
    pattern = regex.compile(rule.pattern, regex.IGNORECASE)
    length = PUMPED if rule.drop == "match" else rule.longest
    for example in rule.removes:
        text = straighten(example.line)
        for piece in (text, *text.split(), text[:1], " "):
            swollen = (text + (piece + " ") * length)[:length] + "\x00"
            try:
                pattern.search(swollen, timeout=SECONDS)
            except TimeoutError:
                return swollen
    return None
