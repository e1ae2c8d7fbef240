"""`newsclean batch INPUT... -o OUTPUT`: folders and streams of articles."""

import json
import os
import sys
import time
from typing import Any, NamedTuple

import click

from newsclean.batch.cleaning import Work, write_clean, write_record
from newsclean.batch.counting import Counting
from newsclean.batch.failures import open_errors
from newsclean.batch.jobs import Watch
from newsclean.batch.plan import ERRORS, PACKS, Plan, PlanError, keep_apart, make_plan, plan_in_place
from newsclean.batch.running import Run
from newsclean.batch.sources import BACKUP, Form, find_folder
from newsclean.batch.state import END, State
from newsclean.batch.storage import STANDARD_INPUT, write_whole
from newsclean.batch.tally import Tally
from newsclean.cleaner import Cleaner
from newsclean.cli.learning import count_articles, name_packs, write_packs
from newsclean.cli.options import SourceOptions, chain_options, make_cleaner, read_chain, source_options
from newsclean.cli.progress import Silent, open_display, show_summary
from newsclean.cli.stopping import (
    STOPS,
    begin_state,
    explain_stop,
    refuse_to_overwrite,
    resume_state,
    sign_options,
    stop_in_order,
)
from newsclean.cli.streams import fail
from newsclean.learning import Counts, learn
from newsclean.version import VERSION


class Options(NamedTuple):
    """What the user asks for, under the names of the options."""

    inputs: tuple[str, ...]
    output: str
    form: Form | None
    in_place: bool
    backup: bool
    no_edits: bool
    learn: bool
    resume: bool
    overwrite: bool
    errors: str
    most_errors: int | None
    summary: str
    sources: SourceOptions


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
@click.option("--learn", is_flag=True, help="First learn what returns in the articles of each site; see learn.")
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
      newsclean batch SCRAPED/ -o CLEAN/ --learn
      newsclean batch SCRAPED/ --in-place --backup
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    asked = Options(**options)
    plan = _refuse_own_files(asked, _make_plan(asked))
    errors_path = os.path.abspath(asked.errors) if asked.errors else plan.place and f"{plan.place}{ERRORS}"
    state = _open_state(asked, plan, errors_path)
    others = f"all are in {errors_path}" if errors_path else "name a file for them with --errors"
    display = open_display(others, quiet=asked.sources.quiet)
    work = _make_work(asked, _learn(asked, plan) if asked.learn else cleaner, plan)
    watch = Watch(display.show_progress, display.show_failure)
    errors = open_errors(errors_path) if errors_path else None
    run = Run(work, watch, errors, state, asked.most_errors)
    before, began = run.reached.tally.articles, time.monotonic()
    try:
        stop_in_order()
        display.start(0 if asked.sources.quiet else plan.walk.measure())
        tally = run.clean(plan.walk.find(), asked.sources.jobs)
    except STOPS as stop:
        display.stop()
        explain_stop(stop, run.reached.tally, state)
    display.stop()
    seconds = time.monotonic() - began
    if asked.summary:
        _write_summary(asked.summary, tally, seconds)
    if not asked.sources.quiet:
        show_summary(tally, seconds, tally.articles - before)
    sys.exit(1 if tally.failed else 0)


def _make_plan(asked: Options) -> Plan:
    """Plan the run. Ends it where it is asked for in a wrong way."""
    rows: Form | None = "jsonl" if asked.sources.is_jsonl else "csv" if asked.form == "csv" else None
    inputs = asked.inputs or (STANDARD_INPUT,)
    if STANDARD_INPUT in inputs:
        if not asked.inputs and (sys.stdin is None or sys.stdin.isatty()):
            raise click.UsageError("Name a folder or a file, or pipe articles into newsclean.")
        rows = rows or ("jsonl" if asked.form == "jsonl" else None)
        if rows is None:
            raise click.UsageError(
                "Say what standard input holds: --jsonl or --format csv; a single text is cleaned without batch."
            )
    if asked.learn and STANDARD_INPUT in inputs:
        raise click.UsageError("Standard input cannot be read twice; name a file to --learn from.")
    if asked.backup and not asked.in_place:
        raise click.UsageError("--backup goes with --in-place.")
    if asked.in_place and (asked.output or asked.form in ("json", "jsonl")):
        raise click.UsageError("--in-place writes each file where it lies, as what it is: without -o, and --format.")
    if asked.resume and STANDARD_INPUT in inputs:
        raise click.UsageError("Standard input cannot be read again from where it stopped; name a file to --resume.")
    try:
        if asked.in_place:
            plan = plan_in_place(inputs, BACKUP if asked.backup else "", rows, asked.sources.glob)
        else:
            plan = make_plan(inputs, asked.output, None if rows else asked.form, rows, asked.sources.glob)
    except PlanError as error:
        fail(str(error))
    return plan._replace(walk=plan.walk._replace(name_site=find_folder)) if asked.learn else plan


def _refuse_own_files(asked: Options, plan: Plan) -> Plan:
    """Let the run pass by the files that it writes itself, and refuse those that are inputs, or are there."""
    if asked.summary and os.path.lexists(asked.summary) and not (asked.overwrite or asked.resume):
        fail(f"{asked.summary} is there already; name another, or write over it with --overwrite")
    try:
        return keep_apart(plan, [asked.errors, asked.summary])
    except PlanError as error:
        fail(str(error))


def _open_state(asked: Options, plan: Plan, errors_path: str) -> State | None:
    """Open the state of the run. Ends the run where something would be written over that nobody gave up."""
    if not plan.place:
        return None
    options = sign_options(asked.inputs, asked.output)
    path = plan.place + END
    if asked.resume and os.path.exists(path):
        return resume_state(path, options)
    if not asked.overwrite:
        packs = plan.place + PACKS if asked.learn else ""
        refuse_to_overwrite(path, ["" if asked.in_place else plan.place, errors_path, packs])
    return begin_state(path, options)


def _learn(asked: Options, plan: Plan) -> Cleaner:
    """Learn what returns in the articles, keep the packs beside the output, and make a cleaner that has them."""
    counts, sources = Counts(), asked.sources
    try:
        stop_in_order()
        counting = Counting(sources.fields, sources.site, sources.encoding)
        count_articles(plan.walk, counting, counts, sources.jobs, Silent())
        found = list(learn(counts))
        if plan.place:
            write_packs(name_packs(found, plan.place + PACKS))
    except STOPS as stop:
        explain_stop(stop, Tally(), None)
    return make_cleaner(**read_chain(), learned=[each.pack for each in found if each.site])


def _make_work(asked: Options, cleaner: Cleaner, plan: Plan) -> Work:
    write = write_clean if plan.texts == "text" else write_record
    sources = asked.sources
    return Work(cleaner, plan.target, write, sources.fields, not asked.no_edits, sources.site, sources.encoding)


def _write_summary(path: str, tally: Tally, seconds: float) -> None:
    summary = {"newsclean": VERSION, **tally.summarize(), "seconds": round(seconds, 3)}
    try:
        write_whole(path, json.dumps(summary, indent=2).encode() + b"\n")
    except OSError as error:
        fail(f"{path}: the summary cannot be written: {error.strerror}")
