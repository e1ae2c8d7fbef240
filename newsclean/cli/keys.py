"""Single keys, read from a terminal as they are pressed."""

import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import click

_END = (b"", b"\x04")  # the terminal is gone; Ctrl-D
_MOST_BYTES = 1024
_OF_ARROWS = re.compile(r"\x1b(?:\[[\d;]*[A-Za-z~]|O[A-Z])?")

ReadKey = Callable[[], str]
"""Waits for a key. Gives its character, or "" for arrows and what was pasted; raises EOFError where none will come."""

REDRAW = "\x0c"
"""Ctrl-L; also given where the program goes on after it was held, for the screen shows something else then."""


class _HeldError(Exception):
    """The program was held, as by Ctrl-Z, and goes on."""


@contextmanager
def single_keys() -> Iterator[ReadKey]:
    """Let keys count as they are pressed, and not be shown. However this ends, the terminal is left as it was.

    Ctrl-C interrupts as always, and Ctrl-Z holds the program.
    """
    if sys.platform == "win32":
        yield lambda: _take_single(click.getchar())
        return
    import termios  # noqa: PLC0415 - Windows has none
    import tty  # noqa: PLC0415 - as above

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    waiting = held = False

    def restore() -> None:
        with suppress(termios.error):  # the terminal is gone
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)

    def go_on(_number: int, _frame: object) -> None:
        nonlocal held
        tty.setcbreak(terminal, termios.TCSADRAIN)  # a shell has set it for itself meanwhile
        held = True
        if waiting:
            raise _HeldError

    def read() -> str:
        nonlocal waiting, held
        try:
            waiting = True
            data = b"" if held else os.read(terminal, _MOST_BYTES)
        except _HeldError:
            data = b""
        finally:
            waiting = False
        if held:
            held = False
            return REDRAW
        if data in _END:
            raise EOFError
        return _take_single(data.decode("utf-8", "replace"))

    _restore_when_stopped(restore)
    signal.signal(signal.SIGCONT, go_on)
    tty.setcbreak(terminal, termios.TCSADRAIN)
    try:
        yield read
    finally:
        signal.signal(signal.SIGCONT, signal.SIG_DFL)
        restore()


def _take_single(text: str) -> str:
    """Give the key among what came at once; "" where several did, as from a paste, or only arrows and their like."""
    keys = _OF_ARROWS.sub("", text)
    return keys if len(keys) == 1 else ""


def _restore_when_stopped(restore: Callable[[], None]) -> None:
    """Leave the terminal as it was where the system ends the program, which then dies of the signal."""

    def stop(number: int, _frame: object) -> None:
        restore()
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, stop)
