"""An invented site: articles of made-up words, what is learned from them, and what that does to a page."""

import random
import tomllib
from collections.abc import Iterable, Sequence

from newsclean import Document
from newsclean.filters.site import Site
from newsclean.fold import fold
from newsclean.indexing import open_rulebook
from newsclean.learning import Counts, Learned, Limits, learn_site
from newsclean.learning.writing import write_pack
from newsclean.rules import Pack, parse_pack

SITE = "lantern.example"
_SYLLABLES = ("ka", "ro", "mi", "len", "tor", "bas", "fel", "dun", "gri", "sho", "vel", "nar", "pim", "ost", "jul")


def write_paragraph(choose: random.Random, length: int = 24) -> str:
    """Make a paragraph up, of words that no other has."""
    made = ["".join(choose.choices(_SYLLABLES, k=choose.randint(1, 4))) for _ in range(length)]
    return " ".join(made).capitalize() + "."


def write_body(seed: object, paragraphs: int = 6) -> list[str]:
    choose = random.Random(repr(seed))  # noqa: S311 - no secret
    return [write_paragraph(choose) for _ in range(paragraphs)]


def make_article(name: str, body: Sequence[str], title: str = "") -> Document:
    return Document.from_text("\n".join(body) + "\n", title=title, site=SITE, id=name)


def make_articles(texts: Iterable[Sequence[str]]) -> list[Document]:
    return [make_article(f"{place}.txt", body) for place, body in enumerate(texts)]


def count(documents: Iterable[Document]) -> Counts:
    counts = Counts()
    counts.update(documents)
    return counts


def learn_from(documents: Iterable[Document], limits: Limits = Limits()) -> Learned:  # noqa: B008 - it cannot change
    return learn_site(count(documents), SITE, limits)


def find_learned(pack: Pack) -> set[str]:
    return {fold(line) for rule in pack.rules for line in rule.lines}


def read_back(pack: Pack) -> Pack:
    return parse_pack(tomllib.loads(write_pack(pack)), "read.toml")


def clean(pack: Pack, body: Sequence[str], title: str = "") -> list[str]:
    document = make_article("new.txt", body, title)
    assert pack.rules
    edits = list(Site(open_rulebook((), [read_back(pack)]))(document))
    gone = {edit.line: edit.after for edit in edits}
    left = [gone.get(line.number, line.text) for line in document.lines]
    return [text for text in left if text is not None]
