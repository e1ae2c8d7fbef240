"""What evidence came to for a line: each signal with its value, and by how much it moved the sum."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from newsclean.evidence import Weights
from newsclean.trees import Forest, add_up_moves


class Signal(NamedTuple):
    """A signal, its value, and its weight in log odds: above 0 it speaks for a removal, below 0 against it.

    `says` is what it means where it speaks for a removal, if there is a word for that.
    """

    name: str
    value: float
    weight: float
    says: str = ""


class Weighing(NamedTuple):
    """The signals that were weighed for a line, the heaviest first, and the confidence that they came to.

    `lean` is where the sum begins, in log odds, before anything is known of the line.
    """

    lean: float
    signals: Sequence[Signal]
    confidence: float

    @property
    def total(self) -> float:
        """The sum in log odds; the logistic function makes the confidence of it."""
        return self.lean + sum(signal.weight for signal in self.signals)


def make_weighing(lean: float, signals: Iterable[Signal], confidence: float) -> Weighing:
    """Make a weighing, with the signals that weigh most first."""
    return Weighing(lean, sorted(signals, key=lambda signal: (-abs(signal.weight), signal.name)), confidence)


def weigh_singly(weights: Weights, signals: Mapping[str, float], confidence: float) -> Weighing:
    """Tell what signals came to that have a weight each."""
    listed = [
        Signal(
            name, value, weights.weights[name] * value, weights.says[name] if weights.weights[name] * value > 0 else ""
        )
        for name, value in signals.items()
    ]
    return make_weighing(weights.bias, listed, confidence)


def list_moves(
    forest: Forest, names: Sequence[str], values: Sequence[float], says: Mapping[str, tuple[str, str]]
) -> tuple[float, list[Signal]]:
    """Give where the sum of trees begins, and each signal with what the questions about it came to.

    `says` has for each signal what it means where it is low, and where it is high.
    """
    start, moves = add_up_moves(forest, values)
    listed = [
        Signal(name, float(value), low + high, says.get(name, ("", ""))[high > low] if low + high > 0 else "")
        for name, value, (low, high) in zip(names, values, moves, strict=True)
    ]
    return start, listed
