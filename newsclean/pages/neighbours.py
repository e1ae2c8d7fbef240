"""Lists of what is known of lines one below the other, and what stands near each of them: counted in one pass."""

from collections.abc import Iterable, Sequence
from itertools import accumulate

FAR = 80
"""What a distance in lines reads where there is nothing to be distant from, or where it is further away than that."""


def shift(values: Sequence[float], by: int, beyond: float = -1) -> list[float]:
    """Give for each place the value so many places below it, or above where `by` is negative.

    >>> shift([1, 2, 3], 1), shift([1, 2, 3], -2)
    ([2, 3, -1], [-1, -1, 1])
    """
    count = len(values)
    if abs(by) >= count:
        return [beyond] * count
    return [*values[by:], *[beyond] * by] if by > 0 else [*[beyond] * -by, *values[: count + by]]


def count_since(flags: Iterable[object]) -> list[int]:
    """Count for each place how many places above it a flag stands; 0 where it has one itself.

    >>> count_since([0, 1, 0, 0])
    [80, 0, 1, 2]
    """
    counts, since = [], FAR
    for flag in flags:
        since = 0 if flag else min(FAR, since + 1)
        counts.append(since)
    return counts


def count_until(flags: Sequence[object]) -> list[int]:
    """Count for each place how many places below it a flag stands; 0 where it has one itself."""
    return count_since(flags[::-1])[::-1]


def count_in_row(flags: Iterable[object]) -> list[int]:
    """Count for each place the flags in a row down to it.

    >>> count_in_row([1, 1, 0, 1])
    [1, 2, 0, 1]
    """
    counts, row = [], 0
    for flag in flags:
        row = row + 1 if flag else 0
        counts.append(row)
    return counts


def add_up(values: Iterable[float]) -> list[float]:
    """Add up the values above each place; in one more entry, all of them."""
    return [0, *accumulate(values)]


def add_near(values: Iterable[float], above: int, below: int) -> list[float]:
    """Add up for each place its value, those of so many places above it, and those of so many below it.

    >>> add_near([1, 2, 4, 8], 1, 0)
    [1, 3, 6, 12]
    """
    upto = add_up(values)
    last = len(upto) - 1
    ends = [*range(min(below + 1, last), last), *[last] * min(below + 1, last)]
    starts = [*[0] * min(above, last), *range(last - above)] if above < last else [0] * last
    return [upto[end] - upto[start] for start, end in zip(starts, ends, strict=True)]
