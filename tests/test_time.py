"""Time grows with the length of a text, not with its square: ten times the text, at most twelve times the time."""

import gc
import random
import time
from collections.abc import Callable

import pytest
from conftest import LAWS, Law
from shapes import make_wrap

from newsclean import Cleaner, Document
from newsclean.filters import FILTERS

MOST = 12
SLACK = 0.05
"""Seconds, for what no longer fits into the caches of the machine."""
TRIES = 4
"""A slow moment of the machine can spoil a try. Time that grew with the square would spoil all, at a hundredfold."""

CHAINS = {"all filters": Cleaner(), **{name: Cleaner(filters=(name,)) for name in FILTERS}}

_WORDS = [
    f"{first}{second}{third}" for first in "bdfgklmn" for second in "aeiou" for third in ("rat", "nos", "lek", "ti")
]
_CHOOSE = random.Random(1)  # noqa: S311 - no secret


def make_line(number: int) -> str:
    return " ".join(_CHOOSE.choices(_WORDS, k=_CHOOSE.randint(8, 20))).capitalize() + f" {number}"


LINES = [make_line(number) for number in range(100_000)]


def make_distinct(size: int) -> str:
    return "".join(f"{line}.\n" for line in LINES[:size])


def make_headlines(size: int) -> str:
    return "".join(f"{line.title()}\n" for line in LINES[:size])


Make = Callable[[int], str]

HOSTILE: dict[str, Make] = {
    "all lines alike": lambda size: f"{LINES[0]}.\n" * size,
    "one line": lambda size: " ".join(LINES)[: 10 * size],
    "one line that ends as a sentence": lambda size: " ".join(LINES)[: 10 * size] + ".",
    "short lines without end punctuation": lambda size: "".join(f"Item {number}\n" for number in range(size)),
    "a line of quotes": lambda size: '"' * (10 * size),
    "one word in a line": lambda size: "word " * (2 * size),
    "blank lines": lambda size: "\n" * size,
    "sentences on one line": lambda size: " ".join(f"{line}." for line in LINES[: size // 10]),
}
"""Texts that could make a filter slow, by their size: a line or ten characters is one."""

MORE: dict[str, Make] = {
    "two lines in turn": lambda size: f"{LINES[0]}.\n{LINES[1]}.\n" * (size // 2),
    "lines of one word": lambda size: ("word " * 20 + "\n") * (size // 4),
    "lines of quotes": lambda size: "“”" * 5 + "\n“" * size,
    "bare returns": lambda size: "\r" * size,
    "returns, feeds and blank lines to take out": lambda size: "Rain.\r\n\r\nADVERTISEMENT\r\n\r\n" * (size // 4),
    "pull quotes": lambda size: "".join(f"“{line}.”\n{line}. {line}!\n" for line in LINES[: size // 2]),
    "calls to follow": lambda size: "Follow us on Facebook\nRain fell all night.\n" * (size // 2),
    "headlines": make_headlines,
    "headlines above blank lines": lambda size: make_headlines(size // 2) + "\n" * (size // 2),
    "headlines among blank lines": lambda size: make_headlines(size // 20).replace("\n", "\n" * 20),
    "headlines under a cue": lambda size: "Read also:\n" + make_headlines(size),
    "calls to follow on one line": lambda size: "Follow us on Facebook. " * size + "Rain fell.",
    "short sentences on one line": lambda size: "No. " * size,
    "quotations that do not end": lambda size: "(“ " * size,
    "labels on one line": lambda size: "Read also: nine Sheep on a roof. " * (size // 4),
    "wrapped lines": lambda size: make_wrap(72, "\n")("\n".join(LINES[: size // 2])),
    "sentences broken at tags": lambda size: "The keeper of\nSkell\n, who told\nInes Tarrow\nall.\n" * (size // 5),
    "a sentence that is broken all the time": lambda size: "Skell\n, who told\nInes Tarrow\nthat\n" * (size // 4),
    "list marks": lambda size: "".join(f"- {line}\n" for line in LINES[:size]),
    "mojibake": lambda size: "It was late, sheâ€™d said.\n" * (size // 4),
}


def measure(cleaner: Cleaner, text: str) -> float:
    document = Document.from_text(text)
    cleaner(Document.from_text("Rain.\n"))  # the lines of the text before are remembered, and may be those of this one
    gc.collect()
    gc.disable()  # it would walk through all that the other tests have left, as often as a text is long
    try:
        start = time.process_time()
        cleaner(document)
        return time.process_time() - start
    finally:
        gc.enable()


def check_growth(cleaner: Cleaner, make: Make, size: int) -> None:
    """Clean a text and one of ten times its size."""
    small, large = make(size), make(10 * size)
    tries = []
    for _ in range(TRIES):
        short, long = max(measure(cleaner, small), measure(cleaner, small)), measure(cleaner, large)
        tries.append((short, long))
        if long <= MOST * short + SLACK:
            return
    pytest.fail(f"ten times the text took over {MOST} times as long: {tries}")


@pytest.mark.parametrize("chain", CHAINS)
def test_time_grows_with_distinct_lines(chain: str) -> None:
    check_growth(CHAINS[chain], make_distinct, 10_000)


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_hostile_texts(make: Make) -> None:
    check_growth(CHAINS["all filters"], make, 10_000)


@pytest.mark.large
@pytest.mark.parametrize("make", MORE.values(), ids=MORE)
def test_time_grows_with_more_hostile_texts(make: Make) -> None:
    # Above the size at which the words of all lines are remembered: what is not remembered takes longer.
    check_growth(CHAINS["all filters"], make, 6_000)


@pytest.mark.large
@pytest.mark.parametrize("chain", FILTERS)
@pytest.mark.parametrize("make", [*HOSTILE.values(), *MORE.values()], ids=[*HOSTILE, *MORE])
def test_time_of_each_filter_grows_with_hostile_texts(make: Make, chain: str) -> None:
    # Up to this size `leftovers` reads more of the lines of a longer text, and takes more rounds.
    check_growth(CHAINS[chain], make, 6_000 if chain == "leftovers" else 1_000)


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
@pytest.mark.parametrize("make", [*HOSTILE.values(), *MORE.values()], ids=[*HOSTILE, *MORE])
def test_laws_hold_for_hostile_texts(make: Make, law: Law) -> None:
    law(CHAINS["all filters"], Document.from_text(make(100)))
