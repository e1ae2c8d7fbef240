"""Why lines stay or go: the evidence adds up to what the filters said, and the fates are those of the cleaner."""

import json
import math
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ARTICLES, Article, read_text
from hypothesis import given, settings
from program import ARTICLE, PACK, run, write
from rich.cells import cell_len
from strategies import cleaners, documents
from terminal import COLOUR, HOSTILE, show
from test_docs import EXAMPLES, clean_example

from newsclean import Cleaner, Document
from newsclean.controls import OBEYED
from newsclean.document import Edit, apply
from newsclean.explaining.accounts import Account, Explainer
from newsclean.explaining.reasons import say_why
from newsclean.explaining.watching import watch
from newsclean.explaining.weighing import Weighing
from newsclean.filters import take_for_pages

DOCUMENTS = {
    **{name: article.make_document() for name, article in ARTICLES.items()},
    **{path.name: clean_example(path).source for path in EXAMPLES},
}
QUOTE = next(path for path in EXAMPLES if path.name == "en-calls-read-also-pull-quote.txt")
PAGE = next(path for path in EXAMPLES if path.name == "en-whole-page.txt")
ROUNDING = 0.0011  # filters tell their confidence to three places
BEGINS = {"goes": "It goes: ", "changes": "It changes: ", "stays": "It stays: "}


def explain_all(document: Document, cleaner: Cleaner | None = None) -> list[Account]:
    explainer = Explainer(watch(cleaner or Cleaner(), document))
    return [explainer.explain(number) for number in explainer.lines]


def explain(text: str, line: int, **chain: object) -> tuple[Account, str]:
    cleaner = Cleaner(**chain)  # type: ignore[arg-type]
    account = explain_all(Document.from_text(text), cleaner)[line - 1]
    return account, say_why(account, cleaner.threshold)


def list_weighed(account: Account) -> Iterator[tuple[str, Weighing, Edit | None, str]]:
    for opinion in account.opinions:
        if opinion.weighing:
            edits = [proposal.edit for proposal in opinion.proposals]
            edit = next((edit for edit in edits if edit.after is None), None)
            yield opinion.filter, opinion.weighing, edit, opinion.note


def turn(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


# The laws


def check_fates(document: Document, cleaner: Cleaner) -> None:
    """Check that accounts tell what the cleaner did, with a reason in each case."""
    result = cleaner(document)
    kept = {line.number: line.text for line in apply(document, result.edits).lines}
    for account in explain_all(document, cleaner):
        assert account.after == kept.get(account.number)
        why = say_why(account, cleaner.threshold)
        assert why.startswith(BEGINS[account.fate])
        assert why.endswith(".")
        assert len(why) > len(BEGINS[account.fate]) + 10


def check_removals(document: Document, cleaner: Cleaner) -> None:
    """Check that the edits that filters are said to have made are those that took the lines out."""
    for account in explain_all(document, cleaner):
        removed = [
            proposal.edit.rule
            for opinion in account.opinions
            for proposal in opinion.proposals
            if proposal.outcome == "applied" and proposal.edit.after is None
        ]
        assert bool(removed) == (account.fate == "goes")


def check_evidence(document: Document, cleaner: Cleaner) -> None:
    """Check that the weights add up to the confidence, and that this is the one that the filter gave."""
    for account in explain_all(document, cleaner):
        for filter_, weighing, edit, note in list_weighed(account):
            assert turn(weighing.total) == pytest.approx(weighing.confidence, abs=ROUNDING)
            assert weighing.total == pytest.approx(weighing.lean + sum(signal.weight for signal in weighing.signals))
            if edit is not None and "leftovers on both sides" not in edit.reason and not (filter_ == "page" and note):
                assert edit.confidence == pytest.approx(weighing.confidence, abs=ROUNDING)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_fates_are_those_of_the_cleaner(name: str) -> None:
    check_fates(DOCUMENTS[name], Cleaner())
    check_removals(DOCUMENTS[name], Cleaner())


@settings(max_examples=40)
@given(document=documents(), cleaner=cleaners)
def test_fates_and_evidence_hold_for_nasty_texts(document: Document, cleaner: Cleaner) -> None:
    check_fates(document, cleaner)
    check_evidence(document, cleaner)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_evidence_adds_up_to_the_confidence_that_the_filter_gave(name: str) -> None:
    check_evidence(DOCUMENTS[name], Cleaner())


def test_the_filters_that_weigh_were_all_heard() -> None:
    """Else the law above would hold of nothing."""
    heard = {
        each[0]
        for name in (QUOTE.name, PAGE.name)
        for line in explain_all(DOCUMENTS[name])
        for each in list_weighed(line)
    }
    assert heard == {"page", "related", "repeats", "leftovers"}


def test_a_page_that_is_known_to_be_one_is_weighed_too() -> None:
    article = Article("page", read_text(PAGE))
    cleaner = Cleaner(take_for_pages(("boilerplate", "page")))
    weighed = [each for account in explain_all(article.make_document(), cleaner) for each in list_weighed(account)]
    assert {each[0] for each in weighed} == {"page"}
    for _, weighing, _, _ in weighed:
        assert turn(weighing.total) == pytest.approx(weighing.confidence, abs=ROUNDING)


# What is said

LINES = (
    "The bakery on Mill Lane closed on Friday, and nobody on the lane knew what to do.\n{}\nIts ovens had been lit.\n"
)


def test_a_rule_is_named_with_its_pattern_and_what_it_found() -> None:
    account, why = explain(LINES.format("Sign up for our daily newsletter"), 2)
    assert why.startswith("It goes: the rule en.newsletter holds for it: ")
    hit = next(hit for opinion in account.opinions for hit in opinion.hits)
    assert (hit.rule, hit.part) == ("en.newsletter", "Sign up for our daily newsletter")
    assert "newsletter" in hit.pattern


def test_a_line_under_the_threshold_stays_and_the_threshold_is_told() -> None:
    text = read_text(QUOTE)
    account, why = explain(text, 14)
    (confidence,) = {edit.confidence for name, _, edit, _ in list_weighed(account) if name == "related" and edit}
    assert why == f"It stays: related came to {confidence:.2f}, and 0.90 is asked for."
    lower, why = explain(text, 14, threshold=0.5)
    assert lower.fate == "goes"
    assert f"related came to {confidence:.2f}, and 0.50 is enough" in why


def test_a_repeat_tells_what_it_repeats() -> None:
    account, why = explain(read_text(QUOTE), 7)
    assert why.startswith("It goes: repeats came to ")
    note = next(opinion.note for opinion in account.opinions if opinion.filter == "repeats")
    assert note.startswith("it says again what line 5 says: “I notice when a boat is late”".removesuffix("”"))


def test_a_kind_that_is_kept_is_why_a_line_stays() -> None:
    _, why = explain(LINES.format("Sign up for our daily newsletter"), 2, keep=["newsletter"])
    assert why == "It stays: lines of the kind “newsletter” are kept; en.newsletter would have taken it."


CHOICES = """
disable = ["related.headline"]
keeps = ["“First I ring the boat, then I ring the lifeboat, and then I put the kettle on”"]
"""


def test_what_a_pack_chooses_is_why_a_line_stays(tmp_path: Path) -> None:
    pack = write(tmp_path / "choices.toml", CHOICES)
    out = run("explain", "--skip", "leftovers", "--pack", pack, QUOTE, "7", "12")[0].decode()
    assert "It stays: a pack keeps this line; repeats.quote would have taken it." in out
    assert "It stays: related.headline would have taken it, but is switched off." in " ".join(out.split())


def test_a_rule_that_a_pack_has_hold_however_unsure_is_why_a_line_goes(tmp_path: Path) -> None:
    pack = write(tmp_path / "choices.toml", 'enable = ["related.headline"]\n')
    out = " ".join(run("explain", "--pack", pack, QUOTE, "14")[0].decode().split())
    assert re.search(r"It goes: related came to \S+, and a pack has related.headline hold however unsure it is", out)


def test_later_filters_tell_how_they_read_a_line_that_was_changed() -> None:
    account, why = explain(LINES.format("The cafÃ© by the pier stayed open."), 2)
    assert why.startswith("It changes: encoding.mojibake ")
    read = {opinion.filter: opinion.text for opinion in account.opinions if opinion.round == 1}
    assert read["encoding"] == "The cafÃ© by the pier stayed open."
    assert read["boilerplate"] == "The café by the pier stayed open."


def test_a_line_that_nobody_minds_stays() -> None:
    assert explain(LINES.format("It rained."), 2, filters=["encoding"])[1] == (
        "It stays: no filter had anything against it."
    )


def test_a_filter_of_ones_own_is_named_by_its_name() -> None:
    account, why = explain(LINES.format("It rained."), 2, filters=[drop_rain])
    assert [opinion.filter for opinion in account.opinions] == ["drop_rain"]
    assert why == "It goes: own.rain holds for it: it rains."


def drop_rain(document: Document) -> list[Edit]:
    return [
        Edit(line.number, line.text, None, "own.rain", "it rains") for line in document.lines if "rained" in line.text
    ]


# The command


def test_without_a_line_the_lines_are_listed_that_filters_had_an_opinion_on(tmp_path: Path) -> None:
    out, err = run("explain", write(tmp_path / "a.txt", ARTICLE), COLUMNS="80")
    lines = out.decode().splitlines()
    assert any(line.startswith("2 - Advertisement") and line.endswith("1.00") for line in lines)
    assert not any("Its ovens" in line for line in lines)
    assert err == ""


def test_a_text_that_no_filter_minds_is_told_in_one_line() -> None:
    assert run("explain", "-", stdin=b"Rain.\n")[0] == b"standard input: no filter had an opinion on its 1 line\n"
    assert run("explain", "-")[0] == b"standard input: no filter had an opinion on its 0 lines\n"


def test_lines_are_named_by_numbers_and_ranges() -> None:
    out = run("explain", "-", "2-3", "1", stdin=ARTICLE.encode())[0].decode()
    headings = [line.split(" ─")[0] for line in out.splitlines() if line.startswith("standard input, ")]
    assert headings == [f"standard input, line {number}" for number in (2, 3, 1)]


PARAGRAPHS = (
    "The bakery on Mill Lane closed on Friday, and nobody on the lane knew what to do with such a quiet morning.",
    "Its ovens had been lit for ninety years by four bakers and one widow, who ran it through the war by herself.",
    "The last loaf went to the cat of the house, which looked at it for a while and then walked off to the river.",
)


def test_the_lines_of_a_text_on_one_line_are_counted_as_sentences() -> None:
    text = " ".join(read_text(QUOTE).split("\n"))
    out = run("explain", "-", stdin=text.encode(), COLUMNS="80")[0].decode()
    assert re.search(r"Filters had an opinion on \d+ of \d+ sentences\. ", out)


def test_a_paragraph_stands_behind_its_mark() -> None:
    text = "\n\n".join(textwrap.fill(paragraph, 50) for paragraph in PARAGRAPHS)
    out = run("explain", "-", "1", stdin=text.encode())[0].decode().splitlines()
    first = textwrap.wrap(PARAGRAPHS[0], 50)
    assert out[1 : len(first) + 1] == [f"  {line}" for line in first]


def test_json_says_the_same(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", ARTICLE)
    out = run("explain", "--json", path, "1-3")[0].decode()
    records = [json.loads(line) for line in out.splitlines()]
    assert [record["fate"] for record in records] == ["stays", "goes", "stays"]
    assert records[1]["after"] is None
    assert records[1]["why"].startswith("It goes: the rule en.advertisement holds for it")
    assert [each["filter"] for each in records[1]["filters"]] == ["encoding", "spacing", "joins", "boilerplate"]
    for evidence in (each["evidence"] for record in records for each in record["filters"]):
        if evidence:
            total = evidence["lean"] + sum(signal["weight"] for signal in evidence["signals"])
            assert total == pytest.approx(evidence["sum"], abs=0.001)
    assert len(run("explain", "--json", path)[0].splitlines()) == 1


@pytest.mark.parametrize(
    ("place", "code", "says"),
    [
        ("99", 1, 'there is no line 99; it has lines 1 to 3, as "newsclean diff" counts them'),
        ("2-99", 1, "there is no line 99"),
        ("0", 1, "there is no line 0"),
        ("first", 2, "'first' is no line; name a number such as 12, or a range such as 3-7."),
        ("3-1", 2, "'3-1' ends before it begins; write 1-3."),
        ("9" * 5000, 2, " is no line; name a number such as 12"),
    ],
)
def test_what_is_no_line_is_told_with_what_to_try(place: str, code: int, says: str) -> None:
    out, err = run("explain", "-", place, stdin=ARTICLE.encode(), code=code)
    assert out == b""
    assert says in err


def test_a_file_that_there_is_not_is_told() -> None:
    assert "there is no such file" in run("explain", "nowhere.txt", "3", code=1)[1]


def test_the_options_of_the_chain_hold(tmp_path: Path) -> None:
    pack = write(tmp_path / "mill.toml", PACK)
    out = run("explain", "--pack", pack, "--filter", "boilerplate", "-", "1", stdin=b"Ring the bell\n")[0].decode()
    assert "It goes: the rule mill.bell holds for it: a bell in the margin." in out
    assert "mill.bell finds “Ring the bell” as a whole line" in out
    assert "related" not in out


# What a person sees


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("places", [(), ("7", "13-14")], ids=["list", "lines"])
def test_a_screen_has_bars_and_colours_and_nothing_is_cut_off(columns: int, places: tuple[str, ...]) -> None:
    seen = show("explain", QUOTE, *places, columns=columns)
    assert COLOUR.search(seen)
    assert "█" in seen
    assert max(cell_len(line) for line in COLOUR.sub("", seen).splitlines()) <= columns


def test_no_color_means_none() -> None:
    assert "\x1b" not in show("explain", QUOTE, "14", NO_COLOR="1")


def test_a_pipe_gets_plain_text() -> None:
    out = run("explain", QUOTE, "14")[0].decode()
    assert "\x1b" not in out
    assert "related came to" in out


@pytest.mark.parametrize("options", [[], ["1-3"], ["--json", "1-3"]], ids=" ".join)
def test_hostile_text_moves_no_terminal(tmp_path: Path, options: list[str]) -> None:
    text = f"{HOSTILE}\nAdvertisement\n{HOSTILE} Sign up for our daily newsletter\n{HOSTILE}\n"
    path = write(tmp_path / "a.txt", text)
    assert re.findall(OBEYED, COLOUR.sub("", show("explain", path, *options))) == []
