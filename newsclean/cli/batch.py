"""`newsclean batch INPUT... -o OUTPUT`: folders and streams of articles."""

import hashlib
import json
import os
import shlex
import signal
import sys
import time
from collections.abc import Sequence
from typing import Any, NamedTuple, NoReturn

import click

from newsclean.batch.cleaning import Work, write_clean, write_record
from newsclean.batch.failures import open_errors
from newsclean.batch.jobs import Watch
from newsclean.batch.plan import ERRORS, Plan, PlanError, make_plan, plan_in_place
from newsclean.batch.rows import Fields
from newsclean.batch.running import Run, TooManyFailuresError
from newsclean.batch.sources import BACKUP, Form
from newsclean.batch.state import END, State, StateError
from newsclean.batch.storage import STANDARD_INPUT, DiskFullError, write_whole
from newsclean.batch.tally import Tally
from newsclean.cleaner import Cleaner
from newsclean.cli.options import chain_options, source_options
from newsclean.cli.progress import open_display, show_summary
from newsclean.cli.streams import fail
from newsclean.controls import show_controls
from newsclean.version import VERSION


class Options(NamedTuple):
    """What the user asks for, under the names of the options."""

    inputs: tuple[str, ...]
    output: str
    glob: str
    form: Form | None
    is_jsonl: bool
    jobs: int
    in_place: bool
    backup: bool
    text_field: str
    title_field: str
    site_field: str
    url_field: str
    no_edits: bool
    resume: bool
    overwrite: bool
    errors: str
    most_errors: int | None
    summary: str
    quiet: bool
    encoding: str
    site: str


_FREE = ("resume", "overwrite", "quiet", "summary", "jobs", "most_errors")
"""The options that may be others when a run goes on."""


@click.command("batch")
@click.argument("inputs", metavar="[INPUT]...", nargs=-1)
@click.option("-o", "--output", metavar="PATH", default="", help="Where the clean articles go: a folder, or one file.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl", "csv"]),
    help="Write texts as text or as records, or read all as jsonl or csv; else names tell.",
)
@click.option("--in-place", is_flag=True, help="Write the clean articles over the files that were read.")
@click.option(
    "--backup", is_flag=True, help=f"With --in-place, keep each file as it was, with {BACKUP} added to its name."
)
@click.option("--no-edits", is_flag=True, help="Change the text of rows, and add no fields that tell what went.")
@click.option("--resume", is_flag=True, help="Go on with a run that was stopped.")
@click.option("--overwrite", is_flag=True, help="Write over an output that is there.")
@click.option("--errors", metavar="PATH", default="", help="Keep what fails in a folder, or in a list named .jsonl.")
@click.option("--max-errors", "most_errors", metavar="N", type=click.IntRange(0), help="Stop where more fail.")
@click.option("--summary", metavar="FILE", default="", help="Write the figures of the run as JSON.")
@source_options
@chain_options
def command(cleaner: Cleaner, **options: Any) -> None:
    """Clean folders of articles, or streams with an article in each line.

    A folder is mirrored: each text becomes a clean text of the same name. Lines of JSON and rows of tables keep their
    order and their fields, and what is compressed stays so: .gz, .bz2, .xz, .zst. Nothing is written over unless you
    ask for it. A run that was stopped goes on with --resume.

    \b
    Examples:
      newsclean batch SCRAPED/ -o CLEAN/
      newsclean batch SCRAPED/ -o all.jsonl.gz --glob '*.txt'
      newsclean batch dump.jsonl.gz -o clean.jsonl.gz --text-field body
      newsclean batch table.csv -o clean.csv --jobs 4
      ... | newsclean batch --jsonl | ...
      newsclean batch SCRAPED/ --in-place --backup
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    asked = Options(**options)
    plan = _make_plan(asked)
    errors_path = os.path.abspath(asked.errors) if asked.errors else plan.place and f"{plan.place}{ERRORS}"
    state = _open_state(asked, plan, errors_path)
    display = open_display(errors_path, quiet=asked.quiet)
    run = Run(
        _make_work(asked, cleaner, plan),
        Watch(display.show_progress, display.show_failure),
        open_errors(errors_path) if errors_path else None,
        state,
        asked.most_errors,
    )
    before, began = run.reached.tally.articles, time.monotonic()
    _stop_in_order()
    try:
        display.start(0 if asked.quiet else plan.walk.measure())
        tally = run.clean(plan.walk.find(), asked.jobs)
    except _STOPS as stop:
        display.stop()
        _explain_stop(stop, run.reached.tally, state)
    display.stop()
    seconds = time.monotonic() - began
    if asked.summary:
        _write_summary(asked.summary, tally, seconds)
    if not asked.quiet:
        show_summary(tally, seconds, tally.articles - before)
    sys.exit(1 if tally.failed else 0)


def _make_plan(asked: Options) -> Plan:
    """Plan the run. Ends it where it is asked for in a wrong way."""
    rows: Form | None = "jsonl" if asked.is_jsonl else "csv" if asked.form == "csv" else None
    inputs = asked.inputs or (STANDARD_INPUT,)
    if STANDARD_INPUT in inputs:
        if not asked.inputs and (sys.stdin is None or sys.stdin.isatty()):
            raise click.UsageError("Name a folder or a file, or pipe articles into newsclean.")
        rows = rows or ("jsonl" if asked.form == "jsonl" else None)
        if rows is None:
            raise click.UsageError(
                "Say what standard input holds: --jsonl or --format csv; a single text is cleaned without batch."
            )
    if asked.backup and not asked.in_place:
        raise click.UsageError("--backup goes with --in-place.")
    if asked.in_place and (asked.output or asked.form in ("json", "jsonl")):
        raise click.UsageError("--in-place writes each file where it lies, as what it is: without -o, and --format.")
    if asked.resume and STANDARD_INPUT in inputs:
        raise click.UsageError("Standard input cannot be read again from where it stopped; name a file to --resume.")
    try:
        if asked.in_place:
            return plan_in_place(inputs, BACKUP if asked.backup else "", rows, asked.glob)
        return make_plan(inputs, asked.output, None if rows else asked.form, rows, asked.glob)
    except PlanError as error:
        fail(str(error))


def _make_work(asked: Options, cleaner: Cleaner, plan: Plan) -> Work:
    fields = Fields(asked.text_field, asked.title_field, asked.site_field, asked.url_field)
    write = write_clean if plan.texts == "text" else write_record
    return Work(cleaner, plan.target, write, fields, not asked.no_edits, asked.site, asked.encoding)


# Stopping and going on


def _open_state(asked: Options, plan: Plan, errors_path: str) -> State | None:
    """Open the state of the run, a new one or that of a run to go on with. Ends where something would be lost."""
    if not plan.place:
        return None
    path = plan.place + END
    try:
        if asked.resume and os.path.exists(path):
            return State.resume(path, _sign(asked))
        if not asked.overwrite:
            _refuse_to_overwrite(asked, plan, errors_path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return State.begin(path, _sign(asked))
    except StateError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{path}: it cannot be written: {error.strerror}; name another output")


def _refuse_to_overwrite(asked: Options, plan: Plan, errors_path: str) -> None:
    if os.path.exists(plan.place + END):
        fail(f"a run to {plan.place} was stopped; go on with --resume, or begin anew with --overwrite")
    taken = [path for path in ("" if asked.in_place else plan.place, errors_path) if path and _is_taken(path)]
    if taken:
        why = "there is no stopped run to go on with, and " if asked.resume else ""
        fail(f"{why}{taken[0]} is there already; name another, or write over it with --overwrite")


def _is_taken(path: str) -> bool:
    return bool(os.listdir(path)) if os.path.isdir(path) else os.path.lexists(path)


def _sign(asked: Options) -> dict[str, Any]:
    """List the options on which the outcome depends, and the contents of the packs that are asked for."""
    chosen = {name: value for name, value in click.get_current_context().params.items() if name not in _FREE}
    chosen["packs"] = [[name, _digest(name)] for name in chosen["packs"]]
    chosen["inputs"] = [os.path.abspath(path) for path in asked.inputs]
    chosen["output"] = asked.output and os.path.abspath(asked.output)
    signed: dict[str, Any] = json.loads(json.dumps({"newsclean": VERSION, **chosen}))
    return signed


def _digest(name: str) -> str:
    try:
        with open(name, "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:  # the site of a pack that comes with newsclean, of this version
        return ""


class _Stopped(BaseException):
    """The system asks the run to stop, by a signal of this number."""


_STOPS = (_Stopped, TooManyFailuresError, StateError, OSError)


def _stop_in_order() -> None:
    """Let signals stop the run where it can go on, and a reader that closes the pipe be an error among others."""

    def stop(number: int, _frame: object) -> None:
        raise _Stopped(number)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)


def _explain_stop(stop: BaseException, done: Tally, state: State | None) -> NoReturn:
    """Say why the run stopped, and how to go on; then end as the reason asks for."""
    match stop:
        case BrokenPipeError():
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            signal.raise_signal(signal.SIGPIPE)
        case _Stopped():
            why = "stopped"
        case TooManyFailuresError():
            why = f"stopped, for {done.failed:,} failed"
        case DiskFullError():
            why = "the disk is full; make room"
        case OSError():
            why = f"the output cannot be written: {stop.strerror or stop}"
        case _:
            fail(str(stop))
    again = f"; go on with: {shlex.join(['newsclean', *_without_resume(sys.argv[1:])])} --resume" if state else ""
    click.echo(f"newsclean: {show_controls(f'{why}, after {done.articles:,} articles{again}')}", err=True)
    if isinstance(stop, _Stopped):
        [number] = stop.args
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)
    sys.exit(1)


def _without_resume(arguments: Sequence[str]) -> list[str]:
    return [argument for argument in arguments if argument not in ("--resume", "--overwrite")]


# What is shown


def _write_summary(path: str, tally: Tally, seconds: float) -> None:
    summary = {"newsclean": VERSION, **tally.summarize(), "seconds": round(seconds, 3)}
    try:
        write_whole(path, json.dumps(summary, indent=2).encode() + b"\n")
    except OSError as error:
        fail(f"{path}: the summary cannot be written: {error.strerror}")
