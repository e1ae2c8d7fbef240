"""The preview in a real terminal: two columns, narrow screens, colours and their absence, pagers."""

import sys
from pathlib import Path

import pytest
from conftest import ARTICLES
from program import write
from rich.cells import cell_len
from rich.console import Console

from newsclean import Cleaner
from newsclean.preview.sections import View
from newsclean.preview.seeing import Preview
from newsclean.preview.sides import draw_sides
from newsclean.preview.terminal import draw_section

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

from terminal import COLOUR, check_harmless, show
from test_terminal import ARTICLE, PACK, RULES_ALONE, hostile

__all__ = ["hostile"]  # a fixture


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write(tmp_path / "ferry.txt", ARTICLE)


def show_sides(*arguments: str | Path, columns: int) -> str:
    return show("diff", "--side-by-side", *RULES_ALONE, *arguments, columns=columns, rows=99)


def read_halves(text: str) -> list[tuple[str, str]]:
    """Read the halves of the lines of a screen in two columns, without what stands above and below these."""
    lines = COLOUR.sub("", text).splitlines()
    assert len({cell_len(line.partition("│")[0]) for line in lines if "│" in line}) == 1, "the line between is crooked"
    return [(left, right) for left, line, right in (line.partition("│") for line in lines) if line]


@pytest.mark.parametrize("columns", [80, 100, 160])
def test_two_columns_are_aligned_and_wrap_each_in_its_half(columns: int, article: Path) -> None:
    text = show_sides(article, columns=columns)
    lines = COLOUR.sub("", text).splitlines()
    assert [line for line in lines if cell_len(line) > columns or line != line.rstrip()] == []
    halves = read_halves(text)
    before = " ".join(left[4:].strip() for left, _ in halves)
    after = " ".join(right[3:].strip() for _, right in halves)
    assert "The last ferry to Gull Island left at noon with eleven goats, a piano and the new schoolteacher" in before
    assert "The last ferry to Gull Island left at noon with eleven goats, a piano and the new schoolteacher" in after
    assert "Advertisement" in before
    assert "en.advertisement A mark that an advertisement stood here" in after.replace("  ", " ")
    assert ("The cafÃ© by the pier stayed open." in before, "The café by the pier stayed open." in after) == (
        True,
        True,
    )
    assert all("café" in right for left, right in halves if "cafÃ©" in left)
    assert "\x1b[7;31mÃ©" in text
    assert "\x1b[7;32mé" in text


def test_two_columns_fall_back_to_one_with_a_sentence_on_a_narrow_screen(article: Path) -> None:
    text = COLOUR.sub("", show_sides(article, columns=79))
    said, _, rest = text.partition("\n")
    assert said == "--side-by-side needs 80 columns and the screen has 79; this is one column"
    assert rest == COLOUR.sub("", show("diff", *RULES_ALONE, article, columns=79, rows=99))


def test_what_changed_is_spelled_where_there_are_no_colours(article: Path) -> None:
    for arguments in ([], ["--side-by-side"]):
        text = show("diff", *RULES_ALONE, *arguments, article, columns=100, rows=99, NO_COLOR="1")
        assert "\x1b" not in text
        assert "The caf[-Ã©-] by the pier" in text
        assert "The caf{+é+} by the pier" in text


@pytest.mark.parametrize("columns", [40, 80])
def test_bars_keep_within_the_screen_and_have_the_colours_of_the_marks(columns: int, article: Path) -> None:
    pack = write(article.with_name("ferry.toml"), PACK)
    text = show("diff", "--stat", *RULES_ALONE, "--pack", pack, *[article] * 30, columns=columns)
    lines = COLOUR.sub("", text).splitlines()
    assert [line for line in lines if cell_len(line) > columns] == []
    assert any(line.split()[:2] == ["boilerplate", "60"] for line in lines)
    assert "\x1b[31m█" in text
    assert "\x1b[33m░" in text


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_texts_of_every_language_and_shape_keep_within_the_screen(columns: int) -> None:
    console = Console(width=columns)
    preview = Preview(Cleaner(), View(context=1))
    for article in list(ARTICLES.values())[::7]:
        section = preview.see(article.make_document())
        for draw in (draw_section, draw_sides):
            *lines, _ = draw(section, console).plain.split("\n")
            assert [line for line in lines if cell_len(line) > columns] == [], article.name


@pytest.mark.parametrize("no_color", ["", "1"])
@pytest.mark.parametrize(
    "arguments", [["--side-by-side"], ["--all"], ["--against-threshold", "0.5"], ["--only", "spacing"]]
)
def test_a_hostile_article_is_harmless_in_every_form(hostile: Path, no_color: str, arguments: list[str]) -> None:
    text = show("diff", *arguments, "--site", "ferry.example", hostile, columns=120, rows=99, NO_COLOR=no_color)
    check_harmless(text.replace("\x1b[7;35m", ""))


def test_what_failed_is_said_below_what_is_shown(article: Path) -> None:
    text = COLOUR.sub("", show("diff", article.with_name("none.txt"), article, rows=99, code=1))
    assert text.splitlines()[-1].endswith("none.txt: there is no such file; check the name")


def test_a_pager_that_is_left_early_ends_the_rest_quietly(article: Path, tmp_path: Path) -> None:
    pager = write(tmp_path / "pager", "#!/bin/sh\nhead -n 3\n")
    pager.chmod(0o755)
    text = show("diff", tmp_path / "none.txt", *[article] * 200, rows=10, code=1, PAGER=str(pager))
    assert COLOUR.sub("", text).count("\n") == 4, "three lines, and what failed"
