"""Two ways of cleaning compared: what a pack or a threshold would change in the outcome."""

from pathlib import Path

import pytest
from conftest import ARTICLES
from program import run, write

from newsclean import Cleaner, Result
from newsclean.document import apply
from newsclean.preview.against import compare, tell_fates

RULES_ALONE = ("--filter", "encoding", "--filter", "boilerplate")
ARTICLE = """\
The kiln on Bell Hill was lit again on Monday.
Advertisement
It had been cold for nine winters, and two weddings.
Potters of the valley
The cafÃ© beside it sold out by noon.
Nobody could say where the clay came from.
"""
RULE = """
[[rule]]
id = "kiln.potters"
description = "A heading of the paper."
lines = ["Potters of the valley"]
removes = ["Potters of the valley"]
keeps = ["The potters of the valley came."]
confidence = {confidence}
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write(tmp_path / "kiln.txt", ARTICLE)


def write_pack(folder: Path, confidence: float = 1.0, disable: str = "") -> Path:
    text = f'disable = ["{disable}"]\n' if disable else ""
    return write(folder / f"{disable}{confidence}.toml", text + RULE.format(confidence=confidence))


def against(*arguments: str | Path) -> list[str]:
    return run("diff", *RULES_ALONE, *arguments)[0].decode().splitlines()


def test_a_pack_shows_what_would_go_and_nothing_that_goes_in_both_ways(article: Path, tmp_path: Path) -> None:
    assert against("--against", write_pack(tmp_path), article) == [
        f"── {article}",
        "1   The kiln on Bell Hill was lit again on Monday.",
        "3   It had been cold for nine winters, and two weddings.",
        "4 - Potters of the valley",
        "  ↳ would go: kiln.potters  A heading of the paper",
        "5   The café beside it sold out by noon.",
        "6   Nobody could say where the clay came from.",
        "1 of 6 lines would go",
    ]


def test_a_pack_that_disables_a_rule_shows_what_would_stay(article: Path, tmp_path: Path) -> None:
    pack = write_pack(tmp_path, disable="en.advertisement")
    lines = against("--against", pack, "--context", "0", article)
    assert lines[2:4] == [
        "2 + Advertisement",
        "  ↳ would stay, goes now: en.advertisement  A mark that an advertisement stood here",
    ]
    assert lines[-1] == "1 of 6 lines would go, 1 would stay"


def test_a_threshold_shows_what_would_be_decided_in_another_way(article: Path, tmp_path: Path) -> None:
    pack = write_pack(tmp_path, 0.6)
    lower = against("--pack", pack, "--against-threshold", "0.5", "--context", "0", article)
    assert "  ↳ would go, unsure now: kiln.potters 0.60  A heading of the paper" in lower
    higher = against("--pack", pack, "--threshold", "0.5", "--against-threshold", "0.9", "--context", "0", article)
    assert "4 + Potters of the valley" in higher
    assert higher[-1] == "1 of 6 lines would stay"


def test_a_doubt_that_a_pack_raises_is_shown(article: Path, tmp_path: Path) -> None:
    lines = against("--against", write_pack(tmp_path, 0.6), "--context", "0", article)
    assert "4 ? Potters of the valley" in lines
    assert lines[-1] == "1 of 6 lines would be unsure"


def test_a_line_that_would_change_is_shown_as_it_is_now_and_as_it_would_be(tmp_path: Path) -> None:
    rule = (
        '[[rule]]\nid = "kiln.tag"\ndescription = "A tag."\npattern = "^kiln news: "\ndrop = "match"\n'
        'removes = [{ line = "Kiln news: it is lit.", leaves = "it is lit." }]\n'
        'keeps = ["It was kiln news: that it was lit."]\n'
    )
    article = write(tmp_path / "tag.txt", "Kiln news: the fire was lit.\nIt rained.\n")
    assert against("--against", write(tmp_path / "tag.toml", rule), article)[1:4] == [
        "1 - [-Kiln news: -]the fire was lit.",
        "  ↳ would change: kiln.tag  A tag",
        "  + the fire was lit.",
    ]


def test_several_articles_show_those_that_differ_and_a_total(article: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other.txt", "It rained.\nAdvertisement\n")
    pack = write_pack(tmp_path)
    lines = against("--against", pack, other, article)
    assert not any(str(other) in line for line in lines)
    assert lines[-1] == "2 articles, 1 with a difference: 1 of 8 lines would go"
    assert against("--against", pack, other) == ["no difference in 2 lines"]
    assert against("--against", pack, "--only", "en", article) == ["no difference in 6 lines"]
    assert "  kiln.potters  1 █" in against("--against", pack, "--stat", other, article)


def test_a_pack_that_cannot_be_read_is_refused(article: Path, tmp_path: Path) -> None:
    assert "no such file" in run("diff", "--against", tmp_path / "none.toml", article, code=1)[1].lower()
    assert "--against-threshold" in run("diff", "--against-threshold", "7", article, code=2)[1]


def list_texts(result: Result) -> list[str]:
    return [line.text for line in apply(result.source, result.edits).lines]


def test_the_rows_are_both_outcomes_whatever_the_text() -> None:
    cleaners = Cleaner(), Cleaner(skip=["leftovers", "boilerplate"], threshold=0.6)
    verdicts: set[str] = set()
    for article in ARTICLES.values():
        results = [cleaner(article.make_document()) for cleaner in cleaners]
        for now, then in (results, results[::-1]):
            fates = tell_fates(now), tell_fates(then)
            told = [compare(line, *(fate[line.number] for fate in fates)) for line in now.source.lines]
            rows = [row for _, found in told for row in found]
            assert [row.text for row in rows if row.mark != "+"] == list_texts(now)
            assert [row.text for row in rows if row.mark != "-"] == list_texts(then)
            verdicts.update(verdict for verdict, _ in told)
    assert {"", "go", "stay", "change", "be unsure"} <= verdicts
