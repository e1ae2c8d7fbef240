"""`newsclean batch`: folders and streams in, the same in clean out, whatever they are made of."""

import bz2
import csv
import gzip
import io
import json
import lzma
import os
from pathlib import Path

import pytest
from batches import clean_text, list_remains, make_text, read_rows, read_tree, write_folder, write_lines
from program import run, write

ONE = ("--jobs", "1", "--quiet")


def test_a_folder_is_mirrored(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in", 25)
    _, told = run("batch", folder, "-o", tmp_path / "out", "--jobs", "2")
    wanted = {f"f{place // 10}/{place}.txt": clean_text(place).encode() for place in range(25)}
    assert read_tree(tmp_path / "out") == wanted
    assert "25" in told
    assert "boilerplate" in told
    assert list_remains(tmp_path) == []


def test_names_choose_what_is_cleaned(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in", 25)
    write(folder / ".hidden.txt", make_text("hidden"))
    run("batch", folder, "-o", tmp_path / "some", "--glob", "1*.txt", *ONE)
    assert len(read_tree(tmp_path / "some")) == 11
    run("batch", folder, "-o", tmp_path / "below", "--glob", "f2/*", *ONE)
    assert sorted(read_tree(tmp_path / "below")) == [f"f2/{place}.txt" for place in range(20, 25)]


@pytest.mark.parametrize(("form", "end"), [("json", ".json"), ("jsonl", ".jsonl")])
def test_texts_become_records(tmp_path: Path, form: str, end: str) -> None:
    folder = write_folder(tmp_path / "in", 3)
    run("batch", folder, "-o", tmp_path / "out", "--format", form, *ONE)
    [record] = read_rows(tmp_path / "out" / "f0" / f"1.txt{end}")
    assert record["text"] == clean_text(1)
    assert record["id"] == os.path.join("f0", "1.txt")
    out, _ = run("restore", tmp_path / "out" / "f0" / f"1.txt{end}")
    assert out.decode() == make_text(1)


def test_all_records_go_into_one_file_or_into_a_pipe(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in", 5)
    run("batch", folder, "-o", tmp_path / "all.jsonl", *ONE)
    assert [row["text"] for row in read_rows(tmp_path / "all.jsonl")] == [clean_text(place) for place in range(5)]
    out, _ = run("batch", folder, "--format", "jsonl", *ONE)
    assert out == (tmp_path / "all.jsonl").read_bytes()


def test_rows_keep_their_order_and_their_fields(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in.jsonl", 700)
    for jobs in ("1", "2"):
        run("batch", path, "-o", tmp_path / f"{jobs}.jsonl", "--jobs", jobs, "--quiet")
    rows = read_rows(tmp_path / "1.jsonl")
    assert [(row["n"], row["text"], row["tags"]) for row in rows] == [
        (place, clean_text(place), ["a", None, 1.5]) for place in range(700)
    ]
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()
    out, _ = run("batch", "--jsonl", *ONE, stdin=path.read_bytes())
    assert out == (tmp_path / "1.jsonl").read_bytes()


def test_compression_is_told_by_names(tmp_path: Path) -> None:
    from newsclean.batch.storage import open_to_read, pack  # noqa: PLC0415 - for Zstandard, whose module has two names

    plain = write_lines(tmp_path / "in.jsonl", 40).read_bytes()
    clean, _ = run("batch", "--jsonl", *ONE, stdin=plain)
    packed = {".gz": gzip.compress(plain), ".bz2": bz2.compress(plain), ".xz": lzma.compress(plain)}
    packed[".zst"] = pack(plain, ".zst")
    for end, data in packed.items():
        source = write(tmp_path / f"in.jsonl{end}", data)
        run("batch", source, "-o", tmp_path / f"out.jsonl{end}", *ONE)
        with open_to_read(str(tmp_path / f"out.jsonl{end}")) as file:
            assert file.read() == clean
    (tmp_path / "texts").mkdir()
    write(tmp_path / "texts" / "a.txt.gz", gzip.compress(make_text("a").encode()))
    run("batch", tmp_path / "texts", "-o", tmp_path / "clean", *ONE)
    assert gzip.decompress((tmp_path / "clean" / "a.txt.gz").read_bytes()).decode() == clean_text("a")


def test_fields_have_names(tmp_path: Path) -> None:
    rows = [
        {"body": make_text(1), "head": "A", "link": "https://www.lantern.example/1", "source": "a wire", "edits": 3}
    ]
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    out, _ = run(
        "batch", "--jsonl", "--text-field", "body", "--title-field", "head", "--url-field", "link", *ONE, stdin=data
    )
    row = json.loads(out)
    assert row["body"] == clean_text(1)
    assert (row["source"], row["edits"]) == ("a wire", 3)
    assert [edit["before"] for edit in row["newsclean_edits"]] == ["ADVERTISEMENT", "Sign up for our daily newsletter"]
    record = write(tmp_path / "record.json", out)
    again, _ = run("restore", record)
    assert again.decode() == make_text(1)
    out, _ = run("batch", "--jsonl", "--text-field", "body", "--no-edits", *ONE, stdin=data)
    assert json.loads(out) == {**rows[0], "body": clean_text(1)}


def test_rows_that_are_clean_already_stay_byte_for_byte(tmp_path: Path) -> None:
    clean, _ = run("batch", "--jsonl", *ONE, stdin=write_lines(tmp_path / "in.jsonl", 5).read_bytes())
    again, _ = run("batch", "--jsonl", *ONE, stdin=clean)
    assert again == clean


def test_a_null_text_stays_null() -> None:
    out, _ = run(
        "batch", "--jsonl", "--no-edits", *ONE, stdin=b'{"text": null, "big": 123456789012345678901234567890}\n'
    )
    assert json.loads(out) == {"text": None, "big": 123456789012345678901234567890}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_tables(tmp_path: Path, separator: str, end: str) -> None:
    table = io.StringIO()
    writer = csv.writer(table, delimiter=separator, lineterminator=end)
    writer.writerow(["id", "text", "note"])
    writer.writerows([place, make_text(place), 'of "note"; and, so on'] for place in range(30))
    source = write(tmp_path / "in.csv", b"\xef\xbb\xbf" + table.getvalue().encode())
    run("batch", source, "-o", tmp_path / "out.csv", *ONE)
    text = (tmp_path / "out.csv").read_bytes().decode()
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))
    assert [row["text"] for row in rows] == [clean_text(place) for place in range(30)]
    assert [row["note"] for row in rows] == ['of "note"; and, so on'] * 30
    assert len(json.loads(rows[0]["edits"])) == 2
    out, _ = run("batch", "--format", "csv", *ONE, stdin=source.read_bytes())
    assert out.decode() == text


def test_an_article_as_a_json_object(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "a.json", json.dumps({"text": make_text("a"), "more": {"x": [1]}}, indent=2))
    run("batch", tmp_path / "in", "-o", tmp_path / "out", *ONE)
    [row] = read_rows(tmp_path / "out" / "a.json")
    assert (row["text"], row["more"]) == (clean_text("a"), {"x": [1]})


def test_in_place_changes_what_must_change_and_keeps_a_backup(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    dirty = write(tmp_path / "in" / "a.txt", make_text("a"))
    clean = write(tmp_path / "in" / "b.txt", clean_text("b"))
    dirty.chmod(0o640)
    before = clean.stat()
    run("batch", tmp_path / "in", "--in-place", "--backup", *ONE)
    assert dirty.read_text(encoding="utf-8") == clean_text("a")
    assert dirty.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "in" / "a.txt.orig").read_text(encoding="utf-8") == make_text("a")
    assert (clean.stat().st_mtime_ns, clean.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert sorted(read_tree(tmp_path)) == ["in/a.txt", "in/a.txt.orig", "in/b.txt"]
    run("batch", tmp_path / "in", "--in-place", "--backup", *ONE)
    assert sorted(read_tree(tmp_path)) == ["in/a.txt", "in/a.txt.orig", "in/b.txt"]


def test_a_backup_is_never_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder / "a.txt", make_text("a"))
    write(folder / "a.txt.orig", "something else")
    _, told = run("batch", folder, "--in-place", "--backup", *ONE, code=1)
    assert "a.txt.orig" in told
    assert (folder / "a.txt").read_text(encoding="utf-8") == make_text("a")
    assert (folder / "a.txt.orig").read_text(encoding="utf-8") == "something else"


def test_the_summary_adds_up(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in", 12)
    run("batch", folder, "-o", tmp_path / "out", "--summary", tmp_path / "summary.json", "--jobs", "2", "--quiet")
    summary = json.loads((tmp_path / "summary.json").read_bytes())
    assert (summary["articles"], summary["changed"], summary["failed"]) == (12, 12, 0)
    assert summary["filters"] == {"boilerplate": 24}
    assert sum(summary["rules"].values()) == 24
    assert summary["characters"]["read"] - summary["characters"]["written"] == 12 * sum(
        len(line) + 1 for line in ("ADVERTISEMENT", "Sign up for our daily newsletter")
    )


def test_quiet_is_quiet(tmp_path: Path) -> None:
    _, told = run("batch", write_folder(tmp_path / "in", 3), "-o", tmp_path / "out", *ONE)
    assert told == ""


def test_a_row_whose_text_stays_is_written_to_the_letter() -> None:
    row = b'{ "n": 1e5, "text": "Rain fell all night, and the river rose.", "n": 1.50, "u": "\\u00e9" }'
    out, _ = run("batch", "--jsonl", "--no-edits", *ONE, stdin=row + b"\r\n")
    assert out == row + b"\n"
    out, _ = run("batch", "--jsonl", *ONE, stdin=row)
    assert out.startswith(row[:-2] + b', "edits": [], "unsure": [')
