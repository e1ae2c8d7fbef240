"""A question of the review as it is drawn: the line in its context, the rule and its reason, and the keys."""

from collections.abc import Iterator, Mapping

from rich.console import Console, RenderableType
from rich.rule import Rule as Line
from rich.table import Table
from rich.text import Text

from newsclean.controls import show_controls
from newsclean.review.questions import Question

KEYS = {
    "r": ("remove", "the line goes, in every article"),
    "k": ("keep", "the line stays, whichever rule finds it"),
    "a": ("always", "the rule holds, however unsure it is"),
    "n": ("never", "the rule is off"),
    "s": ("skip", "nothing is decided; the next time it is asked again"),
    "u": ("undo", "the last answer is taken back"),
    "q": ("quit", "all answers are kept; the same command goes on"),
}
"""Each key, with its name and what it does."""

_STYLES = {" ": "", "-": "red", "+": "green", "?": "yellow"}
_POINTER = "\u25b8"  # what is bold may be hard to see, and where there are no colours it is not
_GAP = "   "
_NEAR = 2  # rows of the screen for a line beside the one that is asked about
_LEAST, _OTHER_ROWS = 4, 20  # rows for the line itself at the least; rows of the screen that others need


def draw_question(
    console: Console, question: Question, left: int, about_rule: int, learned: Mapping[str, str]
) -> Iterator[RenderableType]:
    """Draw a question, of so many that are left, and of which so many are about its rule.

    `learned` says of learned rules where they were seen.
    """
    doubt = question.doubt
    number = doubt.rows[doubt.place][1]
    yield Line(Text(_inline(f"{doubt.document}, line {number}")), align="left", style="dim")
    yield _draw_rows(console, question)
    yield Text()
    sure = learned.get(doubt.rule, f"{doubt.confidence:.2f} sure")
    yield Text.assemble((_inline(doubt.rule), "cyan"), "  ", sure)
    reason = _inline(doubt.reason)
    yield Text(reason[:1].upper() + reason[1:], style="dim")
    yield Text.assemble(
        (f"{left:,} left", "bold"),
        f", {about_rule:,} of them about this rule; this line is in {question.articles:,} ",
        "article" if question.articles == 1 else "articles",
    )
    yield _draw_keys(console.width)


def _draw_keys(width: int) -> Text:
    """Draw the keys with their names, and break no line between the two."""
    names = {**{key: name for key, (name, _) in KEYS.items()}, "?": "help"}
    lines = [Text()]
    for key, name in names.items():
        part = Text.assemble((key, "bold"), " ", name)
        if lines[-1] and len(lines[-1]) + len(_GAP) + len(part) > width:
            lines.append(Text())
        lines[-1].append(_GAP if lines[-1] else "").append_text(part)
    return Text("\n").join(lines)


def draw_help() -> Table:
    """Draw what each key does."""
    table = Table.grid(padding=(0, 2))
    for key, (name, what) in KEYS.items():
        table.add_row(Text(key, style="bold"), name, Text(what))
    return table


def _draw_rows(console: Console, question: Question) -> Table:
    doubt = question.doubt
    width = max(1, console.width - len(str(max(number for _, number, _ in doubt.rows))) - 5)
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for place, (mark, number, text) in enumerate(doubt.rows):
        asked = place == doubt.place
        line = Text(_inline(text), f"bold {_STYLES[mark]}".rstrip() if asked else _STYLES[mark] or "dim")
        most = max(_LEAST, console.height - _OTHER_ROWS) if asked else _NEAR
        kept = _clip(console, line, width, most)
        if asked and len(kept) < len(line):
            kept.append(f" {len(line) - len(kept):,} characters more", style="not bold dim")
        shown = "" if mark == "+" else str(number)
        table.add_row(_POINTER if asked else "", shown, Text(mark, _STYLES[mark]), kept)
    return table


def _clip(console: Console, text: Text, width: int, most: int) -> Text:
    """Give the beginning of a text that fills so many lines of a width, with an ellipsis where more follows."""
    if len(text) <= width * most and len(lines := text.wrap(console, width, overflow="fold")) <= most:
        return text
    lines = text[: width * most].wrap(console, width, overflow="fold")
    kept = text[: max(0, sum(map(len, lines[:most])) - 1)]
    kept.rstrip()
    return kept.append("\u2026")


def _inline(text: str) -> str:
    return show_controls(" ".join(text.split()))
