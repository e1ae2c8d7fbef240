"""Clean articles come back as they are. To remove body text is the worst error."""

import textwrap
from collections.abc import Callable

import pytest
from conftest import UNTOUCHED, read_text

from newsclean import Document, clean
from newsclean.preview import write_plain


def list_paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def wrap(text: str, width: int) -> str:
    wrapped = (
        textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) for line in list_paragraphs(text)
    )
    return "\n\n".join("\n".join(lines) for lines in wrapped) + "\n"


SHAPES: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "carriage returns and line feeds": lambda text: text.replace("\n", "\r\n"),
    "carriage returns": lambda text: text.replace("\n", "\r"),
    "no end on the last line": lambda text: text.rstrip("\n"),
    "no blank lines": lambda text: "\n".join(list_paragraphs(text)) + "\n",
    "a blank line between all": lambda text: "\n\n".join(list_paragraphs(text)) + "\n",
    "two blank lines between all": lambda text: "\n\n\n".join(list_paragraphs(text)) + "\n",
    "a mark before each line": lambda text: "\n".join(f"• {line}" for line in list_paragraphs(text)) + "\n",
    "indented": lambda text: "\n".join(f"    {line}" for line in list_paragraphs(text)) + "\n",
    "all on one line": lambda text: " ".join(list_paragraphs(text)),
}


def check_untouched(text: str) -> None:
    result = clean(text)
    assert not result.edits, write_plain(result)
    assert result.text == text


def test_there_are_articles_in_many_languages() -> None:
    assert len({name.partition("-")[0] for name in UNTOUCHED}) >= 15


@pytest.mark.parametrize("name", UNTOUCHED)
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_clean_articles_come_back_untouched(shape: Callable[[str], str], name: str) -> None:
    check_untouched(shape(read_text(UNTOUCHED[name])))


@pytest.mark.parametrize("width", [72, 80])
@pytest.mark.xfail(
    reason="a line cut out of a paragraph is taken for a headline or for a word of the page", strict=True
)
def test_hard_wrapped_articles_come_back_untouched(width: int) -> None:
    texts = [wrap(read_text(path), width) for path in UNTOUCHED.values()]
    touched = [result for result in map(clean, texts) if result.edits]
    assert not touched, "\n".join(map(write_plain, touched))


@pytest.mark.parametrize("name", UNTOUCHED)
def test_an_article_cut_short_comes_back_untouched(name: str) -> None:
    """Scrapers lose the beginning or the end of an article; what is left of it is still clean."""
    lines = Document.from_text(read_text(UNTOUCHED[name])).lines
    for cut in range(3, len(lines), 4):
        check_untouched("".join(line.text + line.end for line in lines[cut:]))
        check_untouched("".join(line.text + line.end for line in lines[:cut]))
