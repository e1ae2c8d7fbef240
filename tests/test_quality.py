"""The quality benchmark: its figures against ones worked out by hand, and its comparisons."""

import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import CORPUS, ROOT

QUALITY = ROOT / "bench" / "quality.py"
SCORER = CORPUS.parent / "tools" / "score.py"

# Two pages of a set. Of the first, 7 words make 4 shingles, 3 of them the body's: shared 3/4, extra 1/4. Cleaned, all
# is shared. Of the second, the body has the mark too, and loses 13 of its 38 characters: shared 2/3, missing 1/3.
FERRY = {
    "id": "ferry",
    "language": "en",
    "title": "",
    "text": "The ferry sails again on Monday.\nADVERTISEMENT",
    "gold": "The ferry sails again on Monday.",
    "keep": [1, 0],
}
RAIN = {
    "id": "rain",
    "language": "en-GB",
    "title": "",
    "text": "Rain fell all night long.\nADVERTISEMENT",
    "gold": "Rain fell all night long.\nADVERTISEMENT",
    "keep": [1, 1],
}
# A page of another set, of which the headline counts neither way.
BREAD = {
    "id": "bread",
    "language": "en",
    "title": "Bread is cheap again",
    "text": "Bread is cheap again\nThe mill grinds day and night.",
    "gold": "The mill grinds day and night.",
    "keep": [0, 1],
}
WHEAT = {**BREAD, "id": "wheat", "language": "fr"}


def write_articles(path: Path, *articles: dict[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(article) + "\n" for article in articles)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    write_articles(folder / "coast.trafilatura.jsonl.gz", FERRY, RAIN)
    write_articles(folder / "hills.trafilatura.jsonl.gz", BREAD, WHEAT)
    write_articles(folder / "coast.inscriptis.jsonl.gz", FERRY)
    return folder


def run(*arguments: str | Path, script: Path = QUALITY, code: int = 0, **environment: str) -> tuple[str, str]:
    """Run the benchmark, check its exit code, and give its standard output and standard error."""
    done = subprocess.run(
        [sys.executable, str(script), *map(str, arguments)],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        timeout=120,
    )
    stderr = done.stderr.decode("utf-8")
    assert done.returncode == code, stderr
    assert "Traceback" not in stderr
    return done.stdout.decode("utf-8"), stderr


def measure(*arguments: str | Path) -> dict[str, Any]:
    figures = json.loads(run(*arguments, "--json", "-")[0])
    assert isinstance(figures, dict)
    return figures


@pytest.fixture(scope="module")
def figures(folder: Path) -> dict[str, Any]:
    return measure(folder, "--details")


def check_score(row: dict[str, float], f1: float, precision: float, recall: float) -> None:
    assert row == pytest.approx({"f1": f1, "precision": precision, "recall": recall}, abs=1e-6)


def test_scores_of_a_file_are_those_worked_out_by_hand(figures: dict[str, Any]) -> None:
    row = figures["scrapers"]["trafilatura"]["coast"]
    assert row["pages"] == 2
    check_score(row["before"], 14 / 15, 7 / 8, 1)
    check_score(row["after"], 10 / 11, 1, 5 / 6)
    assert (row["best"], row["closed"], row["lost"]) == pytest.approx((1, -4 / 11, 13 / 70), abs=1e-6)


def test_a_headline_counts_neither_way(figures: dict[str, Any]) -> None:
    row = figures["scrapers"]["trafilatura"]["hills"]
    check_score(row["before"], 1, 1, 1)
    check_score(row["after"], 1, 1, 1)
    assert (row["best"], row["closed"], row["lost"]) == (1, 0, 0)


def test_sets_of_a_scraper_are_pooled_by_their_gains_gaps_and_largest_loss(figures: dict[str, Any]) -> None:
    row = figures["scrapers"]["trafilatura"]["all"]
    assert row["pages"] == 4
    check_score(row["before"], (14 / 15 + 1) / 2, 15 / 16, 1)
    assert (row["best"], row["closed"], row["lost"]) == pytest.approx((1, -4 / 11, 13 / 70), abs=1e-6)
    assert list(figures["scrapers"]["inscriptis"]) == ["coast"]


def test_languages_are_pooled_by_kind_of_scraper_and_the_rare_ones_together(figures: dict[str, Any]) -> None:
    assert figures["articles"] == 4
    pages = {
        family: {language: row["pages"] for language, row in rows.items()}
        for family, rows in figures["languages"].items()
    }
    assert pages == {"extractors": {"en": 3, "other": 1}, "whole page": {"en": 1}}
    # Two pages lose nothing and gain or stay; the third loses 13 of 38.
    assert figures["languages"]["extractors"]["en"]["lost"] == pytest.approx(13 / 100, abs=1e-6)
    check_score(figures["languages"]["whole page"]["en"]["before"], 6 / 7, 3 / 4, 1)


def test_rules_are_told_by_what_they_removed_and_took(figures: dict[str, Any]) -> None:
    tally = {"lines": 3, "characters": 39, "leftover": 26, "changed": 0, "lost": 13}
    assert figures["kinds"] == {"boilerplate": {"advertisement": tally}}
    assert list(figures["rules"].values()) == [tally]
    assert [(page["id"], page["lost"]) for page in figures["pages"]] == [
        ("ferry", 0),
        ("ferry", 0),
        ("rain", 13),
        ("bread", 0),
        ("wheat", 0),
    ]


def test_lines_that_returns_end_are_judged_by_the_labels_between_line_feeds(tmp_path: Path) -> None:
    text = "Advertisement\rThe ferry sails again on Monday.\nRain fell all night long.\nADVERTISEMENT"
    write_articles(tmp_path / "coast.lines.jsonl.gz", {**FERRY, "text": text, "keep": [1, 1, 0]})
    tally = measure(tmp_path)["kinds"]["boilerplate"]["advertisement"]
    assert (tally["characters"], tally["leftover"]) == (26, 13)


def find_row(printed: str, *names: str) -> list[str]:
    """Give the numbers of a row in a table, by the words that it begins with."""
    rows = [line.replace("|", " ").split() for line in printed.splitlines()]
    found = [row[len(names) :] for row in rows if row[: len(names)] == list(names)]
    assert len(found) == 1, printed
    return found[0]


@pytest.mark.parametrize("form", [(), ("--markdown",)], ids=["columns", "markdown"])
def test_tables_show_the_figures(folder: Path, form: tuple[str, ...]) -> None:
    printed, _ = run(folder, *form)
    scores = ["93.33", "87.50", "100.00", "90.91", "100.00", "83.33", "100.00"]
    assert find_row(printed, "trafilatura", "coast") == ["2", *scores, "-36.4", "%", "18.57", "%"]
    assert find_row(printed, "boilerplate", "advertisement") == ["3", "39", "66.7", "%", "13", "0"]
    assert find_row(printed, "extractors", "other")[0] == "1"
    assert bool(form) is ("| --- | --- | --: |" in printed)


def test_only_the_files_that_a_glob_fits_are_measured(folder: Path) -> None:
    for glob in ("inscriptis", "*.inscriptis", "c*.i*"):
        assert list(measure(folder, "--set", glob)["scrapers"]) == ["inscriptis"]
    rows = measure(folder, "--set", "hills", "coast.inscriptis")["scrapers"]
    assert {scraper: list(row) for scraper, row in rows.items()} == {"trafilatura": ["hills"], "inscriptis": ["coast"]}


def test_the_worst_pages_are_named(folder: Path) -> None:
    printed, _ = run(folder, "--table", "scrapers", "--worst", "5")
    assert find_row(printed, "trafilatura", "coast", "rain") == ["-20.00", "13"]
    assert "bread" not in printed
    assert "ferry" not in printed


def test_two_chains_are_compared(folder: Path) -> None:
    figures = measure(folder, "--chain", "encoding,spacing", "--chain", "default")
    assert figures["name"].endswith("filters encoding, spacing")
    check_score(figures["scrapers"]["trafilatura"]["coast"]["after"], 14 / 15, 7 / 8, 1)
    check_score(figures["against"]["scrapers"]["trafilatura"]["coast"]["after"], 10 / 11, 1, 5 / 6)


def test_the_two_sides_stand_side_by_side(folder: Path) -> None:
    chains = ("--chain", "encoding,spacing", "--chain", "default")
    printed, _ = run(folder, *chains)
    row = ["2", "93.33", "90.91", "93.33", "+2.42", "100.00", "-36.4", "%", "0.0", "%", "18.57", "%", "0.00", "%"]
    assert find_row(printed, "trafilatura", "coast") == row
    row = ["3", "0", "39", "0", "66.7", "%", "–", "13", "0", "0", "0"]
    assert find_row(printed, "boilerplate", "advertisement") == row
    printed, _ = run(folder, *chains, "--table", "kinds", "--worst", "9")
    assert find_row(printed, "inscriptis", "coast", "ferry") == ["-14.29", "0"]


def test_two_thresholds_are_compared(folder: Path) -> None:
    figures = measure(folder, "--threshold", "1.1", "--threshold", "0.9")
    assert figures["kinds"] == {}
    assert figures["against"]["kinds"]["boilerplate"]["advertisement"]["lines"] == 3


def test_titles_and_sites_are_told_where_asked_for(folder: Path) -> None:
    assert measure(folder, "--titles", "--sites")["name"].endswith("titles told, sites told")


def copy_project(folder: Path) -> Path:
    """Copy newsclean and the benchmark, with a chain that removes nothing."""
    for name in ("newsclean", "bench"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    change_chain(folder, "CHAIN = ('encoding', 'spacing')\n")
    return folder


def change_chain(folder: Path, line: str) -> None:
    source = (ROOT / "newsclean" / "filters" / "__init__.py").read_text(encoding="utf-8")
    (folder / "newsclean" / "filters" / "__init__.py").write_text(source + line, encoding="utf-8")


def test_another_version_is_compared_by_its_folder(folder: Path, tmp_path: Path) -> None:
    figures = measure(folder, "--against", copy_project(tmp_path))
    check_score(figures["scrapers"]["trafilatura"]["coast"]["after"], 10 / 11, 1, 5 / 6)
    check_score(figures["against"]["scrapers"]["trafilatura"]["coast"]["after"], 14 / 15, 7 / 8, 1)
    assert figures["against"]["name"] == str(tmp_path)


@pytest.mark.skipif(not shutil.which("git"), reason="git is not there")
def test_another_version_is_compared_by_its_revision(folder: Path, tmp_path: Path) -> None:
    project, scratch = copy_project(tmp_path / "project"), tmp_path / "scratch"
    scratch.mkdir()

    def git(*arguments: str) -> str:
        me = ("-c", "user.name=Ida Corrin", "-c", "user.email=ida@lantern.example")
        return subprocess.check_output(["git", "-C", str(project), *me, *arguments], text=True)  # noqa: S607

    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "--message", "Remove nothing")
    change_chain(project, "")
    arguments = (folder, "--against", "HEAD", "--json", "-")
    script = project / "bench" / "quality.py"
    figures = json.loads(run(*arguments, script=script, PYTHONPATH=str(project), TMPDIR=str(scratch))[0])
    assert figures["kinds"]["boilerplate"]["advertisement"]["lines"] == 3
    assert (figures["against"]["name"], figures["against"]["kinds"]) == ("HEAD", {})
    assert len(git("worktree", "list").splitlines()) == 1
    assert list(scratch.iterdir()) == []


def test_saved_figures_are_compared_and_shown_again(folder: Path, tmp_path: Path) -> None:
    saved, nothing = tmp_path / "saved.json", tmp_path / "nothing.json"
    printed, _ = run(folder, "--json", saved, "--details", "--worst", "3")
    assert run("--from", saved, "--worst", "3")[0] == printed
    run(folder, "--chain", "encoding", "--json", nothing, "--name", "nothing")
    compared, _ = run("--from", saved, "--against", nothing)
    assert compared == run(folder, "--against", nothing)[0]
    assert find_row(compared, "trafilatura", "coast")[2:5] == ["93.33", "90.91", "-2.42"]


def test_figures_are_the_same_bytes_again(folder: Path) -> None:
    assert run(folder, "--json", "-", "--jobs", "1")[0] == run(folder, "--json", "-", "--jobs", "3")[0]


def test_figures_name_no_page_unless_asked(folder: Path) -> None:
    printed, _ = run(folder, "--json", "-")
    assert "ferry" not in printed
    assert "ferry" in run(folder, "--json", "-", "--details")[0]


# What others count


def test_examples_in_docstrings_hold() -> None:
    modules = sorted(map(str, (ROOT / "bench" / "judge").glob("*.py")))
    command = [sys.executable, "-m", "doctest", *modules]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT / "bench")
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(not SCORER.is_file(), reason="the labelled articles beside the project are not there")
def test_figures_agree_with_the_scorer_beside_the_project(tmp_path: Path) -> None:
    files = ["fundus.newspaper", "fundus80.get_text", "fundus80.newspaper", "fundus80.trafilatura"]
    command = [sys.executable, str(SCORER), "--set", *files, "--json", str(tmp_path / "theirs.json")]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    theirs = {row["file"]: row for row in json.loads((tmp_path / "theirs.json").read_text(encoding="utf-8"))}
    ours = measure(CORPUS, "--set", *files)["scrapers"]
    rows = {f"{name}.{scraper}": row for scraper, sets in ours.items() for name, row in sets.items()}
    assert rows.keys() == theirs.keys()
    for file, row in rows.items():
        their = theirs[file]
        assert (row["pages"], row["lost"]) == (their["n"], pytest.approx(their["lost"], abs=0.0001))
        assert row["closed"] == pytest.approx(their["closed"], abs=0.01)
        if "before" in their:
            scores = [row["before"]["f1"], row["after"]["f1"], row["best"]]
            assert scores == pytest.approx([their["before"][0], their["after"][0], their["best"]], abs=0.001)
