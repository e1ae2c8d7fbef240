"""Targets: where the outcome of each source goes, and how it is compressed."""

import os
from typing import NamedTuple

from newsclean.batch.sources import Source
from newsclean.batch.storage import split_name


class Tree(NamedTuple):
    """Each source has a file of its own below a folder, under its own name; `end` is what texts get added to it."""

    folder: str
    end: str = ""

    def find_path(self, source: Source) -> str:
        """Give the path of the file that a source is written to."""
        if not self.end or source.form != "text":
            return os.path.join(self.folder, source.name)
        name, packed = split_name(source.name)
        return os.path.join(self.folder, name + self.end + packed)


class InPlace(NamedTuple):
    """Each source is written anew where it lies, and kept beside it under its name and `backup`, if that is given."""

    backup: str = ""

    def find_path(self, source: Source) -> str:
        """Give the path of the file that a source is written to: its own."""
        return source.path


class Single(NamedTuple):
    """All sources go into one file, or to standard output where no path is given."""

    path: str = ""

    def find_path(self, source: Source) -> str:  # noqa: ARG002 - as the others have it
        """Give the path of the file that a source is written to."""
        return self.path


Target = Tree | InPlace | Single
