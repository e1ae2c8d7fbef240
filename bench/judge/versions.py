"""Measure this version of newsclean here, and another one in a process of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from judge.measuring import Measured, Setup, measure_file
from judge.pooling import Figures, pool
from judge.saving import read_figures, write_figures

BENCH = Path(__file__).resolve().parents[1]
SCRIPT = BENCH / "quality.py"


class VersionError(ValueError):
    """Another version could not be found or measured."""


Progress = Callable[[Sequence[Measured], int], None]


def measure_here(paths: Sequence[Path], setup: Setup, name: str, jobs: int, progress: Progress) -> Figures:
    """Measure the newsclean that this process imports.

    `progress` is told what is measured so far, and the number of files. Raises CorpusError.
    """
    measured: dict[Path, Measured] = {}
    by_size = sorted(paths, key=lambda path: path.stat().st_size, reverse=True)  # so that no long one comes last
    with ProcessPoolExecutor(jobs) as pool_of_processes:
        for path, each in zip(by_size, pool_of_processes.map(partial(measure_file, setup=setup), by_size), strict=True):
            measured[path] = each
            progress(list(measured.values()), len(paths))
    figures, _ = read_figures(write_figures(pool(name, [measured[path] for path in paths])))
    return figures  # as they will be read from a file, so that comparing with a file finds no differences in rounding


def holds_newsclean(folder: Path) -> bool:
    """Tell whether a folder has a newsclean in it."""
    return (folder / "newsclean" / "__init__.py").is_file()


def measure_there(name: str, folder: Path, arguments: Sequence[str]) -> Figures:
    """Measure the newsclean in a folder by these very rules, with arguments of quality.py. Raises VersionError."""
    places = os.pathsep.join(filter(None, [str(folder.resolve()), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *arguments, "--name", name, "--json", "-", "--details"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": places, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    if done.returncode:
        raise VersionError(f"{name} could not be measured; what went wrong stands above")
    figures, _ = read_figures(done.stdout.decode("utf-8"))
    return figures


@contextmanager
def check_out(revision: str) -> Iterator[Path]:
    """Give a folder with newsclean as it was in a git revision, and take the folder away. Raises VersionError."""
    commit = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not commit:
        raise VersionError(f"{revision!r} is no git revision, no folder with newsclean in it, and no file of figures")
    with tempfile.TemporaryDirectory(prefix="newsclean-") as scratch:
        folder = Path(scratch) / "worktree"
        if _git("worktree", "add", "--detach", "--quiet", str(folder), commit) is None:
            raise VersionError(f"git could not check out {revision!r}")
        try:
            yield folder
        finally:
            _git("worktree", "remove", "--force", str(folder))


def _git(*arguments: str) -> str | None:
    """Run git on this project, and give what it printed; None where it failed or is not there."""
    try:
        done = subprocess.run(
            ["git", "-C", str(BENCH), *arguments],  # noqa: S607 - wherever the user has git
            stdout=subprocess.PIPE,
            check=False,
            text=True,
        )
    except FileNotFoundError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
