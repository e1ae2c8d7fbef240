"""Answers: what a reader decides, as a pack that says so."""

import re
from collections.abc import Iterable
from dataclasses import replace

from newsclean.fold import fold
from newsclean.index import LONGEST
from newsclean.learning.near import NearMisses
from newsclean.learning.patterns import escape, trim
from newsclean.proof import prove_pack
from newsclean.review.questions import Question, list_removed
from newsclean.rules import Example, Pack, Rule

_MOST_EXAMPLES = 5
_WORDS_OF_ID, _LONGEST_ID = 5, 60
_TELL = "A line that a reader decided to take out."


class AnswerError(ValueError):
    """An answer that no pack can express. The message says why, and what can be answered."""


class Answers:
    """Turns answers into packs. Rules get ids that begin with `owner`, and near misses from the articles."""

    def __init__(self, owner: str, questions: Iterable[Question]) -> None:
        self.owner = owner
        asked = list(questions)
        words = {question.words for question in asked}
        stay = {text for question in asked for mark, _, text in question.doubt.rows if mark == " "}
        self.near = NearMisses(text for text in stay if fold(text) not in words)

    def remove(self, pack: Pack, question: Question) -> Pack:
        """Take the line of a question out, wherever it stands. Raises AnswerError."""
        if question.doubt.after is not None:
            raise AnswerError("only a part of this line would go, and no rule of lines says so; a, n, k and s can do")
        rule = self._make_rule(pack, question)
        if prove_pack(Pack("", rules=(rule,))):
            raise AnswerError("no rule can tell this line by its words; a, n, k and s can do")
        others = [other for other in pack.rules if other.id != rule.id]
        return replace(pack, rules=(*others, rule) if others else (rule,))

    @staticmethod
    def keep(pack: Pack, question: Question) -> Pack:
        """Let the line of a question stay, whichever rule finds it."""
        return replace(pack, keeps=(*pack.keeps, question.doubt.text))

    @staticmethod
    def always(pack: Pack, question: Question) -> Pack:
        """Let the rule of a question hold, however unsure it is."""
        return replace(pack, enable=(*pack.enable, question.doubt.rule))

    @staticmethod
    def never(pack: Pack, question: Question) -> Pack:
        """Switch the rule of a question off."""
        return replace(pack, disable=(*pack.disable, question.doubt.rule))

    def _make_rule(self, pack: Pack, question: Question) -> Rule:
        """Make the rule that has a line: the one of all lines, with it, or a pattern of its own where it is long."""
        text = question.doubt.text
        if len(text) > LONGEST:
            slug = "-".join(re.findall(r"\w+", text.lower())[:_WORDS_OF_ID])[:_LONGEST_ID]
            ids = [f"{self.owner}.removed.{slug}", *(f"{self.owner}.removed.{slug}-{n}" for n in range(2, 100))]
            id_ = next(id_ for id_ in ids if all(rule.id != id_ for rule in pack.rules))
            rule = Rule(id_, _TELL, pattern=f"^{escape(trim(text))}$", longest=len(text), removes=(Example(text),))
            return replace(rule, keeps=self.near.find([text]))
        id_ = f"{self.owner}.removed"
        before = next((rule for rule in pack.rules if rule.id == id_), Rule(id_, _TELL))
        lines = (*before.lines, text)
        removed = {fold(line) for line in (*list_removed(pack), text)}
        keeps = tuple(line for line in before.keeps if fold(line) not in removed)
        rule = replace(before, lines=lines, removes=tuple(map(Example, lines[:_MOST_EXAMPLES])))
        return replace(rule, keeps=keeps or self._find_near(rule, removed))

    def _find_near(self, rule: Rule, removed: set[str]) -> tuple[str, ...]:
        near = [line for line in self.near.find(rule.lines[:1]) if fold(line) not in removed]
        return tuple(near) or NearMisses([]).find(rule.lines[:1])
