"""Answers: what a reader decides, as a pack that says so."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, count

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
_NOTHING_NEAR = NearMisses([])  # makes one up


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
            raise AnswerError("only a part of this line would go, and lines go whole; answer k, a, n or s")
        text = question.doubt.text
        rule = self._add_line(pack, text) if len(text) <= LONGEST else self._make_pattern(pack, text)
        if prove_pack(Pack("", rules=(rule,))):
            raise AnswerError("no rule can tell this line by its words; answer k, a, n or s")
        return replace(pack, rules=(*(other for other in pack.rules if other.id != rule.id), rule))

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

    def _add_line(self, pack: Pack, text: str) -> Rule:
        """Add a line to the rule of all lines that go."""
        name = f"{self.owner}.removed"
        rule = next((rule for rule in pack.rules if rule.id == name), Rule(name, _TELL))
        removed = {fold(line) for line in (*list_removed(pack), text)}
        lines = (*rule.lines, text)
        near = (rule.keeps, self.near.find([text]), _NOTHING_NEAR.find([text]))
        keeps = (tuple(line for line in each if fold(line) not in removed) for each in near)
        removes = tuple(map(Example, lines[:_MOST_EXAMPLES]))
        return replace(rule, lines=lines, removes=removes, keeps=next(filter(None, keeps)))

    def _make_pattern(self, pack: Pack, text: str) -> Rule:
        """Make a rule for a long line, which rules of lines do not see."""
        slug = "-".join(re.findall(r"\w+", text.lower())[:_WORDS_OF_ID])[:_LONGEST_ID]
        taken = {rule.id for rule in pack.rules}
        names = (f"{self.owner}.removed.{slug}{number}" for number in chain([""], (f"-{more}" for more in count(2))))
        return Rule(
            next(name for name in names if name not in taken),
            _TELL,
            pattern=f"^{escape(trim(text))}$",
            longest=len(text),
            removes=(Example(text),),
            keeps=self.near.find([text]),
        )
