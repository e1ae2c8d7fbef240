"""newsclean on a cluster: the articles of a Ray dataset are cleaned, and packs learned from them, on all its machines.

An article goes through the same functions as in `newsclean batch` and `newsclean learn`, so the outcome is the same. A
dataset has its articles in one of two forms. Either its columns are the fields of articles, as in Parquet. Or each row
holds an article as a line of JSON, in the column LINE, as `read_jsonl` reads them: Arrow would guess the types of the
fields, and give each article the fields of all others; a line stays what it is.

Needs Ray: `pip install newsclean[ray]`.
"""

import json
import logging
import os
import pickle
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import ray.data
from ray.data.block import BlockAccessor
from ray.data.datasource import BlockBasedFileDatasink, FilenameProvider

from newsclean.batch.chunks import START, End, Failed, Rows, read_chunks
from newsclean.batch.cleaning import Work, write_clean
from newsclean.batch.counting import Counting
from newsclean.batch.failures import Failure, write_failure
from newsclean.batch.jobs import Done, Job
from newsclean.batch.lines import RawRow
from newsclean.batch.rows import RECORD, Fields, JsonRows
from newsclean.batch.sources import Source, Walk, find_folder
from newsclean.batch.targets import Single
from newsclean.cleaner import Cleaner
from newsclean.learning import Counts, Learned, Limits, learn_site
from newsclean.learning.articles import Article

LINE = "json_line"
"""The column that holds articles as lines of JSON."""
ERROR = "newsclean_error"
"""The column that says what is wrong with an article that could not be cleaned; it is empty for all others."""

_BATCH = 512  # articles that are cleaned at a time
_BLOCK = 8 << 20  # bytes of lines that a task gets
_READING = 0.5  # of a processor; what needs another share is a task of its own, so that one file is cleaned by many

_LINES = pa.schema(
    [
        ("file", pa.string()),
        ("site", pa.string()),
        ("line", pa.int64()),
        (LINE, pa.large_binary()),
        (ERROR, pa.string()),
    ]
)
_ARTICLES = pa.schema(
    [(name, pa.string() if kind is str else pa.large_binary()) for name, kind in Article.__annotations__.items()]
)
_LEARNED = pa.schema([("learned", pa.large_binary())])

_FIELDS, _LIMITS = Fields(), Limits()

_log = logging.getLogger(__name__)


def read_jsonl(*paths: str, glob: str = "*") -> Any:
    """Read folders and files of JSON lines, compressed or not, which all machines must see under the same paths.

    Gives a dataset with the columns `file`, `site`, `line`, LINE and ERROR; a site is that of the folder, as `newsclean
    learn` has it. Of each folder those files are taken whose names match `glob`. Lines on an object store are read with
    `ray.data.read_text`, and their column renamed to LINE.
    """
    walk = Walk(paths, glob, form="jsonl", name_site=find_folder)
    found = [source._replace(path=os.path.abspath(source.path))._asdict() for source in walk.find()]
    sources = ray.data.from_items(found, override_num_blocks=max(1, len(found)))
    sources.context.target_max_block_size = _BLOCK
    return _keep_order(
        sources.map_batches(_read_lines, batch_size=1, batch_format="pyarrow", num_cpus=_READING, zero_copy_batch=True)
    )


def clean_dataset(
    ds: Any, cleaner: Cleaner | None = None, *, fields: Fields = _FIELDS, site: str = "", records: bool = True
) -> Any:
    """Clean the articles of a dataset, which keeps its order and its other columns.

    `fields` names what holds the texts, titles, sites and addresses, and `site` holds where an article names none. With
    `records`, articles get what tells of their edits: lines of JSON as `newsclean batch` writes it, and columns as
    `edits`, `unsure` and `source`, each as JSON, and `newsclean`; a name that is taken gets "newsclean_" before it.
    What cannot be cleaned stays as it is, and the column ERROR says why.
    """
    work = Work(cleaner or Cleaner(), Single(), write_clean, fields, records, site)
    return _keep_order(ds.map_batches(_Cleaning(work), batch_size=_BATCH, batch_format="pyarrow"))


def write_jsonl(ds: Any, folder: str) -> None:
    """Write articles that are lines of JSON to a folder, on whatever storage, as part-000000.jsonl and so on.

    One after the other these hold the articles in their order. What could not be cleaned is written to files named
    errors-000000.jsonl and so on, as `newsclean batch` keeps it. Raises ValueError where the folder is there already.
    """
    ds.write_datasink(_Folder(folder, filename_provider=_Names(), mode=ray.data.SaveMode.ERROR))


def learn_dataset(ds: Any, *, fields: Fields = _FIELDS, site: str = "", limits: Limits = _LIMITS) -> list[Learned]:
    """Learn a pack for each site of a dataset, in the order of their names.

    What is remembered of an article, some 1.5 KB, goes to the machine that learns its site; an article that is there
    several times counts once. Articles that cannot be read are passed by, and logged.
    """
    articles = ds.map_batches(_Counting(Counting(fields, site)), batch_size=_BATCH, batch_format="pyarrow")
    learned = articles.groupby("site").map_groups(_learn_sites, fn_args=(limits,), batch_format="pyarrow")
    found = [pickle.loads(row["learned"]) for row in learned.iter_rows()]  # noqa: S301 - our own processes wrote it
    return sorted(found, key=lambda each: each.site)


def _keep_order(ds: Any) -> Any:
    ds.context.execution_options.preserve_order = True
    return ds


def _read_lines(batch: Any) -> Iterator[Any]:
    """Read the lines of files, batch by batch."""
    for found in batch.to_pylist():
        source = Source(**found)
        for item in read_chunks([source], Fields()):
            rows: list[tuple[int, bytes, str]] = []
            if isinstance(item, Rows):
                rows = [(line, data, "") for line, data in item.rows]
            elif isinstance(item, Failed):
                rows = [(item.failure.line, item.failure.data, item.failure.reason)]
            elif isinstance(item, End) and item.problem:
                rows = [(0, b"", item.problem)]
            if rows:
                columns = zip(*((source.name, source.site, *row) for row in rows), strict=True)
                yield pa.table([list(column) for column in columns], schema=_LINES)


class _Line(NamedTuple):
    """An article as a line of JSON, and where it stands. `error` says what is wrong with it, where that is known."""

    data: bytes
    file: str
    site: str
    number: int
    error: str

    @property
    def failure(self) -> Failure:
        return Failure(self.source, self.number, self.error, self.data)

    @property
    def source(self) -> Source:
        return Source(0, self.file, "", "jsonl", self.site)

    def ask(self, job: Job) -> Done:
        """Do a job with the article, as one machine would."""
        if self.error:
            return Done(failures=(self.failure,))
        return job.do(Rows(self.source, (RawRow(self.number, self.data),), START, b"", len(self.data)))


def _list_lines(batch: Any, fields: Fields) -> Iterator[_Line]:
    """List the articles of a batch, whatever its form. What has no name is named by what it holds."""
    if LINE not in batch.column_names:
        yield from _write_lines(batch, fields)
        return
    for row in batch.to_pylist():
        line = row[LINE] or b""
        data = line.encode() if isinstance(line, str) else line
        file = row.get("file") or _name(data)
        yield _Line(data, file, row.get("site") or "", row.get("line") or 0, row.get(ERROR) or "")


def _write_lines(batch: Any, fields: Fields) -> Iterator[_Line]:
    """Write what newsclean reads of each row as a line of JSON. Of other columns no more counts than their names."""
    read = {*fields, "id", "edits", "newsclean"}
    wanted = [name for name in batch.column_names if name in read]
    named = dict.fromkeys((name for name in RECORD if name in batch.column_names), None)
    for row in batch.select(wanted).to_pylist():
        texts: dict[str, Any] = {key: value for key, value in row.items() if isinstance(value, str | None)}
        if fields.text in row and fields.text not in texts:
            texts[fields.text] = False  # it is no text, which is told when it is cleaned
        data = json.dumps({**named, **texts}).encode()
        if not texts.get("id"):
            data = json.dumps({**named, **texts, "id": texts.get(fields.url) or _name(data)}).encode()
        yield _Line(data, "", "", 0, "")


def _name(data: bytes) -> str:
    return blake2b(data, digest_size=6).hexdigest()


class _Cleaning(NamedTuple):
    """Cleans batches."""

    work: Work

    def __call__(self, batch: Any) -> Any:
        done = [line.ask(self.work) for line in _list_lines(batch, self.work.fields)]
        errors = [one.failures[0].reason.encode("utf-8", "replace") if one.failures else b"" for one in done]
        batch = _set(batch, ERROR, pa.array(errors, pa.string()))
        if LINE in batch.column_names:
            kept = batch[LINE].to_pylist()
            lines = [old if one.failures else one.data for old, one in zip(kept, done, strict=True)]
            return _set(batch, LINE, pa.array(lines, pa.large_binary()))
        return self._set_columns(batch, [None if one.failures else JsonRows().read(one.data) for one in done])

    def _set_columns(self, batch: Any, rows: Sequence[Mapping[str, Any] | None]) -> Any:
        """Put the clean texts and the records into a batch."""
        text = self.work.fields.text
        if text in batch.column_names:
            column = batch[text]
            texts = [row[text] if row else old for old, row in zip(column.to_pylist(), rows, strict=True)]
            batch = _set(batch, text, pa.array(texts, column.type))
        names = {key: f"newsclean_{key}" if key in batch.column_names else key for key in RECORD}
        cleaned_before = {"edits", "newsclean"} <= set(batch.column_names)
        if not self.work.records or (cleaned_before and not any(row and names["newsclean"] in row for row in rows)):
            return batch
        for key, name in names.items():
            values = [row.get(name) if row else None for row in rows]
            values = values if key == "newsclean" else [_write_json(value) for value in values]
            batch = batch.append_column(name, pa.array(values, pa.string()))
        return batch


def _set(batch: Any, name: str, column: Any) -> Any:
    """Put a column in the place of that of the same name, or behind all."""
    if name not in batch.column_names:
        return batch.append_column(name, column)
    return batch.set_column(batch.column_names.index(name), name, column)


def _write_json(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


class _Counting(NamedTuple):
    """Reads what is counted of the articles of batches. What stands in a batch twice is handed on once."""

    counting: Counting

    def __call__(self, batch: Any) -> Any:
        counts = Counts()
        failures: list[Failure] = []
        for line in _list_lines(batch, self.counting.fields):
            done = line.ask(self.counting)
            failures += done.failures
            for article in done.articles:
                counts.add_article(article)
        if failures:
            _log.warning("%d articles cannot be read; of one: %s", len(failures), failures[0].reason)
        articles = list(counts.list_articles())
        return pa.table([[*column] for column in zip(*articles, strict=True)] or [[]] * len(_ARTICLES), _ARTICLES)


def _learn_sites(batch: Any, limits: Limits) -> Any:
    """Learn the site whose articles are put together."""
    counts = Counts()
    for row in batch.to_pylist():
        counts.add_article(Article(**row))
    found = [pickle.dumps(learn_site(counts, site, limits)) for site, _ in counts.count_sites()]
    return pa.table([found], _LEARNED)


class _Names(FilenameProvider):  # type: ignore[misc]  # Ray is not there for whoever checks types
    """Names files by their place, so that a task that is done again writes over what it wrote."""

    def get_filename_for_task(self, write_uuid: str, task_index: int) -> str:  # noqa: ARG002 - Ray's signature
        return f"part-{task_index:06}.jsonl"


class _Folder(BlockBasedFileDatasink):  # type: ignore[misc]  # as above
    """A folder that lines are written to, those that failed apart."""

    def write_block(self, block: Any, block_index: int, ctx: Any) -> None:
        table = block.to_arrow()
        failed = pc.not_equal(table[ERROR], "")
        fine = table.filter(pc.invert(failed))
        if fine.num_rows:
            super().write_block(BlockAccessor.for_block(fine), block_index, ctx)
        if fine.num_rows < table.num_rows:
            path = posixpath.join(self.path, f"errors-{ctx.task_idx:06}.jsonl")
            with self.open_output_stream(path) as file:
                for line in _list_lines(table.filter(failed), Fields()):
                    file.write(write_failure(line.failure))

    def write_block_to_file(self, block: Any, file: Any) -> None:
        for line in block.to_arrow()[LINE].to_pylist():
            file.write(line)
