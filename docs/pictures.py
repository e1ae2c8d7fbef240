"""Draw docs/diff.svg, the picture in the README: what `newsclean diff` shows of an example, drawn by newsclean itself.

Run it with `make pictures`. A test fails where the picture is not what this draws.
"""  # noqa: INP001 - a script, not part of a package

import io
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from newsclean import Cleaner, Document
from newsclean.preview.terminal import draw_preview

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = "examples/en-calls-read-also-pull-quote.txt"
PICTURE = ROOT / "docs" / "diff.svg"
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
<title>What newsclean diff shows: the lines that go are red, with the rule and the reason beside them</title>
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
    """Draw the preview of the example as SVG."""
    text = (ROOT / EXAMPLE).read_text(encoding="utf-8")
    result = Cleaner()(Document.from_text(text, id=EXAMPLE))
    console = Console(
        record=True,
        width=WIDTH,
        file=io.StringIO(),
        color_system="truecolor",
        force_terminal=True,
        no_color=False,
        highlight=False,
    )
    console.print(Text.assemble(("$ ", "dim"), ("newsclean diff", "bold"), f" {EXAMPLE}"))
    console.print(draw_preview(result, console))
    drawn = console.export_svg(title="newsclean", theme=_THEME, code_format=_SVG, unique_id="newsclean")
    return "".join(f"{line.rstrip()}\n" for line in drawn.splitlines() if line.strip())


if __name__ == "__main__":
    PICTURE.write_text(draw_diff(), encoding="utf-8")
