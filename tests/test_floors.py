"""The floors: a module imports only from the floors below its own, and only what a command needs is imported."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

from newsclean.filters import FILTERS

PACKAGE = ROOT / "newsclean"

FLOORS = (
    {
        "controls",
        "version",
        "decode",
        "fold",
        "shapes",
        "lines",
        "wordlists",
        "kinds",
        "evidence",
        "trees",
        "pages",
        "pages.neighbours",
        "batch",
        "batch.storage",
        "preview",
        "preview.changes",
        "report",
        "review",
        "explaining",
    },
    {
        "sentences",
        "recipes",
        "gate",
        "index",
        "surroundings",
        "pages.evidence",
        "batch.sources",
        "batch.outputs",
        "preview.cells",
    }
    | {"explaining.weighing"},
    {"wrapping", "rules", "batch.failures", "batch.targets"},
    {"cutting", "rulebook", "learning.writing", "learning.comparing"},
    {"document", "shipped", "learning.templates", "review.files"},
    {"characters", "layout", "view", "rounds", "indexing", "dropping", "pages.page", "learning.patterns", "choices"},
    {"signals", "pages.signals", "pages.runs", "pages.title", "learning.articles"},
    {"pages.article"},
    {f"filters.{name}" for name in FILTERS} | {"learning.copies", "learning.counts"},
    {"filters", "proof", "learning.survey"},
    {"cleaner", "formats", "preview.rows", "preview.summary", "learning.near", "batch.tally"},
    {"", "preview.plain", "preview.only", "preview.bars", "learning.drafting", "batch.rows", "report.diffs"}
    | {"explaining.watching"},
    {"cli.streams", "learning", "batch.lines", "preview.sections", "report.outcomes", "explaining.witness"},
    {
        "cli.options",
        "cli.screen",
        "batch.chunks",
        "cli.progress",
        "cli.diff_inputs",
        "preview.seeing",
        "preview.against",
        "preview.writing",
        "preview.terminal",
        "report.totals",
        "explaining.evidence",
        "explaining.page",
        "explaining.rules",
    },
    {
        "cli.clean",
        "preview.sides",
        "cli.rules",
        "cli.check",
        "cli.restore",
        "batch.jobs",
        "batch.state",
        "report.charts",
        "cli.keys",
        "explaining.accounts",
    },
    {"batch.cleaning", "batch.plan", "batch.workers", "cli.diff_output", "report.page", "explaining.reasons"},
    {"batch.counting", "batch.writing", "cli.diff", "report.reading"} | {"explaining.records", "explaining.terminal"},
    {"batch.running", "cli.learning", "ray", "cli.report", "cli.explain", "review.doubts"},
    {"cli.stopping", "cli.learn", "review.questions"},
    {"cli.batch", "cli.question", "review.answers"},
    {"cli.asking"},
    {"cli.review"},
    {"cli"},
    {"__main__"},
)
"""The modules of newsclean, the lowest first. Those of one floor do not know of each other; "" is newsclean itself."""

FLOOR = {module: floor for floor, modules in enumerate(FLOORS) for module in modules}


def name_module(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_module(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def list_imports(path: Path) -> Iterator[str]:
    """List what a module imports anywhere in it, by full names: `from a import b` is a.b where that is a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner.removeprefix("newsclean.") in MODULES else str(node.module)


def list_own(path: Path) -> list[str]:
    """List the modules of newsclean that a module imports."""
    names = [name for name in list_imports(path) if name.partition(".")[0] == "newsclean"]
    return [name.removeprefix("newsclean").removeprefix(".") for name in names]


def list_foreign(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in list_imports(path)} - {"newsclean"}


def test_every_module_has_a_floor() -> None:
    assert set(MODULES) == set(FLOOR), "write new modules into FLOORS, and into docs/architecture.md"


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down(module: str) -> None:
    assert [other for other in list_own(MODULES[module]) if FLOOR[other] >= FLOOR[module]] == []


@pytest.mark.parametrize("module", [module for module in MODULES if module.startswith("filters.")])
def test_filters_never_import_one_another(module: str) -> None:
    assert not [other for other in list_own(MODULES[module]) if other.startswith("filters")]


@pytest.mark.parametrize("module", MODULES)
def test_click_and_rich_stay_in_their_places(module: str) -> None:
    foreign = list_foreign(MODULES[module])
    if not module.startswith("cli"):
        assert "click" not in foreign
    if not module.startswith("cli") and module not in {
        "preview.cells",
        "preview.terminal",
        "preview.sides",
        "explaining.terminal",
    }:
        assert "rich" not in foreign


@pytest.mark.parametrize("module", sorted(FLOORS[0]))
def test_the_lowest_floor_needs_the_standard_library_alone(module: str) -> None:
    at_once = {
        name.partition(".")[0]
        for node in ast.parse(MODULES[module].read_text(encoding="utf-8")).body
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [])
        + ([str(node.module)] if isinstance(node, ast.ImportFrom) else [])
    }
    assert at_once <= sys.stdlib_module_names


# What a run loads

HEAVY = {"tomllib", "rich", "ftfy", "regex", "chardet", "pyarrow", "ray"}

_TELL = "import sys; print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
RUN = """
import os, sys
from newsclean.cli import main
os._exit = lambda code: print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)
main(sys.argv[1:])
"""

CLEAN = "Rain fell all night.\n\nThe river rose to the old bridge by dawn, and the café – “open as ever” – sold soup.\n"


def list_loaded(program: str, *arguments: str) -> set[str]:
    """Run a program in a new process, and list the modules that it has loaded at its end."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return set(done.stderr.split())


def test_importing_newsclean_loads_nothing_heavy() -> None:
    loaded = list_loaded(f"import newsclean; {_TELL}")
    assert "newsclean" in loaded
    assert not loaded & (HEAVY | {"click"})


def test_cleaning_a_clean_text_loads_nothing_heavy() -> None:
    loaded = list_loaded(f"import newsclean; assert not newsclean.clean({CLEAN!r}).edits; {_TELL}")
    assert not loaded & (HEAVY | {"click"})


def test_the_command_on_a_clean_file_loads_nothing_heavy(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(CLEAN, encoding="utf-8")
    loaded = list_loaded(RUN, str(path))
    assert "click" in loaded
    assert not loaded & HEAVY


@pytest.mark.parametrize(
    ("text", "encoding", "library"),
    [("It was late, sheâ€™d said.\n", "utf-8", "ftfy"), ("Été, café.\n", "cp1252", "chardet")],
)
def test_what_a_text_needs_is_loaded(tmp_path: Path, text: str, encoding: str, library: str) -> None:
    path = tmp_path / "article.txt"
    path.write_text(text, encoding=encoding)
    assert library in list_loaded(RUN, str(path))
