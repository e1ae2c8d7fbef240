"""The command line: one file for each command. A command is imported when it is called."""

import importlib
import io
import os
import signal
import sys
from collections.abc import Sequence

import click

from newsclean.cli.streams import fail
from newsclean.controls import show_controls
from newsclean.version import VERSION

_COMMANDS = ("diff", "explain", "batch", "learn", "review", "report", "rules", "check", "restore")
_DEFAULT = "clean"
_HELP = ("-h", "--help")
_NEAR = 0.75  # how alike a word and a command must be for one to be the other misspelt


class _Newsclean(click.Group):
    """A group whose first word is a command, or else belongs to the cleaning of files."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:  # noqa: ARG002 - click's signature
        command: click.Command = importlib.import_module(f"newsclean.cli.{cmd_name}").command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and sys.stdin and sys.stdin.isatty():
            args = ["--help"]
        elif not args or args[0] not in (*_COMMANDS, "--version"):
            _refuse_misspelt_command(args[0] if args else "")
            args = ["--help"] if any(word in _HELP for word in args) else [_DEFAULT, *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "[OPTIONS] [FILE]...")
        formatter.write_usage(ctx.command_path, "COMMAND [ARGS]...", prefix="       ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [*self.get_command(ctx, _DEFAULT).params[1:], *self.get_params(ctx)]
        with formatter.section("Options"):
            formatter.write_dl([record for option in options if (record := option.get_help_record(ctx))])
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        commands = [(name, self.get_command(ctx, name)) for name in _COMMANDS]
        with formatter.section("Commands"):
            # However narrow the screen is, a summary is wrapped and not cut.
            formatter.write_dl([(name, command.get_short_help_str(limit=200)) for name, command in commands])


def _refuse_misspelt_command(word: str) -> None:
    if not word.isalpha():  # a name with a dot or a slash is meant as a file
        return
    import difflib  # noqa: PLC0415 - few runs need it
    from pathlib import Path  # noqa: PLC0415 - as above

    near = difflib.get_close_matches(word, _COMMANDS, n=1, cutoff=_NEAR)
    if near and not Path(word).exists():
        raise click.UsageError(f"There is no command and no file {word!r}. Did you mean {near[0]!r}?")


@click.group(cls=_Newsclean, context_settings={"help_option_names": _HELP})
@click.version_option(VERSION, message="%(prog)s %(version)s")
def _newsclean() -> None:
    """Clean scraped news text, and keep every sentence of the article.

    Reads the FILEs, or standard input where none or - is named, and writes the clean text to standard output. Calls to
    follow and subscribe, headlines of other stories, text that stands twice and damaged characters go; what went, and
    why, "newsclean diff" shows.

    \b
    Examples:
      newsclean article.txt > clean.txt
      curl ... | extract | newsclean
      newsclean diff article.txt
      newsclean --json *.txt > records.jsonl
      newsclean --skip related --pack my-rules.toml article.txt

    \b
    Exit codes:
      0  all done
      1  an input, a pack or a name failed; the other inputs are done
      2  wrong use
    """  # noqa: D301 - click reads the backspace as "keep these lines"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run newsclean as its own process. A reader that closes the pipe ends it quietly, as with any Unix tool."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if sys.stdout is None:
        fail("standard output is closed")
    try:
        code = _run(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # to tidy up the memory first would take as long as to clean a small file
    except click.ClickException as error:
        _show_usage_error(error)
        sys.exit(error.exit_code)
    except click.Abort:
        # Die of the interrupt, so that a shell's loop over files ends too.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.raise_signal(signal.SIGINT)
    except OSError as error:
        # What is still in the buffer would fail again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        fail(f"the output cannot be written: {error.strerror}")


def _run(arguments: Sequence[str] | None) -> int:
    """Run the command that the arguments name, and give its exit code."""
    try:
        code = _newsclean.main(arguments, prog_name="newsclean", standalone_mode=False)
    except SystemExit as end:
        code = end.code
    return code if isinstance(code, int) else 0


def _show_usage_error(error: click.ClickException) -> None:
    """Print click's message without characters that a terminal obeys, and without the command that nobody typed."""
    if isinstance(error, click.UsageError) and error.ctx and error.ctx.info_name == _DEFAULT:
        error.ctx = error.ctx.parent
    message = io.StringIO()
    error.show(message)
    click.echo(show_controls(message.getvalue()), nl=False, err=True)
