"""Labelling the lines of whole pages: which of those that the filters before `page` leave are of the article."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from judge.measuring import Article, read_articles
from judge.scoring import is_headline, split_words

from newsclean import Cleaner, Document
from newsclean.document import apply
from newsclean.pages.page import Page

DUMPS = ["inscriptis", "html_text", "get_text"]
"""The scrapers whose texts are whole pages."""

BEFORE = ("encoding", "spacing", "joins", "boilerplate")
_HEADLINE_REACH = 40  # lines above the body in which its headline may stand


class Labelled(NamedTuple):
    """A page with a label for each line, 1 for the article, and how many words of the measure each line has."""

    site: str
    page: Page
    labels: list[int]
    counts: list[int]


def label_files(paths: Iterable[Path]) -> list[Labelled]:
    """Label the lines of all pages in files of dumps."""
    cleaner = Cleaner(filters=BEFORE)
    return [page for path in paths for article in read_articles(path) for page in label(cleaner, article)]


def label(cleaner: Cleaner, article: Article) -> Iterator[Labelled]:
    """Label the lines of a page that the filters before `page` leave, and its headline above the body."""
    if article.text.count("\n") + 1 != len(article.keep):
        return
    document, joined = _prepare(cleaner, article)
    if document.unit != "line":
        return
    page = Page(document)
    votes: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
    for number, (text, keep) in enumerate(zip(article.text.split("\n"), article.keep, strict=True), start=1):
        votes[joined.get(number, number)][keep] += len(split_words(text))
    title = split_words(article.title)
    labels, counts, headlines = [], [], []
    for line, text in zip(page.lines, page.texts, strict=True):
        without, within = votes[line.number] if line else (1, 0)
        line_words = split_words(text)
        headline = line is not None and is_headline(line_words, title)
        labels.append(int(within > without and not headline))
        counts.append(0 if headline or line is None else len(line_words))
        headlines.append(headline)
    first = next((place for place, found in enumerate(labels) if found and counts[place]), len(labels))
    for place in range(first - 1, max(-1, first - 1 - _HEADLINE_REACH), -1):
        if headlines[place]:
            labels[place], counts[place] = 1, len(title)
            break
    yield Labelled(article.site, page, labels, counts)


def _prepare(cleaner: Cleaner, article: Article) -> tuple[Document, dict[int, int]]:
    """Run the filters before `page`; tell of lines that were joined to another one to which."""
    document = Document.from_text(article.text)
    joined: dict[int, int] = {}
    for filter_ in cleaner.chain:
        edits = {edit.line: edit for edit in filter_(document) if edit.confidence >= cleaner.threshold}
        for edit in edits.values():
            if edit.after is None and edit.rule.startswith("joins."):
                joined[edit.line] = int(edit.reason.split()[-1])
        document = apply(document, edits.values())
    return document, joined
