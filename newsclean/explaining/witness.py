"""A witness: what a filter saw of the lines of a document that it was shown."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newsclean.explaining.watching import Step
from newsclean.explaining.weighing import Weighing


class Hit(NamedTuple):
    """A rule that holds for a line: its pattern, empty where it names whole lines, and the part that it found.

    `where` is the part of a document that it is held to, or "anywhere"; `drop` is what it takes out.
    """

    rule: str
    pattern: str
    part: str
    where: str
    drop: str
    confidence: float


class Witness:
    """What there is to tell of a filter that gives a reason with each edit and weighs nothing.

    Lines are asked for by their numbers in the document that the filter was shown.
    """

    def __init__(self, step: Step) -> None:
        self.step = step

    @property
    def confidences(self) -> Mapping[int, float]:
        """The confidence that evidence came to, of each line for which it was weighed."""
        return {}

    def weigh(self, number: int) -> Weighing | None:  # noqa: ARG002 - others weigh lines
        """Give the evidence for and against a line; None where it was not weighed."""
        return None

    def list_hits(self, number: int) -> Sequence[Hit]:  # noqa: ARG002 - others have rules
        """List the rules that hold for a line."""
        return ()

    def tell(self, number: int) -> str:  # noqa: ARG002 - others have more to tell
        """Say what else there is to know of a line, such as why it was not weighed."""
        return ""
