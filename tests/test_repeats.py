"""Text that stands twice: which of the two goes, and what is said twice on purpose."""

import pytest
from conftest import clean

FIRST = "The ferry to Skell left an hour late on Monday because nobody could find the key of the engine room."
SECOND = "It turned up in the captain’s other coat, which was on its way to the dry cleaner in Port Allard."
QUOTED = (
    "“I have sailed this sound for thirty years and I have never once been locked out of my own engine room,” said "
    "Ines Tarrow, who is the captain. “The soup was my idea, and it was better than what we serve at sea.”"
)
LAST = "Passengers were given soup, and one of them played the accordion until the boat cast off at noon."


def join(*texts: str) -> str:
    return "".join(f"{text}\n" for text in texts)


GOES = {
    "a pull quote": (
        "“I have sailed this sound for thirty years and I have never once been locked out of my own engine room.”"
    ),
    "a pull quote in other marks": (
        "«I have sailed this sound for thirty years and I have never once been locked out of my own engine room»"
    ),
    "a trimmed pull quote": "“I have never once been locked out of my own engine room”",
    "a pull quote punctuated anew": (
        "“I have sailed this sound for thirty years – and I have never, once, been locked out of my own engine room!”"
    ),
    "a pull quote with an ellipsis": (
        "“I have sailed this sound for thirty years … never once been locked out of my own engine room.”"
    ),
    "an attribution in the middle": (
        "“I have never once been locked out of my own engine room. The soup was my idea, and it was better than what "
        "we serve at sea.”"
    ),
    "a sentence of the text": "The soup was my idea, and it was better than what we serve at sea.",
}


@pytest.mark.parametrize("copy", GOES.values(), ids=GOES)
@pytest.mark.parametrize("place", [0, 2, 3], ids=["above", "below", "further below"])
def test_pull_quotes_go(copy: str, place: int) -> None:
    texts = [FIRST, QUOTED, SECOND, LAST]
    result = clean(join(*texts[:place], copy, *texts[place:]), "repeats")
    assert result.text == join(*texts)
    assert [edit.before for edit in result.edits] == [copy]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (join(FIRST, SECOND, LAST, FIRST, SECOND, LAST), join(FIRST, SECOND, LAST)),
        (join(FIRST, FIRST, SECOND, SECOND), join(FIRST, SECOND)),
        (join(FIRST, SECOND, FIRST, SECOND), join(FIRST, SECOND)),
        (join(FIRST, "", SECOND, "", FIRST, "", SECOND), join(FIRST, "", SECOND, "", "")),
        (join(FIRST, SECOND, f"  {FIRST}"), join(FIRST, SECOND)),
    ],
    ids=["all twice", "1 1 2 2", "1 2 1 2", "1 2 1 2 with blank lines", "indented"],
)
def test_of_paragraphs_that_stand_twice_the_first_stays(before: str, after: str) -> None:
    assert clean(before, "repeats").text == after


def test_of_two_copies_the_one_in_the_running_text_stays() -> None:
    teaser = [LAST, "", "", FIRST, LAST, SECOND]
    assert clean(join(*teaser), "repeats").text == join("", "", FIRST, LAST, SECOND)


def test_the_reason_names_the_line_that_stays() -> None:
    edit = clean(join(FIRST, SECOND, LAST, FIRST, SECOND), "repeats").edits[0]
    assert (edit.line, edit.rule) == (4, "repeats.copy")
    assert edit.reason.startswith("says again what line 1 says")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The key of the engine room was lost. The key of the engine room was lost. Nobody knew where.",
         "The key of the engine room was lost. Nobody knew where."),
        ("Captain finds her key in coat Captain finds her key in coat", "Captain finds her key in coat"),
        ("夜通し雨が降り橋まで達した。夜通し雨が降り橋まで達した。", "夜通し雨が降り橋まで達した。"),
    ],
)  # fmt: skip
def test_a_teaser_doubled_inside_a_line_is_halved(before: str, after: str) -> None:
    assert clean(join(before, LAST), "repeats").text == join(after, LAST)


def test_a_line_that_stands_twice_side_by_side_needs_no_full_stop() -> None:
    caption = "Ines Tarrow and her soup on the quay of Port Allard"
    assert clean(join(FIRST, caption, "", caption, SECOND), "repeats").text == join(FIRST, caption, "", SECOND)


def test_a_pull_quote_that_is_a_sentence_goes_right_above_its_paragraph_too() -> None:
    assert clean(join(FIRST, GOES["a pull quote"], QUOTED, LAST), "repeats").text == join(FIRST, QUOTED, LAST)


VERSES = (FIRST, SECOND, LAST)
STAYS = {
    "a refrain": join("Row, row, row.", FIRST, "Row, row, row.", SECOND, "Row, row, row."),
    "a long refrain": join(*(f"{verse}\nAnd still nobody knew where the key had gone that day." for verse in VERSES)),
    "short answers": join("Were you late?", "Yes.", "Were you sorry?", "Yes.", "Will you be late again?", "Yes."),
    "a subhead that quotes the next paragraph": (
        join(FIRST, "“Never once been locked out of my own engine room”", QUOTED, LAST)
    ),
    "a subhead with the words of the next paragraph": (
        join(FIRST, "The captain’s other coat, on its way to the dry cleaner", SECOND)
    ),
    "a short quote said again": join(FIRST, "“The soup was my idea,” she said.", QUOTED),
    "a word said three times": join("Rain, rain, rain, rain, rain, rain, go away.", FIRST),
    "a score that returns": join(
        "Skell 2, Port Allard 1", FIRST, "Skell 2, Port Allard 1 was the score a year ago, too."
    ),
    "a sentence that two people say": join(
        FIRST,
        "“There was nothing else for us to do but to wait for noon.”",
        SECOND,
        LAST,
        "“There was nothing else for us to do but to wait for noon.”",
        QUOTED,
    ),
    "a list of contents that stands again at the end": join(
        "Find the key of the engine room in eight easy steps",
        "Find the coat that the captain of the ferry wears",
        "Find the captain of the ferry before the tide does",
        FIRST,
        SECOND,
        LAST,
        "Find the key of the engine room in eight easy steps",
        "Find the coat that the captain of the ferry wears",
        "Find the captain of the ferry before the tide does",
    ),
    "a summary that the text says again": join(
        "Nobody could find the key of the engine room.",
        FIRST,
        SECOND,
        "It was long past noon on the quay of Skell. Nobody could find the key of the engine room. Soup was given out.",
    ),
    "a paragraph that cites half of another": join(
        FIRST,
        SECOND,
        "He said that the ferry to Skell left an hour late on Monday because of the tide, and of nothing else.",
    ),
}


@pytest.mark.parametrize("text", STAYS.values(), ids=STAYS)
def test_what_is_said_twice_on_purpose_stays(text: str) -> None:
    assert clean(text, "repeats").edits == ()
