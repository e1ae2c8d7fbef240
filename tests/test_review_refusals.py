"""What `newsclean review` refuses, so that nothing is lost."""

from pathlib import Path

import pytest
from program import run, write
from reviews import CHOIR, FRIDAY, list_arguments, read_pack, tell_asked, write_folder
from terminal import Talk

HEAD = '# Decided in "newsclean review": what goes, what stays, and which rules are off or hold however unsure.\n'
PACK_OF_MINE = """
[[rule]]
id = "mine.bell"
description = "A bell."
lines = ["Ring the bell"]
removes = ["Ring the bell"]
keeps = ["Ring the bell and the baker comes."]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path)


def test_without_a_terminal_there_is_nobody_to_ask(folder: Path) -> None:
    _, told = run(*list_arguments(folder), code=2)
    assert '"newsclean diff" shows what is unsure' in told
    assert "name a file" in run("review", "-", code=2)[1]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('disable = ["en.advertisement"]\n', "no review made"),
        (HEAD + 'keeps = ["#1"] # mine\n', "line 2 is a comment"),
        (HEAD + "keeps = 1\n", "must be a list"),
        ("\xff", "no review made"),
    ],
)
def test_a_file_that_would_lose_something_is_not_written_over(folder: Path, content: str, message: str) -> None:
    pack = write(folder / "my-pack.toml", content)
    with Talk(*list_arguments(folder)) as talk:
        assert message in talk.last.replace("\n", "")
        assert talk.end() == 1
    assert pack.read_text(encoding="utf-8") == content


def test_what_is_edited_by_hand_stays_and_what_is_taken_out_is_asked_again(folder: Path) -> None:
    with Talk(*list_arguments(folder)) as talk:
        talk.press("kk")
        pack = folder / "my-pack.toml"
        content = pack.read_text(encoding="utf-8").replace(f'"{CHOIR}", ', "") + PACK_OF_MINE
        write(pack, content)
        assert "changed meanwhile" in talk.press("k").replace("\n", "")
        assert talk.end() == 1
    assert pack.read_text(encoding="utf-8") == content
    with Talk(*list_arguments(folder)) as talk:
        assert tell_asked(talk.last) == CHOIR
        talk.press("rq")
    assert read_pack(folder)["keeps"] == [FRIDAY]
    assert [rule["id"] for rule in read_pack(folder)["rule"]] == ["mine.bell", "my-pack.removed"]


def test_a_pack_that_cannot_be_written_is_refused_before_anything_is_asked(folder: Path) -> None:
    for output, message in ((folder, "it cannot be read"), (folder / "none" / "my-pack.toml", "there is no folder")):
        with Talk(*list_arguments(folder)[:-1], output) as talk:
            assert message in talk.last
            assert talk.end() == 1
