"""What a person sees: newsclean in a real pseudo-terminal, with good texts and with hostile ones."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from terminal import COLOUR, HOSTILE, check_harmless, show

ARTICLE = """\
The last ferry to Gull Island left at noon with eleven goats, a piano and the new schoolteacher on board, in that order.
Advertisement
Nobody waved. The piano, its owner said, had been promised to the island since before the war and was never paid for.

ギターの音が港に響き、朝の市場では魚と野菜が並び、子どもたちは船を見送ってから学校へ向かった。島の人々は静かに待っていた。
Sign up for our daily newsletter
The cafÃ© by the pier stayed open.
Supercalifragilistic/and/other/words/that/no/screen/of/forty/columns/could/hold/without/a/break/anywhere/in/between/them
One.
Two.
Three.
Four.
Five.
Six.
Seven.
"""
PACK = """
[[rule]]
id = "ferry.bell"
description = "A bell in the margin."
lines = ["Six"]
removes = ["Six"]
keeps = ["Six bells rang."]
confidence = 0.4
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.toml"
    path.write_text(PACK, encoding="utf-8")
    return path


# The preview

RULES_ALONE = ("--skip", "leftovers")
"""So that what is shown does not hang on weights, which change with each fit."""


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_diff_has_colours_marks_and_numbers_and_keeps_within_the_screen(
    columns: int, article: Path, pack: Path
) -> None:
    text = show("diff", *RULES_ALONE, "--pack", pack, article, columns=columns, rows=99)
    lines = COLOUR.sub("", text).splitlines()
    assert [line for line in lines if cell_len(line) > columns] == []
    assert [line for line in lines if line != line.rstrip()] == []
    marked = {tuple(line.split()[:3]) for line in lines}
    assert {("2", "-", "Advertisement"), ("7", "-", "The"), ("+", "The", "café"), ("14", "?", "Six.")} <= marked
    assert any("ferry.bell 0.40" in line for line in lines)
    assert "\x1b[31mAdvertisement" in text
    assert "\x1b[33mSix." in text
    assert "\x1b[31mThe caf\x1b[0m\x1b[7;31mÃ©\x1b[0m\x1b[31m by the pier" in text
    assert "\x1b[32mThe caf\x1b[0m\x1b[7;32mé\x1b[0m\x1b[32m by the pier" in text
    assert any(line.split() == ["\u22ee", "2", "lines", "stay"] for line in lines)
    assert "Three." not in text
    assert "2 of 15 lines go, 1 changes, 1 unsure (encoding 1, boilerplate 2)" in " ".join(lines)


def test_reasons_stand_beside_the_text_where_there_is_room_and_below_where_not(article: Path) -> None:
    wide, narrow = (
        COLOUR.sub("", show("diff", *RULES_ALONE, article, columns=columns)).splitlines() for columns in (120, 80)
    )
    beside = next(line for line in wide if "- Advertisement" in line)
    assert "advertisement  " in beside.partition("- Advertisement")[2]
    place = next(place for place, line in enumerate(narrow) if line.endswith("- Advertisement"))
    assert re.match(r"  ↳ \w\w\.advertisement\S*  ", narrow[place + 1])


def test_diff_shows_what_is_invisible_in_lines_that_spacing_changes(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("Two\u00a0words\u200b here.  \n", encoding="utf-8")
    text = COLOUR.sub("", show("diff", path))
    assert "- Two\\u00a0words\\u200b here.\u00b7\u00b7\n" in text
    assert "+ Two words here.\n" in text


def test_diff_of_a_clean_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "clean.txt"
    path.write_text("The tide came in.\n", encoding="utf-8")
    assert COLOUR.sub("", show("diff", path, columns=200)) == f"{path}: nothing to remove in 1 line\n"


def test_diff_of_several_files_ends_with_a_total(article: Path) -> None:
    text = COLOUR.sub("", show("diff", *RULES_ALONE, article, article, columns=120, rows=99))
    total = "2 articles, 2 with something to see: 4 of 30 lines go, 2 change (encoding 2, boilerplate 4)"
    assert text.splitlines()[-1] == total
    assert "articles, " not in show("diff", article)


def test_nothing_is_coloured_under_no_color(article: Path) -> None:
    for arguments in (["diff", article], ["rules"], ["rules", "en.newsletter"], ["--help"]):
        assert "\x1b" not in show(*arguments, NO_COLOR="1")


def test_a_pager_comes_only_where_the_text_is_longer_than_the_screen(article: Path, tmp_path: Path) -> None:
    pager, paged = tmp_path / "pager", tmp_path / "paged"
    pager.write_text(f"#!/bin/sh\ncat > {paged}\n", encoding="utf-8")
    pager.chmod(0o755)
    direct = show("diff", article, rows=50, PAGER=str(pager))
    assert not paged.exists()
    assert show("diff", article, rows=10, PAGER=str(pager)) == ""
    assert paged.read_text(encoding="utf-8") == direct
    assert show("rules", "--language", "de", PAGER=str(pager)) == ""
    assert "de.newsletter" in paged.read_text(encoding="utf-8")


def test_less_is_told_to_show_colours_and_keeps_its_options(article: Path, tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text('#!/bin/sh\ncat > /dev/null\necho "LESS is $LESS."\n', encoding="utf-8")
    pager.chmod(0o755)
    assert show("diff", article, rows=5, PAGER=str(pager)) == "LESS is -R.\n"
    assert show("diff", article, rows=5, PAGER=str(pager), LESS="-i") == "LESS is -i -R.\n"


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_rules_keep_within_the_screen(columns: int, pack: Path) -> None:
    for arguments in (["rules"], ["rules", "--language", "de"], ["rules", "en.newsletter"], ["rules", "--pack", pack]):
        lines = COLOUR.sub("", show(*arguments, columns=columns)).splitlines()
        assert [line for line in lines if cell_len(line) > columns] == []


def test_newsclean_alone_at_a_terminal_shows_its_help() -> None:
    assert show().startswith("Usage: newsclean [OPTIONS] [FILE]...\n")


def test_line_ends_of_every_kind_are_line_ends_on_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "ends.txt"
    path.write_bytes(b"one\r\ntwo\rthree\n")
    assert show(path) == "one\ntwo\nthree\n"


# Text that would like to command the terminal


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    path = tmp_path / (HOSTILE.replace("/", "") + ".txt")
    path.write_text(f"{HOSTILE}\nAdvertisement {HOSTILE}\nAdvertisement\n{HOSTILE}\r{HOSTILE}", encoding="utf-8")
    return path


@pytest.fixture
def hostile_pack(tmp_path: Path) -> Path:
    text = json.dumps(HOSTILE)  # TOML writes such texts as JSON does
    path = tmp_path / (HOSTILE.replace("/", "") + ".toml")
    path.write_text(
        f'[[rule]]\nid = "ferry.bell"\ndescription = {text}\nlines = [{text}, "Six"]\nremoves = [{text}]\n'
        f'keeps = [{json.dumps(HOSTILE + "!")}]\nmisses = ["x", {json.dumps(HOSTILE + " there")}]\n',
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize("no_color", ["", "1"])
def test_a_hostile_article_is_harmless(hostile: Path, no_color: str) -> None:
    titled = ["--title", HOSTILE, "--site", HOSTILE, hostile]
    for arguments in (
        [hostile],
        ["--skip", "encoding", "--skip", "spacing", hostile],
        ["diff", *titled],
        ["diff", "--skip", "encoding", *titled],
        ["diff", "--plain", *titled],
        ["--json", *titled],
    ):
        text = show(*arguments, NO_COLOR=no_color)
        check_harmless(text)
        assert "[bold red]markup[" in re.sub(r"\n *", " ", text).replace("  ", " ")
        assert ":smile:" in text.replace("\n", "")


def test_a_hostile_record_is_harmless(hostile: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "newsclean", "--json", str(hostile)]
    record = subprocess.run(command, capture_output=True, check=True).stdout
    path = tmp_path / "record.json"
    path.write_bytes(record)
    text = show("restore", path)
    check_harmless(text)
    assert "[bold red]markup[/bold red]" in text
    changed = json.loads(record)
    for name, wrong in {
        "edits": [{**changed["edits"][0], "rule": HOSTILE, "before": HOSTILE, "line": 99}],
        "source": {**changed["source"], "encoding": HOSTILE},
        "id": [HOSTILE],
    }.items():
        path.write_text(json.dumps({**changed, name: wrong}), encoding="utf-8")
        check_harmless(show("restore", path, code=0 if name == "id" else 1))
    check_harmless(show("restore", path, "--id", HOSTILE, code=1))


@pytest.mark.parametrize("no_color", ["", "1"])
def test_a_hostile_pack_is_harmless(hostile_pack: Path, article: Path, no_color: str) -> None:
    for arguments in (["rules"], ["rules", "ferry.bell"], ["rules", "--json"]):
        text = show(*arguments, "--pack", hostile_pack, NO_COLOR=no_color)
        check_harmless(text)
        assert "[bold red]markup[/bold red]" in re.sub(r"\n *", " ", COLOUR.sub("", text))
    check_harmless(show("rules", "--pack", hostile_pack, columns=40, NO_COLOR=no_color))
    check_harmless(show("check", hostile_pack, code=1, NO_COLOR=no_color))
    check_harmless(show("diff", "--pack", hostile_pack, article, NO_COLOR=no_color))
    content = hostile_pack.read_text(encoding="utf-8")
    for wrong in (
        content.replace('"ferry.bell"', json.dumps(HOSTILE)),
        content.replace("lines =", f"{json.dumps(HOSTILE)} ="),
        content.replace("lines =", f"drop = {json.dumps(HOSTILE)}\nlines ="),
        f"disable = [{json.dumps(HOSTILE)}]",
        HOSTILE,
    ):
        hostile_pack.write_text(wrong, encoding="utf-8")
        check_harmless(show("diff", "--pack", hostile_pack, article, code=1, NO_COLOR=no_color))
        check_harmless(show("check", hostile_pack, code=0 if "disable" in wrong else 1, NO_COLOR=no_color))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([HOSTILE], 1),
        (["diff", HOSTILE], 1),
        (["--filter", HOSTILE], 1),
        (["--pack", HOSTILE], 1),
        (["rules", HOSTILE], 1),
        (["rules", "--language", HOSTILE], 1),
        (["restore", HOSTILE], 1),
        (["check", HOSTILE], 1),
        (["--threshold", HOSTILE], 2),
        (["--" + HOSTILE], 2),
        (["--json=" + HOSTILE], 2),
        (["rules", "a", HOSTILE], 2),
        (["diff\x1b[35m"], 1),
    ],
)
def test_hostile_arguments_are_harmless(arguments: list[str], code: int) -> None:
    text = show(*arguments, code=code)
    check_harmless(text)
    assert "\x1b" not in text
    assert "markup" in text or "--json" in text or "diff" in text, "the message does not show what it is about"


def test_a_hostile_encoding_is_harmless(article: Path) -> None:
    check_harmless(show("--encoding", HOSTILE, article, code=1))


def test_a_file_name_that_is_no_utf_8_can_be_shown(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_bytes(b"Advertisement\nThe tide came in.\n")
    assert "caf\\udce9.txt" in show("diff", path, columns=200)
    assert "caf\\udce9.txt" in show("diff", path, path.with_suffix(".none"), columns=200, code=1)
