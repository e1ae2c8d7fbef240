"""The preview in a pipe: what is shown of a text and of many, and what is left out."""

import gzip
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from program import run, write
from test_floors import HEAVY, MODULES, RUN, list_loaded

from newsclean.cli.clean import command as clean_command
from newsclean.cli.diff import command as diff_command
from newsclean.filters import FILTERS
from newsclean.preview.only import OWN_RULES

RULES_ALONE = ("--filter", "encoding", "--filter", "boilerplate", "--filter", "spacing")
"""So that what is shown does not hang on weights, which change with each fit."""

MENU = [f"Ring bell {number}" for number in range(1, 41)]
ARTICLE = [
    "The mill on Otter Weir turned for the last time on Friday.",
    "Its wheel had been mended eleven times since the flood.",
    "Nobody in the valley could say who had paid for it.",
    "The miller, Hanne Vold, said that she would keep the cat.",
    "Advertisement",
    "The cafÃ© beside it stays open until the autumn.",
    "A heron has taken the place of the last apprentice.",
]
PACK = """
[[rule]]
id = "mill.bell"
description = "A bell in the margin."
pattern = '''^ring bell [0-9]+$'''
removes = ["Ring bell 7"]
keeps = ["Ring bell 7 and the miller comes."]

[[rule]]
id = "mill.cat"
description = "The cat of the mill."
lines = ["A heron has taken the place of the last apprentice"]
removes = ["A heron has taken the place of the last apprentice."]
keeps = ["A heron has taken the place of the cat."]
confidence = 0.4
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write(tmp_path / "mill.txt", "".join(f"{line}\n" for line in ARTICLE))


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write(tmp_path / "mill.toml", PACK)


def diff(*arguments: str | Path, code: int = 0, stdin: bytes = b"") -> str:
    return run("diff", *RULES_ALONE, *arguments, code=code, stdin=stdin)[0].decode()


def test_a_pipe_gets_marks_numbers_reasons_and_changed_characters(article: Path, pack: Path) -> None:
    assert diff("--pack", pack, article).splitlines() == [
        f"── {article}",
        "⋮   2 lines stay",
        f"3   {ARTICLE[2]}",
        f"4   {ARTICLE[3]}",
        "5 - Advertisement",
        "  ↳ en.advertisement  A mark that an advertisement stood here",
        "6 - The caf[-Ã©-] beside it stays open until the autumn.",
        "  ↳ encoding.mojibake  Characters that were decoded wrongly",
        "  + The caf{+é+} beside it stays open until the autumn.",
        f"7 ? {ARTICLE[6]}",
        "  ↳ mill.cat 0.40  The cat of the mill",
        "1 of 7 lines goes, 1 changes, 1 unsure (encoding 1, boilerplate 1)",
    ]


def test_a_pipe_gets_the_same_text_without_what_draws_screens(tmp_path: Path) -> None:
    path = write(tmp_path / "mill.txt", "The tide came in.\nAdvertisement\nIt went out.\n")
    loaded = list_loaded(RUN, "diff", str(path))
    assert "difflib" not in loaded
    assert not loaded & HEAVY


def test_context_is_as_wide_as_asked_for(article: Path) -> None:
    assert "⋮   4 lines stay\n5 - Adv" in diff("--context", "0", article)
    assert f"⋮   3 lines stay\n4   {ARTICLE[3]}\n5 - Adv" in diff("--context", "1", article)
    assert "⋮" not in diff("--context", "9", article)
    assert "⋮" not in diff("--all", article)


def test_a_long_block_that_goes_is_shown_by_its_ends_and_its_count(pack: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "menu.txt", "".join(f"{line}\n" for line in [*ARTICLE[:2], *MENU, *ARTICLE[2:4]]))
    text = diff("--pack", pack, path)
    assert re.findall(r"- Ring bell (\d+)", text) == ["1", "2", "39", "40"]
    assert " ⋮   36 more lines go: mill.bell 36\n" in text
    assert "40 of 44 lines go (boilerplate 40)" in text
    assert len(re.findall("- Ring bell", diff("--pack", pack, "--all", path))) == len(MENU)
    few = write(tmp_path / "few.txt", "".join(f"{line}\n" for line in [*ARTICLE[:2], *MENU[:7], *ARTICLE[2:4]]))
    assert "more lines" not in diff("--pack", pack, few)


@pytest.mark.parametrize("name", ["en.advertisement", "en", "advertisement", "boilerplate"])
def test_only_shows_the_edits_of_a_rule_a_kind_or_a_filter(name: str, article: Path) -> None:
    text = diff("--only", name, "--context", "0", article)
    assert text.splitlines() == [
        f"── {article}",
        "⋮   4 other lines",
        "5 - Advertisement",
        "  ↳ en.advertisement  A mark that an advertisement stood here",
        "⋮   2 other lines",
        f"{name}: 1 of 7 lines goes (boilerplate 1)",
    ]


def test_what_a_line_becomes_is_shown_with_it(article: Path) -> None:
    assert diff("--only", "encoding", "--context", "0", article).splitlines()[2:5] == [
        "6 - The caf[-Ã©-] beside it stays open until the autumn.",
        "  ↳ encoding.mojibake  Characters that were decoded wrongly",
        "  + The caf{+é+} beside it stays open until the autumn.",
    ]


def test_a_blank_line_that_goes_has_its_reason_beside_it(tmp_path: Path) -> None:
    path = write(tmp_path / "mill.txt", "The tide came in.\n\nAdvertisement\n\nIt went out.\n")
    assert "4 - ⏎ ↳ spacing.blank  A blank line that only framed what was removed\n" in diff(path)


def test_only_passes_by_articles_without_such_edits(article: Path, tmp_path: Path) -> None:
    clean = write(tmp_path / "clean.txt", "The tide came in.\n")
    text = diff("--only", "en.advertisement", "--only", "en.newsletter", clean, article)
    assert str(clean) not in text
    total = "2 articles, 1 with something to see: en.advertisement, en.newsletter: 1 of 8 lines goes (boilerplate 1)"
    assert text.splitlines()[-1] == total
    assert diff("--only", "en.newsletter", article) == "en.newsletter: nothing to remove in 7 lines\n"


def test_a_name_that_is_no_rule_is_refused_with_the_nearest(article: Path, pack: Path) -> None:
    stdout, stderr = run("diff", "--only", "en.newslettr", article, code=1)
    assert stdout == b""
    assert "there is no rule, kind or filter 'en.newslettr'; did you mean en.newsletter?" in stderr
    assert "did you mean mill.bell?" in run("diff", "--pack", pack, "--only", "mill.bel", article, code=1)[1]


def test_the_rules_of_filters_are_known_by_name() -> None:
    own = "|".join(name for name in FILTERS if name not in {"boilerplate", "site"})
    filters = [path for name, path in MODULES.items() if name.startswith(("filters.", "page"))]
    source = "".join(path.read_text(encoding="utf-8") for path in filters)
    written = set(re.findall(rf'(?<![\w./])"((?:{own})\.[a-z-]+)"', source))
    assert {rule for rule in OWN_RULES if not rule.startswith("leftovers.")} == written
    places = MODULES["filters.leftovers"].read_text(encoding="utf-8")
    kinds = set(re.findall(r'return "(\w+)", "', places))
    assert {rule for rule in OWN_RULES if rule.startswith("leftovers.")} == {f"leftovers.{kind}" for kind in kinds}


def test_stat_shows_a_bar_for_each_filter_and_rule(article: Path, pack: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "menu.txt", "".join(f"{line}\n" for line in [*ARTICLE, *MENU[:3]]))
    assert diff("--stat", "--pack", pack, path, article).splitlines() == [
        "encoding             2 ██",
        "  encoding.mojibake  2 ██",
        "boilerplate          5 █████░░ 2 unsure",
        "  mill.bell          3 ███",
        "  en.advertisement   2 ██",
        "  mill.cat           0 ░░ 2 unsure",
        "2 articles, 2 with something to see: 5 of 17 lines go, 2 change, 2 unsure (encoding 2, boilerplate 5)",
    ]


def test_folders_and_rows_are_read_as_batch_reads_them(article: Path, tmp_path: Path) -> None:
    folder = tmp_path / "scraped"
    (folder / "below").mkdir(parents=True)
    write(folder / "a.txt", "The tide came in.\n")
    write(folder / "below" / "b.md", article.read_bytes())
    rows = [{"id": 1, "text": article.read_text(encoding="utf-8")}, {"id": 2}, {"id": 3, "text": "It rains."}]
    write(folder / "rows.jsonl.gz", gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))
    stdout, stderr = run("diff", *RULES_ALONE, folder, code=1)
    lines = stdout.decode().splitlines()
    assert lines[0] == f"{folder}/a.txt: nothing to remove in 1 line"
    assert [line for line in lines if line.startswith("──")] == [
        f"── {folder}/below/b.md",
        f"── {folder}/rows.jsonl.gz:1",
    ]
    assert f"{folder}/rows.jsonl.gz:3: nothing to remove in 1 line" in lines
    assert lines[-1].startswith("4 articles, 2 with something to see: 2 of 16 lines go, 2 change")
    assert stderr.startswith(f"newsclean: {folder}/rows.jsonl.gz:2: it has no field 'text'")
    only = diff("--glob", "*.md", folder)
    assert "── " in only
    assert "articles" not in only
    piped = diff("--jsonl", "--text-field", "body", stdin=json.dumps({"body": "Advertisement\nIt rains.\n"}).encode())
    assert piped.startswith("── standard input:1\n1 - Advertisement\n")


def test_a_file_whose_rows_have_no_text_is_given_up(tmp_path: Path) -> None:
    path = write(tmp_path / "rows.jsonl", '{"body": "It rains."}\n' * 50)
    stdout, stderr = run("diff", path, code=1)
    assert stderr.count("\n") == 4
    assert "the rest is passed by" in stderr
    assert stdout == b""


def test_a_folder_without_such_files_says_so(tmp_path: Path) -> None:
    stderr = run("diff", "--glob", "*.text", tmp_path, code=1)[1]
    assert "there is nothing to read" in stderr


def test_the_document_tells_every_option() -> None:
    told = (ROOT / "docs" / "preview.md").read_text(encoding="utf-8")
    shared = {option for option in diff_command.params if option.name in {each.name for each in clean_command.params}}
    for option in diff_command.params:
        if option not in shared and option.name != "names":
            assert all(f"`{name}" in told for name in option.opts)


def test_plain_stands_alone(article: Path) -> None:
    for other in (["--stat"], ["--side-by-side"], ["--context", "1"], ["--all"], ["--only", "en"]):
        assert "--plain shows the whole text" in run("diff", "--plain", *other, article, code=2)[1]


def test_a_pipe_that_closes_early_ends_it_quietly(article: Path) -> None:
    command = [sys.executable, "-m", "newsclean", "diff", *[str(article)] * 300]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().decode() == f"── {article}\n"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode != 0


def test_two_columns_in_a_pipe_are_as_wide_as_columns_says(article: Path) -> None:
    for columns, said in ((130, ""), (90, "90")):
        stdout, _ = run("diff", "--side-by-side", *RULES_ALONE, article, COLUMNS=said)
        lines = stdout.decode().splitlines()
        assert max(map(len, lines)) == columns
        assert any("[-Ã©-]" in left and "{+é+}" in right for left, _, right in (line.partition("│") for line in lines))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
def test_an_interrupt_ends_it_without_a_word(article: Path) -> None:
    command = [sys.executable, "-m", "newsclean", "diff", str(article), "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().decode() == f"── {article}\n"  # and then it waits for standard input
        process.send_signal(signal.SIGINT)
        assert process.wait() == -signal.SIGINT
        assert process.stderr.read().strip() == b""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells no such figure")
def test_memory_does_not_grow_with_the_number_of_files(tmp_path: Path) -> None:
    text = "".join(f"{line}\n" for line in ARTICLE * 20)
    names = [write(tmp_path / f"{number}.txt", text) for number in range(120)]
    few, many = (measure_memory("diff", *names[:count]) for count in (20, 120))
    assert many < few * 1.1


def measure_memory(*arguments: str | Path) -> int:
    """Run newsclean, and give the most memory that it had, in the unit of the system."""
    process = subprocess.Popen(
        [sys.executable, "-m", "newsclean", *map(str, arguments)], stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss
