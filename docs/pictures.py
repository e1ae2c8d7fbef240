"""Draw the pictures in the README and in docs: what newsclean shows of its examples, drawn by newsclean itself.

Run it with `make pictures`. A test fails where a picture is not what this draws.
"""  # noqa: INP001 - a script, not part of a package

import importlib
import io
from collections.abc import Callable
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from newsclean import Cleaner, Document
from newsclean.explaining import terminal
from newsclean.explaining.accounts import Explainer
from newsclean.explaining.watching import watch
from newsclean.preview.sections import Section, View
from newsclean.preview.seeing import Preview
from newsclean.preview.sides import draw_sides
from newsclean.preview.terminal import draw_bars, draw_section, draw_sentence

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = "examples/en-calls-read-also-pull-quote.txt"
SPACES = "examples/fr-espaces-insecables-pave-publicitaire.txt"
PAGE = "examples/en-whole-page.txt"
WIDTH = 100

# A dark window with colours that keep their contrast, on a light page and on a dark one.
_THEME = TerminalTheme(
    (22, 27, 34),
    (230, 237, 243),
    [
        (72, 79, 88),
        (255, 123, 114),
        (86, 211, 100),
        (227, 179, 65),
        (121, 192, 255),
        (210, 168, 255),
        (86, 212, 221),
        (201, 209, 217),
    ],
)
# Only fonts that are on the reader's machine: pages such as GitHub's load none for a picture.
_FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
_SVG = f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{width}} {{height}}" role="img">
<title>TOLD shows: what goes is red, with the rules beside it</title>
<style>
.{{unique_id}}-matrix {{{{ font-family: {_FONTS}; font-size: {{char_height}}px; line-height: {{line_height}}px; }}}}
.{{unique_id}}-title {{{{ font-family: system-ui, sans-serif; font-size: 18px; font-weight: bold; }}}}
{{styles}}
</style>
<defs>
<clipPath id="{{unique_id}}-clip-terminal">
<rect x="0" y="0" width="{{terminal_width}}" height="{{terminal_height}}"/>
</clipPath>
{{lines}}
</defs>
{{chrome}}
<g transform="translate({{terminal_x}}, {{terminal_y}})" clip-path="url(#{{unique_id}}-clip-terminal)">
{{backgrounds}}
<g class="{{unique_id}}-matrix" xml:space="preserve">
{{matrix}}
</g>
</g>
</svg>
"""


def draw_diff() -> str:
    """Draw the preview of an article."""
    section = Preview(Cleaner(), View()).see(read_example(ARTICLE))
    return draw_terminal("", ARTICLE, lambda console: draw_section(section, console))


def draw_two_columns() -> str:
    """Draw the preview of an article before and after."""
    section = Preview(Cleaner(), View(context=1)).see(read_example(SPACES))
    return draw_terminal("--side-by-side --context 1", SPACES, lambda console: draw_sides(section, console))


def draw_stat() -> str:
    """Draw the bars of a whole page."""
    preview = Preview(Cleaner(), View())
    preview.see(read_example(PAGE))
    total = Section("", (), preview.tell_total())
    bars = list(preview.list_bars())
    return draw_terminal("--stat", PAGE, lambda console: Group(draw_bars(bars, console), draw_sentence(total)))


def draw_glimpses() -> str:
    """Draw the lines of an article that filters had an opinion on."""
    explainer = Explainer(watch(Cleaner(), read_example(ARTICLE)))
    source, threshold = explainer.watched.result.source, explainer.watched.threshold
    drawn = terminal.draw_glimpses(explainer.list_glimpses(), source, ARTICLE, threshold, WIDTH)
    return draw_terminal("", ARTICLE, lambda _: drawn, command="explain")


def read_example(name: str) -> Document:
    """Read an example, under the name that the command is given."""
    return Document.from_text((ROOT / name).read_text(encoding="utf-8"), id=name)


def draw_terminal(options: str, name: str, draw: Callable[[Console], RenderableType], command: str = "diff") -> str:
    """Draw a terminal as SVG, with a command and what it shows."""
    console = Console(
        record=True,
        width=WIDTH,
        file=io.StringIO(),
        color_system="truecolor",
        force_terminal=True,
        no_color=False,
        highlight=False,
    )
    console.print(
        Text.assemble(("$ ", "dim"), (f"newsclean {command}", "bold"), f" {options}{' ' if options else ''}{name}")
    )
    console.print(draw(console))
    told = f"What newsclean {command} {options}".rstrip()
    drawn = console.export_svg(
        title="newsclean", theme=_THEME, code_format=_SVG.replace("TOLD", told), unique_id="newsclean"
    )
    return "".join(f"{line.rstrip()}\n" for line in drawn.splitlines() if line.strip())


PICTURES: dict[str, Callable[[], str]] = {
    "diff.svg": draw_diff,
    "diff-two-columns.svg": draw_two_columns,
    "diff-stat.svg": draw_stat,
    "explain.svg": draw_glimpses,
}
"""The names of the pictures in this folder, and what draws them."""


if __name__ == "__main__":
    for file, draw_picture in PICTURES.items():
        (ROOT / "docs" / file).write_text(draw_picture(), encoding="utf-8")
    importlib.import_module("picture_report").draw()  # which stands beside this script
