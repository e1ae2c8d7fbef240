"""The chart of the quality benchmark: what it shows, and that it is drawn from figures alone."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from conftest import ROOT
from test_quality import BREAD, FERRY, RAIN, run, write_articles

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    write_articles(folder / "coast.trafilatura.jsonl.gz", FERRY, RAIN)
    write_articles(folder / "hills.trafilatura.jsonl.gz", BREAD)
    write_articles(folder / "coast.inscriptis.jsonl.gz", FERRY)
    return folder


def draw(folder: Path, *arguments: str | Path) -> str:
    chart = folder / "chart.svg"
    run(*arguments, "--chart", chart)
    return chart.read_text(encoding="utf-8")


def list_texts(chart: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(chart).iter(f"{SVG}text")]  # noqa: S314 - our own


def test_the_chart_shows_every_scraper(folder: Path, tmp_path: Path) -> None:
    chart = draw(tmp_path, folder)
    root = ET.fromstring(chart)  # noqa: S314 - our own
    texts = list_texts(chart)
    assert {"trafilatura", "inscriptis", "96.67", "95.45", "-36 %", "85.71", "100 %"} <= set(texts)
    assert [bar.get("class") for bar in root.findall(f"{SVG}rect")[-4:]] == ["gap", "harm", "gap", "gain"]
    described = [root.findtext(f"{SVG}{name}") or "" for name in ("title", "desc")]
    assert "before and after" in described[0]
    assert "inscriptis 85.71 before, 100.00 after, 100.00 at best" in described[1]
    assert "prefers-color-scheme: dark" in chart


def test_the_chart_of_a_comparison_marks_the_other_side(folder: Path, tmp_path: Path) -> None:
    chart = draw(tmp_path, folder, "--chain", "default", "--chain", "encoding", "--name", "<new> & bold")
    assert chart.count('class="against"') == 3  # one in the legend
    assert "gained by <new> & bold" in list_texts(chart)


def test_the_chart_is_drawn_from_figures_alone(folder: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.json"
    run(folder, "--json", saved)
    assert draw(tmp_path, "--from", saved) == draw(tmp_path, folder)


def test_the_chart_in_the_documents_is_drawn_from_the_figures_beside_it(tmp_path: Path) -> None:
    chart = (ROOT / "docs" / "quality.svg").read_text(encoding="utf-8")
    assert draw(tmp_path, "--from", ROOT / "docs" / "quality.json") == chart, "run: make quality"
