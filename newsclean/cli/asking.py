"""The review at a terminal: a question, a key, the answer on the disk, and the next."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from newsclean.cli.keys import REDRAW, ReadKey
from newsclean.cli.question import KEYS, draw_help, draw_question
from newsclean.controls import show_controls
from newsclean.review.answers import AnswerError, Answers
from newsclean.review.files import ReviewFile
from newsclean.review.questions import Question, list_open
from newsclean.rules import Pack

_PROMPT = "> "
_TAKEN = (*KEYS, "?", REDRAW)


class _Step(NamedTuple):
    """What was answered, and the pack as it was before."""

    key: str
    question: Question
    before: Pack


class Interview:
    """Asks questions until none is left, or the user has enough. Each answer is on the disk before the next question.

    `learned` says of learned rules where they were seen.
    """

    def __init__(
        self, questions: Sequence[Question], file: ReviewFile, console: Console, learned: Mapping[str, str]
    ) -> None:
        self.questions = questions
        self.file = file
        self.console = console
        self.learned = learned
        self.steps: list[_Step] = []
        answers = Answers(file.owner, questions)
        self._decide: dict[str, Callable[[Pack, Question], Pack]] = {
            "r": answers.remove,
            "k": answers.keep,
            "a": answers.always,
            "n": answers.never,
            "s": lambda pack, _: pack,
        }

    def list_open(self) -> list[Question]:
        """List the questions that are not answered."""
        skipped = {step.question.subject for step in self.steps if step.key == "s"}
        return [one for one in list_open(self.questions, self.file.pack) if one.subject not in skipped]

    def hold(self, read_key: ReadKey) -> None:
        """Ask. Raises ReviewFileError where the pack cannot be written, or was changed meanwhile."""
        while left := self.list_open():
            question = left[0]
            about_rule = sum(other.doubt.rule == question.doubt.rule for other in left)
            self.console.print(*draw_question(self.console, question, len(left), about_rule, self.learned), sep="\n")
            if not self._answer(question, read_key):
                return

    def _answer(self, question: Question, read_key: ReadKey) -> bool:
        """Wait for a key that answers a question, and do as it says. Tell whether to go on."""
        while True:
            self.console.print(_PROMPT, end="")
            key = self._wait(read_key)
            self.console.print(KEYS[key][0] if key in KEYS else "", style="bold")
            if key == "q":
                return False
            if key == REDRAW:
                return True
            if key == "?":
                self.console.print(draw_help())
            elif key == "u" and self.steps:
                self.file.save(self.steps[-1].before)
                self.steps.pop()
                return True
            elif key == "u":
                self._say(f"nothing to undo; what was answered before stands in {self.file.path}")
            elif self._take(key, question):
                return True

    def _wait(self, read_key: ReadKey) -> str:
        try:
            while (key := read_key().lower()) not in _TAKEN:
                pass
        except EOFError:
            return "q"
        return key

    def _take(self, key: str, question: Question) -> bool:
        """Write an answer down. Tell whether that could be."""
        before = self.file.pack
        try:
            after = self._decide[key](before, question)
        except AnswerError as error:
            self._say(str(error))
            return False
        if after is not before:
            self.file.save(after)
        self.steps.append(_Step(key, question, before))
        return True

    def _say(self, message: str) -> None:
        self.console.print(Text(show_controls(message)))

    def summarize(self) -> str:
        """Say what was answered, and how to go on."""
        counts = Counter(step.key for step in self.steps)
        told = {"r": "removed", "k": "kept", "a": "always", "n": "never", "s": "skipped"}
        parts = [f"{counts[key]} {name}" for key, name in told.items() if counts[key]]
        left = len(self.list_open())
        parts += [f"{left:,} left"] if left else []
        use = f"; use the answers with --pack {self.file.path}" if counts.keys() - {"s"} else ""
        return f"{', '.join(parts)}{use}"
