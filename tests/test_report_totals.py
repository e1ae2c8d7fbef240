"""What a report keeps: diffs of those documents that a person will look at, and no more than they will read."""

import json

import pytest
from hypothesis import given
from test_record import CLEANER, TEXTS

from newsclean import Document, Edit, clean
from newsclean.decode import Decoded
from newsclean.document import Result
from newsclean.formats import RecordError, dump_record, make_record, read_record
from newsclean.report.diffs import make_diff, make_example
from newsclean.report.outcomes import Outcome, tell_outcome
from newsclean.report.page import write_page
from newsclean.report.totals import DETAILED, LISTED, Totals

OUTCOME = tell_outcome(clean("The tram stopped.\nADVERTISEMENT\nIt rained all night.\n"))


def make_outcome(name: object, lost: int, unsure: int = 0) -> Outcome:
    return OUTCOME._replace(figures=OUTCOME.figures._replace(name=str(name), lost=lost, unsure=unsure))


@given(TEXTS)
def test_a_record_is_read_as_the_result_that_it_was_made_from(text: str) -> None:
    result = CLEANER(Document.from_text(text, title="A headline", site="example.org", id="a.txt"))
    data = text.encode()
    record = json.loads(dump_record(make_record(result, Decoded(text, "utf-8", bom=False, exact=True), data)))
    assert read_record(record) == result


@pytest.mark.parametrize("damage", [{"edits": [1]}, {"edits": [{}]}, {"unsure": None}, {"source": 5}, {"text": 5}])
def test_a_damaged_record_is_refused_with_a_reason(damage: dict[str, object]) -> None:
    result = clean("The tram stopped.\nADVERTISEMENT\n")
    record = make_record(result, Decoded(result.source.text, "utf-8", bom=False, exact=True), b"")
    with pytest.raises(RecordError, match="record"):
        read_record({**record, **damage})


def test_an_outcome_comes_back_from_its_line_of_json() -> None:
    assert Outcome.parse(OUTCOME.write()) == OUTCOME


def test_the_documents_kept_are_those_with_most_doubts_and_those_that_lost_most() -> None:
    totals = Totals()
    for place in range(500):
        totals.add(make_outcome(place, lost=place, unsure=500 - place if place < 150 else 0))
    kept = totals.choose_details()
    assert len(kept) == DETAILED
    assert set(kept) == {*range(DETAILED // 2), *range(400, 500)}
    assert all(outcome.figures.name == str(place) for place, outcome in kept.items())


def test_what_doubts_leave_free_goes_to_those_that_lost_most() -> None:
    totals = Totals()
    for place in range(500):
        totals.add(make_outcome(place, lost=500 - place, unsure=int(place == 499)))
    assert set(totals.choose_details()) == {*range(DETAILED - 1), 499}


def test_a_document_behind_the_rows_of_the_table_is_in_it_where_it_lost_most() -> None:
    totals = Totals()
    quiet = OUTCOME._replace(hits={}, diff=[])
    for _ in range(LISTED + 5):
        totals.add(quiet)
    totals.add(make_outcome("last", lost=99))
    page = write_page(totals, "many").decode()
    data = json.loads(page.partition('<script id="data" type="application/json">')[2].partition("</script>")[0])
    assert len(data["documents"]) == LISTED + 1
    assert data["documents"][LISTED][0] == "last"
    assert list(data["diffs"]) == [str(LISTED)]
    assert f"The table has the first {LISTED:,} documents, and these." in page
    assert f"<dd>{LISTED + 6:,}</dd>" in page


def test_examples_come_from_several_documents_and_are_not_alike() -> None:
    totals = Totals()
    for line in ("Follow us on Facebook", "Follow us on Facebook", "Follow us on Instagram"):
        totals.add(tell_outcome(clean(f"The tram stopped.\n{line}\nIt rained all night.\n")))
    [(_, share)] = totals.rules.items()
    assert share.list_examples() == [[["Follow us on Facebook"]], [["Follow us on Instagram"]]]
    assert (share.gone, share.documents) == (3, 3)


def make_result(lines: list[str], kept: tuple[int, ...] = ()) -> Result:
    """Give the result of taking all lines out but for some."""
    document = Document.from_text("".join(f"{line}\n" for line in lines))
    gone = [line for line in document.lines if line.number not in kept]
    return Result(document, "", tuple(Edit(line.number, line.text, None, "mine.rule", "a reason") for line in gone), ())


def test_long_runs_of_lines_that_went_leave_room_for_the_article() -> None:
    rows = make_diff(make_result([f"{place} " + "word " * 60 for place in range(1, 501)], kept=(250, 251)))
    marks = [row[0] for row in rows]
    assert marks == ["-"] * 40 + ["went"] + [" "] * 2 + ["-"] * 40 + ["went"]
    assert [row[1] for row in rows if row[0] == "went"] == [209, 209]


def test_a_diff_that_nobody_would_read_to_its_end_is_cut() -> None:
    lines = [f"{place} " + "word " * 60 for place in range(1, 5001)]
    rows = make_diff(make_result(lines, kept=tuple(range(1, 5001, 2))))
    shown = [row for row in rows if row[0] in ("-", " ")]
    assert sum(len(json.dumps(row)) for row in rows) < 120_000
    assert rows[-1] == ["cut", 5000 - len(shown)]
    assert len(shown) > 100


def test_blank_lines_without_end_are_cut() -> None:
    rows = make_diff(make_result([""] * 5000))
    assert [row[0] for row in rows] == ["-"] * 40 + ["went"]


def test_a_line_that_is_too_long_is_cut() -> None:
    [row] = make_diff(make_result(["word " * 100_000]))
    assert str(row[2]).endswith("…']")
    assert len(str(row)) < 5000


def test_an_example_shows_what_changed_however_far_behind_it_is() -> None:
    before = "It rained all night. " * 50 + "sheâ€™d said. " + "It rained all night. " * 50
    [stood, became] = make_example(Edit(1, before, before.replace("â€™", "’"), "encoding.mojibake", "a reason"))
    assert stood[1] == "â€™"
    assert became[1] == "’"
    assert stood[0].startswith("… ")
    assert stood[0].endswith("night. she")
    assert stood[2].endswith("…")
    assert sum(map(len, stood)) < 300


def test_what_nobody_would_see_is_spelled() -> None:
    result = clean("The\u00a0tram stopped at\u200b noon, and it rained all night.\n")
    assert [row[2] for row in make_diff(result)] == [
        ["The", "\\u00a0", "tram stopped at", "\\u200b", " noon, and it rained all night."],
        ["The", " ", "tram stopped at noon, and it rained all night."],
    ]
