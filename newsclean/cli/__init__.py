"""The command line: one file for each command. A command is imported when it is called."""

import difflib
import importlib
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from newsclean.version import VERSION

_COMMANDS = ("diff", "rules", "check", "restore")
_DEFAULT = "clean"
_OWN_OPTIONS = ("-h", "--help", "--version")


class _Newsclean(click.Group):
    """A group whose first word is a command, or else belongs to the cleaning of files."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in (*_COMMANDS, _DEFAULT):
            return None
        command: click.Command = importlib.import_module(f"newsclean.cli.{cmd_name}").command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and sys.stdin.isatty():
            args = ["--help"]
        elif not args or args[0] not in (*_COMMANDS, *_OWN_OPTIONS):
            _refuse_misspelt_command(args[0] if args else "")
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "[OPTIONS] [FILE]...")
        formatter.write_usage(ctx.command_path, "COMMAND [ARGS]...", prefix="       ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        clean = self.get_command(ctx, _DEFAULT)
        if clean is not None:
            clean.format_options(click.Context(clean), formatter)
        self.format_commands(ctx, formatter)


def _refuse_misspelt_command(word: str) -> None:
    near = difflib.get_close_matches(word, _COMMANDS, n=1)
    if near and not Path(word).exists():
        raise click.UsageError(f"There is no command and no file {word!r}. Did you mean {near[0]!r}?")


@click.group(cls=_Newsclean, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, message="%(prog)s %(version)s")
def _newsclean() -> None:
    """Clean scraped news text, and keep every sentence of the article.

    Reads the FILEs, or standard input where none or - is named, and writes the clean text to standard output. Calls to
    follow and subscribe, headlines of other stories, text that stands twice and damaged characters go; what went, and
    why, "newsclean diff" shows.

    \b
    Examples:
      newsclean article.txt > clean.txt
      curl … | extract | newsclean
      newsclean diff article.txt
      newsclean --json *.txt > records.jsonl
      newsclean --skip related --pack my-rules.toml article.txt
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run newsclean as its own process. A reader that closes the pipe ends it quietly, as with any Unix tool."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    _newsclean.main(arguments, prog_name="newsclean")
