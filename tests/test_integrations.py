"""The examples that show newsclean inside other libraries run, and clean."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import ROOT

ARTICLES = ROOT / "examples" / "harbour-press.jsonl"
PAGE = """\
<!doctype html><meta charset="utf-8"><h1>Night of the lanterns</h1>
<article><p>Some four hundred lanterns were lit.</p><p>Sign up for our daily newsletter</p><p>Rain fell.</p></article>
"""
GONE = ["ADVERTISEMENT", "READ MORE: Council buys second-hand icebreaker", "Sign up for our daily newsletter"]


def needs(library: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(
        find_spec(library) is None, reason=f"{library} is not installed; make test-ray installs it"
    )


def run(example: str, *arguments: str | Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONWARNINGS"}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "RAY_DATA_DISABLE_PROGRESS_BARS": "1"}
    command = [sys.executable, str(ROOT / "examples" / example), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def check_articles(paths: list[Path], *, count: int) -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in paths)
    rows = [json.loads(line) for line in texts.splitlines()]
    assert len(rows) == count
    bodies = "".join(row.get("body") or row.get("text") or "" for row in rows)
    assert "Its engine was rebuilt" in bodies
    assert "Children from both schools" in bodies
    assert not any(line in bodies for line in GONE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / ARTICLES.name).write_bytes(ARTICLES.read_bytes())
    return tmp_path / "in"


@needs("ray")
def test_ray_cleans_on_this_machine(folder: Path, tmp_path: Path) -> None:
    run("ray_clean.py", folder, tmp_path / "out")
    check_articles(sorted((tmp_path / "out" / "clean").iterdir()), count=3)


@needs("datatrove")
def test_datatrove_has_a_step(folder: Path, tmp_path: Path) -> None:
    run("datatrove_step.py", folder, tmp_path / "out")
    check_articles(sorted((tmp_path / "out").glob("*.jsonl")), count=2)  # its reader leaves articles without text out


@needs("scrapy")
def test_scrapy_has_a_pipeline(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    item = json.loads(run("scrapy_pipeline.py", page.as_uri()))
    assert item["body"] == "Some four hundred lanterns were lit.\nRain fell.\n"
    assert [edit["before"] for edit in item["edits"]] == ["Sign up for our daily newsletter"]


@needs("pandas")
def test_pandas_has_a_column(tmp_path: Path) -> None:
    run("pandas_column.py", ARTICLES, tmp_path / "clean.jsonl")
    check_articles([tmp_path / "clean.jsonl"], count=3)
