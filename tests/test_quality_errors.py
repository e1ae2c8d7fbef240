"""What the quality benchmark says where it was used wrongly, or where articles or figures are not as they should be."""

from pathlib import Path
from typing import Any

import pytest
from test_quality import BREAD, FERRY, RAIN, copy_project, run, write_articles


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_articles(tmp_path / "articles" / "coast.lines.jsonl.gz", FERRY, RAIN)
    write_articles(tmp_path / "articles" / "hills.lines.jsonl.gz", BREAD)
    return tmp_path / "articles"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--chain", "speling"], "did you mean spacing?"),
        (["--chain", "spacing", "--chain", "spacing", "--chain", "spacing"], "twice at most"),
        (["--jobs", "0"], "--jobs has to be 1 or more"),
        (["--from", "x.json", "--against", "HEAD"], "--from measures nothing"),
    ],
)
def test_wrong_use_is_told(arguments: list[str], says: str) -> None:
    assert says in run(*arguments, code=2)[1]


def test_what_cannot_be_compared_is_told(folder: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.json"
    run(folder, "--set", "hills", "--json", saved)
    assert "not measured on the same articles" in run(folder, "--against", saved, code=1)[1]
    assert "without --details" in run("--from", saved, "--worst", "3", code=1)[1]
    assert "no git revision" in run(folder, "--against", "no-such-version", code=1)[1]
    saved.write_text("{}", encoding="utf-8")
    assert "no figures" in run("--from", saved, code=1)[1]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"keep": [1]}, "coast.lines.jsonl.gz, line 2: keep has to have"),
        ({"keep": None}, "line 2: keep has to have"),
        ({"gold": None}, "line 2: gold: no text"),
    ],
)
def test_articles_that_are_not_in_the_format_are_told(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    write_articles(tmp_path / "coast.lines.jsonl.gz", FERRY, {**FERRY, **change})
    assert says in run(tmp_path, code=1)[1]


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    assert "has no file SET.SCRAPER.jsonl.gz" in run(tmp_path, code=1)[1]
    (tmp_path / "coast.lines.jsonl.gz").write_bytes(b"no archive")
    assert "coast.lines.jsonl.gz: " in run(tmp_path, code=1)[1]
    write_articles(tmp_path / "coast.lines.jsonl.gz", {"id": "ferry"})
    assert "line 1: there is no field 'text'" in run(tmp_path, code=1)[1]


def test_without_articles_there_is_nothing_to_do(tmp_path: Path) -> None:
    script = copy_project(tmp_path / "home" / "project") / "bench" / "quality.py"
    assert "name a folder" in run("--chart", tmp_path / "chart.svg", script=script)[0]
    assert not (tmp_path / "chart.svg").exists()
