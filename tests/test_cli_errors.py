"""What the command line does with bad inputs, packs, names, options and records, and with outputs that fail."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from program import ARTICLE, CLEAN, PACK, run, write


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write(tmp_path / "article.txt", ARTICLE)


# Inputs


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


# Standard streams that fail


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such shell")
def test_closed_standard_streams_are_reported(article: Path) -> None:
    for ends, arguments, message in [
        (">&-", [str(article)], "newsclean: standard output is closed\n"),
        ("<&-", [], "newsclean: standard input: it is closed; name a file, or pipe a text into newsclean\n"),
    ]:
        command = ["/bin/sh", "-c", f'"$@" {ends}', "sh", sys.executable, "-m", "newsclean", *arguments]
        done = subprocess.run(command, capture_output=True, check=False)
        assert (done.returncode, done.stdout, done.stderr.decode()) == (1, b"", message)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_is_reported(article: Path) -> None:
    for options in ([], ["--json"], ["diff"], ["rules"]):
        arguments = [*options, *([] if options == ["rules"] else [str(article)])]
        with Path("/dev/full").open("wb") as full:
            command = [sys.executable, "-m", "newsclean", *arguments]
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
        assert done.returncode == 1
        assert done.stderr == b"newsclean: the output cannot be written: No space left on device\n"
