"""`newsclean review` as a person uses it: in a real pseudo-terminal, key by key."""

import json
import os
import re
import signal
import tomllib
from pathlib import Path
from typing import Any

import pytest
from invented import write_body
from program import run, write
from terminal import COLOUR, HOSTILE, Talk, check_harmless, list_wide, resize

CHOIR, CUP, TIDE = "Harbour choir on Sunday", "Harbour cup on Monday", "Tide table for the week"
SERVICE = "Ask the harbour office for a leaflet"
FRIDAY = "Every Friday our gardener walks the dykes and tells what he has found there."
BOX = "Send a postcard to the lighthouse"
DOUBTS = """
[[rule]]
id = "harbour.notice"
description = "A notice of the harbour."
pattern = '''^(harbour|the harbour bell) '''
longest = 3000
confidence = 0.6
removes = ["Harbour choir on Sunday"]
keeps = ["The harbour froze."]

[[rule]]
id = "harbour.tide"
description = "A table of tides."
lines = ["Tide table for the week"]
confidence = 0.5
removes = ["Tide table for the week"]
keeps = ["The tide table was wrong."]

[[rule]]
id = "harbour.service"
description = "A service."
lines = ["Ask the harbour office for a leaflet"]
confidence = 0.5
removes = ["Ask the harbour office for a leaflet"]
keeps = ["Ask the harbour office."]
"""
LEARNED = f"""
site = "lantern.example"
articles = 9

[[rule]]
id = "lantern-example.recurring.postcard"
description = "A line that returns in the articles of the site."
lines = ["{BOX}"]
removes = ["{BOX}"]
keeps = ["She sent a postcard."]
articles = 8

[[unsure]]
id = "lantern-example.recurring.friday"
description = "A line that returns in the articles of the site."
lines = ["{FRIDAY}"]
removes = ["{FRIDAY}"]
keeps = ["Every Friday the gardener walked home."]
articles = 4
"""

HEAD = '# Decided in "newsclean review": what goes, what stays, and which rules are off or hold however unsure.\n'
PACK_OF_MINE = """
[[rule]]
id = "mine.bell"
description = "A bell."
lines = ["Ring the bell"]
removes = ["Ring the bell"]
keeps = ["Ring the bell and the baker comes."]
"""


def write_article(place: int) -> str:
    """Make an article up: seven have the choir, five the gardener, four the postcard, and ever fewer all else."""
    body = write_body(("review", place), 6)
    extra = [(7, CHOIR), (5, FRIDAY), (4, BOX), (3, TIDE), (2, SERVICE), (1, CUP)]
    lines = [body[0], *(line for pair in zip(body[1:], (line for _, line in extra), strict=False) for line in pair)]
    lines.append(CUP)
    kept = {line for most, line in extra if place < most}
    return "\n".join([line for line in lines if line in kept or line in body]) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in" / "lantern.example").mkdir(parents=True)
    for place in range(7):
        write(tmp_path / "in" / "lantern.example" / f"{place}.txt", write_article(place))
    write(tmp_path / "doubts.toml", DOUBTS)
    write(tmp_path / "learned.toml", LEARNED)
    return tmp_path


def list_arguments(folder: Path) -> list[str]:
    return ["review", f"{folder}/in", *list_packs(folder), "-o", f"{folder}/my-pack.toml"]


def list_packs(folder: Path, *others: str) -> list[str]:
    return [word for name in ("doubts", "learned", *others) for word in ("--pack", f"{folder}/{name}.toml")]


def read_pack(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "my-pack.toml").read_text(encoding="utf-8"))


def tell_asked(text: str) -> str:
    """Give the line that the last question is about, which is in bold."""
    lines: list[str] = re.findall(r"\x1b\[1;3[13]m([^\x1b]+)\x1b", text)
    return lines[-1].strip()


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


# What is refused


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
