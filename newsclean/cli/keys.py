"""Single keys, read from a terminal as they are pressed."""

import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import click

if sys.platform != "win32":
    import termios
    import tty

_END = (b"", b"\x04")  # the terminal is gone; Ctrl-D
_MOST_BYTES = 1024
_OF_ARROWS = re.compile(r"\x1b(?:\[[\d;]*[A-Za-z~]|O[A-Z])?")

ReadKey = Callable[[], str]
"""Waits for a key. Gives its character, or "" for arrows and what was pasted; raises EOFError where none will come."""

REDRAW = "\x0c"
"""Ctrl-L; also given where the program goes on after it was held, for the screen shows something else then."""


@contextmanager
def single_keys() -> Iterator[ReadKey]:
    """Let keys count as they are pressed, and not be shown. However this ends, the terminal is left as it was.

    Ctrl-C interrupts as always, and Ctrl-Z holds the program.
    """
    if sys.platform == "win32":
        yield lambda: _take_single(click.getchar())
        return
    keys = _Keys(sys.stdin.fileno())
    keys.begin()
    try:
        yield keys.read
    finally:
        keys.end()


def _take_single(text: str) -> str:
    """Give the key among what came at once; "" where several did, as from a paste, or only arrows and their like."""
    keys = _OF_ARROWS.sub("", text)
    return keys if len(keys) == 1 else ""


class _HeldError(Exception):
    """The program was held, as by Ctrl-Z, and goes on."""


class _Keys:
    """The keys of a terminal on a Unix system."""

    def __init__(self, terminal: int) -> None:
        self.terminal = terminal
        self.before = termios.tcgetattr(terminal)
        self.waiting = False
        self.held = False

    def begin(self) -> None:
        """Let keys come at once, until the end: also that by a signal, and also after a shell held the program."""
        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, self._stop)
        signal.signal(signal.SIGCONT, self._go_on)
        tty.setcbreak(self.terminal, termios.TCSADRAIN)

    def end(self) -> None:
        """Leave the terminal as it was."""
        signal.signal(signal.SIGCONT, signal.SIG_DFL)
        with suppress(termios.error):  # the terminal is gone
            termios.tcsetattr(self.terminal, termios.TCSADRAIN, self.before)

    def read(self) -> str:
        """Wait for a key."""
        data = b""
        try:
            self.waiting = True
            if not self.held:
                data = os.read(self.terminal, _MOST_BYTES)
        except (_HeldError, OSError):  # the last where the terminal is gone
            pass
        finally:
            self.waiting = False
        if self.held:
            self.held = False
            return REDRAW
        if data in _END:
            raise EOFError
        return _take_single(data.decode("utf-8", "replace"))

    def _go_on(self, _number: int, _frame: object) -> None:
        tty.setcbreak(self.terminal, termios.TCSADRAIN)  # the shell has set it for itself meanwhile
        self.held = True
        if self.waiting:
            raise _HeldError

    def _stop(self, number: int, _frame: object) -> None:
        self.end()
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)
