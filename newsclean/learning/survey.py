"""What returns in the articles of a site, and the evidence that it is the site's and not the articles' own."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import ceil
from typing import Literal, NamedTuple

from newsclean.fold import count_words, fold
from newsclean.learning.articles import LONGEST, WORDY, Article, Part, is_wordy, list_parts, mark_lines, unpack
from newsclean.learning.copies import count_stories, find_copies
from newsclean.learning.counts import Counts
from newsclean.learning.templates import make_templates

Kind = Literal["line", "names", "beginning", "end", "title"]
"""What returns: a line, a line but for the names in it, the beginning or the end of lines, another article's title."""

SEEN_IN = 3
"""The number of articles that are named where something was seen."""

MOST = 2 / 3
"""The share of a site's articles from which on what looks like content is none."""

_LOOKED_AT = 20  # articles with a line that are looked at for how it reads there, and what stands beside it
_MOST_SAMPLES = 40
_ROW = 3  # lines of a list that returns and changes
_OWN_EACH, _OWN_ALL = 20, 300  # lines of the articles themselves
_TITLE_WORDS = 4
_BYTES = 100  # that a digest takes in memory, with all around it


class Limits(NamedTuple):
    """From how many articles of a site on a line can become a rule, and from what share of them."""

    min_articles: int = 2
    min_share: float = 0.02


class Finding(NamedTuple):
    """Something that returns.

    `samples` are how it reads, and `lines` the whole lines that have it, each in other words. `seen` is the number of
    articles, of which those that tell the same story are one, and `seen_in` names some. `places` are all of them.
    `inside` tells that it mostly stands between paragraphs of the article, `in_rows` that it mostly stands in lists
    that change, `wordy` that it is long enough for a sentence.
    """

    kind: Kind
    samples: tuple[str, ...]
    lines: tuple[str, ...]
    seen: int
    seen_in: tuple[str, ...]
    places: bytes
    inside: bool
    in_rows: bool
    wordy: bool
    order: int


class Survey(NamedTuple):
    """What returns in a site, the number of its articles and of their stories, and lines that do not return."""

    site: str
    articles: int
    stories: int
    findings: tuple[Finding, ...]
    own_lines: tuple[str, ...]


def survey(counts: Counts, site: str, limits: Limits) -> Survey:
    """Look for what returns in the articles of a site."""

    def read() -> Iterator[Article]:
        return counts.list_articles(site)

    titles = _mark_titles(counts.list_titles(site))
    again = _find_again(counts, site)
    postings = _list_places(counts.list_digests(site), again | titles.keys())
    total = len(counts.list_titles(site))
    first = find_copies(read, {mark: places for mark, places in postings.items() if mark in again}, total)
    stories = len(set(first))
    least = max(limits.min_articles, ceil(limits.min_share * stories))
    chosen = {mark: places for mark, places in postings.items() if count_stories(places, first) >= least}
    told = _leave_out_own(titles, postings, first)
    looked_at = _look(read(), postings, first, chosen, told)
    findings = [
        finding
        for mark, seen in looked_at.findings.items()
        for finding in seen.judge(mark, told.get(mark) or chosen[mark], first, looked_at.ids, title=mark in told)
    ]
    findings.sort(key=lambda finding: (-finding.seen, finding.order, finding.samples))
    return Survey(site, total, stories, tuple(findings), tuple(looked_at.own_lines))


def _mark_titles(listed: Sequence[str]) -> dict[int, set[int]]:
    """Give for each title, by its digest as a line, the places of its articles. Short ones could be anything."""
    wordy = [(place, title) for place, title in enumerate(listed) if count_words(title) >= _TITLE_WORDS]
    marked: dict[int, set[int]] = defaultdict(set)
    if wordy:
        for (place, _), mark in zip(wordy, mark_lines(make_templates([title for _, title in wordy])), strict=True):
            marked[mark].add(place)
    return marked


def _find_again(counts: Counts, site: str) -> set[int]:
    """Find the digests that several articles have. Where they do not fit into memory, it takes several readings."""
    digests = sum(map(len, counts.list_digests(site)))
    readings = 1 + digests * _BYTES // max(1, counts.memory // 2)
    again: set[int] = set()
    for reading in range(readings):
        seen: set[int] = set()
        for here in counts.list_digests(site):
            chosen = here if readings == 1 else {digest for digest in here if (digest >> 1) % readings == reading}
            again |= seen & chosen
            seen |= chosen
    return again


def _list_places(articles: Iterable[set[int]], digests: AbstractSet[int]) -> dict[int, "array[int]"]:
    places: dict[int, array[int]] = defaultdict(lambda: array("I"))
    for place, here in enumerate(articles):
        for digest in here & digests:
            places[digest].append(place)
    return dict(places)


def _leave_out_own(
    titles: Mapping[int, AbstractSet[int]], postings: Mapping[int, Sequence[int]], first: Sequence[int]
) -> dict[int, "array[int]"]:
    """Give for each title the articles that have it as a line and tell another story."""
    told = {}
    for mark, owners in titles.items():
        stories = {first[place] for place in owners}
        if places := [place for place in postings.get(mark, ()) if first[place] not in stories]:
            told[mark] = array("I", places)
    return told


class _Seen:
    """How something reads in several articles, and what stands beside it."""

    def __init__(self) -> None:
        self.kind: Kind = "line"
        self.samples: dict[str, tuple[str, str]] = {}
        self.looked_at = self.inside = self.in_rows = 0
        self.order = 0

    def add(self, kind: Kind, sample: str, line: str) -> None:
        self.kind = kind
        self.looked_at += 1
        words = fold(line)
        self.samples[words] = min(self.samples.get(words, (sample, line)), (sample, line))

    def judge(
        self, mark: int, places: Sequence[int], first: Sequence[int], ids: Mapping[int, str], *, title: bool
    ) -> Iterator[Finding]:
        """Give what was found, unless it cannot become a rule."""
        samples = [self.samples[words] for words in sorted(self.samples)][:_MOST_SAMPLES]
        stories: dict[int, int] = {}
        for place in places:
            stories.setdefault(first[place], place)
        if samples:
            yield Finding(
                "title" if title else self.kind,
                tuple(sample for sample, _ in samples),
                tuple(line for _, line in samples),
                len(stories),
                tuple(ids[place] for place in list(stories.values())[:SEEN_IN]),
                array("I", stories).tobytes(),
                2 * self.inside > self.looked_at,
                2 * self.in_rows >= self.looked_at,
                is_wordy(mark) if self.kind == "line" else max(count_words(line) for _, line in samples) >= WORDY,
                self.order,
            )


class _LookedAt(NamedTuple):
    findings: dict[int, _Seen]
    own_lines: list[str]
    ids: dict[int, str]


def _look(
    articles: Iterable[Article],
    postings: Mapping[int, Sequence[int]],
    first: Sequence[int],
    chosen: Mapping[int, Sequence[int]],
    told: Mapping[int, Sequence[int]],
) -> _LookedAt:
    """Look at lines that return where they stand: each of them in a number of articles."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for mark, places in {**chosen, **told}.items():
        for place in places[:_LOOKED_AT]:
            wanted[place].add(mark)
    looked_at = _LookedAt(defaultdict(_Seen), [], {})
    for place, article in enumerate(articles):
        looked_at.ids[place] = article.id
        if place in wanted or len(looked_at.own_lines) < _OWN_ALL:
            texts, marks = article.texts, unpack(article.marks)
            owned = [count_stories(postings.get(mark, ()), first) < 2 for mark in marks]  # noqa: PLR2004 - one story
            own_lines = [text for text, own in zip(texts, owned, strict=True) if own and len(text) <= LONGEST]
            looked_at.own_lines.extend(own_lines[:_OWN_EACH])
            rows = _find_rows(owned, [len(postings.get(mark, ())) >= MOST * len(first) for mark in marks])
            _look_at_lines(looked_at, wanted[place], texts, marks, owned, rows)
            inside = _find_inside(marks, owned)
            _look_at_parts(
                looked_at, wanted[place].difference(marks), texts, [mark in chosen for mark in marks], inside
            )
    return looked_at


def _look_at_lines(  # noqa: PLR0913, PLR0917 - an article, and what is known of its lines
    looked_at: _LookedAt,
    wanted: AbstractSet[int],
    texts: Sequence[str],
    marks: Sequence[int],
    owned: Sequence[bool],
    rows: AbstractSet[int],
) -> None:
    inside = _find_inside(marks, owned)
    for place, mark in enumerate(marks):
        if mark in wanted and len(texts[place]) <= LONGEST:
            seen = looked_at.findings[mark]
            seen.add("line", texts[place], texts[place])
            seen.inside += place in inside
            seen.in_rows += place in rows
            seen.order = max(seen.order, place)


def _look_at_parts(
    looked_at: _LookedAt, wanted: AbstractSet[int], texts: Sequence[str], returning: Sequence[bool], inside: range
) -> None:
    """Look at what returns on lines that do not return as a whole."""
    for part in list_parts(texts) if wanted else ():
        line = texts[part.place]
        if part.digest in wanted and not returning[part.place] and len(line) <= LONGEST:
            seen = looked_at.findings[part.digest]
            seen.add(_name_kind(part, line), line[part.start : part.end], line)
            seen.inside += part.place in inside


def _name_kind(part: Part, line: str) -> Kind:
    if part.end < len(line):
        return "beginning"
    return "end" if part.start else "names"


def _find_inside(marks: Sequence[int], owned: Sequence[bool]) -> range:
    """Find the places between the first and the last paragraph of an article's own."""
    paragraphs = [place for place, mark in enumerate(marks) if owned[place] and is_wordy(mark)]
    return range(paragraphs[0] + 1, paragraphs[-1]) if paragraphs else range(0)


def _find_rows(owned: Sequence[bool], common: Sequence[bool]) -> set[int]:
    """Find the lines that stand in a row of lines that return, of which several do not in most articles.

    Lists of headlines and teasers are such rows: they change from article to article. What stands right beside a line
    of the article's own may still be a part of it.
    """
    rows: set[int] = set()
    start = 0
    for place in range(len(owned) + 1):
        if place == len(owned) or owned[place]:
            if common[start:place].count(False) >= _ROW:
                rows.update(range(start + (start > 0), place - (place < len(owned))))
            start = place + 1
    return rows
