"""Stopping and going on: the state of a run beside its output, signals, and what is said when a run ends early."""

import hashlib
import json
import os
import shlex
import signal
import sys
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import click

from newsclean.batch.running import TooManyFailuresError
from newsclean.batch.state import END, State, StateError
from newsclean.batch.storage import DiskFullError
from newsclean.batch.tally import Tally
from newsclean.cli.streams import fail
from newsclean.controls import show_controls
from newsclean.version import VERSION

_FREE = ("resume", "overwrite", "quiet", "summary", "jobs", "most_errors")
"""The options that may be others when a run goes on."""


def resume_state(path: str, options: Mapping[str, Any]) -> State:
    """Open the state of a run that was stopped. Ends the command where it cannot go on."""
    try:
        return State.resume(path, options)
    except (StateError, OSError) as error:
        fail(_explain(path, error))


def begin_state(path: str, options: Mapping[str, Any]) -> State:
    """Begin the state of a run. Ends the command where that cannot be."""
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return State.begin(path, options)
    except (StateError, OSError) as error:
        fail(_explain(path, error))


def _explain(path: str, error: StateError | OSError) -> str:
    if isinstance(error, OSError):
        return f"{path}: it cannot be written: {error.strerror}; name another output"
    return str(error)


def refuse_to_overwrite(state: str, outputs: Sequence[str]) -> None:
    """End the command where a run to the same place was stopped, or where an output is there already."""
    if os.path.exists(state):
        place = state.removesuffix(END)
        fail(f"a run to {place} was stopped; go on with --resume, or begin anew with --overwrite")
    taken = [path for path in outputs if path and _is_taken(path)]
    if taken:
        why = "there is no stopped run to go on with, and " if click.get_current_context().params["resume"] else ""
        fail(f"{why}{taken[0]} is there already; name another, or write over it with --overwrite")


def _is_taken(path: str) -> bool:
    return bool(os.listdir(path)) if os.path.isdir(path) else os.path.lexists(path)


def sign_options(inputs: Sequence[str], output: str) -> dict[str, Any]:
    """List the options on which the outcome depends, and the contents of the packs that are asked for."""
    chosen = {name: value for name, value in click.get_current_context().params.items() if name not in _FREE}
    chosen["packs"] = [[name, _digest(name)] for name in chosen["packs"]]
    chosen["inputs"] = [os.path.abspath(path) for path in inputs]
    chosen["output"] = output and os.path.abspath(output)
    signed: dict[str, Any] = json.loads(json.dumps({"newsclean": VERSION, **chosen}))
    return signed


def _digest(name: str) -> str:
    try:
        with open(name, "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()
    except IsADirectoryError:
        return "".join(_digest(os.path.join(name, entry)) for entry in sorted(os.listdir(name)))
    except OSError:  # the site of a pack that comes with newsclean, of this version
        return ""


class Stopped(KeyboardInterrupt):
    """The system asks the run to stop, by a signal of this number. Where no run is on, it ends as any command does."""


_ASKING = (signal.SIGINT, signal.SIGTERM)
STOPS = (Stopped, TooManyFailuresError, StateError, OSError)


def stop_in_order() -> None:
    """Let signals stop the run where it can go on, and a reader that closes the pipe be an error among others.

    Whoever does not want to wait for that asks once more, which ends the run at once; it can go on from that too.
    """

    def stop(number: int, _frame: object) -> None:
        for each in _ASKING:
            signal.signal(each, signal.SIG_DFL)
        raise Stopped(number)

    for each in _ASKING:
        signal.signal(each, stop)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)


def explain_stop(stop: BaseException, done: Tally, state: State | None) -> NoReturn:
    """Say why the run stopped, and how to go on; then end as the reason asks for."""
    match stop:
        case BrokenPipeError():
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            signal.raise_signal(signal.SIGPIPE)
        case Stopped():
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
    if isinstance(stop, Stopped):
        [number] = stop.args
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)
    sys.exit(1)


def _without_resume(arguments: Sequence[str]) -> list[str]:
    return [argument for argument in arguments if argument not in ("--resume", "--overwrite")]
