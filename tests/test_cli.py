"""The command line, run as its users run it: as a process, with files and pipes."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from program import ARTICLE, CLEAN, PACK, run, write


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write(tmp_path / "article.txt", ARTICLE)


# Inputs and outputs


def test_standard_input_is_cleaned() -> None:
    assert run(stdin=ARTICLE.encode()) == (CLEAN.encode(), "")


def test_a_hyphen_is_standard_input_among_files(article: Path) -> None:
    assert run(article, "-", stdin=b"A word from the pipe.\n") == (CLEAN.encode() + b"A word from the pipe.\n", "")


def test_an_empty_input_stays_empty() -> None:
    assert run(stdin=b"") == (b"", "")


def test_a_missing_line_end_stays_missing_in_one_file_and_does_not_glue_two(tmp_path: Path) -> None:
    open_end = write(tmp_path / "open.txt", "The first text ends here")
    assert run(open_end)[0] == b"The first text ends here"
    assert run(open_end, open_end)[0] == b"The first text ends here\nThe first text ends here\n"


def test_line_ends_stay_as_they_are() -> None:
    assert run(stdin=ARTICLE.replace("\n", "\r\n").encode())[0] == CLEAN.replace("\n", "\r\n").encode()


def test_json_writes_one_record_a_line(article: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other.txt", "Nothing\u2028to see\x85here.\n")
    stdout, stderr = run("--json", "--title", "Ovens", "--site", "example.org", article, other)
    first, second = [json.loads(line) for line in stdout.decode().splitlines()]
    assert (first["id"], first["text"], first["title"], first["site"]) == (str(article), CLEAN, "Ovens", "example.org")
    assert [edit["before"] for edit in first["edits"]] == ["Advertisement"]
    assert second["id"] == str(other)
    assert stderr == ""


TEXTS = {
    "utf-8": "Café Größe 東京 мир\nAdvertisement\n\nlast",
    "utf-8-sig": "Café Größe\r\nAdvertisement\r\nend\r\n",
    "utf-16": "東京の朝\rAdvertisement\r終わり",
    "utf-32": "The mill\r\n\nAdvertisement\r\nÅrhus\n",
    "windows-1252": "The baker’s café – “fresh” every day\r\nAdvertisement\r\nDéjà vu à la crème brûlée, señor.\r\n",
    "shift_jis": "東京の朝は静かだ。パン屋が開く。\r\nAdvertisement\r\n町の人はまだ眠っている。\r\n",
    "koi8-r": "Пекарня на углу закрылась в пятницу.\nAdvertisement\nПечи не гасили девяносто лет.\n",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_restore_gives_the_input_byte_for_byte(encoding: str, tmp_path: Path) -> None:
    data = TEXTS[encoding].encode(encoding)
    source = write(tmp_path / "source.txt", data)
    for option in ([], ["--encoding", encoding]):
        record, _ = run("--json", source, *option)
        assert "Advertisement" in [edit["before"] for edit in json.loads(record)["edits"]]
        assert run("restore", "-", stdin=record) == (data, "")


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"\r\n\r", b"one\r\r\ntwo", b"\xef\xbb\xbf", b"caf\xc3\xa9 but caf\xe9\nAdvertisement\nend"]
)
def test_restore_gives_odd_inputs_byte_for_byte(data: bytes) -> None:
    assert run("restore", "-", stdin=run("--json", stdin=data)[0]) == (data, "")


def test_restore_finds_a_record_by_its_id(article: Path, tmp_path: Path) -> None:
    records = write(tmp_path / "records.jsonl", run("--json", article, "-", stdin=b"Another text.\n")[0])
    assert run("restore", records, "--id", "-") == (b"Another text.\n", "")
    assert run("restore", records, "--id", str(article)) == (ARTICLE.encode(), "")


# Options of the chain


def test_filters_run_in_the_order_given() -> None:
    text = "The cafÃ© on the quay serves soup.\nIt closes at midnight. \nAdvertisement\n".encode()
    for order in (["encoding", "spacing"], ["spacing", "encoding"]):
        arguments = [argument for name in order for argument in ("--filter", name)]
        edits = json.loads(run(*arguments, "--json", stdin=text)[0])["edits"]
        assert [edit["rule"].partition(".")[0] for edit in edits] == order


def test_skip_leaves_a_filter_out() -> None:
    assert run("--skip", "boilerplate", stdin=ARTICLE.encode())[0] == ARTICLE.encode()
    assert run("--filter", "boilerplate", "--skip", "boilerplate", stdin=ARTICLE.encode())[0] == ARTICLE.encode()


def test_a_pack_adds_and_switches_off_rules(article: Path, tmp_path: Path) -> None:
    rule = json.loads(run("--json", article)[0])["edits"][0]["rule"]
    pack = write(tmp_path / "mill.toml", f'disable = ["{rule}"]\n{PACK}')
    text = b"The miller waved.\nRing the bell\nAdvertisement\nThe wheel turned.\n"
    assert run("--pack", pack, stdin=text)[0] == b"The miller waved.\nAdvertisement\nThe wheel turned.\n"


def test_the_threshold_decides_what_is_applied(tmp_path: Path) -> None:
    pack = write(tmp_path / "mill.toml", PACK + "confidence = 0.4\n")
    text = b"The miller waved.\nRing the bell\nThe wheel turned.\n"
    assert run("--pack", pack, stdin=text)[0] == text
    assert run("--pack", pack, "--threshold", "0.4", stdin=text)[0] == b"The miller waved.\nThe wheel turned.\n"
    assert len(json.loads(run("--json", "--pack", pack, stdin=text)[0])["unsure"]) == 1


def test_the_encoding_can_be_named() -> None:
    assert run("--encoding", "cp437", stdin=b"caf\x82\n")[0] == "café\n".encode()


# Pipes, signals and help


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_a_reader_that_closes_the_pipe_ends_it_quietly(tmp_path: Path) -> None:
    long = write(
        tmp_path / "long.txt", "".join(f"The ferry carried {n} goats home.\nAdvertisement\n" for n in range(3000))
    )
    for options in ([], ["--json"], ["diff"], ["diff", "--plain"]):
        command = [sys.executable, "-m", "newsclean", *options, str(long), str(long)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.read(1)
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait() == -signal.SIGPIPE


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_an_interrupt_ends_it_without_a_traceback(tmp_path: Path) -> None:
    # Two writers keep the second file from its end, so that the interrupt comes while newsclean waits for it.
    first, pipe = write(tmp_path / "first.txt", ARTICLE), tmp_path / "pipe"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "newsclean", str(first), str(pipe)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(len(CLEAN)) == CLEAN.encode()
        process.send_signal(signal.SIGINT)
        assert process.stderr.read().strip() == b""
        assert process.wait() == -signal.SIGINT


@pytest.mark.parametrize("command", ["", "diff", "explain", "rules", "check", "restore"])
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_has_help_with_an_example(command: str, option: str) -> None:
    stdout, stderr = run(*command.split(), option, COLUMNS="80")
    text = stdout.decode("ascii")
    assert text.startswith("Usage: newsclean ")
    examples = text.partition("\n  Examples:\n")[2].partition("\n\n")[0].splitlines()
    assert any(line.startswith(f"    newsclean {command}") for line in examples)
    assert max(map(len, text.splitlines())) <= 80
    assert "...\n" not in text.partition("Options:")[2], "a summary is cut"
    assert stderr == ""


def test_help_is_found_behind_a_file_and_lists_all_commands_and_exit_codes(article: Path) -> None:
    text = run(article, "--help")[0].decode()
    assert text == run("--help")[0].decode()
    assert "Exit codes:" in text
    assert all(f"\n  {command} " in text for command in ("diff", "explain", "rules", "check", "restore"))


def test_version() -> None:
    from newsclean import __version__  # noqa: PLC0415 - nothing else here looks inside

    assert run("--version") == (f"newsclean {__version__}\n".encode(), "")


# Lists of rules


def test_rules_without_a_terminal_are_plain_lines() -> None:
    for arguments in (["rules"], ["rules", "--language", "de"], ["rules", "en.newsletter"]):
        text = run(*arguments, COLUMNS="40")[0].decode()
        assert "\x1b" not in text
        assert all(line == line.rstrip() for line in text.splitlines())
    listed = run("rules", "--language", "de")[0].decode().splitlines()[1:]
    assert all(line.startswith("de.") and len(line.split()) > 1 for line in listed), "a rule is broken over lines"


def test_rules_as_json_are_those_of_the_pack(tmp_path: Path) -> None:
    pack = write(tmp_path / "mill.toml", PACK)
    (rule,) = [json.loads(line) for line in run("rules", "--pack", pack, "--json")[0].splitlines()]
    assert (rule["id"], rule["lines"]) == ("mill.bell", ["Ring the bell"])
    assert rule["keeps"] == ["Ring the bell and the baker comes."]


def test_a_rule_that_shortens_lines_shows_what_it_leaves(tmp_path: Path) -> None:
    match = """
[[rule]]
id = "mill.tail"
description = "A call behind a sentence."
pattern = '''ring the bell now$'''
drop = "match"
removes = [{ line = "He waved. Ring the bell now", leaves = "He waved." }, "Ring the bell now"]
keeps = ["Ring the bell now and then."]
"""
    pack = write(tmp_path / "mill.toml", match)
    rows = [line.split(maxsplit=1) for line in run("rules", "--pack", pack, "mill.tail")[0].decode().splitlines()[1:]]
    assert rows[5:9] == [
        ["removes", "He waved. Ring the bell now"],
        ["leaves", "He waved."],
        ["removes", "Ring the bell now"],
        ["leaves", "(nothing)"],
    ]
