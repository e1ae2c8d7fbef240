"""`newsclean batch` with inputs that are odd, broken or dangerous: nothing is lost, and refusals say what to do."""

import base64
import json
import os
from pathlib import Path

import pytest
from batches import clean_text, make_text, read_rows, read_tree, write_folder, write_lines
from program import run, write

ONE = ("--jobs", "1", "--quiet")

# Folders


def test_odd_names_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    names = [b"two words.txt", b"two\nlines.txt", b"latin-\xe9.txt", b"-o.txt", "東京.txt".encode()]
    for name in names:
        write(Path(os.fsdecode(bytes(folder) + b"/" + name)), make_text(name))
    run("batch", folder, "-o", tmp_path / "out", *ONE)
    assert sorted(map(os.fsencode, os.listdir(tmp_path / "out"))) == sorted(names)
    run("batch", folder, "-o", tmp_path / "all.jsonl", *ONE)
    assert {os.fsencode(str(row["id"])) for row in read_rows(tmp_path / "all.jsonl")} == set(names)


def test_links_that_lead_nowhere_or_in_circles_stop_nothing(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in", 3)
    (folder / "circle").symlink_to(folder)
    (folder / "f0" / "nowhere.txt").symlink_to(folder / "gone")
    (folder / "f0" / "self.txt").symlink_to(folder / "f0" / "self.txt")
    os.mkfifo(folder / "pipe.txt")
    _, told = run("batch", folder, "-o", tmp_path / "out", *ONE, code=1)
    assert sorted(read_tree(tmp_path / "out")) == ["f0/0.txt", "f0/1.txt", "f0/2.txt"]
    assert "nowhere.txt" in told
    assert "self.txt" in told


def test_an_output_inside_the_input_is_not_read(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in", 3)
    for _ in range(2):
        run("batch", folder, "-o", folder / "clean", "--overwrite", *ONE)
        assert sorted(read_tree(folder / "clean")) == ["f0/0.txt", "f0/1.txt", "f0/2.txt"]


def test_an_output_that_is_the_input_is_refused(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in", 3)
    lines = write_lines(tmp_path / "in.jsonl", 3)
    before = read_tree(tmp_path)
    for source, output in (
        (folder, folder),
        (folder / "f0", folder),
        (lines, lines),
        (folder / "f0" / "0.txt", folder / "f0"),
    ):
        _, told = run("batch", source, "-o", output, "--overwrite", *ONE, code=1)
        assert "--in-place" in told
    assert read_tree(tmp_path) == before


def test_two_inputs_on_one_output_are_refused(tmp_path: Path) -> None:
    one, other = write_folder(tmp_path / "one", 2), write_folder(tmp_path / "other", 3)
    _, told = run("batch", one, other, "-o", tmp_path / "out", *ONE, code=1)
    assert "same file" in told
    assert not (tmp_path / "out").exists()


def test_what_is_there_is_not_written_over_unasked(tmp_path: Path) -> None:
    lines = write_lines(tmp_path / "in.jsonl", 3)
    out = write(tmp_path / "out.jsonl", "mine")
    _, told = run("batch", lines, "-o", out, *ONE, code=1)
    assert "--overwrite" in told
    assert out.read_text(encoding="utf-8") == "mine"
    run("batch", lines, "-o", out, "--overwrite", *ONE)
    assert len(read_rows(out)) == 3


# Rows and texts that are broken

BROKEN = {
    b'{"text": "half a li': "JSON",
    b'{"text": "caf\xe9"}': "UTF-8",
    b'{"text": "nul \0"}': "JSON",
    b"[1, 2]": "object",
    b'{"body": "x"}': "--text-field",
    b'{"text": 7}': "no text",
}


@pytest.mark.parametrize("line", BROKEN)
def test_a_broken_line_is_kept_and_the_others_are_cleaned(tmp_path: Path, line: bytes) -> None:
    good = write_lines(tmp_path / "good.jsonl", 4).read_bytes().splitlines(keepends=True)
    source = write(tmp_path / "in.jsonl", b"".join([*good[:2], line + b"\n", *good[2:]]))
    _, told = run("batch", source, "-o", tmp_path / "out.jsonl", *ONE, code=1)
    assert BROKEN[line] in told
    assert "line 3" in told
    assert [row["n"] for row in read_rows(tmp_path / "out.jsonl")] == [0, 1, 2, 3]
    [entry] = read_rows(tmp_path / "out.jsonl.errors.jsonl")
    kept = base64.b64decode(str(entry["base64"])) if "base64" in entry else str(entry["input"]).encode()
    assert (entry["line"], kept) == (3, line + b"\n")


def test_a_missing_field_names_those_that_are_there() -> None:
    _, told = run("batch", "--jsonl", *ONE, stdin=b'{"headline": "A", "body": "B"}\n', code=1)
    assert "headline, body" in told


def test_what_failed_can_be_mended_and_run_again(tmp_path: Path) -> None:
    good = write_lines(tmp_path / "good.jsonl", 2).read_bytes()
    source = write(tmp_path / "in.jsonl", good + b'{"n": 2, "text": "half\n')
    run("batch", source, "-o", tmp_path / "out.jsonl", "--errors", tmp_path / "errors", *ONE, code=1)
    [entry] = read_rows(tmp_path / "errors" / "errors.jsonl")
    assert (entry["file"], entry["line"]) == ("in.jsonl", 3)
    kept = tmp_path / "errors" / "inputs" / "in.jsonl"
    write(kept, kept.read_bytes().replace(b"half", b'whole."}'))
    run("batch", kept, "-o", tmp_path / "more.jsonl", *ONE)
    assert [row["n"] for row in read_rows(tmp_path / "more.jsonl")] == [2]


def test_files_that_are_no_text_are_kept_in_the_folder_of_errors(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in", 2)
    write(folder / "f0" / "page.txt", "<!DOCTYPE html><html><body>x</body></html>")
    _, told = run("batch", folder, "-o", tmp_path / "out", "--errors", tmp_path / "errors", *ONE, code=1)
    assert "HTML" in told
    assert sorted(read_tree(tmp_path / "errors")) == ["errors.jsonl", "inputs/f0/page.txt"]


def test_too_many_failures_stop_the_run_and_it_can_go_on(tmp_path: Path) -> None:
    good = write_lines(tmp_path / "good.jsonl", 1500, 2).read_bytes().splitlines(keepends=True)
    lines = [line if place % 500 else b"{\n" for place, line in enumerate(good)]
    source = write(tmp_path / "in.jsonl", b"".join(lines))
    _, told = run("batch", source, "-o", tmp_path / "out.jsonl", "--max-errors", "1", *ONE, code=1)
    assert "--resume" in told
    assert not (tmp_path / "out.jsonl").exists()
    run("batch", source, "-o", tmp_path / "out.jsonl", "--resume", *ONE, code=1)
    assert len(read_rows(tmp_path / "out.jsonl")) == 1497
    assert [entry["line"] for entry in read_rows(tmp_path / "out.jsonl.errors.jsonl")] == [1, 501, 1001]


# Tables

TABLE = 'id,text,note\n1,"Rain fell.\nADVERTISEMENT\nIt stopped.",a\n'


def test_a_row_of_other_columns_fails_alone() -> None:
    out, told = run("batch", "--format", "csv", "--no-edits", *ONE, stdin=(TABLE + "2,x\n3,y,z\n").encode(), code=1)
    assert out.decode() == 'id,text,note\n1,"Rain fell.\nIt stopped.",a\n3,y,z\n'
    assert "line 5" in told
    assert "2 columns" in told


def test_a_quote_that_never_ends_is_told() -> None:
    out, told = run(
        "batch", "--format", "csv", "--no-edits", *ONE, stdin=(TABLE + '2,"never\n3,y,z\n').encode(), code=1
    )
    assert out.decode() == 'id,text,note\n1,"Rain fell.\nIt stopped.",a\n'
    assert "line 5" in told


def test_a_table_without_the_column_names_those_that_it_has(tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", "id,body\n1,x\n")
    _, told = run("batch", source, "-o", tmp_path / "out.csv", *ONE, code=1)
    assert "id, body" in told
    assert "--text-field" in told


# Rules that take too long

SLOW = """
[[rule]]
id = "mine.slow"
description = "A pattern that takes for ever on some lines."
pattern = '''^slow (a|a)+(a|a)+(a|a)+$'''
removes = ["slow aaa"]
keeps = ["slow"]
"""


def test_a_line_that_a_rule_takes_too_long_for_stays_and_is_counted(tmp_path: Path) -> None:
    pack = write(tmp_path / "slow.toml", SLOW)
    line = "slow " + "a" * 60 + "b"
    source = write(tmp_path / "in.jsonl", json.dumps({"text": f"{make_text('a')}{line}\n"}) + "\n")
    summary = tmp_path / "summary.json"
    slow = ("--pack", pack, "--filter", "boilerplate", "--summary", summary)
    run("batch", source, "-o", tmp_path / "out.jsonl", *slow, *ONE)
    [row] = read_rows(tmp_path / "out.jsonl")
    assert row["text"] == f"{clean_text('a')}{line}\n"
    assert json.loads(summary.read_bytes())["slow"] >= 1
