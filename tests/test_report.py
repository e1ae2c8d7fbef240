"""The report: its figures, what it reads, what it refuses, and that an article can do nothing to the page."""

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from batches import make_text, write_folder, write_lines
from conftest import ROOT
from program import ARTICLE, run, write

from newsclean import Cleaner, Document
from newsclean.batch.jobs import Watch
from newsclean.batch.rows import Fields
from newsclean.batch.sources import Walk
from newsclean.decode import decode
from newsclean.document import Result
from newsclean.report.page import write_page
from newsclean.report.reading import Reading, read_sources

HOSTILE = (
    "<script>document.title = 'taken'</script>",
    "</script><img src=x onerror=\"document.title = 'taken'\">",
    "<!--<script>",
    "&lt;b&gt; &amp;amp;",
    '"><svg onload=alert(1)>',
    "' onclick='alert(1)",
    "$data ${policy} $$",
    "\u202egnp.exe\u202c",
    "\x00\x1b[31m\x85\u2028",
    "\ud800 half",
)


class Page(HTMLParser):
    """A page as a browser reads it: its elements, and the texts in them."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.page = page
        self.texts: list[str] = []
        self._inside = ""
        self._contents: dict[str, list[str]] = {}
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = f"{tag}#{dict(attrs).get('id', '')}" if tag in ("script", "style") else ""
        self._contents.setdefault(self._inside, [])

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the parser's signature
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._contents[self._inside].append(data)
        elif data.strip():
            self.texts.append(data.strip())

    def read(self, name: str) -> str:
        return "".join(self._contents[name])

    @property
    def data(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.read("script#data"))
        return read

    def list_documents(self) -> Iterator[dict[str, Any]]:
        """List the documents, each with its figures, its rules and its diff."""
        data = self.data
        names = ("name", "title", "site", "language", "lines", "gone", "changed", "unsure", "read", "lost", "rules")
        for place, values in enumerate(data["documents"]):
            known = dict(zip(names, values, strict=True))
            yield {
                **known,
                "site": data["sites"][known["site"]],
                "language": data["languages"][known["language"]],
                "rules": [data["rules"][rule] for rule in known["rules"]],
                "diff": data["diffs"].get(str(place)),
            }


def report(path: Path, glob: str = "*", text_field: str = "text") -> Page:
    """Make a report in this process, as the command makes it in one of its own."""
    walk = Walk((str(path),), glob)
    reading = Reading(Cleaner(), Fields(text_field))
    return Page(write_page(read_sources(walk, reading, 1, Watch(lambda _: None, lambda _: None)), path.name))


def write_rows(path: Path, *rows: Mapping[str, object]) -> Path:
    return write(path, "".join(json.dumps(row) + "\n" for row in rows))


def clean_file(path: Path) -> Result:
    return Cleaner()(Document.from_text(decode(path.read_bytes()).text, id=path.name))


# Figures


def test_the_sums_are_those_of_the_documents() -> None:
    page = report(ROOT / "examples", "*.txt")
    results = [clean_file(path) for path in sorted((ROOT / "examples").glob("*.txt"))]
    gone = sum(edit.after is None for result in results for edit in result.edits)
    read = sum(len(result.source.text) for result in results)
    lost = read - sum(len(result.text) for result in results)
    assert [str(len(results)), "8 changed, 1 untouched"] == page.texts[page.texts.index("Documents") + 1 :][:2]
    assert str(gone) == page.texts[page.texts.index("Lines that went") + 1]
    assert [f"{lost / read:.1%}", f"of {read:,} characters"] == page.texts[page.texts.index("Text that went") + 1 :][:2]
    assert [document["name"] for document in page.list_documents()] == [result.source.id for result in results]


def test_a_document_tells_what_happened_to_it_line_by_line(tmp_path: Path) -> None:
    text = "The tram stopped.\nADVERTISEMENT\nIt was late, sheâ€™d said.\nThe bridge stayed shut.\n"
    write_rows(tmp_path / "a.jsonl", {"text": text, "title": "A tram", "url": "https://www.lantern.example/1"})
    [document] = report(tmp_path / "a.jsonl").list_documents()
    assert [document[key] for key in ("name", "title", "site", "language")] == [
        "a.jsonl:1",
        "A tram",
        "lantern.example",
        "en",
    ]
    assert [document[key] for key in ("lines", "gone", "changed", "unsure", "lost")] == [4, 1, 1, 0, 16]
    assert document["rules"] == ["encoding.mojibake", "en.advertisement"]
    marks = [(mark, number, pieces) for mark, number, pieces, _ in document["diff"]]
    assert marks == [
        (" ", 1, ["The tram stopped."]),
        ("-", 2, ["ADVERTISEMENT"]),
        ("-", 3, ["It was late, she", "â€™", "d said."]),
        ("+", 3, ["It was late, she", "’", "d said."]),
        (" ", 4, ["The bridge stayed shut."]),
    ]
    assert document["diff"][1][3] == [["en.advertisement", "A mark that an advertisement stood here", 1.0]]


def test_charts_and_rules_show_what_went_where(tmp_path: Path) -> None:
    first = {"text": "The tram stopped.\nADVERTISEMENT\nIt rained.\nADVERTISEMENT\n", "site": "lantern.example"}
    second = {"text": "Die Bahn hielt an.\nANZEIGE\nEs regnete.\n", "site": "laterne.example", "language": "de"}
    texts = report(write_rows(tmp_path / "a.jsonl", first, second)).texts
    assert texts[texts.index("Advertisement") + 1 :][:4] == [
        "marks of advertisements, and of paid links",
        "3",
        "0",
        "2",
    ]
    assert texts[texts.index("en") :][:4] == ["en", "2", "0", "1"]
    assert texts[texts.index("de") :][:4] == ["de", "1", "0", "1"]
    assert texts[texts.index("laterne.example") :][:4] == ["laterne.example", "1", "0", "1"]
    rule = texts.index("en.advertisement")
    assert texts[rule + 1 : rule + 6] == ["A mark that an advertisement stood here", "ADVERTISEMENT", "2", "0", "1"]


# What is read


def test_records_make_the_page_that_their_inputs_make(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "scraped", 4)
    write(folder / "f0" / "damaged.txt", b"caf\xc3\xa9, caf\xe9\nAdvertisement\n")
    names = [str(path.relative_to(folder)) for path in sorted(folder.rglob("*.txt"))]
    records, _ = run("--json", *names, cwd=folder)
    expected = report(folder).data
    assert report(write(tmp_path / "records.jsonl", records)).data == expected
    assert Page(run("report", "-o", "-", stdin=records)[0]).data == expected
    run("batch", folder, "-o", tmp_path / "records", "--format", "json", "--quiet")
    assert report(tmp_path / "records").data == expected


def test_rows_that_were_cleaned_make_the_page_that_they_made_before(tmp_path: Path) -> None:
    rows = [{"id": str(place), "body": make_text(place), "url": "http://a.example/", "edits": 1} for place in range(3)]
    source = write_rows(tmp_path / "source.jsonl", *rows, {"id": "none", "body": None})
    run("batch", source, "-o", tmp_path / "clean.jsonl", "--text-field", "body", "--quiet")
    page = report(tmp_path / "clean.jsonl")
    assert page.data == report(source, text_field="body").data
    assert [document["gone"] for document in page.list_documents()] == [2, 2, 2, 0]


def test_the_page_depends_on_the_chain_and_not_on_the_number_of_processes(tmp_path: Path) -> None:
    lines = write_lines(tmp_path / "many.jsonl", 520, paragraphs=1)
    options = ("-o", "-", "--quiet", "--skip", "leftovers")
    one, _ = run("report", lines, *options, "--jobs", "1")
    two, _ = run("report", lines, *options, "--jobs", "2")
    assert one == two
    assert len(Page(one).data["documents"]) == 520
    assert "en.newsletter" in Page(two).data["rules"]
    assert not any(rule.startswith("leftovers.") for rule in Page(two).data["rules"])


def test_a_folder_without_articles_makes_a_page_that_says_so(tmp_path: Path) -> None:
    page = report(tmp_path)
    assert any(text.startswith("No documents were read.") for text in page.texts)
    assert list(page.list_documents()) == []


# What fails, and what is refused


def test_what_fails_is_told_and_the_others_are_there(tmp_path: Path) -> None:
    lines = write(tmp_path / "a.jsonl", json.dumps({"text": ARTICLE}) + '\n{"body": 1}\n<b>no</b>\n')
    record = json.loads(run("--json", write(tmp_path / "b.txt", ARTICLE))[0])
    other = write_rows(tmp_path / "c.jsonl", {**record, "text": "Another text.\n"}, {**record, "unsure": 1})
    written, told = run("report", lines, other, "-o", "-", code=1)
    page = Page(written)
    assert len(told.splitlines()) == 4
    assert len(list(page.list_documents())) == 1
    failures = page.texts[page.texts.index("Why it could not be read") + 1 :]
    assert failures[0::2][:4] == ["a.jsonl: line 2", "a.jsonl: line 3", "c.jsonl: line 1", "c.jsonl: line 2"]
    assert failures[1].startswith("it has no field 'text'")
    assert failures[3].startswith("it is not JSON")
    assert failures[5].startswith("the record was changed after it was made")
    assert failures[7].startswith("it is not a record of newsclean")


def test_a_table_that_was_cleaned_is_not_taken_for_one_with_nothing_to_remove(tmp_path: Path) -> None:
    table = write(tmp_path / "a.csv", 'id,text\n1,"Rain.\nADVERTISEMENT\n"\n')
    assert [document["gone"] for document in report(table).list_documents()] == [1]
    page = report(write(tmp_path / "clean.csv", 'id,text,edits\n1,"Rain.\n","[{""line"": 2}]"\n'))
    assert any(text.startswith("it was cleaned before") for text in page.texts)


@pytest.mark.parametrize("name", ["record", "records.json"])
def test_records_are_not_taken_for_an_article_by_their_names(tmp_path: Path, name: str) -> None:
    written, _ = run("--json", *[write(tmp_path / each, ARTICLE) for each in ("a.txt", "b.txt")])
    page = report(write(tmp_path / name, written))
    assert any(text.startswith("it holds records") for text in page.texts)
    assert list(page.list_documents()) == []
    one = write(tmp_path / "one.json", written.partition(b"\n")[0])
    assert [document["gone"] for document in report(one).list_documents()] == [1]


def test_nothing_is_written_over_that_nobody_gave_up(tmp_path: Path) -> None:
    source, page = write(tmp_path / "a.txt", ARTICLE), write(tmp_path / "page.html", "old")
    _, told = run("report", source, "-o", page, code=1)
    assert "--overwrite" in told
    assert page.read_text(encoding="utf-8") == "old"
    _, told = run("report", tmp_path, "-o", page, "--overwrite")  # which is not read as an article
    assert told == f"newsclean: {page} tells of 1 document, 1 of them changed\n"
    assert len(list(Page(page.read_bytes()).list_documents())) == 1
    _, told = run("report", source, "-o", source, "--overwrite", code=1)
    assert "is what is read" in told
    _, told = run("report", source, "-o", "/dev/null", "--overwrite", code=1)
    assert "is no file" in told
    assert source.read_text(encoding="utf-8") == ARTICLE


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["report", "a.txt"], 2, "Missing option '-o'"),
        (["report", "none.txt", "-o", "p.html"], 1, "there is no such file or folder"),
        (["report", "-", "a.txt", "-o", "p.html"], 2, "by itself"),
        (["report", "a.txt", "-o", "a.txt/p.html"], 1, "cannot be written"),
    ],
)
def test_wrong_use_is_explained(tmp_path: Path, arguments: list[str], code: int, told: str) -> None:
    write(tmp_path / "a.txt", ARTICLE)
    assert told in run(*arguments, code=code, cwd=tmp_path)[1]
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


# What an article can do to the page: nothing


def make_hostile(text: str) -> dict[str, object]:
    body = f"Rain fell {text} all night.\nREAD MORE: {text}\nADVERTISEMENT\nThe cafÃ© {text} stayed open.\n"
    return {"id": text, "title": text, "site": text, "language": text, "text": body}


def make_hostile_record(text: str) -> dict[str, object]:
    keys = {"line": 2, "before": text, "reason": text, "confidence": 1, "end": "\n"}
    edits = [{**keys, "after": "rain", "rule": f"my.{text}"}, {**keys, "before": "rain", "after": None, "rule": text}]
    known = {"text": "Rain.\n", "source": {"lines": 2, "unit": "line"}, "newsclean": "1", "id": text}
    return {**known, "edits": edits, "unsure": [{**keys, "line": 1, "before": "Rain.", "after": text, "rule": text}]}


@pytest.mark.parametrize("make", [make_hostile, make_hostile_record])
def test_hostile_text_makes_no_elements_and_no_attributes(
    tmp_path: Path, make: Callable[[str], dict[str, object]]
) -> None:
    tame = report(write_rows(tmp_path / "page.jsonl", *[make(f"word {place}") for place in range(len(HOSTILE))]))
    page = report(write_rows(tmp_path / "page.jsonl", *map(make, HOSTILE)))
    shapes = [{(tag, *attributes) for tag, attributes in each.elements} for each in (tame, page)]
    assert shapes[1] - shapes[0] <= {
        ("details", "class"),
        ("summary",),
    }  # there are more kinds, of which some are closed
    shown = [document["name"] for document in page.list_documents()]
    assert shown[:3] == list(HOSTILE[:3])
    assert all(text.isprintable() for text in (*shown, *page.data["rules"]))
    assert "\x1b" not in page.page.decode("utf-8")


def test_the_page_allows_its_own_script_and_style_and_nothing_else(tmp_path: Path) -> None:
    page = report(write(tmp_path / "a.txt", ARTICLE))
    [policy] = [str(attributes["content"]) for _, attributes in page.elements if "http-equiv" in attributes]
    assert policy.startswith("default-src 'none'; ")
    digests = re.findall(r"'sha256-([^']+)'", policy)
    parts = (page.read("style#"), page.read("script#"))
    assert digests == [base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in parts]
    leads = [
        attributes[name] for _, attributes in page.elements for name in ("src", "href", "style") if name in attributes
    ]
    assert leads == ["#documents"]


def test_a_stream_that_breaks_off_is_told(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"text": f"{ARTICLE}{number}\n"}) + "\n" for number in range(2000))
    packed = gzip.compress(rows.encode())
    source = write(tmp_path / "in.jsonl.gz", packed[: len(packed) // 2])
    _, told = run("report", source, "-o", tmp_path / "report.html", "--jobs", "1", "--quiet", code=1)
    assert "its gz data are damaged or end early" in told
    assert "damaged or end early" in (tmp_path / "report.html").read_text(encoding="utf-8")
