"""The shapes in which scrapers leave one and the same article."""

import re
import textwrap
from collections.abc import Callable

Shape = Callable[[str], str]


def list_paragraphs(text: str) -> list[str]:
    return [line for line in re.split(r"[\r\n]+", text) if line.strip()]


def put_on_one_line(text: str) -> str:
    return " ".join(" ".join(line.split()) for line in list_paragraphs(text)) + "\n"


def make_wrap(width: int, between: str = "\n\n", first: str = "", below: str = "") -> Shape:
    """Make a shape: lines wrapped at a column, with a blank line between the paragraphs or with none.

    `first` and `below` are what stands before the first line of a paragraph, and before the others.
    """
    wrapper = textwrap.TextWrapper(
        width, initial_indent=first, subsequent_indent=below, break_long_words=False, break_on_hyphens=False
    )
    return lambda text: between.join("\n".join(wrapper.wrap(line)) for line in list_paragraphs(text)) + "\n"


def make_marked(mark: str) -> Shape:
    """Make a shape: a list mark before each line."""
    return lambda text: "".join(f"{mark}{line}\n" for line in list_paragraphs(text))


def make_broken(tagged: str) -> Shape:
    """Make a shape: each line broken before and after what stood in an inline tag, which is given as a pattern."""

    def break_lines(text: str) -> str:
        parts = (part.strip() for line in list_paragraphs(text) for part in re.split(f"({tagged})", line))
        return "".join(f"{part}\n" for part in parts if part)

    return break_lines


def separate(text: str) -> str:
    return "".join(f"{line}\n" for line in list_paragraphs(text))


SHAPES: dict[str, Shape] = {
    "lines": separate,
    "blank lines between": lambda text: "\n\n".join(list_paragraphs(text)) + "\n",
    "one line": put_on_one_line,
    "one line without end": lambda text: put_on_one_line(text).rstrip("\n"),
    "wrapped at 72, blank lines between": make_wrap(72),
    "wrapped at 72": make_wrap(72, "\n"),
    "wrapped at 80, blank lines between": make_wrap(80),
    "wrapped at 80": make_wrap(80, "\n"),
    "wrapped and indented": make_wrap(72, "\n", first="    "),
    "wrapped with list marks": make_wrap(72, "\n", first="- ", below="  "),
    "marks -": make_marked("- "),
    "marks •": make_marked("• "),
    "marks *": make_marked("* "),
}
"""Each as a function that gives it to a text in which a line is a paragraph."""
