"""On a cluster everything comes out as on one machine, byte for byte, whatever dies on the way."""

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from newsclean import Cleaner, Document, Edit
from newsclean.batch.rows import Fields
from newsclean.filters import CHAIN
from newsclean.learning.writing import write_pack

pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed; make test-ray installs it")
ray = pytest.importorskip("ray", reason="Ray is not installed; make test-ray installs it")
pytest.importorskip("ray.data", reason="Ray Data is not installed; make test-ray installs it")

import pyarrow.parquet  # noqa: E402

from newsclean.ray import ERROR, clean_dataset, learn_dataset, read_jsonl, write_jsonl  # noqa: E402 - it needs Ray

pytestmark = pytest.mark.filterwarnings("ignore")  # Ray's own warnings are not ours to mend
ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])  # the workers do not know the tests

FILES = ("amber", "birch", "cedar", "dune")
ARTICLES = 600  # of a file: more than are cleaned at a time, so that each file is a task
FATAL = "cedar-7"
SITES = ("lantern.example", "ferry.example", "")
FIELDS = Fields(text="body", title="headline")


def tell(invented: random.Random) -> str:
    """Tell something in words that nobody has used before, so that no two articles tell the same story."""
    words = ["".join(invented.choices(("ka", "lo", "mir", "se", "tun", "vå", "ne", "rist"), k=4)) for _ in range(9)]
    return f"The {words[0]} of the {' '.join(words[1:])} came home before dawn."


def make_row(file: str, number: int) -> dict[str, Any]:
    site = SITES[number % 3]
    invented = random.Random(f"{file} {number}")  # noqa: S311 - it keeps no secret
    body = [
        tell(invented),
        "ADVERTISEMENT",
        tell(invented),
        f"Join the circle of friends of {site or 'the tide tables'} today",
        tell(invented),
        f"{number} readers liked this",
    ]
    row: dict[str, Any] = {"headline": f"Ferry {number} of {file}", "body": "\n".join(body) + "\n", "words": number}
    if number % 5:
        row["id"] = f"{file}-{number}"
    if site:
        row["site"] = site
    else:
        row["url"] = f"https://www.tide.example/{file}/{number}"
    if number % 4 == 0:
        row |= {"source": "a wire", "tags": [None, {"a": 1.50}, "x"], "words": "many"}
    if number % 50 == 0:
        row["body"] = None
    return row


@pytest.fixture(scope="module")
def scraped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of JSON lines whose fields have many types, and of which some cannot be cleaned."""
    folder = tmp_path_factory.mktemp("crawl") / "scraped"
    folder.mkdir()
    for file in FILES:
        lines = [json.dumps(make_row(file, number), ensure_ascii=number % 2 == 0) for number in range(ARTICLES)]
        lines[5:5] = ["", '{"body": "cut o', '{"body": 12}', '{"text": "elsewhere"}']
        (folder / f"{file}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONWARNINGS", raising=False)  # the workers', too
        ray.init(num_cpus=2, object_store_memory=200 << 20, include_dashboard=False, log_to_driver=False)
    settings = ray.data.DataContext.get_current()
    settings.enable_progress_bars = False
    settings.default_hash_shuffle_parallelism = 8  # a task each; Ray's 200 are for more sites than there are here
    yield
    ray.shutdown()


@dataclass(frozen=True)
class Fate:
    """Writes down which processes are at work, and kills one of them, once; it waits a while for another one."""

    folder: str

    def strike(self, *, here: bool) -> None:
        Path(self.folder, str(os.getpid())).touch()
        if not here or Path(self.folder, "killed").exists():
            return
        late = time.monotonic() + 5  # Ray keeps processors for what comes later, and may give only one to a step
        while len(os.listdir(self.folder)) < 2 and time.monotonic() < late:
            time.sleep(0.01)
        Path(self.folder, "killed").write_text(str(os.getpid()), encoding="ascii")
        os.kill(os.getpid(), signal.SIGKILL)

    def check(self) -> None:
        """Check that one of the processes was killed, and that another one did its work."""
        names = set(os.listdir(self.folder))
        killed = Path(self.folder, "killed").read_text(encoding="ascii")
        assert killed in names
        assert len(names - {"killed"}) >= 2


@dataclass(frozen=True)
class FatalFilter:
    """A filter that finds nothing."""

    fate: Fate

    def __call__(self, document: Document) -> tuple[Edit, ...]:
        self.fate.strike(here=document.id == FATAL)
        return ()


@dataclass(frozen=True)
class FatalStep:
    """A step that changes nothing."""

    fate: Fate

    def __call__(self, batch: Any) -> Any:
        self.fate.strike(here=any(FATAL.encode() in line for line in batch["json_line"].to_pylist()))
        return batch


@pytest.fixture
def fate(tmp_path: Path) -> Fate:
    (tmp_path / "fate").mkdir()
    return Fate(str(tmp_path / "fate"))


def newsclean(*arguments: str | Path) -> None:
    """Run newsclean on one machine; some articles cannot be cleaned, which its exit code says."""
    done = subprocess.run([sys.executable, "-m", "newsclean", *map(str, arguments)], cwd=ROOT, check=False)
    assert done.returncode in (0, 1)


def join(folder: Path, pattern: str) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob(pattern)))


def read_packs(folder: Path) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_lines_are_cleaned_as_on_one_machine_when_a_worker_is_killed(scraped: Path, tmp_path: Path, fate: Fate) -> None:
    newsclean("batch", scraped, "-o", tmp_path / "one", "--text-field", "body", "--title-field", "headline")
    cleaner = Cleaner([FatalFilter(fate), *CHAIN])
    write_jsonl(clean_dataset(read_jsonl(str(scraped)), cleaner, fields=FIELDS), str(tmp_path / "many"))
    fate.check()
    cleaned = join(tmp_path / "many", "part-*.jsonl")
    assert cleaned == join(tmp_path / "one", "*.jsonl")
    assert cleaned.count(b"\n") == len(FILES) * ARTICLES
    assert cleaned.count(b'"before": "ADVERTISEMENT"') > ARTICLES
    failed = join(tmp_path / "many", "errors-*.jsonl")
    assert failed.count(b"\n") == 3 * len(FILES)
    assert failed == (tmp_path / "one.errors.jsonl").read_bytes()


def test_packs_are_learned_as_on_one_machine_when_a_worker_is_killed(scraped: Path, tmp_path: Path, fate: Fate) -> None:
    newsclean(
        "learn", scraped, "-o", tmp_path / "packs", "--text-field", "body", "--title-field", "headline", "--quiet"
    )
    articles = read_jsonl(str(scraped)).map_batches(FatalStep(fate), batch_format="pyarrow")
    learned = learn_dataset(articles, fields=FIELDS)
    fate.check()
    packs = {each.site: write_pack(each.pack) for each in learned if each.pack.rules}
    assert list(packs) == ["ferry.example", "lantern.example", "tide.example"]
    assert packs == read_packs(tmp_path / "packs")
    assert "Join the circle of friends of lantern.example today" in packs["lantern.example"]


def test_parquet_is_cleaned_and_learned_as_lines_are(tmp_path: Path) -> None:
    rows = [make_row(file, number) for file in FILES[:2] for number in range(1, 200) if number % 4]
    source = tmp_path / "source.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    columns = {name: [row.get(name) for row in rows] for name in ("id", "site", "url", "headline", "body", "words")}
    pyarrow.parquet.write_table(pyarrow.table(columns), tmp_path / "source.parquet")
    newsclean("batch", source, "-o", tmp_path / "one.jsonl", "--text-field", "body", "--title-field", "headline")
    ds = ray.data.read_parquet(str(tmp_path / "source.parquet"))
    clean_dataset(ds, fields=FIELDS).write_parquet(str(tmp_path / "many"))
    table = pyarrow.parquet.read_table(tmp_path / "many")
    expected = [json.loads(line) for line in (tmp_path / "one.jsonl").read_text(encoding="utf-8").splitlines()]
    found = table.to_pylist()
    assert len(found) == len(expected)
    for row, line in zip(found, expected, strict=True):
        for key in ("edits", "unsure", "source"):
            row[key] = json.loads(row[key])
        assert row.pop(ERROR) == ""
        assert {key: value for key, value in row.items() if value is not None} == {
            key: value for key, value in line.items() if value is not None
        }
    packs = [write_pack(each.pack) for each in learn_dataset(ds, fields=FIELDS)]
    turned = ds.random_shuffle(seed=7).repartition(7)
    assert packs == [write_pack(each.pack) for each in learn_dataset(turned, fields=FIELDS)]
    assert len(packs) == 3
    assert all("Join the circle" in pack for pack in packs)


def test_columns_keep_their_types_and_their_names() -> None:
    table = pyarrow.table(
        {
            "text": pyarrow.array(["Rain fell all night.\nADVERTISEMENT\nIt stopped.\n", None], pyarrow.large_string()),
            "seen": pyarrow.array([1, None], pyarrow.timestamp("ms")),
            "source": ["a wire", None],
        }
    )
    once = clean_dataset(ray.data.from_arrow(table))
    rows = once.take_all()
    assert [row["text"] for row in rows] == ["Rain fell all night.\nIt stopped.\n", None]
    assert [row["source"] for row in rows] == ["a wire", None]
    assert [json.loads(row["newsclean_source"])["lines"] for row in rows] == [3, 0]
    assert [edit["rule"] for edit in json.loads(rows[0]["edits"])] == ["en.advertisement"]
    schema = once.schema()
    types = dict(zip(schema.names, schema.types, strict=True))
    assert types["seen"] == pyarrow.timestamp("ms")
    assert types["text"] == pyarrow.large_string()
    assert clean_dataset(once).take_all() == rows


def test_what_cannot_be_cleaned_stays_and_says_why() -> None:
    numbers = clean_dataset(ray.data.from_items([{"text": 12}])).take_all()
    assert numbers == [
        {"text": 12, ERROR: "its field 'text' holds no text; name another with --text-field"}
        | dict.fromkeys(("edits", "unsure", "source", "newsclean"))
    ]
    assert clean_dataset(ray.data.from_items([{"body": "x"}]), records=False).take_all()[0].keys() == {"body", ERROR}


def test_a_file_that_ends_early_says_so(tmp_path: Path) -> None:
    lines = "".join(json.dumps(make_row("amber", number)) + "\n" for number in range(1, 40))
    (tmp_path / "amber.jsonl.gz").write_bytes(gzip.compress(lines.encode())[:-200])
    *cleaned, last = clean_dataset(read_jsonl(str(tmp_path)), fields=FIELDS).take_all()
    assert cleaned
    assert "gz data are damaged or end early" in last[ERROR]
