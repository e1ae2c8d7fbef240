"""Figures as a chart in SVG: for each scraper, how much of the way from F1 before to the best possible is done.

It is drawn from the figures alone, so the same figures give the same bytes.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from math import floor
from typing import NamedTuple

from judge.pooling import ALL, Figures, Row, get_family, get_whole
from judge.tables import percent

WIDTH = 820
_MARGIN, _FOOT = 24, 62
_ROW, _FAMILY, _GAP, _BAR = 24, 24, 10, 12
_LEGEND, _LEGEND_ROW, _LETTER = 90, 22, 6.3
_LEFT, _RIGHT = 172, 554  # where the axis begins and ends
_COLUMNS = (("before", 618), ("after", 668), ("best", 718), ("gap closed", 796))  # where the numbers end
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2)
_MOST_STEPS = 6

# Light and dark both have a ground of their own: a page can be dark where the reader's system is light.
_LIGHT = {
    "ground": "#ffffff",
    "edge": "#d1d9e0",
    "ink": "#1f2328",
    "faint": "#59636e",
    "grid": "#e4e8ec",
    "gap": "#cdd5dd",
    "gain": "#1a7f37",
    "harm": "#cf222e",
    "against": "#8250df",
}
_DARK = {
    "ground": "#0d1117",
    "edge": "#3d444d",
    "ink": "#f0f6fc",
    "faint": "#9198a1",
    "grid": "#21262d",
    "gap": "#3d444d",
    "gain": "#3fb950",
    "harm": "#f85149",
    "against": "#d2a8ff",
}
_COLOURS = """\
text {{ fill: {ink}; }}
.faint {{ fill: {faint}; }}
.ground {{ fill: {ground}; stroke: {edge}; }}
.grid {{ stroke: {grid}; }}
.gap {{ fill: {gap}; }}
.gain {{ fill: {gain}; }}
.harm {{ fill: {harm}; }}
.against {{ fill: {against}; }}
"""
_STYLE = f"""\
text {{ font: 13px -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }}
.title {{ font-size: 18px; font-weight: 600; }}
.strong {{ font-weight: 600; }}
.number {{ text-anchor: end; font-variant-numeric: tabular-nums; }}
.middle {{ text-anchor: middle; }}
{_COLOURS.format(**_LIGHT)}\
@media (prefers-color-scheme: dark) {{
{_COLOURS.format(**_DARK)}\
}}
"""


_HEADINGS = {"extractors": "Article extractors", "paragraphs": "All paragraphs", "whole page": "The whole page"}


class Scale(NamedTuple):
    """An axis from `least` to 1, with a line at every `step`."""

    least: float
    step: float

    def place(self, share: float) -> float:
        """Give the place of a share from left to right, in pixels."""
        return _LEFT + (share - self.least) / (1 - self.least) * (_RIGHT - _LEFT)

    def list_lines(self) -> list[float]:
        """List the shares at which lines stand."""
        return [self.least + self.step * number for number in range(round((1 - self.least) / self.step) + 1)]


def draw(figures: Figures, against: Figures | None = None) -> str:
    """Draw the F1 of each scraper, all sets together, with a mark for the other side where there is one."""
    rows = {scraper: get_whole(sets) for scraper, sets in figures.scrapers.items()}
    others = {scraper: get_whole(sets) for scraper, sets in against.scrapers.items()} if against else {}
    legend = list(_place_legend(figures, against))
    head = legend[-1].top + 44
    places = list(_place_rows(rows, head))
    bottom = places[-1].top + _ROW
    scale = make_scale([share for row in rows.values() for share in (row.before.f1, row.after.f1, row.best)])
    parts = [
        *_draw_frame(figures, rows, bottom + _FOOT),
        *_draw_legend(legend),
        *_draw_axis(scale, head, bottom),
    ]
    for place in places:
        if place.kind == "family":
            parts.append(_text(_MARGIN, place.top + _FAMILY / 2 + 5, place.words, "faint"))
        else:
            parts += _draw_row(place, rows[place.words], others.get(place.words), scale)
    return "\n".join([*parts, "</svg>"]) + "\n"


def make_scale(shares: list[float]) -> Scale:
    """Choose where the axis begins and how far its lines are apart, so that all shares fit.

    >>> make_scale([0.691, 0.95]), make_scale([0.93, 0.97])
    (Scale(least=0.6, step=0.1), Scale(least=0.92, step=0.02))
    """
    least = min(*shares, 1 - _STEPS[0])
    for step in _STEPS:
        lines = round(1 / step) - floor(least / step + 1e-9)
        if lines <= _MOST_STEPS:
            return Scale(round(1 - lines * step, 2), step)
    return Scale(0.0, _STEPS[-1])


class Place(NamedTuple):
    """Where words stand, and what they are: a family, a scraper, or the kind of a sample in the legend."""

    words: str
    kind: str
    left: float
    top: float


def _place_rows(rows: dict[str, Row], top: float) -> Iterator[Place]:
    """Place the scrapers below each other, a heading above each family."""
    for family, scrapers in groupby(rows, get_family):
        yield Place(_HEADINGS.get(family, family), "family", _MARGIN, top)
        top += _FAMILY
        for scraper in scrapers:
            yield Place(scraper, "scraper", _MARGIN, top)
            top += _ROW
        top += _GAP


def _place_legend(figures: Figures, against: Figures | None) -> Iterator[Place]:
    """Place what the colours mean in a row, or in several where it is long."""
    samples = [("gain", "gained by cleaning"), ("gap", "left to gain by dropping lines")]
    if against:
        samples = [("gain", f"gained by {figures.name}"), ("against", f"reached by {against.name}"), samples[1]]
    left, top = _MARGIN, _LEGEND
    for kind, words in samples:
        width = 32 + _LETTER * len(words)
        if left > _MARGIN and left + width > WIDTH - _MARGIN:
            left, top = _MARGIN, top + _LEGEND_ROW
        yield Place(words, kind, left, top)
        left += round(width) + _MARGIN


def _text(left: float, top: float, words: str, kind: str = "") -> str:
    """Write a line of text; `top` is the height of its base line."""
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{left:g}" y="{top:g}"{named}>{escape(words)}</text>'


def _bar(start: float, end: float, middle: float, kind: str, height: float = _BAR) -> str:
    """Draw a bar from one place to another, at least as wide as can be seen."""
    left, width = min(start, end), max(abs(end - start), 1)
    shape = f'x="{left:.1f}" y="{middle - height / 2:g}" width="{width:.1f}" height="{height:g}"'
    return f'<rect {shape} rx="2" class="{kind}"/>'


def _draw_frame(figures: Figures, rows: dict[str, Row], height: float) -> Iterator[str]:
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}"'
    yield f' width="{WIDTH}" height="{height:g}" role="img" aria-labelledby="title description">'
    title = "F1 of scraped news before and after cleaning"
    told = "; ".join(
        f"{scraper} {percent(row.before.f1)} before, {percent(row.after.f1)} after, {percent(row.best)} at best"
        for scraper, row in rows.items()
    )
    yield f'<title id="title">{title}</title>'
    yield f'<desc id="description">{escape(figures.name)}. F1 in percent, by scraper: {escape(told)}.</desc>'
    yield f"<style>\n{_STYLE}</style>"
    yield f'<rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1:g}" rx="6" class="ground"/>'
    yield _text(_MARGIN, 38, title, "title")
    sets = len({name for own in figures.scrapers.values() for name in own} - {ALL})
    mean = f", the mean of {sets} sets" if sets > 1 else ""
    yield _text(_MARGIN, 60, f"{figures.articles} labelled articles as {len(rows)} scrapers left them{mean}", "faint")


def _draw_legend(legend: Sequence[Place]) -> Iterator[str]:
    for words, kind, left, top in legend:
        yield _mark(left + 12, top - 4) if kind == "against" else _bar(left, left + 24, top - 4, kind)
        yield _text(left + 32, top, words)


def _mark(place: float, middle: float) -> str:
    """Draw the mark of the other side."""
    return f'<rect x="{place - 1.5:.1f}" y="{middle - 9:g}" width="3" height="18" rx="1" class="against"/>'


def _draw_axis(scale: Scale, head: float, bottom: float) -> Iterator[str]:
    for name, end in _COLUMNS:
        yield _text(end, head - 8, name, "number faint")
    for share in scale.list_lines():
        place = scale.place(share)
        yield f'<line x1="{place:.1f}" y1="{head:g}" x2="{place:.1f}" y2="{bottom:g}" class="grid"/>'
        yield _text(round(place, 1), bottom + 18, f"{100 * share:.0f}", "middle faint")
    yield _text((_LEFT + _RIGHT) / 2, bottom + 40, "F1, in percent", "middle faint")


def _draw_row(place: Place, row: Row, other: Row | None, scale: Scale) -> Iterator[str]:
    middle = place.top + _ROW / 2
    before, after = scale.place(row.before.f1), scale.place(row.after.f1)
    yield _text(_MARGIN + 12, middle + 5, place.words)
    yield _bar(before, scale.place(row.best), middle, "gap")
    yield _bar(before, after, middle, "harm" if after < before else "gain")
    if other:
        yield _mark(scale.place(other.after.f1), middle)
    numbers = (percent(row.before.f1), percent(row.after.f1), percent(row.best), f"{100 * row.closed:.0f} %")
    for (name, end), number in zip(_COLUMNS, numbers, strict=True):
        yield _text(end, middle + 5, number, "number strong" if name == "after" else "number")
