"""The command line, run as its users run it: as a process, with files and pipes."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ARTICLE = "The bakery on Mill Lane closed on Friday.\nAdvertisement\nIts ovens had been lit for ninety years.\n"
CLEAN = "The bakery on Mill Lane closed on Friday.\nIts ovens had been lit for ninety years.\n"
PACK = """
[[rule]]
id = "mill.bell"
description = "A bell in the margin."
lines = ["Ring the bell"]
removes = ["Ring the bell"]
keeps = ["Ring the bell and the baker comes."]
"""


def run(
    *arguments: str | Path, stdin: bytes = b"", code: int = 0, cwd: Path | None = None, **environment: str
) -> tuple[bytes, str]:
    """Run newsclean, check its exit code, and give its standard output and standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "newsclean", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**os.environ, **environment},
        timeout=60,
    )
    stderr = done.stderr.decode()
    assert "Traceback" not in stderr
    assert done.returncode == code, stderr
    return done.stdout, stderr


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write(tmp_path / "article.txt", ARTICLE)


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


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


# Failures


def png() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.txt", None, "there is no such file; check the name"),
        ("picture.png", png(), "PNG picture"),
        ("noise.bin", bytes(range(32)) * 64, "binary data"),
        ("page.html", b"<!DOCTYPE html><html><body><p>Hello</p></body></html>", "an HTML page, not text"),
    ],
)
def test_a_bad_input_is_reported_and_the_others_are_done(
    name: str, content: bytes | None, message: str, article: Path, tmp_path: Path
) -> None:
    bad = tmp_path / name
    if content is not None:
        bad.write_bytes(content)
    for option in ([], ["--json"]):
        stdout, stderr = run(*option, bad, article, code=1)
        good = run(*option, article)[0]
        assert stdout == good
        assert stderr.startswith(f"newsclean: {bad}: ")
        assert message in stderr
        assert stderr.count("\n") == 1
    stdout, stderr = run("diff", "--plain", bad, article, code=1)
    assert stdout == b"  " + ARTICLE.replace("\nAdv", "\n- Adv").replace("\nIts", "\n  Its").encode()
    assert message in stderr


def test_a_folder_is_refused(article: Path, tmp_path: Path) -> None:
    stdout, stderr = run(tmp_path, article, code=1)
    assert stdout == CLEAN.encode()
    assert "this is a folder; name the files in it" in stderr


def test_a_file_that_may_not_be_read_is_refused(article: Path) -> None:
    article.chmod(0)
    # Root may read everything, until it is told that it may not.
    humbly = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.access(article, os.R_OK) else []
    if humbly and not shutil.which("setpriv"):
        pytest.skip("this user may read everything")
    command = [*humbly, sys.executable, "-m", "newsclean", str(article)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == f"newsclean: {article}: it may not be read; check its permissions\n"


def test_a_read_that_fails_half_way_is_reported() -> None:
    broken = Path("/proc/self/mem")  # it opens, and its first page cannot be read
    if not broken.exists():
        pytest.skip("this system has no such file")
    assert run(broken, code=1) == (b"", f"newsclean: {broken}: Input/output error\n")


def test_an_encoding_that_does_not_fit_or_does_not_exist_is_refused() -> None:
    assert "there is no encoding 'utf-9'" in run("--encoding", "utf-9", stdin=b"text", code=1)[1]
    assert "this text is not in ascii" in run("--encoding", "ascii", stdin=b"caf\xe9", code=1)[1]


DAMAGED_PACKS = [
    ("rule = 1 2", ["not a TOML file"]),
    (PACK.replace("lines =", "line ="), ["rule mill.bell", "key 'line'", "did you mean 'lines'?"]),
    (PACK.replace('removes = ["Ring the bell"]\n', ""), ["rule mill.bell", "key 'removes'", "missing"]),
    (PACK.replace('lines = ["Ring the bell"]', "pattern = '^ring ('"), ["rule mill.bell", "key 'pattern'"]),
    (PACK.replace("lines", 'drop = "word"\nlines'), ["rule mill.bell", "key 'drop'", "must be one of"]),
    ('disable = ["en.no-such-rule"]', ["key 'disable'", "en.no-such-rule"]),
]


@pytest.mark.parametrize(("content", "parts"), DAMAGED_PACKS)
def test_a_damaged_pack_is_refused_with_file_rule_and_key(content: str, parts: list[str], tmp_path: Path) -> None:
    pack = write(tmp_path / "mill.toml", content)
    stdout, stderr = run("--pack", pack, stdin=ARTICLE.encode(), code=1)
    assert stdout == b""
    assert stderr.startswith(f"newsclean: {pack}: ")
    assert all(part in stderr for part in parts), stderr


def test_check_proves_a_pack_and_names_what_fails(tmp_path: Path) -> None:
    good = write(tmp_path / "good.toml", PACK)
    bad = write(tmp_path / "bad.toml", PACK.replace('removes = ["Ring the bell"]', 'removes = ["Ring twice"]'))
    stdout, stderr = run("check", bad, tmp_path / "none.toml", good, code=1)
    assert stdout.decode() == f"{good}: 1 rule holds\n"
    first, second = stderr.splitlines()
    assert first.startswith(f"newsclean: {bad}: rule mill.bell: key 'removes': 'Ring twice' ")
    assert second.startswith(f"newsclean: {tmp_path / 'none.toml'}: ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--filter", "repeat"], "there is no filter 'repeat'; did you mean repeats?"),
        (["--skip", "xyz"], "there is no filter 'xyz'; the filters are encoding, "),
        (["--pack", "no-such.toml"], "no-such.toml: "),
        (["rules", "en.newslettr"], "there is no rule 'en.newslettr'; did you mean en.newsletter"),
        (["rules", "--language", "xx"], "there is no pack for the language 'xx'"),
    ],
)
def test_unknown_names_are_refused(arguments: list[str], message: str) -> None:
    stdout, stderr = run(*arguments, stdin=b"text", code=1)
    assert stdout == b""
    assert stderr.startswith("newsclean: ")
    assert message in stderr


@pytest.mark.parametrize("number", ["2", "-0.1", "nan", "inf", "much"])
def test_a_bad_threshold_is_wrong_use(number: str) -> None:
    stdout, stderr = run("--threshold", number, stdin=b"text", code=2)
    assert stdout == b""
    assert "Invalid value for '--threshold'" in stderr
    assert "newsclean clean" not in stderr, "there is no such command to try"


def test_a_misspelt_command_is_wrong_use_unless_there_is_such_a_file(tmp_path: Path) -> None:
    stdout, stderr = run("dif", "article.txt", code=2)
    assert stdout == b""
    assert "There is no command and no file 'dif'. Did you mean 'diff'?" in stderr
    write(tmp_path / "dif", ARTICLE)
    assert run("dif", cwd=tmp_path)[0] == CLEAN.encode()
    assert "there is no such file" in run("diff.txt", code=1)[1]


@pytest.mark.parametrize("arguments", [["--no-such-option"], ["check"], ["restore"], ["rules", "a.b", "c.d"]])
def test_wrong_options_and_arguments_are_wrong_use(arguments: list[str]) -> None:
    stdout, stderr = run(*arguments, code=2)
    assert stdout == b""
    assert stderr.startswith("Usage: newsclean ")


# Records that nothing can be restored from


def change(record: bytes, **changes: object) -> bytes:
    return json.dumps({**json.loads(record), **changes}).encode()


def test_a_wrong_record_is_refused(article: Path) -> None:
    record = run("--json", article)[0]
    whole = json.loads(record)
    for data, message in [
        (b"", "there is no record in it"),
        (b"no JSON\n", "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        (b"[1, 2]", "it is not a record of newsclean"),
        (b"{}", "the key 'source' is missing"),
        (change(record, edits=5), "the value of a key is of another type"),
        (change(record, text="The bakery\n"), "the record was changed"),
        (change(record, text=CLEAN.replace("Mill", "Hill")), "the record was changed"),
        (change(record, edits=[]), "the record was changed"),
        (change(record, source={**whole["source"], "lines": 10**15}), "the record was changed"),
        (change(record, source={**whole["source"], "encoding": "utf-9"}), "the record was changed"),
        (change(record, source={**whole["source"], "bytes": "AAA"}), "the record was changed"),
        (record + record, "there are 2 records in it; choose one with --id"),
    ]:
        stdout, stderr = run("restore", "-", stdin=data, code=1)
        assert stdout == b""
        assert stderr.startswith("newsclean: standard input: ")
        assert message in stderr
    assert "there is no record with the id x" in run("restore", "-", "--id", "x", stdin=record, code=1)[1]
    assert "there is no such file" in run("restore", "none.json", code=1)[1]


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


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_is_reported(article: Path) -> None:
    for options in ([], ["--json"], ["diff"], ["rules"]):
        arguments = [*options, *([] if options == ["rules"] else [str(article)])]
        with Path("/dev/full").open("wb") as full:
            command = [sys.executable, "-m", "newsclean", *arguments]
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
        assert done.returncode == 1
        assert done.stderr == b"newsclean: the output cannot be written: No space left on device\n"


@pytest.mark.parametrize("command", ["", "diff", "rules", "check", "restore"])
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
    assert all(f"\n  {command} " in text for command in ("diff", "rules", "check", "restore"))


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
