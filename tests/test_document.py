"""The document, its edits, and the way back."""

import pytest
from conftest import list_kept
from hypothesis import given
from hypothesis import strategies as st
from strategies import texts

from newsclean import Cleaner, Document, Edit, clean
from newsclean.document import Line, apply, change, close_gaps, remove, undo
from newsclean.lines import split_lines

any_text = texts() | st.text(st.sampled_from("ab \r\n\x85\u2028\x0b\x0c\x1c"), max_size=20)


@given(text=any_text)
def test_lines_join_to_their_text_again(text: str) -> None:
    document = Document.from_text(text)
    assert document.text == text
    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))
    assert all(line.text or line.end for line in document.lines)


@given(text=any_text)
def test_physical_lines_have_no_breaks_inside(text: str) -> None:
    lines = split_lines(text)
    assert "".join(line.text + line.end for line in lines) == text
    assert all(line.end in ("\n", "\r\n", "\r") for line in lines[:-1])
    assert not any("\n" in line.text or "\r" in line.text for line in lines)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("\n", [("", "\n")]),
        ("one", [("one", "")]),
        ("one\n", [("one", "\n")]),
        ("one\r\ntwo\rthree\n\rfour", [("one", "\r\n"), ("two", "\r"), ("three", "\n"), ("", "\r"), ("four", "")]),
        ("one\x85two\u2028three\x0bfour\x0cfive\x1csix", [("one\x85two\u2028three\x0bfour\x0cfive\x1csix", "")]),
    ],
)
def test_only_feeds_and_returns_end_lines(text: str, lines: list[tuple[str, str]]) -> None:
    assert [(line.text, line.end) for line in split_lines(text)] == lines


@given(text=any_text, data=st.data())
def test_any_edits_can_be_undone(text: str, data: st.DataObject) -> None:
    document = Document.from_text(text)
    chosen = [line for line in document.lines if data.draw(st.booleans())]
    edits = [
        remove(line, "a.b", "c") if data.draw(st.booleans()) else change(line, "new", "a.b", "c") for line in chosen
    ]
    cleaned = apply(document, edits)
    assert undo(cleaned, edits) == document
    assert [line.number for line in cleaned.lines] == sorted(line.number for line in cleaned.lines)


def test_a_line_can_be_changed_and_then_removed() -> None:
    document = Document.from_text("one\r\ntwo")
    edits = [Edit(1, "one", "eins", "a.b", "c", end="\r\n"), Edit(1, "eins", None, "a.b", "c", end="\r\n")]
    assert apply(document, edits).text == "two"
    assert undo(apply(document, edits), edits) == document


def test_a_last_line_that_becomes_empty_goes() -> None:
    assert change(Line(1, "\u200b", ""), "", "a.b", "c").after is None
    assert change(Line(1, "\u200b", "\n"), "", "a.b", "c").after == ""


@pytest.mark.parametrize(
    "edit", [Edit(3, "one", None, "a.b", "c"), Edit(1, "two", None, "a.b", "c"), Edit(1, "", "x", "a.b", "c")]
)
def test_edits_that_do_not_fit_are_refused(edit: Edit) -> None:
    with pytest.raises(ValueError, match=rf"a\.b does not fit line {edit.line} "):
        apply(Document.from_text("one\ntwo\n"), [edit])


@pytest.mark.parametrize(
    "edit", [Edit(1, "old", None, "a.b", "c"), Edit(1, "old", "other", "a.b", "c"), Edit(9, "", "x", "a.b", "c")]
)
def test_edits_that_were_not_made_are_not_undone(edit: Edit) -> None:
    with pytest.raises(ValueError, match=rf"a\.b was not made on line {edit.line} "):
        undo(Document.from_text("one\ntwo\n"), [edit])


def test_numbers_stay_where_lines_go() -> None:
    result = clean("ADVERTISEMENT\nRain fell all night.\n")
    assert [edit.line for edit in result.edits] == [1]
    assert [line.number for line in list_kept(result)] == [2]
    assert apply(result.source, result.edits).lines == (Line(2, "Rain fell all night.", "\n"),)


def test_a_line_may_go_from_between_a_return_and_a_feed() -> None:
    """The two read as the end of one line then. That they were of two is still known."""
    document = Document.from_text("Rain.\rADVERTISEMENT\r\n\nMore rain.\n")
    result = Cleaner(filters=["boilerplate"])(document)
    assert result.text == "Rain.\r\nMore rain.\n"
    assert [(line.text, line.end) for line in list_kept(result)] == [("Rain.", "\r"), ("", "\n"), ("More rain.", "\n")]
    assert undo(apply(document, result.edits), result.edits) == document


@pytest.mark.parametrize(
    ("before", "number", "after"),
    [
        ("Rain fell all night. Print this page. The river rose.\n", 2, "Rain fell all night. The river rose.\n"),
        ("Rain fell all night.  The river rose. Print this page.\n", 3, "Rain fell all night.  The river rose.\n"),
        ("Rain fell all night. The river rose. Print this page.", 3, "Rain fell all night. The river rose."),
        ("夜通し雨が降った。印刷する頁です。", 2, "夜通し雨が降った。"),
    ],
)
def test_a_sentence_goes_with_the_space_beside_it(before: str, number: int, after: str) -> None:
    document = Document.from_text(before)
    edits = close_gaps(document, [remove(document.lines[number - 1], "a.b", "c")])
    cleaned = apply(document, edits)
    assert cleaned.text == after
    assert undo(cleaned, edits) == document


@pytest.mark.parametrize("name", ["encodings", "", "Spacing"])
def test_filters_that_do_not_exist_are_named(name: str) -> None:
    with pytest.raises(ValueError, match=f"there is no filter '{name}'; "):
        Cleaner(filters=[name])
    with pytest.raises(ValueError, match=f"there is no filter '{name}'; "):
        Cleaner(skip=[name])


def shout(document: Document) -> list[Edit]:
    """Propose capital letters: a filter of one's own."""
    return [change(line, line.text.upper(), "mine.shout", "louder") for line in document.lines if line.text.islower()]


def test_a_filter_of_ones_own_runs_in_its_place() -> None:
    result = Cleaner(filters=[shout, "boilerplate"])(Document.from_text("rain\nadvertisement\n"))
    assert result.text == "RAIN\n"
    assert [edit.rule for edit in result.edits if edit.line == 1] == ["mine.shout"]


def doubt(document: Document) -> list[Edit]:
    """Propose to take out every line, without being sure."""
    return [remove(line, "mine.doubt", "maybe", 0.6) for line in document.lines]


def test_what_is_under_the_threshold_is_shown_and_not_applied() -> None:
    document = Document.from_text("rain\nsun\n")
    result = Cleaner(filters=[doubt])(document)
    assert result.text == document.text
    assert [(edit.line, edit.rule, edit.confidence) for edit in result.unsure] == [
        (1, "mine.doubt", 0.6),
        (2, "mine.doubt", 0.6),
    ]
    assert Cleaner(filters=[doubt], threshold=0.6)(document).text == ""
