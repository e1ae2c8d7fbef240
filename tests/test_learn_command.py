"""`newsclean learn`, and `newsclean batch --learn`: packs from folders and streams, by counts that add up."""

import gzip
import json
from pathlib import Path

import pytest
from invented import SITE, write_body
from program import run, write

BOX = "Send this page to a friend"
FEW = ("--jobs", "1")


def write_site(folder: Path, site: str = SITE, number: int = 5) -> Path:
    for place in range(number):
        lines = [*write_body((site, place)), BOX, f"{place + 3} Comments", ""]
        (folder / site).mkdir(parents=True, exist_ok=True)
        write(folder / site / f"{place}.txt", "\n".join(lines))
    return folder


def write_rows(path: Path, number: int = 5) -> Path:
    rows = [
        {"id": f"a{place}", "url": f"https://www.{SITE}/{place}", "text": "\n".join([*write_body(place), BOX])}
        for place in range(number)
    ]
    return write(path, "".join(json.dumps(row) + "\n" for row in rows))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("site") / "scraped")


def test_a_folder_of_a_site_gives_its_pack(site: Path, tmp_path: Path) -> None:
    _, told = run("learn", site, "-o", tmp_path / "packs", *FEW)
    pack = tmp_path / "packs" / f"{SITE}.toml"
    assert BOX in pack.read_text(encoding="utf-8")
    assert SITE in told
    out, _ = run("check", pack)
    assert b"hold" in out


def test_a_pack_that_is_there_is_not_written_over_unasked(site: Path, tmp_path: Path) -> None:
    pack = write(tmp_path / f"{SITE}.toml", "# mine\n")
    _, told = run("learn", site, "-o", tmp_path, *FEW, code=1)
    assert "--overwrite" in told
    assert pack.read_text(encoding="utf-8") == "# mine\n"
    run("learn", site, "-o", tmp_path, "--overwrite", *FEW)
    assert BOX in pack.read_text(encoding="utf-8")


def test_processes_change_nothing(site: Path, tmp_path: Path) -> None:
    for jobs in ("1", "2"):
        run("learn", site, "-o", tmp_path / jobs / "pack.toml", "--jobs", jobs, "--quiet")
    assert (tmp_path / "1" / "pack.toml").read_bytes() == (tmp_path / "2" / "pack.toml").read_bytes()


def test_counts_of_parts_add_up_to_those_of_the_whole(tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "all.jsonl", 6).read_bytes().splitlines(keepends=True)
    write(tmp_path / "one.jsonl", b"".join(rows[:2]))
    write(tmp_path / "other.jsonl", b"".join(rows[2:]))
    run("learn", tmp_path / "all.jsonl", "-o", tmp_path / "whole.toml", "--quiet", *FEW)
    for name in ("one", "other"):
        run("learn", tmp_path / f"{name}.jsonl", "--counts", tmp_path / f"{name}.counts", "--quiet", *FEW)
    counts = ("--counts", tmp_path / "one.counts", "--counts", tmp_path / "other.counts")
    run("learn", *counts, "-o", tmp_path / "added.toml", "--quiet")
    assert (tmp_path / "added.toml").read_bytes() == (tmp_path / "whole.toml").read_bytes()
    run("learn", tmp_path / "all.jsonl", "--counts", tmp_path / "one.counts", "-o", tmp_path / "again.toml", "--quiet")
    assert (tmp_path / "again.toml").read_bytes() == (tmp_path / "whole.toml").read_bytes()


def test_the_memory_changes_nothing(site: Path, tmp_path: Path) -> None:
    for memory in ("1", "500"):
        run("learn", site, "-o", tmp_path / f"{memory}.toml", "--memory", memory, "--quiet", *FEW)
    assert (tmp_path / "1.toml").read_bytes() == (tmp_path / "500.toml").read_bytes()


def test_what_a_new_crawl_changed_is_told(site: Path, tmp_path: Path) -> None:
    run("learn", site, "-o", tmp_path / "old.toml", "--quiet", *FEW)
    out, _ = run("learn", site, "--diff", tmp_path / "old.toml", *FEW)
    assert out == b""
    new = tmp_path / "new" / SITE
    new.mkdir(parents=True)
    for place in range(4):
        write(new / f"{place}.txt", "\n".join([*write_body(place), "Ring the bell of the paper"]))
    out, _ = run("learn", new, "--diff", tmp_path / "old.toml", *FEW)
    assert b"+ Ring the bell of the paper\n" in out
    assert f"- {BOX}\n".encode() in out


def test_a_site_is_named_for_all_or_by_addresses(tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "all.jsonl")
    run("learn", rows, "-o", tmp_path / "by-address", "--quiet", *FEW)
    assert [path.name for path in (tmp_path / "by-address").iterdir()] == [f"{SITE}.toml"]
    nameless = [{"text": json.loads(line)["text"]} for line in rows.read_bytes().splitlines()]
    other = write(tmp_path / "nameless.jsonl", "".join(json.dumps(row) + "\n" for row in nameless))
    run("learn", other, "--site", "harbour.example", "-o", tmp_path / "named", "--quiet", *FEW)
    assert [path.name for path in (tmp_path / "named").iterdir()] == ["harbour.example.toml"]


def test_a_site_with_a_hostile_name_stays_in_the_folder(tmp_path: Path) -> None:
    rows = [{"site": "../../evil", "text": "\n".join([*write_body(place), BOX])} for place in range(4)]
    path = write(tmp_path / "rows.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    run("learn", path, "-o", tmp_path / "a" / "b" / "packs", "--quiet", *FEW)
    assert len(list((tmp_path / "a" / "b" / "packs").iterdir())) == 1
    assert list(tmp_path.rglob("*.toml")) == list((tmp_path / "a" / "b" / "packs").iterdir())


def test_names_that_are_no_text_stop_nothing(tmp_path: Path) -> None:
    rows = [
        {
            "id": f"\ud800{place}",
            "site": SITE,
            "title": "Rain \udfff fell",
            "text": "\n".join([*write_body(place), BOX]),
        }
        for place in range(4)
    ]
    path = write(tmp_path / "rows.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    run("learn", path, "-o", tmp_path / "pack.toml", "--quiet", *FEW)
    assert BOX in (tmp_path / "pack.toml").read_text(encoding="utf-8")


def test_batch_learns_first_and_keeps_the_packs(site: Path, tmp_path: Path) -> None:
    clean, packs = tmp_path / "clean", tmp_path / "clean.packs"
    run("batch", site, "-o", clean, "--learn", "--quiet", *FEW)
    texts = [path.read_text(encoding="utf-8") for path in sorted((clean / SITE).iterdir())]
    assert texts == ["\n".join([*write_body((SITE, place)), ""]) for place in range(5)]
    assert [path.name for path in packs.iterdir()] == [f"{SITE}.toml"]
    run("batch", site, "-o", tmp_path / "again", "--pack", packs, "--quiet", *FEW)
    assert [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "again" / SITE).iterdir())] == texts


def test_wrong_use_is_explained(tmp_path: Path) -> None:
    _, told = run("learn", stdin=b"", code=2)
    assert "--counts" in told
    _, told = run("learn", tmp_path, code=2)
    assert "-o" in told
    _, told = run("learn", tmp_path / "nowhere", "-o", tmp_path / "packs", code=1)
    assert "no such file" in told
    _, told = run("batch", "--learn", "--jsonl", stdin=b"{}\n", code=2)
    assert "twice" in told
    write(tmp_path / "no.counts", "hello")
    _, told = run("learn", "--counts", tmp_path / "no.counts", "-o", tmp_path / "packs", code=1)
    assert "no counts" in told


def test_a_stream_that_breaks_off_is_told(tmp_path: Path) -> None:
    rows = gzip.compress(write_rows(tmp_path / "all.jsonl").read_bytes())
    broken = write(tmp_path / "broken.jsonl.gz", rows[: len(rows) // 2])
    _, told = run("learn", broken, "-o", tmp_path / "packs", *FEW, code=1)
    assert "Fetch the file again" in told
