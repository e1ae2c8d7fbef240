"""`newsclean review` as a person uses it: in a real pseudo-terminal, key by key."""

import json
import os
import re
import signal
from pathlib import Path

import pytest
from invented import write_body
from program import run, write
from reviews import (
    BOX,
    CHOIR,
    CUP,
    DOUBTS,
    FRIDAY,
    SERVICE,
    TIDE,
    list_arguments,
    list_packs,
    read_pack,
    tell_asked,
    write_folder,
)
from terminal import COLOUR, HOSTILE, Talk, check_harmless, list_wide, resize


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path)


def test_answers_become_a_pack_that_the_next_run_uses(folder: Path) -> None:
    with Talk(*list_arguments(folder)) as talk:
        asked = [tell_asked(talk.last)]
        assert "in 7 articles" in talk.last
        asked += [tell_asked(talk.press(key)) for key in "rnaks"]
        assert asked == [CHOIR, FRIDAY, BOX, TIDE, SERVICE, CUP]
        assert "harbour.notice  0.60 sure" in COLOUR.sub("", talk.last)
        assert "1 left" in COLOUR.sub("", talk.last)
        assert "1 removed, 2 kept, 1 always, 1 never, 1 skipped; use" in talk.press("k")
        assert talk.end() == 0
        assert talk.is_as_before()
    pack = read_pack(folder)
    assert pack["keeps"] == [TIDE, CUP]
    assert pack["enable"] == ["lantern-example.recurring.postcard"]
    assert pack["disable"] == ["lantern-example.recurring.friday"]
    assert [rule["lines"] for rule in pack["rule"]] == [[CHOIR]]
    assert run("check", folder / "my-pack.toml")[0].decode().endswith("1 rule holds\n")
    check_next_runs(folder)


def check_next_runs(folder: Path) -> None:
    """Check that what was to go goes, and that what was to stay stays, in single texts and in many."""
    packs = list_packs(folder, "my-pack")
    source = folder / "in" / "lantern.example" / "0.txt"
    clean = run("--site", "lantern.example", *packs, source)[0].decode().splitlines()
    assert set(source.read_text(encoding="utf-8").splitlines()) - set(clean) == {CHOIR, BOX}
    eager = run("--threshold", "0.3", "--filter", "boilerplate", *packs, source)[0].decode().splitlines()
    assert {TIDE, CUP} <= set(eager)
    assert not {CHOIR, SERVICE} & set(eager)
    run("batch", folder / "in", "-o", folder / "out", *packs, "--jobs", "1", "--quiet")
    assert (folder / "out" / "lantern.example" / "0.txt").read_text(encoding="utf-8").splitlines() == clean
    alone = run("--pack", folder / "my-pack.toml", source)[0].decode().splitlines()
    assert CHOIR not in alone
    assert {TIDE, CUP, FRIDAY} <= set(alone)


def test_always_takes_out_what_a_rule_was_unsure_of(folder: Path) -> None:
    with Talk(*list_arguments(folder)) as talk:
        assert tell_asked(talk.press("aa")) == BOX, "the other notice of the rule is settled, too"
        assert "1 more" not in talk.press("q")
        assert talk.end() == 0
    assert read_pack(folder)["enable"] == ["harbour.notice", "lantern-example.recurring.friday"]
    source = folder / "in" / "lantern.example" / "0.txt"
    clean = run("--site", "lantern.example", *list_packs(folder, "my-pack"), source)[0].decode().splitlines()
    assert set(source.read_text(encoding="utf-8").splitlines()) - set(clean) == {CHOIR, CUP, FRIDAY, BOX}


def test_answers_are_taken_back_one_by_one(folder: Path) -> None:
    with Talk(*list_arguments(folder)) as talk:
        assert "nothing to undo" in talk.press("u")
        talk.press("rs")
        assert tell_asked(talk.press("k")) == TIDE
        assert [tell_asked(talk.press("u")) for _ in range(3)] == [BOX, FRIDAY, CHOIR]
        assert not (folder / "my-pack.toml").exists(), "nothing is decided, so no pack says so"
        talk.press("kq")
        assert talk.end() == 0
    assert read_pack(folder) == {"keeps": [CHOIR]}


def test_a_killed_review_loses_no_answer_and_goes_on(folder: Path) -> None:
    settled = [CHOIR, FRIDAY, BOX]
    for place, key in enumerate("rkk"):
        with Talk(*list_arguments(folder)) as talk:
            assert tell_asked(talk.last) == settled[place]
            talk.press(key)
            assert talk.end(signal.SIGKILL) == -signal.SIGKILL
    assert read_pack(folder)["keeps"] == [FRIDAY, BOX]
    with Talk(*list_arguments(folder)) as talk:
        talk.press("kkk")
        assert talk.end() == 0
    before = (folder / "my-pack.toml").read_bytes()
    with Talk(*list_arguments(folder)) as talk:
        assert "nothing to ask" in talk.last
        assert talk.end() == 0
    assert (folder / "my-pack.toml").read_bytes() == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_review_that_is_stopped_leaves_the_answers_and_the_terminal(folder: Path, number: int) -> None:
    with Talk(*list_arguments(folder)) as talk:
        talk.press("r")
        if number == signal.SIGINT:
            os.write(talk.master, b"\x03")
        elif number == signal.SIGHUP:
            talk.hang_up()
        assert talk.end(0 if number != signal.SIGTERM else number) == -number
        assert talk.hung_up or talk.is_as_before()
    assert read_pack(folder)["rule"][0]["lines"] == [CHOIR]


def test_a_review_that_was_held_shows_its_question_again(folder: Path) -> None:
    with Talk(*list_arguments(folder)) as talk:
        asked = talk.press("s")
        assert asked.endswith(talk.hold().lstrip())
        assert asked.endswith(talk.press("\x0c").lstrip())
        talk.press("kq")
        assert talk.end() == 0
        assert talk.is_as_before()
    assert read_pack(folder)["keeps"] == [FRIDAY]


def test_arrows_and_what_is_pasted_answer_nothing(folder: Path) -> None:
    with Talk(*list_arguments(folder)) as talk:
        os.write(talk.master, b"\x1b[A")
        assert "the line stays, whichever rule finds it" in talk.press("?")
        assert not (folder / "my-pack.toml").exists()
        os.write(talk.master, b"\x04")
        assert talk.end() == 0


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_hostile_text_is_harmless_and_keeps_within_the_screen(tmp_path: Path, columns: int) -> None:
    long = f"Harbour {HOSTILE} {'and the 灯台の新しい番人は静かに待っていた ' * 80}"
    rows = [{"text": f"{HOSTILE}\n{long}\nسفينة جديدة للميناء\nHarbour {HOSTILE}", "id": HOSTILE} for _ in range(2)]
    path = write(tmp_path / "rows.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    pack = write(tmp_path / "doubts.toml", DOUBTS.replace("A notice of the harbour.", "A notice. سفينة"))
    arguments = ["--pack", f"{pack}", "-o", f"{tmp_path}/my.toml", "--filter", "boilerplate", "--quiet"]
    with Talk("review", path, *arguments, columns=columns, NO_COLOR="1" if columns == 80 else "") as talk:
        check_harmless(talk.last)
        assert ("\x1b" in talk.last) == (columns != 80)
        assert "[bold red]markup[/bold red]" in re.sub(r"\s+", " ", COLOUR.sub("", talk.last))
        assert "characters more" in COLOUR.sub("", talk.last)
        assert list_wide(talk.last, columns) == []
        resize(talk.terminal, 70, 30)
        check_harmless(talk.press("k"))
        assert list_wide(talk.last, 70) == []
        talk.press("r")
        assert talk.end() == 0
    assert run("check", tmp_path / "my.toml")[0]


def test_a_long_line_goes_by_a_pattern_and_a_part_of_a_line_does_not(tmp_path: Path) -> None:
    long = "The harbour bell rings for those at sea (and “for all who wait”), " + "as it did in the war, " * 9
    cut = "The boat on Monday (HARBOUR desk)"
    body = write_body("long", 3)
    path = write(tmp_path / "a.txt", "\n".join([body[0], long, body[1], cut, body[2]]))
    stamp = """
[[rule]]
id = "harbour.stamp"
description = "A stamp."
pattern = '''\\(harbour desk\\)'''
drop = "match"
confidence = 0.4
removes = ["(HARBOUR desk)"]
keeps = ["The harbour desk."]
"""
    pack = write(tmp_path / "doubts.toml", DOUBTS + stamp)
    with Talk("review", path, "--pack", pack, "-o", tmp_path / "my.toml") as talk:
        assert "only a part of this line" in talk.press("rr")
        talk.press("k")
        assert talk.end() == 0
    assert run("check", tmp_path / "my.toml")[0]
    clean = run("--pack", tmp_path / "my.toml", path)[0].decode()
    assert clean == "\n".join([body[0], body[1], cut, body[2]])
