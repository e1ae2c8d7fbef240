"""Questions: the doubts of many articles, each asked once, and those first that concern most of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newsclean.fold import fold
from newsclean.review.doubts import Doubt
from newsclean.rules import Pack


class Question(NamedTuple):
    """A doubt as it was first found, in how many articles it was, and the words of its line."""

    doubt: Doubt
    articles: int
    words: str

    @property
    def subject(self) -> str:
        """What it is about, where nothing is to be decided now: the rule where it is a learned one, else the line."""
        return self.doubt.rule if self.doubt.applied else self.words


class Gathering:
    """Doubts as they come in from articles."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], Doubt] = {}
        self._articles: Counter[tuple[str, str]] = Counter()

    def add(self, doubts: Iterable[Doubt]) -> None:
        """Add doubts. Each article has one of a kind at the most."""
        for doubt in doubts:
            key = doubt.key
            self._first.setdefault(key, doubt)
            self._articles[key] += 1

    def list_questions(self) -> list[Question]:
        """List the questions by the number of articles, and what a learned rule takes out by the hits of the rule.

        The lines of one such rule come together, since one answer can settle them all.
        """
        hits: Counter[str] = Counter()
        for key, doubt in self._first.items():
            if doubt.applied:
                hits[doubt.rule] += self._articles[key]
        first_of = {doubt.rule: place for place, doubt in reversed([*enumerate(self._first.values())])}

        def rank(item: tuple[int, Question]) -> tuple[int, int, int, int]:
            place, (doubt, articles, _) = item
            if doubt.applied:
                return -hits[doubt.rule], first_of[doubt.rule], -articles, place
            return -articles, place, 0, 0

        questions = [Question(doubt, self._articles[key], doubt.words) for key, doubt in self._first.items()]
        return [question for _, question in sorted(enumerate(questions), key=rank)]


def list_open(questions: Sequence[Question], pack: Pack) -> list[Question]:
    """List the questions that a pack does not settle yet."""
    rules = {*pack.disable, *pack.enable}
    lines = {fold(line) for line in (*pack.keeps, *list_removed(pack))}
    return [question for question in questions if question.doubt.rule not in rules and question.words not in lines]


def list_removed(pack: Pack) -> list[str]:
    """List the lines that the rules of a pack are made of; of a pattern, those that it is shown to remove."""
    return [line for rule in pack.rules for line in (*rule.lines, *(example.line for example in rule.removes))]
