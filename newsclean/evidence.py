"""Evidence: named signals, the weight of each, and what they come to."""

import json
from collections.abc import Mapping
from functools import cache
from os.path import dirname
from typing import NamedTuple

_E = 2.718281828459045  # math would be one more library to load, for this number
_FOLDER = f"{dirname(__file__)}/weights"


class Weights(NamedTuple):
    """How much each signal counts, in log odds, and what a person is told where it spoke for a removal."""

    bias: float
    weights: Mapping[str, float]
    says: Mapping[str, str]


@cache
def load_weights(name: str) -> Weights:
    """Read the weights of a filter from its table in `weights/`."""
    with open(f"{_FOLDER}/{name}.json", encoding="utf-8") as file:
        data = json.load(file)
    signals = data["signals"]
    return Weights(
        data["bias"],
        {signal: entry["weight"] for signal, entry in signals.items()},
        {signal: entry["says"] for signal, entry in signals.items()},
    )


def weigh(weights: Weights, signals: Mapping[str, float]) -> float:
    """Turn signals into a confidence from 0 to 1: the logistic function of their weighted sum.

    >>> weigh(Weights(0.0, {"long": 2.0}, {"long": "long"}), {"long": 1.0})
    0.881
    """
    total = weights.bias + sum([weights.weights[signal] * value for signal, value in signals.items() if value])
    return float(round(1 / (1 + _E ** -max(-30.0, min(30.0, total))), 3))


def explain(weights: Weights, signals: Mapping[str, float], most: int = 3) -> str:
    """Name the signals that spoke loudest for a removal, at most so many.

    >>> weights = Weights(0.0, {"long": 2.0, "short": -1.0}, {"long": "it is long", "short": ""})
    >>> explain(weights, {"long": 1.0, "short": 1.0})
    'it is long'
    """
    loud = {signal: weights.weights[signal] * value for signal, value in signals.items() if weights.says[signal]}
    ranked = sorted((signal for signal in loud if loud[signal] > 0), key=lambda signal: -loud[signal])
    return ", ".join(weights.says[signal] for signal in ranked[:most])
