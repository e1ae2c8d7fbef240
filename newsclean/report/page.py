"""The page: totals as one HTML file that needs nothing else."""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from newsclean.controls import show_controls
from newsclean.report.charts import draw_charts, draw_failures, draw_rules, draw_sums
from newsclean.report.outcomes import Outcome
from newsclean.report.totals import LISTED, Row, Totals, make_row
from newsclean.version import VERSION


def write_page(totals: Totals, name: str) -> bytes:
    """Write the page of a report on what has a name: a folder, or a file of records."""
    style, script = _read("page.css"), _read("page.js")
    details = totals.choose_details()
    page = Template(_read("page.html")).substitute(
        policy=_make_policy(style, script),
        title=escape(f"What newsclean did to {show_controls(name)}"),
        style=style,
        overview=f'<section id="overview" aria-label="Sums">\n{draw_sums(totals)}{draw_charts(totals)}</section>',
        rules=draw_rules(totals),
        opened=_explain_details(totals, len(details)),
        failures=draw_failures(totals),
        version=escape(VERSION),
        data=_embed(_make_data(totals.rows, details)),
        script=script,
    )
    return page.encode()


def _read(name: str) -> str:
    return files("newsclean.report").joinpath(name).read_text(encoding="utf-8")


def _make_policy(style: str, script: str) -> str:
    """Allow the browser this style and this script, and nothing else: nothing is loaded or sent."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _explain_details(totals: Totals, details: int) -> str:
    """Say which documents can be opened, and which are in the table."""
    if not details:
        return "Nothing went from the documents, and nothing is in doubt." if totals.rows else "No documents were read."
    told = "Each document that something happened to can be opened, and so can each one in doubt."
    if details < totals.noted:
        told = f"The {details:,} documents that lost most or have most doubts can be opened; the others have figures."
    listed = totals.all.documents > LISTED
    return f"{told} The table has the first {LISTED:,} documents, and these." if listed else told


def _make_data(rows: Sequence[Row], details: Mapping[int, Outcome]) -> dict[str, Any]:
    """Make what the script draws: rows, in which numbers stand for names, and diffs by the places of their rows."""
    late = [place for place in sorted(details) if place >= len(rows)]
    places = {place: len(rows) + number for number, place in enumerate(late)}
    all_rows = [*rows, *(make_row(details[place]) for place in late)]
    sites = _number(row.figures.site for row in all_rows)
    languages = _number(row.figures.language for row in all_rows)
    rules = _number(rule for row in all_rows for rule in row.rules)
    documents = []
    for (name, title, site, language, *counts), spoke in all_rows:
        documents.append([name, title, sites[site], languages[language], *counts, [rules[rule] for rule in spoke]])
    diffs = {places.get(place, place): outcome.diff for place, outcome in details.items()}
    return {"sites": [*sites], "languages": [*languages], "rules": [*rules], "documents": documents, "diffs": diffs}


def _number(names: Iterable[str]) -> dict[str, int]:
    """Number names in their order, each once."""
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def _embed(data: object) -> str:
    """Write data as JSON that no parser of HTML takes for the end of the script that it stands in."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
