"""Figures as JSON, a row a line, so that two files of them compare well; and back."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from judge.measuring import Tally
from judge.pooling import Figures, PageFigures, Row, Rows
from judge.scoring import Score

DECIMALS = 6
_DEPTHS = {"scrapers": 2, "languages": 2, "kinds": 2, "rules": 1, "pages": 1}


class FiguresError(ValueError):
    """What was read holds no figures."""


def write_figures(figures: Figures, against: Figures | None = None) -> str:
    """Write figures as JSON, with what they are compared to."""
    parts = _write_parts(figures)
    if against:
        parts.append(f'"against": {_enclose(_write_parts(against))}')
    return _enclose(parts) + "\n"


def _write_parts(figures: Figures) -> list[str]:
    return [f'"{name}": {_write(_simplify(value), _DEPTHS.get(name, 0))}' for name, value in figures._asdict().items()]


def _simplify(value: Any) -> Any:
    """Make dictionaries of named tuples, and round."""
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {name: _simplify(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_simplify(each) for each in value]
    return round(value, DECIMALS) if isinstance(value, float) else value


def _write(value: Any, depth: int) -> str:
    """Write a value as JSON, with new lines down to a depth."""
    if not depth or not value:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        return _enclose([f"{_write(name, 0)}: {_write(each, depth - 1)}" for name, each in value.items()])
    return _enclose([_write(each, depth - 1) for each in value], "[]")


def _enclose(parts: Sequence[str], brackets: str = "{}") -> str:
    lines = ",\n".join(parts).replace("\n", "\n ")
    return f"{brackets[0]}\n {lines}\n{brackets[1]}"


def read_figures(text: str) -> tuple[Figures, Figures | None]:
    """Read figures that `write_figures` wrote, and those they are compared to. Raises FiguresError."""
    try:
        content = json.loads(text)
        against = content.pop("against", None)
        return _from_plain(content), None if against is None else _from_plain(against)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise FiguresError("these are no figures that --json wrote") from error


def _from_plain(content: Mapping[str, Any]) -> Figures:
    return Figures(
        str(content["name"]),
        int(content["articles"]),
        _read_rows(content["scrapers"]),
        _read_rows(content["languages"]),
        {filter_: _read_tallies(kinds) for filter_, kinds in content["kinds"].items()},
        _read_tallies(content["rules"]),
        [PageFigures(**page) for page in content["pages"]],
    )


def _read_rows(tables: Mapping[str, Mapping[str, Any]]) -> Rows:
    return {name: {part: _read_row(row) for part, row in rows.items()} for name, rows in tables.items()}


def _read_row(row: Mapping[str, Any]) -> Row:
    return Row(**{**row, "before": Score(**row["before"]), "after": Score(**row["after"])})


def _read_tallies(tallies: Mapping[str, Any]) -> dict[str, Tally]:
    return {name: Tally(**tally) for name, tally in tallies.items()}
