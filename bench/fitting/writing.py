"""Writing tables of evidence so that a person can read them, and see what a new fit has changed."""

import json
from collections.abc import Mapping
from typing import Any

_WORDS_IN_A_ROW = 12


def write_signals(table: Mapping[str, Any]) -> str:
    """Write a table of single signals as JSON, with a line for each of them."""
    signals = ",\n".join(f"    {_dump(name)}: {_dump(entry, spaces=True)}" for name, entry in table["signals"].items())
    head = f'  "about": {_dump(table["about"])},\n  "bias": {table["bias"]},\n'
    return f'{{\n{head}  "signals": {{\n{signals}\n  }}\n}}\n'


def write_forests(table: Mapping[str, Any]) -> str:
    """Write a table of trees as JSON, with a line for each tree and for each signal."""
    says = ",\n".join(f"{_dump(name)}: {_dump(texts)}" for name, texts in table["says"].items())
    parts = [f'"about": {_dump(table["about"])}', f'"says": {{\n{says}\n}}']
    parts += [f'"caution": {table["caution"]}', f'"glance": {_dump(table["glance"])}']
    trees = ",\n".join(map(_dump, table["look"]["trees"]))
    parts.append(f'"look": {{"bias": {table["look"]["bias"]}, "trees": [\n{trees}\n]}}')
    words = [f"{_dump(word)}: {weight}" for word, weight in table["words"].items()]
    rows = [words[start : start + _WORDS_IN_A_ROW] for start in range(0, len(words), _WORDS_IN_A_ROW)]
    parts.append('"words": {\n' + ",\n".join(map(", ".join, rows)) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _dump(value: object, *, spaces: bool = False) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": ") if spaces else (",", ":"))
