"""The documents say what is so: their examples run, their links lead somewhere, and every command has its help."""

import doctest
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from test_floors import FLOORS, MODULES, PACKAGE

from newsclean import clean
from newsclean.cli import _newsclean
from newsclean.decode import decode
from newsclean.document import Result
from newsclean.preview.plain import read_plain, write_plain

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("examples/*.md")])
EXAMPLES = sorted(ROOT.glob("examples/*.txt"))
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ANYTHING = "…"
PARAGRAPH = 110  # bytes: longer than any leftover in the examples
documents = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
examples = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)


def find_blocks(path: Path, kind: str) -> list[str]:
    return [body for name, body in FENCE.findall(path.read_text(encoding="utf-8")) if name == kind]


def find_commands(path: Path) -> Iterator[tuple[str, list[str]]]:
    for block in find_blocks(path, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *expected = part.splitlines()
            yield command, expected


def asks(command: str) -> bool:
    return command.startswith("newsclean review")


def hold_review(command: str, folder: Path, expected: list[str]) -> tuple[int, str]:
    """Hold a review at a terminal, with the keys that stand behind its prompts, and give what is shown in the end."""
    from terminal import COLOUR, Talk  # noqa: PLC0415 - Windows has no such terminals, and can do all other examples

    keys = [line[2] for line in expected if line.startswith("> ")] or ["q"]
    with Talk(*shlex.split(command)[1:], cwd=folder) as talk:
        shown = [talk.last, *(talk.press(key) for key in keys)]
        code = talk.end()
    lines = COLOUR.sub("", "".join(shown)).splitlines()
    return code, "\n".join(line.rstrip() for line in lines)


def run(command: str, folder: Path, _expected: list[str]) -> tuple[int, str]:
    places = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": places, "COLUMNS": "100", "PYTHONUTF8": "1"}
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8")


def reads_like(output: str, expected: list[str]) -> bool:
    pattern = "\n".join(".*" if line == ANYTHING else re.escape(line) for line in expected)
    return re.fullmatch(pattern, output.replace("\r\n", "\n").rstrip("\n"), re.DOTALL) is not None


def clean_example(path: Path) -> Result:
    return clean(decode(path.read_bytes()).text)


@documents
def test_shell_examples_run_and_print_what_stands_below_them(path: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "newsclean").symlink_to(ROOT / "newsclean")
    for pack in find_blocks(path, "toml"):
        name, _, _ = pack.removeprefix("# ").partition("\n")
        (tmp_path / name).write_text(pack, encoding="utf-8")
    for command, expected in find_commands(path):
        code, output = (hold_review if asks(command) else run)(command, tmp_path, expected)
        fails = any(line.startswith("newsclean: ") for line in expected)
        assert code == (1 if fails else 0), f"{command}\n{output}"
        assert not expected or reads_like(output, expected), f"{command}\n{output}"


@documents
def test_python_examples_print_what_stands_below_them(path: Path) -> None:
    source = "\n".join(find_blocks(path, "python"))
    test = doctest.DocTestParser().get_doctest(source, {}, path.name, str(path), 0)
    report: list[str] = []
    doctest.DocTestRunner().run(test, out=report.append)
    assert not report, "".join(report)


@documents
def test_cases_in_documents_are_what_newsclean_prints(path: Path) -> None:
    for case in find_blocks(path, "diff"):
        known, before, _ = read_plain(case)
        assert write_plain(clean(before, **known)) == case


@documents
def test_no_block_of_examples_is_of_a_kind_that_nobody_runs(path: Path) -> None:
    kinds = {kind for kind, _ in FENCE.findall(path.read_text(encoding="utf-8"))}
    assert kinds <= {"console", "python", "toml", "diff", "sh"}
    assert not any("newsclean" in block for block in find_blocks(path, "sh")), "write it as console, so that it is run"


def slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@documents
def test_links_lead_somewhere(path: Path) -> None:
    for target, anchor in re.findall(
        r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)", FENCE.sub("", path.read_text(encoding="utf-8"))
    ):
        led = path.parent / target if target else path
        assert led.exists(), f"{target} is not there"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", FENCE.sub("", led.read_text(encoding="utf-8")), re.MULTILINE)
            assert anchor in map(slug, headings), f"{led.name} has no heading {anchor}"


@documents
def test_make_has_the_targets_that_are_named(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    described = set(re.findall(r"^([a-z-]+):.*  ## .+$", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= described


def list_commands() -> list[tuple[str, click.Command]]:
    context = click.Context(_newsclean)
    found = {name: _newsclean.get_command(context, name) for name in ("clean", *_newsclean.list_commands(context))}
    return [(name, command) for name, command in found.items() if command is not None]


@pytest.mark.parametrize(("name", "command"), list_commands())
def test_every_command_and_option_has_help(name: str, command: click.Command) -> None:
    assert command.help, f"{name} has no help"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts[0]} has no help"
        else:
            assert parameter.metavar, f"{name} has an argument without a name"


@pytest.mark.parametrize("name", [name for name, _ in list_commands() if name != "clean"])
def test_the_readme_shows_every_command(name: str) -> None:
    shown = [command for command, _ in find_commands(ROOT / "README.md")]
    assert any(re.search(rf"\bnewsclean {name}\b", command) for command in shown)


def test_the_readme_shows_every_option_of_cleaning() -> None:
    _, cleaning = list_commands()[0]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [
        option.opts[0] for option in cleaning.params if option.opts[0].startswith("-") and option.opts[0] not in readme
    ] == []


def test_the_picture_is_what_newsclean_draws() -> None:
    for name, draw in runpy.run_path(str(ROOT / "docs" / "pictures.py"))["PICTURES"].items():
        assert (ROOT / "docs" / name).read_text(encoding="utf-8") == draw(), "run: make pictures"


def test_the_table_of_floors_is_the_one_that_is_tested() -> None:
    architecture = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (\d+) \| `(\S+\.py)` \| \S.* \|$", architecture, re.MULTILINE)
    paths = {module: path.relative_to(PACKAGE).as_posix() for module, path in MODULES.items()}
    tested = [(floor, paths[module]) for floor, modules in enumerate(FLOORS) for module in modules]
    assert sorted((int(floor), path) for floor, path in listed) == sorted(tested)


def test_the_list_of_examples_is_whole() -> None:
    listed = re.findall(
        r"^\| \[.+?\]\((.+?)\) \|", (ROOT / "examples" / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(listed) == sorted(
        path.name for path in (ROOT / "examples").iterdir() if path.is_file() and path.name != "README.md"
    )


@examples
def test_examples_keep_their_paragraphs(path: Path) -> None:
    result = clean_example(path)
    repaired = {edit.before: edit.after for edit in result.edits if edit.after is not None}
    paragraphs = {line.text for line in result.source.lines if len(line.text.encode()) >= PARAGRAPH}
    assert paragraphs
    assert paragraphs - {*result.text.splitlines(), *repaired} == set()


@examples
def test_examples_are_cleaned_unless_their_name_says_that_there_is_nothing_to_remove(path: Path) -> None:
    assert bool(clean_example(path).edits) is ("nothing-to-remove" not in path.name)
