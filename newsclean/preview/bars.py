"""Bars: how many edits each filter and each rule made, and of how many more it is unsure."""

from collections.abc import Iterable
from typing import NamedTuple

from newsclean.controls import show_controls
from newsclean.preview.summary import Bar

_LONGEST, _SHORTEST = 60, 8  # characters of the longest bar, however wide or narrow the screen is


class Drawn(NamedTuple):
    """A line of the chart: what stands before its bar, the two parts of that, and what stands behind it."""

    is_filter: bool
    head: str
    edits: str
    unsure: str
    tail: str


def draw_chart(bars: Iterable[Bar], width: int) -> list[Drawn]:
    """Draw bars on a screen of so many columns, all to the same scale. What there is one of has one character."""
    bars = list(bars)
    names = [show_controls(bar.name if bar.is_filter else f"  {bar.name}") for bar in bars]
    longest = max(map(len, names), default=0)
    figures = len(f"{max((bar.edits for bar in bars), default=0):,}")
    tails = [f" {bar.unsure:,} unsure" if bar.unsure else "" for bar in bars]
    room = width - longest - figures - 3 - max(map(len, tails), default=0)
    most = max((bar.edits + bar.unsure for bar in bars), default=0)
    scale = min(1, min(max(room, _SHORTEST), _LONGEST) / max(most, 1))
    return [
        Drawn(
            bar.is_filter,
            f"{name:<{longest}}  {bar.edits:>{figures},} ",
            _fill("█", bar.edits, scale),
            _fill("░", bar.unsure, scale),
            tail,
        )
        for name, bar, tail in zip(names, bars, tails, strict=True)
    ]


def _fill(character: str, count: int, scale: float) -> str:
    return character * max(int(count * scale), bool(count))
