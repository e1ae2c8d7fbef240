"""What became of a document, as the report keeps it: figures, the rules that spoke, and the diff."""

import json
import os
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from newsclean.controls import show_controls
from newsclean.document import Edit, Result
from newsclean.report.diffs import DiffRow, Example, make_diff, make_example
from newsclean.rulebook import PACKS

EXAMPLES = 3
"""How many examples of a rule are kept."""

_LONGEST = 300  # characters of what is told in a row of a table
_LONGEST_LANGUAGE = 35  # characters of a language's code
_ALL_LANGUAGES = "mul"


class Hits(NamedTuple):
    """What a rule did in a document: lines that went, changes, and doubts; its first reason, and a few examples."""

    gone: int
    changed: int
    unsure: int
    reason: str
    examples: list[Example]


class Figures(NamedTuple):
    """What is known of a document, and what happened to it in numbers.

    `gone`, `changed` and `unsure` count lines, `read` and `lost` characters: those that there were, and those that
    there are less. `language` is empty where nothing tells it.
    """

    name: str
    title: str
    site: str
    language: str
    lines: int
    gone: int
    changed: int
    unsure: int
    read: int
    lost: int


class Outcome(NamedTuple):
    """What became of a document: its figures, what each rule did, and the diff. No text of it has controls."""

    figures: Figures
    hits: Mapping[str, Hits]
    diff: list[DiffRow]

    def write(self) -> bytes:
        """Write it as a line of JSON."""
        return json.dumps(self).encode() + b"\n"

    @classmethod
    def parse(cls, line: bytes) -> "Outcome":
        """Read what `write` wrote."""
        figures, hits, diff = json.loads(line)
        return cls(Figures(*figures), {rule: Hits(*values) for rule, values in hits.items()}, diff)


def tell_outcome(result: Result) -> Outcome:
    r"""Tell what became of a document. Where no one knows its language, it is that of most rules that spoke.

    >>> from newsclean import clean
    >>> outcome = tell_outcome(clean("Rain fell all night.\nADVERTISEMENT\n"))
    >>> outcome.figures.lines, outcome.figures.gone, outcome.figures.lost, outcome.figures.language
    (2, 1, 14, 'en')
    """
    return Outcome(_count_lines(result), _count_hits(result), make_diff(result))


def _count_lines(result: Result) -> Figures:
    source = result.source
    gone = {edit.line for edit in result.edits if edit.after is None}
    changed = {edit.line for edit in result.edits} - gone
    unsure = {edit.line for edit in result.unsure}
    read = sum(len(line.text) + len(line.end) for line in source.lines)
    return Figures(
        name=_shorten(source.id),
        title=_shorten(source.title),
        site=_shorten(source.site),
        language=show_controls(source.language)[:_LONGEST_LANGUAGE] or _tell_language(result),
        lines=len(source.lines),
        gone=len(gone),
        changed=len(changed),
        unsure=len(unsure),
        read=read,
        lost=max(read - len(result.text), 0),
    )


def _count_hits(result: Result) -> dict[str, Hits]:
    edits: dict[str, list[Edit]] = {}
    for edit in (*result.edits, *result.unsure):
        edits.setdefault(edit.rule, []).append(edit)
    unsure = Counter(edit.rule for edit in result.unsure)
    hits = {}
    for rule, found in edits.items():
        made = found[: len(found) - unsure[rule]]
        gone = sum(edit.after is None for edit in made)
        reason = show_controls(found[0].reason)
        examples = [make_example(edit) for edit in found[:EXAMPLES]]
        hits[show_controls(rule)] = Hits(gone, len(made) - gone, unsure[rule], reason, examples)
    return hits


def _shorten(text: str) -> str:
    shown = show_controls(" ".join(text.split()))
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1].rstrip()}…"


def _tell_language(result: Result) -> str:
    """Tell the language whose rules spoke most; empty where none did."""
    codes = (edit.rule.partition(".")[0] for edit in (*result.edits, *result.unsure))
    counts = Counter(code for code in codes if code in _list_languages())
    return min(counts, key=lambda code: (-counts[code], code), default="")


@cache
def _list_languages() -> frozenset[str]:
    """List the languages that there are packs for."""
    return frozenset(os.path.splitext(name)[0] for name in os.listdir(os.path.join(PACKS, "languages"))) - {
        _ALL_LANGUAGES
    }
