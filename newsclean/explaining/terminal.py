"""Accounts on a terminal, with evidence as bars: to the left where it says stay, to the right where it says go."""

from collections.abc import Iterable, Iterator, Sequence

from rich.bar import Bar
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from newsclean.controls import show_controls
from newsclean.document import Document
from newsclean.explaining.accounts import Account, Glimpse, Opinion, Proposal
from newsclean.explaining.reasons import continue_with, say_why
from newsclean.explaining.weighing import Weighing
from newsclean.explaining.witness import Hit

WIDE = 100
"""From so many columns on, what signals say stands beside their bars."""

_ROOM = 72  # columns of a screen that has room for long bars
_SHORT, _NARROW, _LONG = 8, 11, 14  # columns of a bar: short ones to one side of an axis, narrow ones by themselves
_LEAST = 0.005  # the least weight that has a row of its own: it shows as 0.01
_STYLES = {"-": "red", "+": "green", "?": "yellow", " ": ""}
_MARKS = {"goes": "-", "changes": "+", "stays": " "}
_OUTCOMES = {
    "applied": "applied",
    "unsure": "too unsure to apply",
    "switched off": "not applied: the rule is switched off",
    "kind kept": "not applied: lines of this kind are kept",
    "line kept": "not applied: a pack keeps this line",
    "passed over": "not applied: another edit of this line came first",
}


def draw_glimpses(
    glimpses: Sequence[Glimpse], document: Document, name: str, threshold: float, width: int
) -> RenderableType:
    """Draw the lines of a document that filters had an opinion on, and how sure they were, on so many columns."""
    lines = len(document.lines)
    counted = f"{lines} {document.unit}{'' if lines == 1 else 's'}"
    if not glimpses:
        return Text(f"{_show_line(name)}: no filter had an opinion on its {counted}", style="bold")
    doubtful = [glimpse for glimpse in glimpses if glimpse.fate == "stays"] or glimpses
    surest = max(doubtful, key=lambda glimpse: glimpse.confidence)
    hint = Text(
        f"Filters had an opinion on {len(glimpses)} of {counted}. "
        f"The mark in a bar is the confidence that is asked for, {threshold:.2f}; edits of bars that pass it are made. "
        f"Name a line to see all that was weighed, such as {surest.number}."
    )
    return Group(_draw_name(name), _list_glimpses(glimpses, lines, threshold, width), hint)


def _list_glimpses(glimpses: Iterable[Glimpse], lines: int, threshold: float, width: int) -> Table:
    """List lines, with a sign where some of all lines are left out."""
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
    for _ in range(3):
        table.add_column(no_wrap=True)
    last = 0
    for glimpse in glimpses:
        if glimpse.number > last + 1:
            table.add_row("\u22ee")
        last = glimpse.number
        mark = "?" if glimpse.unsure and glimpse.fate == "stays" else _MARKS[glimpse.fate]
        style = _STYLES[mark]
        text = Text(_show_line(glimpse.text), style)
        bar = _draw_confidence(glimpse.confidence, threshold, width)
        number, confidence = str(glimpse.number), f"{glimpse.confidence:.2f}"
        table.add_row(number, Text(mark, style), text, Text(glimpse.filter, "cyan"), bar, confidence)
    if last < lines:
        table.add_row("\u22ee")
    return table


def draw_account(account: Account, name: str, threshold: float, width: int) -> RenderableType:
    """Draw the account of a line: what became of it and why, and what each filter saw of it."""
    parts: list[RenderableType] = [_draw_name(f"{name}, line {account.number}")]
    parts += [_draw_text(account), Text(show_controls(say_why(account, threshold)), style="bold"), Text()]
    current, text = 1, account.text
    for opinion in list_new(account.opinions):
        if opinion.round != current:
            current = opinion.round
            parts.append(Text(f"Round {current}, in which the text is read anew, and this is line {opinion.number}:"))
        parts += _draw_opinion(opinion, text, threshold, width)
        text = opinion.text
    return Group(*parts, Text())


def _draw_text(account: Account) -> RenderableType:
    """Draw a line behind the mark that the preview has for it, and below what it becomes."""
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    mark = " " if account.fate == "stays" else "-"
    table.add_row(Text(mark, _STYLES[mark]), Text(show_controls(account.text), _STYLES[mark]))
    if account.fate == "changes":
        table.add_row(Text("+", _STYLES["+"]), Text(show_controls(account.after or ""), _STYLES["+"]))
    return table


def list_new(opinions: Iterable[Opinion]) -> Iterator[Opinion]:
    """List opinions without those of later rounds that say nothing, or what the filter has said in a round before."""
    known: dict[str, object] = {}
    for opinion in opinions:
        proposals = [(edit.rule, edit.after, edit.confidence, outcome) for edit, outcome in opinion.proposals]
        said = opinion.hits, opinion.weighing, proposals
        if opinion.round == 1 or (any(said) and said != known.get(opinion.filter)):
            yield opinion
        known[opinion.filter] = said


def _draw_name(name: str) -> RenderableType:
    return Rule(Text(_show_line(name)), align="left", style="dim")


def _show_line(text: str) -> str:
    """Write a text on one line, without what a terminal would obey."""
    return show_controls(text.strip()).replace("\n", "\u240a").replace("\t", " ")


def _draw_opinion(opinion: Opinion, before: str, threshold: float, width: int) -> Iterator[RenderableType]:
    """Draw what a filter saw: a line where that is little, and the bars of its evidence where it weighed some."""
    told = list(_tell(opinion, before))
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True, width=11, style="cyan")
    table.add_column(overflow="fold")
    for place, line in enumerate(told or [Text("nothing", "dim")]):
        table.add_row("" if place else opinion.filter, line)
    if not opinion.weighing:
        yield table
        return
    if not told:
        table = Table.grid()
        table.add_row(Text(opinion.filter, "cyan"))
    yield table
    yield Padding(_draw_weighing(opinion.weighing, threshold, width), (0, 0, 0, 2))


def _tell(opinion: Opinion, before: str) -> Iterator[Text]:
    """Tell what a filter saw and proposed, and how the line read where it was another text `before`."""
    if opinion.text.split() != before.split():  # a paragraph is read on one line
        yield Text(f"read it as: {_show_line(opinion.text)}", "dim")
    for hit in opinion.hits:
        yield _tell_hit(hit)
    for proposal in opinion.proposals:
        yield _tell_proposal(proposal)
    if opinion.note:
        yield Text(_show_line(opinion.note), "dim")


def _tell_hit(hit: Hit) -> Text:
    pattern = f"by its pattern {hit.pattern}" if hit.pattern else "as a whole line"
    return Text(show_controls(f"{hit.rule} finds “{_show_line(hit.part)}” {pattern}"))


def _tell_proposal(proposal: Proposal) -> Text:
    edit = proposal.edit
    what = "goes" if edit.after is None else "changes"
    reason = continue_with(edit.reason)
    told = f"{edit.rule} {edit.confidence:.2f}: it {what}, {reason} ({_OUTCOMES[proposal.outcome]})"
    return Text(_show_line(told), "yellow" if proposal.outcome == "unsure" else "")


def _draw_weighing(weighing: Weighing, threshold: float, width: int) -> RenderableType:
    """Draw signals with their values, a bar for the weight of each, and what they come to."""
    size = _LONG if width >= _ROOM else _SHORT
    heavy = [signal for signal in weighing.signals if abs(signal.weight) >= _LEAST]
    light = [signal for signal in weighing.signals if abs(signal.weight) < _LEAST]
    most = max([abs(weighing.lean), *(abs(signal.weight) for signal in heavy)]) or 1.0
    table = Table.grid()
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, justify="right")
    table.add_column(width=size + 2, justify="right")
    table.add_column(width=1, style="dim")
    table.add_column(width=size + 1)
    table.add_column(no_wrap=True, justify="right")
    table.add_column(overflow="fold")
    table.add_row(*(Text(heading, "dim") for heading in ("signal", "value", "stay ", "\u2502", " go", "weight")))
    for name, value, weight, says in (
        ("(beginning)", "", weighing.lean, ""),
        *((signal.name, _show_value(signal.value), signal.weight, signal.says) for signal in heavy),
    ):
        bars = _draw_bars(weight / most, size)
        table.add_row(show_controls(name), f"  {value}", *bars, f"{weight:+.2f}", Text(_say(says, width), "dim"))
    others = ", ".join(f"{signal.name} {_show_value(signal.value)}" for signal in light)
    told = [Text(f"without weight here: {others}", "dim")] if light else []
    return Group(table, *told, _draw_sum(weighing, threshold, width))


def _draw_bars(share: float, size: int) -> tuple[RenderableType, str, RenderableType]:
    """Draw a weight on both sides of an axis: to the left below 0, to the right above, as long as its share of 1."""
    left = Padding(Bar(1, 1 + min(share, 0), 1, width=size, color="green"), (0, 0, 0, 2))
    return left, "\u2502", Bar(1, 0, max(share, 0), width=size, color="red")


def _draw_sum(weighing: Weighing, threshold: float, width: int) -> Text:
    return Text.assemble(
        f"sum {weighing.total:+.2f}, which is a confidence of ",
        (f"{weighing.confidence:.2f}", "bold"),
        " ",
        _draw_confidence(weighing.confidence, threshold, width),
        f" of {threshold:.2f}",
    )


def _draw_confidence(confidence: float, threshold: float, width: int) -> Text:
    """Draw a confidence as a bar with a mark at the threshold, which the bar passes where it is reached."""
    size = _LONG if width >= _ROOM else _NARROW
    mark = min(size - 2, int(threshold * size))
    full = round(confidence * size)
    full = max(full, mark + 2) if confidence >= threshold else min(full, mark)
    cells = ["\u2588" if place < full else "\u00b7" for place in range(size)]
    cells[mark] = "\u2503"
    return Text("".join(cells), "red" if confidence >= threshold else "yellow")


def _say(says: str, width: int) -> str:
    return f"  {says}" if says and width >= WIDE else ""


def _show_value(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else f"{value:.2f}"
