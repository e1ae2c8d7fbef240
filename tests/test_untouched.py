"""Clean articles come back as they are. To remove body text is the worst error."""

import pytest
from conftest import UNTOUCHED, read_text
from shapes import SHAPES, Shape, list_paragraphs, make_wrap

from newsclean import Document, clean
from newsclean.preview.plain import write_plain

UNTOUCHED_SHAPES: dict[str, Shape] = {
    "as it is": lambda text: text,
    "carriage returns and line feeds": lambda text: text.replace("\n", "\r\n"),
    "carriage returns": lambda text: text.replace("\n", "\r"),
    "no end on the last line": lambda text: text.rstrip("\n"),
    "two blank lines between": lambda text: "\n\n\n".join(list_paragraphs(text)) + "\n",
    "indented": lambda text: "\n".join(f"    {line}" for line in list_paragraphs(text)) + "\n",
    "wrapped at 60": make_wrap(60, "\n"),
    "wrapped at 100": make_wrap(100),
    **SHAPES,
}


def check_untouched(text: str) -> None:
    result = clean(text)
    assert not result.edits, write_plain(result)
    assert result.text == text


def test_there_are_articles_in_many_languages() -> None:
    assert len({name.partition("-")[0] for name in UNTOUCHED}) >= 15


@pytest.mark.parametrize("name", UNTOUCHED)
@pytest.mark.parametrize("shape", UNTOUCHED_SHAPES.values(), ids=UNTOUCHED_SHAPES)
def test_clean_articles_come_back_untouched(shape: Shape, name: str) -> None:
    check_untouched(shape(read_text(UNTOUCHED[name])))


@pytest.mark.parametrize("name", UNTOUCHED)
def test_an_article_cut_short_comes_back_untouched(name: str) -> None:
    """Scrapers lose the beginning or the end of an article; what is left of it is still clean."""
    lines = Document.from_text(read_text(UNTOUCHED[name])).lines
    for cut in range(3, len(lines), 4):
        check_untouched("".join(line.text + line.end for line in lines[cut:]))
        check_untouched("".join(line.text + line.end for line in lines[:cut]))
