"""From pages to figures: pooled by scraper and set, by language, and by filter and kind of rule."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import mean
from typing import NamedTuple

from judge.measuring import Measured, Page, Tally, add
from judge.scoring import Score, score
from newsclean.filters import FILTERS

ALL = "all"
"""The name of the row that pools the sets of a scraper."""
OTHER = "other"
"""The name of the row that pools the languages with few articles."""
FEW = 3
"""A language with fewer articles has no row of its own."""

FAMILIES = {
    "extractors": ("trafilatura", "trafilatura_recall", "newspaper", "readability", "resiliparse_main"),
    "paragraphs": ("paragraphs",),
    "whole page": ("inscriptis", "html_text", "get_text"),
}
"""Scrapers whose texts are alike. Any other scraper is a family by itself."""


class Row(NamedTuple):
    """The figures of some pages, from 0 to 1. `best` is the F1 of dropping exactly the lines that the body lacks.

    `closed` is the share of the gap between before and best that cleaning closed; below 0 it did harm. `lost` is the
    share of the body's characters that it took.
    """

    pages: int
    before: Score
    after: Score
    best: float
    closed: float
    lost: float


class PageFigures(NamedTuple):
    """The F1 of one page before and after, and the characters of the body that it lost."""

    scraper: str
    set: str
    id: str
    before: float
    after: float
    lost: int


Rows = dict[str, dict[str, Row]]


class Figures(NamedTuple):
    """All figures of one run: rows by scraper and set, by family and language; tallies by filter and kind of rule.

    `name` says what was measured. `rules` and `pages` are the details, which are not always kept.
    """

    name: str
    articles: int
    scrapers: Rows
    languages: Rows
    kinds: dict[str, dict[str, Tally]]
    rules: dict[str, Tally]
    pages: list[PageFigures]

    def without_details(self) -> "Figures":
        """Give the figures without those of each rule and page."""
        return self._replace(rules={}, pages=[])


def is_comparable(figures: Figures, others: Figures) -> bool:
    """Tell whether figures are of the same articles: whether all was the same before."""
    return _list_before(figures) == _list_before(others)


def _list_before(figures: Figures) -> list[tuple[str, str, int, Score, float]]:
    return [
        (scraper, name, row.pages, row.before, row.best)
        for scraper, rows in figures.scrapers.items()
        for name, row in rows.items()
    ]


def pool(name: str, measured: Sequence[Measured]) -> Figures:
    """Pool what the files of one run came to."""
    pages = [page for each in measured for page in each.pages]
    rules: defaultdict[str, list[Tally]] = defaultdict(list)
    for each in measured:
        for rule, tally in each.rules.items():
            rules[rule].append(tally)
    sums = {rule: add(rules[rule]) for rule in sorted(rules)}
    return Figures(
        name,
        len({(page.set, page.id) for page in pages}),
        _pool_scrapers(pages),
        _pool_languages(pages),
        _pool_kinds(sums),
        sums,
        [_score_page(page) for page in pages],
    )


def make_row(pages: Sequence[Page]) -> Row:
    """Pool pages, of which each weighs the same."""
    before, after, best = (
        score(matches) for matches in zip(*((page.before, page.after, page.best) for page in pages), strict=True)
    )
    body = sum(page.body for page in pages)
    lost = sum(page.lost for page in pages) / body if body else 0
    return Row(len(pages), before, after, best.f1, _share(after.f1 - before.f1, best.f1 - before.f1), lost)


def pool_rows(rows: Sequence[Row]) -> Row:
    """Pool sets, of which each weighs the same: scores are means, `lost` is the largest.

    So `closed` is the gains of the sets added up and divided by their gaps added up.
    """
    before, after = (_average([getattr(row, name) for row in rows]) for name in ("before", "after"))
    best = mean(row.best for row in rows)
    closed = _share(after.f1 - before.f1, best - before.f1)
    return Row(sum(row.pages for row in rows), before, after, best, closed, max(row.lost for row in rows))


def _average(scores: Sequence[Score]) -> Score:
    return Score(*map(mean, zip(*scores, strict=True)))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0


def get_whole(rows: Mapping[str, Row]) -> Row:
    """Give the row of all sets of a scraper, which is the only one where there is one set."""
    return rows[ALL] if ALL in rows else next(iter(rows.values()))


def get_family(scraper: str) -> str:
    """Give the family of a scraper."""
    return next((family for family, scrapers in FAMILIES.items() if scraper in scrapers), scraper)


def _group(pages: Iterable[Page], key: Callable[[Page], str]) -> dict[str, list[Page]]:
    groups: defaultdict[str, list[Page]] = defaultdict(list)
    for page in pages:
        groups[key(page)].append(page)
    return dict(groups)


def _in_order(scrapers: Iterable[str]) -> list[str]:
    """Order scrapers, or families, as in FAMILIES; what is not there comes last."""
    known = [name for family, scrapers in FAMILIES.items() for name in (family, *scrapers)]
    return sorted(scrapers, key=lambda name: (known.index(name) if name in known else len(known), name))


def _pool_scrapers(pages: Sequence[Page]) -> Rows:
    by_scraper = _group(pages, lambda page: page.scraper)
    pooled: Rows = {}
    for scraper in _in_order(by_scraper):
        sets = _group(by_scraper[scraper], lambda page: page.set)
        rows = {name: make_row(sets[name]) for name in sorted(sets)}
        pooled[scraper] = rows if len(rows) == 1 else {**rows, ALL: pool_rows(list(rows.values()))}
    return pooled


def _pool_languages(pages: Sequence[Page]) -> Rows:
    """Pool pages by family and language, the languages with the most articles first."""
    articles = {language: _count_articles(own) for language, own in _group(pages, _read_language).items()}
    order = sorted(
        (language for language, count in articles.items() if count >= FEW and language),
        key=lambda language: (-articles[language], language),
    )
    by_family = _group(pages, lambda page: get_family(page.scraper))
    pooled: Rows = {}
    for family in _in_order(by_family):
        groups = _group(by_family[family], lambda page: lang if (lang := _read_language(page)) in order else OTHER)
        pooled[family] = {
            language: make_row(groups[language])._replace(pages=_count_articles(groups[language]))
            for language in (*order, OTHER)
            if language in groups
        }
    return pooled


def _read_language(page: Page) -> str:
    return page.language.partition("-")[0].lower()


def _count_articles(pages: Iterable[Page]) -> int:
    return len({(page.set, page.id) for page in pages})


def _pool_kinds(rules: Mapping[str, Tally]) -> dict[str, dict[str, Tally]]:
    """Pool the rules of all languages and sites by their filter and kind, what removed most first."""
    kinds: defaultdict[str, defaultdict[str, list[Tally]]] = defaultdict(lambda: defaultdict(list))
    for rule, tally in rules.items():
        filter_, kind = name_kind(rule)
        kinds[filter_][kind].append(tally)
    sums = {filter_: {kind: add(tallies) for kind, tallies in own.items()} for filter_, own in kinds.items()}
    return {filter_: dict(sorted(own.items(), key=_by_size)) for filter_, own in sorted(sums.items(), key=_by_order)}


def name_kind(rule: str) -> tuple[str, str]:
    """Give the filter and the kind of a rule: written rules begin with their language or site, others with a filter.

    >>> name_kind("en.read-also.headline"), name_kind("related.headline")
    (('boilerplate', 'read-also'), ('related', 'headline'))
    """
    home, _, rest = rule.partition(".")
    if home in FILTERS:
        return home, rest
    return "boilerplate", rest.partition(".")[0] or home


def _by_size(item: tuple[str, Tally]) -> tuple[int, str]:
    kind, tally = item
    return -tally.characters, kind


def _by_order(item: tuple[str, object]) -> int:
    names = list(FILTERS)
    return names.index(item[0]) if item[0] in names else len(names)


def _score_page(page: Page) -> PageFigures:
    before, after = score([page.before]).f1, score([page.after]).f1
    return PageFigures(page.scraper, page.set, page.id, before, after, page.lost)
