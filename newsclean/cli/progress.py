"""How far a run is: a bar on a terminal, a line every few seconds elsewhere, and a table at the end."""

import sys
import time
from collections.abc import Sequence

import click
from rich.console import Console, Group
from rich.live import Live
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from newsclean.batch.failures import Failure
from newsclean.batch.tally import Tally
from newsclean.controls import show_controls
from newsclean.learning import Learned

_MOST_TOLD = 10  # failures that are told one by one
_LINE_SECONDS = 5.0
_INSTANT = 1e-3  # seconds

BATCH_LISTS = "newsclean batch lists them all"
"""Where failures are, of a command that keeps none."""


class Quiet:
    """Tells failures, and nothing else. `others` says where those are that are too many to tell."""

    def __init__(self, others: str) -> None:
        self.others = others
        self.told = 0

    def start(self, size: int) -> None:
        """Begin a run over files of a size in bytes; 0 where nobody knows."""

    def show_progress(self, tally: Tally) -> None:
        """Show what was done so far."""

    def show_failure(self, failure: Failure) -> None:
        """Tell what failed, until that would only be noise."""
        self.told += 1
        if self.told <= _MOST_TOLD:
            name = failure.source.name
            where = f"{name}: line {failure.line}" if failure.line else name
            self.say(f"newsclean: {show_controls(where)}: {show_controls(failure.reason)}")
        elif self.told == _MOST_TOLD + 1:
            self.say(f"newsclean: more failed; {show_controls(self.others)}")

    def say(self, line: str) -> None:
        """Write a line on standard error."""
        click.echo(line, err=True)

    def stop(self) -> None:
        """End what is shown."""


class Silent(Quiet):
    """Tells nothing: a second reading of the same articles will."""

    def __init__(self) -> None:
        super().__init__("")

    def show_failure(self, failure: Failure) -> None:
        """Tell nothing."""


class Lines(Quiet):
    """Writes a line every few seconds."""

    def __init__(self, others: str) -> None:
        super().__init__(others)
        self._size = 0
        self._began = self._said = time.monotonic()
        self._first: Tally | None = None

    def start(self, size: int) -> None:
        """Begin a run over files of a size in bytes; 0 where nobody knows."""
        self._size = size
        self._began = self._said = time.monotonic()

    def show_progress(self, tally: Tally) -> None:
        """Say what was done so far, where the last line was some seconds ago."""
        self._first = self._first or tally
        now = time.monotonic()
        if now - self._said >= _LINE_SECONDS:
            self._said = now
            self.say(f"newsclean: {self._describe(tally, now - self._began)}")

    def _describe(self, tally: Tally, seconds: float) -> str:
        first = self._first or tally
        parts = [f"{tally.articles:,} articles", f"{(tally.articles - first.articles) / seconds:,.0f} a second"]
        if self._size and tally.size > first.size:
            left = (self._size - tally.size) * seconds / (tally.size - first.size)
            parts += [f"{min(1.0, tally.size / self._size):.0%}", f"{tell_time(max(left, 0.0))} left"]
        return ", ".join([*parts, *_list_counts(tally)])


class Bar(Quiet):
    """Draws a bar with rate and time left, and below it what each filter edited."""

    def __init__(self, others: str) -> None:
        super().__init__(others)
        self._progress = Progress(
            TextColumn("{task.fields[count]:,} articles"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[rate]:,.0f} a second"),
            TimeRemainingColumn(compact=True),
        )
        self._task = self._progress.add_task("", total=None, count=0, rate=0.0)
        self._counts = Text(style="dim", no_wrap=True, overflow="ellipsis")
        self._live = Live(Group(self._progress, self._counts), console=Console(stderr=True), transient=True)
        self._began = time.monotonic()
        self._first: Tally | None = None

    def start(self, size: int) -> None:
        """Begin a run over files of a size in bytes; 0 where nobody knows."""
        self._progress.update(self._task, total=size or None)
        self._live.start()
        self._began = time.monotonic()

    def show_progress(self, tally: Tally) -> None:
        """Draw what was done so far."""
        self._first = self._first or tally
        rate = (tally.articles - self._first.articles) / max(time.monotonic() - self._began, _INSTANT)
        self._progress.update(self._task, completed=tally.size, count=tally.articles, rate=rate)
        self._counts.plain = ", ".join(_list_counts(tally))

    def say(self, line: str) -> None:
        """Write a line on standard error, above the bar."""
        self._live.console.print(Text(line))

    def stop(self) -> None:
        """Take the bar away."""
        self._live.stop()


def _list_counts(tally: Tally) -> list[str]:
    """List what was changed, and what failed, for a person."""
    counts = [f"{name} {count:,}" for name, count in tally.count_filters().items()]
    return [*counts, f"{tally.failed:,} failed"] if tally.failed else counts


def show_summary(tally: Tally, seconds: float, articles: int) -> None:
    """Print what a run did, as a table on standard error. In its seconds it cleaned so many of the articles."""
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right")
    figures = [
        ("articles", tally.articles),
        ("changed", tally.changed),
        ("failed", tally.failed),
        ("slow lines", tally.slow),
    ]
    for name, count in figures:
        if count or name == "articles":
            table.add_row(name, f"{count:,}")
    table.add_row("time", tell_time(seconds))
    table.add_row("articles a second", f"{articles / max(seconds, _INSTANT):,.0f}")
    table.add_row("characters removed", f"{1 - tally.written / max(tally.read, 1):.1%}" if tally.read else "0.0%")
    for name, count in tally.count_filters().items():
        table.add_row(f"edits by {name}", f"{count:,}")
    Console(stderr=True, highlight=False).print(table)


def show_learned(found: Sequence[Learned]) -> None:
    """Print what was learned of each site, as a table on standard error."""
    table = Table(box=None, pad_edge=False)
    table.add_column("site", overflow="fold")
    for name in ("articles", "told twice", "rules", "lines", "unsure"):
        table.add_column(name, justify="right")
    for site, pack, articles, copies in found:
        lines = sum(len(rule.lines) or 1 for rule in pack.rules)
        figures = (articles, copies, len(pack.rules), lines, len(pack.unsure))
        table.add_row(
            Text(show_controls(site) or "(no site; name it with --site)"), *(f"{figure:,}" for figure in figures)
        )
    Console(stderr=True, highlight=False).print(table)


def open_display(others: str, *, quiet: bool) -> Quiet:
    """Open what suits the user: a bar on a terminal, lines elsewhere, or failures alone."""
    if quiet:
        return Quiet(others)
    return Bar(others) if sys.stderr.isatty() else Lines(others)


def tell_time(seconds: float) -> str:
    """Write a span of time for a person.

    >>> tell_time(5.2), tell_time(90), tell_time(9000)
    ('5 s', '2 min', '2 h 30 min')
    """
    if seconds < 60:  # noqa: PLR2004 - seconds of a minute
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"  # noqa: PLR2004 - as above
