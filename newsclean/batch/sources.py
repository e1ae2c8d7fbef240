"""Sources: the files that are cleaned, found in folders in an order that is always the same."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from fnmatch import fnmatchcase
from typing import Literal, NamedTuple

from newsclean.batch.storage import STANDARD_INPUT, split_name

Form = Literal["text", "json", "jsonl", "csv"]
"""What a file holds: an article, as text or as a JSON object; or many, one in each line or in each row of a table."""

STREAMS: tuple[Form, ...] = ("jsonl", "csv")
"""The forms of files that hold many articles."""

BACKUP = ".orig"
"""What is added to the name of a file that is kept as it was when it is cleaned in its place."""

_FORMS: dict[str, Form] = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".json": "json"}


class Source(NamedTuple):
    """A file to clean: the number of the input that it was found under, its name there, and where it lies.

    `site` is the domain that a folder above it is named by, if any is. `problem` says why it cannot be read, where that
    is known already; it may be a folder then.
    """

    root: int
    name: str
    path: str
    form: Form
    site: str = ""
    problem: str = ""


def tell_form(name: str) -> Form:
    """Tell by the name of a file what it holds.

    >>> tell_form("dump.jsonl.gz"), tell_form("a.txt")
    ('jsonl', 'text')
    """
    return _FORMS.get(os.path.splitext(split_name(name)[0])[1].lower(), "text")


def find_folder(path: str) -> str:
    """Give the site of an article by its path as `find_site` does, or else the name of the folder that it lies in."""
    return find_site(path) or os.path.basename(os.path.dirname(os.path.abspath(path)))


def find_site(path: str) -> str:
    """Give the domain that the nearest folder above a file is named by; empty where none is.

    >>> find_site("scraped/news.example.org/2025/a.txt"), find_site("scraped/a.txt")
    ('news.example.org', '')
    """
    return next((part for part in reversed(path.split(os.sep)[:-1]) if _is_domain(part)), "")


def _is_domain(name: str) -> bool:
    labels = name.split(".")
    return len(labels) > 1 and all(map(_is_label, labels)) and labels[-1].isalpha()


def _is_label(label: str) -> bool:
    return label.replace("-", "").isalnum() and label.isascii() and not label.startswith("-")


class Walk(NamedTuple):
    """How sources are found: the inputs, the names that are taken, what is passed by, and the form where all have one.

    Sources of other `forms` fail. `name_site` names the site of a file by its path. `glob` is held against the name of
    a file, or where it has a slash against its way from the input on. Passed by are files whose names begin with a dot,
    backups, and folders behind links, which may lead round in circles.
    """

    inputs: tuple[str, ...]
    glob: str = "*"
    passed_by: frozenset[str] = frozenset()
    form: Form | None = None
    forms: frozenset[Form] = frozenset(("text", "json", "jsonl", "csv"))
    name_site: Callable[[str], str] = find_site

    def find(self) -> Iterator[Source]:
        """Find the sources, in the order of the inputs and of their names."""
        for root, path in enumerate(self.inputs):
            if path == STANDARD_INPUT:
                yield self._make_source(root, "standard input", path)
            elif os.path.isdir(path):
                yield from self._enter(root, path, os.path.realpath(path), "")
            else:
                yield self._make_source(root, os.path.basename(path), path)

    def _enter(self, root: int, path: str, real: str, above: str) -> Iterator[Source]:
        """Find the sources in a folder, whose path is `real` without links, and whose way from the input is `above`."""
        try:
            with os.scandir(path) as found:
                entries = sorted(found, key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            yield Source(root, above, path, "text", problem=f"the folder cannot be read: {error.strerror}")
            return
        for entry in entries:
            name = os.path.join(above, entry.name)
            place = os.path.join(real, entry.name)
            if entry.name.startswith(".") or place in self.passed_by or _is_backup(entry):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from self._enter(root, entry.path, place, name)
            elif self._matches(name) and _is_file(entry):
                yield self._make_source(root, name, entry.path)

    def _make_source(self, root: int, name: str, path: str) -> Source:
        form = self.form or tell_form(name)
        problem = "" if form in self.forms else f"it holds {form}, which does not go into the same file"
        return Source(root, name, path, form, self.name_site(path), problem)

    def measure(self) -> int:
        """Measure the files, in bytes; 0 where standard input is among them."""
        if STANDARD_INPUT in self.inputs:
            return 0
        size = 0
        for source in self.find():
            with suppress(OSError):
                size += os.path.getsize(source.path)
        return size

    def _matches(self, name: str) -> bool:
        return fnmatchcase(name if "/" in self.glob else os.path.basename(name), self.glob)


def _is_backup(entry: os.DirEntry[str]) -> bool:
    return entry.name.endswith(BACKUP) and os.path.exists(entry.path.removesuffix(BACKUP))


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Tell whether something is a file, or a link that leads nowhere or round in a circle: that fails when it is read.

    What was a file when its folder was read counts, also where it is gone since.
    """
    try:
        return entry.is_file() or (entry.is_symlink() and not os.path.exists(entry.path))
    except OSError:  # round in a circle
        return True


def find_twins(walk: Walk, find_output: Callable[[Source], str]) -> tuple[str, str] | None:
    """Find two sources that would be written to one output."""
    seen: dict[str, str] = {}
    for source in walk.find():
        output = find_output(source)
        if output in seen:
            return seen[output], source.path
        seen[output] = source.path
    return None
