"""The plan of a run: what is read and where it goes, with a refusal where that would lose or mix up something."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from newsclean.batch.sources import Form, Walk, find_twins, tell_form
from newsclean.batch.state import END
from newsclean.batch.storage import STANDARD_INPUT
from newsclean.batch.targets import InPlace, Single, Target, Tree

ERRORS = ".errors.jsonl"
"""What the name of the list of errors ends with where the user names none. It stands beside the output."""

PACKS = ".packs"
"""What the name of the folder ends with that has the packs which a run learned."""

_ENDS: dict[Form | None, str] = {"json": ".json", "jsonl": ".jsonl"}


class PlanError(ValueError):
    """A run that cannot be. The message says why and what to do."""


class Plan(NamedTuple):
    """What a run reads, where it writes, and beside what it keeps its state and, unless told otherwise, its errors.

    `texts` is the form that texts are written in. `place` is empty where the output goes to standard output.
    """

    walk: Walk
    target: Target
    texts: Form
    place: str


def make_plan(inputs: Sequence[str], output: str, form: Form | None, rows: Form | None, glob: str) -> Plan:
    """Plan a run from inputs to an output, empty for standard output.

    `form` is the one that the user wants, and `rows` that of all inputs, where he says so. Raises PlanError.
    """
    _check_inputs(inputs)
    if os.path.exists(output) and not (os.path.isfile(output) or os.path.isdir(output)):
        raise PlanError(f"{output} is no file and no folder; for a device or a pipe write > {output} in place of -o")
    if _is_single(inputs, output, form, rows):
        return _plan_single(inputs, output, form, rows, glob)
    if not output:
        raise PlanError("say with -o where the clean files go, or with --format jsonl that all go into one stream")
    target = Tree(os.path.abspath(output), _ENDS.get(form, "") if rows is None else "")
    _refuse_own_input(inputs, output)
    walk = _make_walk(inputs, output, glob, rows)
    # Below one input names differ, but for those that get an end.
    twins = find_twins(walk, target.find_path) if len(inputs) > 1 or target.end else None
    if twins:
        raise PlanError(f"{twins[0]} and {twins[1]} would be written to the same file; clean them into two folders")
    return Plan(walk, target, form or "text", os.path.abspath(output))


def plan_in_place(inputs: Sequence[str], backup: str, rows: Form | None, glob: str) -> Plan:
    """Plan to clean files where they lie. Raises PlanError."""
    _check_inputs(inputs)
    if STANDARD_INPUT in inputs:
        raise PlanError("standard input has no place to be cleaned in; name files or folders")
    place = os.path.abspath(inputs[0])
    walk = _make_walk(inputs, place + END, glob, rows)
    return Plan(walk, InPlace(backup), "text", place)


def _check_inputs(inputs: Sequence[str]) -> None:
    for path in inputs:
        if path != STANDARD_INPUT and not os.path.lexists(path):
            raise PlanError(f"{path}: there is no such file or folder; check the name")
    names = [os.path.realpath(path) for path in inputs]
    for path, name in zip(inputs, names, strict=True):
        above = [other for other in names if other != name and _is_below(name, other)]
        if names.count(name) > 1 or above:
            raise PlanError(f"{path} is named twice, or lies in a folder that is named too; name it once")


def _is_single(inputs: Sequence[str], output: str, form: Form | None, rows: Form | None) -> bool:
    """Tell whether all goes into one file, or to standard output."""
    if output and (os.path.isdir(output) or output.endswith(os.sep)):
        return False
    folders = any(map(os.path.isdir, inputs))
    if not output:
        return form in ("jsonl", "csv") or rows is not None or not folders
    if len(inputs) == 1 and not folders:
        return True
    return tell_form(output) in ("jsonl", "csv")


def _plan_single(inputs: Sequence[str], output: str, form: Form | None, rows: Form | None, glob: str) -> Plan:
    given = {rows or tell_form(path) for path in inputs if not os.path.isdir(path)}
    named = form or (tell_form(output) if output else "text")
    alike = len(given) == 1 and len(inputs) == 1
    wanted: Form = named if named != "text" or not alike else next(iter(given))
    if wanted in ("text", "json") and (len(inputs) > 1 or not given <= {"text", "json"}):
        raise PlanError("several articles go into a folder, -o FOLDER, or into JSON lines, --format jsonl")
    if wanted == "csv" and not (alike and given == {"csv"}):
        raise PlanError("a table can only be made of one table; name one, or write JSON lines, --format jsonl")
    if any(os.path.exists(output) and os.path.exists(path) and os.path.samefile(path, output) for path in inputs):
        raise PlanError(f"{output} is what is read; clean it with --in-place, or name another output")
    walk = _make_walk(inputs, output, glob, rows)
    forms: frozenset[Form] = frozenset({"csv"} if wanted == "csv" else {"text", "json", "jsonl"})
    place = output and os.path.abspath(output)
    return Plan(walk._replace(forms=forms), Single(place), wanted, place)


def _refuse_own_input(inputs: Sequence[str], output: str) -> None:
    for path in inputs:
        place = path if os.path.isdir(path) else os.path.dirname(path) or "."
        if path != STANDARD_INPUT and _is_below(os.path.realpath(place), os.path.realpath(output)):
            raise PlanError(
                f"{path} lies in {output}, and would be written over; clean it --in-place, or name another folder"
            )


def _is_below(path: str, folder: str) -> bool:
    """Tell whether a path is a folder, or lies in it."""
    return os.path.commonpath([path, folder]) == folder


def _make_walk(inputs: Sequence[str], place: str, glob: str, rows: Form | None) -> Walk:
    """Make the walk over inputs, which passes by what the run itself writes into them."""
    place = place and os.path.abspath(place)
    own = {os.path.realpath(f"{place}{end}") for end in ("", END, ERRORS, PACKS)} if place else set()
    return Walk(tuple(inputs), glob, frozenset(own), rows)


def keep_apart(plan: Plan, paths: Sequence[str]) -> Plan:
    """Let a run pass by more files that it writes itself. Raises PlanError where one of them is what it reads."""
    own = {os.path.realpath(path) for path in paths if path}
    for path in plan.walk.inputs:
        if path != STANDARD_INPUT and os.path.realpath(path) in own:
            raise PlanError(f"{path} is what is read, and would be written over; name another file")
    return plan._replace(walk=plan.walk._replace(passed_by=plan.walk.passed_by | own))
