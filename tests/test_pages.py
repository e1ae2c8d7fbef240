"""Whole pages: the article is found in them, and what is no page is left alone."""

from pathlib import Path

import pytest
from conftest import CASES, LAWS, ROOT, UNTOUCHED, Law, read_case, read_text
from hypothesis import given
from hypothesis import strategies as st
from program import run, write
from shapes import SHAPES, Shape
from strategies import documents
from test_time import LINES, check_growth

from newsclean import Cleaner, Document, clean
from newsclean.document import apply
from newsclean.filters import CHAIN, take_for_pages
from newsclean.filters.page import is_whole_page
from newsclean.pages.page import Page

PAGES = {
    name: path
    for name, path in CASES.items()
    if any(word in name for word in ("whole-page", "ganze-seite", "pagina-entera"))
}
FOR_PAGES = Cleaner(filters=take_for_pages(CHAIN))
MOST_BYTES = 1_000_000
MENU = (
    "Home\nNews\nHarbour\nTown Hall\nCourts\nSchools\nSport\nRowing\nFootball\nCulture\nBooks\nOpinion\nLetters\n"
    "Weather\nPuzzles\nArchive\nJobs\nLog in\nSubscribe\nShare on Facebook\nAdvertisement\n"
)
FOOTER = (
    "Most read\nBaker finds a coin in a sack of flour\nSchool closes for two weeks\nCouncil votes for a market hall\n"
    "About us\nContact\nCareers\nPrivacy policy\nCookie policy\nTerms of use\nFacebook\nInstagram\n"
    "© 2024 The Oldport Lantern. All rights reserved.\n"
)


def prepare(text: str) -> Document:
    """Run the filters before `page` over a text."""
    document = Document.from_text(text)
    for filter_ in Cleaner(filters=CHAIN[: CHAIN.index("page")]).chain:
        document = apply(document, {edit.line: edit for edit in filter_(document)}.values())
    return document


def test_there_are_pages_in_several_scripts() -> None:
    assert len({name.partition("/")[0] for name in PAGES}) >= 5


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_told(name: str) -> None:
    assert is_whole_page(prepare(read_case(name, PAGES[name]).text))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_was_cleaned_is_none_any_more(name: str) -> None:
    assert not is_whole_page(prepare(clean(read_case(name, PAGES[name]).text).text))


@pytest.mark.parametrize("name", UNTOUCHED)
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_an_article_is_no_page(shape: Shape, name: str) -> None:
    assert not is_whole_page(prepare(shape(read_text(UNTOUCHED[name]))))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_pages_hold_to_the_laws(law: Law, name: str) -> None:
    law(FOR_PAGES, read_case(name, PAGES[name]).make_document())


@given(documents(), st.sampled_from([*LAWS.values()]))
def test_what_is_taken_for_a_page_holds_to_the_laws(document: Document, law: Law) -> None:
    law(FOR_PAGES, document)


@given(st.lists(st.sampled_from((*MENU.split("\n"), *FOOTER.split("\n"), *LINES[:20])), max_size=60))
def test_what_may_be_a_page_holds_to_the_laws(lines: list[str]) -> None:
    for law in LAWS.values():
        law(Cleaner(), Document.from_text("\n".join(lines)))


def test_the_text_of_an_article_stays_in_a_page_that_is_put_around_it() -> None:
    name = "en-narrative-feature.txt" if "en-narrative-feature.txt" in UNTOUCHED else next(iter(UNTOUCHED))
    article = read_text(UNTOUCHED[name])
    kept = clean(MENU + article + FOOTER).text
    assert [line for line in article.split("\n") if len(line) > 60 and line not in kept] == []
    assert [line for line in (MENU + FOOTER).split("\n") if line and line in kept.split("\n")] == []


def test_the_headline_that_is_known_stays_above_the_text() -> None:
    text = MENU + "A boat\n" + "".join(f"{line}.\n" for line in LINES[:12]) + FOOTER
    kept = Cleaner()(Document.from_text(text, title="A boat")).text
    assert kept.split("\n")[0] == "A boat"


def test_the_comments_of_readers_go_however_much_they_read_like_the_article() -> None:
    article = [f"{line}." for line in LINES[:12]]
    comments = [". ".join(LINES[start : start + 3]) + "." for start in range(20, 32, 3)]
    heads = [f"Ida Corrin on March {day}, 2024 at 9:12 am said:" for day in range(2, 6)]
    thread = [line for head, comment in zip(heads, comments, strict=True) for line in (head, comment)]
    kept = FOR_PAGES(Document.from_text(MENU + "\n".join([*article, *thread, FOOTER]))).text.split("\n")
    assert [line for line in article if line not in kept] == []
    assert [line for line in comments if line in kept] == []
    few = FOR_PAGES(Document.from_text(MENU + "\n".join([*article, *thread[:4], FOOTER]))).text.split("\n")
    assert comments[0] in few  # two of them are no thread


def test_what_a_sentence_runs_through_stays() -> None:
    lines = [f"{line}." for line in LINES[:12]]
    lines[5:6] = [f"{LINES[5]} by", "Ida Corrin", f", who sailed on, {LINES[13]}."]
    kept = FOR_PAGES(Document.from_text(MENU + "\n".join([*lines, FOOTER]))).text.split("\n")
    assert "Ida Corrin" in kept


def test_a_reason_names_the_block_of_a_line() -> None:
    text = MENU + "".join(f"{line}.\n" for line in LINES[:12]) + FOOTER
    reasons = {edit.before: (edit.rule, edit.reason) for edit in clean(text).edits if edit.rule.startswith("page.")}
    assert reasons["Rowing"][0] == "page.menu"
    assert reasons["Rowing"][1].startswith("menu: one of ")


def test_time_grows_with_the_length_of_a_page() -> None:
    def make(size: int) -> str:
        menu = [line[:20] for line in LINES[: size // 3]]
        article = [f"{line}." for line in LINES[size // 3 : 2 * size // 3]]
        return "Subscribe\nShare on Facebook\nAdvertisement\n" + "\n".join([*menu, *article, *menu])

    check_growth(Cleaner(filters=["boilerplate", *take_for_pages(["page"])]), make, 1_000)


def test_evidence_is_small() -> None:
    assert (ROOT / "newsclean" / "weights" / "page.json").stat().st_size <= MOST_BYTES


def test_signals_are_as_many_as_lines() -> None:
    from newsclean.pages.signals import see  # noqa: PLC0415 - for this test alone

    page = Page(prepare(MENU + FOOTER))
    assert {len(column) for column in see(page, {}).values()} == {len(page)}


def test_the_command_takes_a_text_for_a_page_or_for_none(tmp_path: Path) -> None:
    page = MENU + "".join(f"{line}.\n" for line in LINES[:12]) + FOOTER
    path = write(tmp_path / "page.txt", page)
    found, _ = run("--skip", "leftovers", path)
    assert b"Rowing" not in found
    assert b"Rowing" in run("--skip", "leftovers", "--no-page", path)[0]
    assert run("--skip", "leftovers", "--page", path)[0] == found
    few = write(tmp_path / "few.txt", "Home\nNews\nSport\nRowing\n" + "".join(f"{line}.\n" for line in LINES[:12]))
    assert b"Rowing" in run("--skip", "leftovers", few)[0]
    assert b"Rowing" not in run("--skip", "leftovers", "--page", few)[0]
