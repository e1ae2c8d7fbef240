"""Sums, charts and rules as HTML. Each text goes through `escape`, so that what an article says stays text."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TypeVar

from newsclean.batch.tally import tell_filter
from newsclean.kinds import KINDS
from newsclean.report.diffs import Example, Pieces
from newsclean.report.totals import FAILURES, RuleShare, Share, Totals, tell_kind

_Share = TypeVar("_Share", bound=Share)
_BARS = 12  # that a chart shows at once
_MOST_BARS = 200
_RULES = 25  # that are shown at once
_MOST_RULES = 500
_WRITTEN = "boilerplate"  # the filter whose rules say themselves what they find


def draw_sums(totals: Totals) -> str:
    """Draw the sums over all documents."""
    whole = totals.all
    untouched = whole.documents - totals.touched
    gone = _tell_share(whole.gone, totals.lines)
    sums = [
        ("Documents", f"{whole.documents:,}", f"{totals.touched:,} changed, {untouched:,} untouched"),
        ("Lines that went", f"{whole.gone:,}", f"{gone} of {count(totals.lines, 'line')}"),
        ("Text that went", _tell_share(totals.lost, totals.read), f"of {totals.read:,} characters"),
        ("Lines that changed", f"{whole.changed:,}", "repaired, shortened or joined"),
        ("Lines in doubt", f"{whole.unsure:,}", _tell_doubts(totals.doubtful)),
    ]
    if totals.failed:
        sums.append(("Failures", f"{totals.failed:,}", "could not be read; see the end of the page"))
    drawn = "".join(f"<div><dt>{name}</dt><dd>{figure}</dd><dd>{more}</dd></div>\n" for name, figure, more in sums)
    return f'<dl class="sums">\n{drawn}</dl>\n'


def _tell_doubts(documents: int) -> str:
    return f"in {count(documents, 'document')}, left as they were" if documents else "nothing was in doubt"


def _tell_share(part: int, whole: int) -> str:
    return f"{part / whole if whole else 0:.1%}"


def count(number: int, noun: str) -> str:
    """Write a number of things.

    >>> count(1, "document"), count(1200, "document")
    ('1 document', '1,200 documents')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def draw_charts(totals: Totals) -> str:
    """Draw what went and what changed, by kind, language and site."""
    whats = _describe_kinds(totals.rules)
    kinds = [(kind, share) for kind, share in _sort(totals.kinds) if share.gone or share.changed]
    languages, sites = _sort(totals.languages), _sort(totals.sites)
    by_kind = _draw_chart("kind", [(_name_kind(kind, whats[kind]), share) for kind, share in kinds])
    by_language = _draw_chart("language", [(_name_language(code), share) for code, share in languages])
    by_site = _draw_chart("site", [(_name_site(site), share) for site, share in sites])
    return (
        f"<h2>What went, and what changed</h2>\n{_KEY}{by_kind}"
        f'<div class="pair">\n<div>{by_language}</div>\n<div>{by_site}</div>\n</div>\n'
    )


_KEY = '<p class="key"><span class="gone">Lines that went</span><span class="changed">Changes</span></p>\n'


def _sort(shares: Mapping[str, _Share]) -> list[tuple[str, _Share]]:
    """Sort shares, the largest first."""
    return sorted(
        shares.items(), key=lambda item: (-item[1].gone - item[1].changed, -item[1].unsure, -item[1].documents, item[0])
    )


def _describe_kinds(rules: Mapping[str, RuleShare]) -> dict[str, str]:
    """Say of each kind what it is; of one that has no description, what its most frequent rule says."""
    return {tell_kind(rule): KINDS.get(tell_kind(rule), share.reason) for rule, share in reversed(_sort(rules))}


def _name_kind(kind: str, what: str) -> str:
    name = f'<span data-find=".{escape(kind)}">{escape(kind.replace("-", " ").capitalize())}</span>'
    return f'{name}<span class="about">{escape(what)}</span>'


def _name_language(code: str) -> str:
    return f'<span data-language="{escape(code)}" data-find>{escape(code)}</span>' if code else "Not told"


def _name_site(site: str) -> str:
    return f'<span data-find="{escape(site)}">{escape(site)}</span>' if site else "Not told"


def _draw_chart(what: str, bars: Sequence[tuple[str, Share]]) -> str:
    """Draw bars as a table under a heading, the first at once and the others to be opened."""
    heading = f'<h3 id="by-{what}">By {what}</h3>\n'
    if not bars:
        return f'{heading}<p class="notice">Nothing went, and nothing changed.</p>\n'
    most = max(share.gone + share.changed for _, share in bars)
    drawn = [_draw_bar(name, share, most) for name, share in bars[:_MOST_BARS]]
    table = heading + _draw_bars(what, drawn[:_BARS])
    if len(bars) <= _BARS:
        return table
    left = f'<p class="hint">{len(bars) - _MOST_BARS:,} more are left out.</p>\n' if len(bars) > _MOST_BARS else ""
    rest = _draw_bars(what, drawn[_BARS:])
    return f'{table}<details class="more"><summary>{len(bars) - _BARS:,} more</summary>\n{rest}{left}</details>\n'


def _draw_bars(what: str, rows: Iterable[str]) -> str:
    head = _draw_head(what.capitalize(), ("Went", ""), ("Changed", ""), ("Documents", " minor"))
    return f'<table class="chart" aria-labelledby="by-{what}">\n{head}<tbody>\n{"".join(rows)}</tbody>\n</table>\n'


def _draw_head(first: str, *numbers: tuple[str, str]) -> str:
    cells = "".join(f'<th scope="col" class="number{kind}">{name}</th>' for name, kind in numbers)
    return f'<thead><tr><th scope="col">{first}</th>{cells}</tr></thead>\n'


def _draw_bar(name: str, share: Share, most: int) -> str:
    gone = 100 * share.gone / most if most else 0
    changed = 100 * share.changed / most if most else 0
    bar = (
        '<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="gone" width="{gone:.2f}" height="1"/>'
        f'<rect class="changed" x="{gone:.2f}" width="{changed:.2f}" height="1"/></svg>'
    )
    cells = _draw_number(share.gone) + _draw_number(share.changed) + _draw_number(share.documents, " minor")
    return f'<tr><th scope="row"><div class="measured"><div>{name}</div>{bar}</div></th>{cells}</tr>\n'


def _draw_number(number: int, kind: str = "") -> str:
    return f'<td class="number{kind}{"" if number else " zero"}">{number:,}</td>'


def draw_rules(totals: Totals) -> str:
    """Draw the rules by their hits, with examples; nothing where none spoke."""
    rules = [_draw_rule(rule, share) for rule, share in _sort(totals.rules)]
    if not rules:
        return ""
    first, rest, left = rules[:_RULES], rules[_RULES:_MOST_RULES], len(rules) - _MOST_RULES
    more = f'<p class="hint">{count(left, "rule")} with fewer hits are left out.</p>\n' if left > 0 else ""
    summary = f"<summary>{count(len(rest), 'more rule')}</summary>\n"
    closed = f'<details class="more">{summary}{_draw_table(rest)}{more}</details>\n'
    return (
        '<section id="rules" aria-labelledby="rules-heading">\n<h2 id="rules-heading">Rules</h2>\n'
        "<p>Each line that went or changed did so by a rule, which gave its reason. "
        "Here they are by their hits, each with examples.</p>\n"
        f"{_draw_table(first)}{closed if rest else ''}</section>\n"
    )


def _draw_table(rules: Sequence[str]) -> str:
    head = _draw_head("Rule", ("Hits", ""), ("In doubt", ""), ("Documents", " minor"))
    return f'<table class="rules" aria-labelledby="rules-heading">\n{head}<tbody>\n{"".join(rules)}</tbody>\n</table>\n'


def _draw_rule(rule: str, share: RuleShare) -> str:
    known = tell_filter(rule) != _WRITTEN and KINDS.get(tell_kind(rule))
    what = known or share.reason
    name = f'<code data-find="{escape(rule)}">{escape(rule)}</code>'
    examples = "".join(_draw_example(example, doubt=not share.gone) for example in share.list_examples())
    hits = share.gone + share.changed
    cells = _draw_number(hits) + _draw_number(share.unsure) + _draw_number(share.documents, " minor")
    return (
        f'<tr><th scope="row" aria-label="{escape(rule)}"><div class="ruled"><div>{name}'
        f'<span class="about" dir="auto">{escape(what[:1].upper() + what[1:])}</span></div>'
        f'<ul class="examples" aria-label="Examples">{examples}</ul></div></th>{cells}</tr>\n'
    )


def _draw_example(example: Example, *, doubt: bool) -> str:
    before, *after = example
    if after:
        became = _draw_pieces(after[0])
        return f'<li><del dir="auto">{_draw_pieces(before)}</del><ins dir="auto">{became}</ins></li>'
    tag = "q" if doubt else "del"
    return f'<li><{tag} dir="auto">{_draw_pieces(before)}</{tag}></li>'


def _draw_pieces(pieces: Pieces) -> str:
    """Draw a text in pieces, of which every second one changed."""
    if not any(pieces):
        return '<span class="blank">(a blank line)</span>'
    return "".join(
        f"<mark>{escape(piece)}</mark>" if place % 2 else escape(piece) for place, piece in enumerate(pieces)
    )


def draw_failures(totals: Totals) -> str:
    """Draw what could not be read, and why; nothing where nothing failed."""
    if not totals.failed:
        return ""
    rows = "".join(
        f'<tr><th scope="row"><bdi>{escape(name)}</bdi></th><td dir="auto">{escape(reason)}</td></tr>\n'
        for name, reason in totals.failures
    )
    left = totals.failed - FAILURES
    more = f'<p class="hint">{left:,} more failed.</p>\n' if left > 0 else ""
    return (
        '<section aria-labelledby="failures-heading">\n<h2 id="failures-heading">Failures</h2>\n'
        '<table class="failures" aria-labelledby="failures-heading">\n'
        '<thead><tr><th scope="col">Input</th><th scope="col">Why it could not be read</th></tr></thead>\n'
        f"<tbody>\n{rows}</tbody>\n</table>\n{more}</section>\n"
    )
