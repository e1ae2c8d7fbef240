"""Where `newsclean diff` shows what it sees: on a terminal, drawn by rich, or as plain text elsewhere."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from newsclean.cli.streams import write_text
from newsclean.document import Document
from newsclean.preview.sections import Section, spell_changes
from newsclean.preview.seeing import Seeing
from newsclean.preview.summary import Bar

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_TWO_COLUMNS = 130
"""The width of two columns where there is no screen, which is that of diff --side-by-side."""


def list_sections(seeing: Seeing, documents: Iterable[Document]) -> Iterator[Section]:
    """See documents one by one, and list what is shown of them. The total comes last, where there are several."""
    count = shown = 0
    for document in documents:
        section = seeing.see(document)
        count += 1
        if section.rows or section.sentence:
            shown += 1
            yield section
    if count > 1 or count > shown:
        yield Section("", (), seeing.tell_total())


def show_sections(sections: Iterable[Section]) -> None:
    """Show sections in one column, as they come."""
    if sys.stdout.isatty():
        from newsclean.cli.screen import open_console  # noqa: PLC0415 - pipes do without rich
        from newsclean.preview.terminal import draw_section  # noqa: PLC0415 - as above

        _draw(open_console(), sections, draw_section)
    else:
        from newsclean.preview.writing import write_section  # noqa: PLC0415 - terminals do without

        for text in _set_apart(sections, write_section):
            write_text(text)


def show_sides(sections: Iterable[Section]) -> None:
    """Show sections in two columns, as they come; in one with a sentence above it where the screen is too narrow."""
    from newsclean.cli.screen import open_console  # noqa: PLC0415 - pipes do without rich
    from newsclean.preview.sides import NARROWEST, draw_sides  # noqa: PLC0415 - few ask for two columns
    from newsclean.preview.terminal import draw_section  # noqa: PLC0415 - as above

    has_screen = bool(os.environ.get("COLUMNS")) or any(map(os.isatty, range(3)))  # it may be that of a pager
    console = open_console(None if has_screen else _TWO_COLUMNS)
    if console.width >= NARROWEST:
        _draw(console, sections, draw_sides)
    else:
        told = f"--side-by-side needs {NARROWEST} columns and the screen has {console.width}; this is one column"
        _draw(console, chain([Section("", (), told)], sections), draw_section)


def show_chart(bars: Iterable[Bar], total: str) -> None:
    """Show a bar for each filter and rule, and the total."""
    if not sys.stdout.isatty():
        import shutil  # noqa: PLC0415 - few runs draw a chart

        from newsclean.preview.writing import write_bars  # noqa: PLC0415 - as above

        write_text(f"{write_bars(bars, shutil.get_terminal_size().columns)}{total}\n")
        return
    from newsclean.cli.screen import open_console, show  # noqa: PLC0415 - pipes do without rich
    from newsclean.preview.terminal import draw_bars, draw_sentence  # noqa: PLC0415 - as above

    console = open_console()
    show(console, draw_bars(bars, console), draw_sentence(Section("", (), total)))


def _draw(console: "Console", sections: Iterable[Section], draw: "Callable[[Section, Console], Text]") -> None:
    from newsclean.cli.screen import page, render  # noqa: PLC0415 - pipes do without rich

    def draw_to_text(section: Section) -> str:
        return render(console, draw(section if console.color_system else spell_changes(section), console))

    page(console, _set_apart(sections, draw_to_text))


def _set_apart(sections: Iterable[Section], write: Callable[[Section], str]) -> Iterator[str]:
    """Write sections, with a blank line below each that has rows, but for the last one."""
    blank = ""
    for section in sections:
        yield blank + write(section)
        blank = "\n" if section.rows else ""
