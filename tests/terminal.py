"""How the tests run newsclean in a real pseudo-terminal: to its end, or key by key."""

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from rich.cells import cell_len

from newsclean.controls import OBEYED

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

import fcntl
import pty
import struct
import termios

COLOUR = re.compile(r"\x1b\[[\d;]*m")
# Colour, title, clearing, cursor, C1 sequences, backspaces, a return, turns of direction, and markup of rich.
HOSTILE = (
    "good \x1b[35mred\x1b]0;title\x07\x1b[2J\x1b[5A\x9b33mC1\x90q\x9c\x85\x08\x08\x7f\u202eright\u2066to\u200f left"
    "\x1b(0\u2028 [bold red]markup[/bold red] :smile:"
)

_PROMPT = re.compile(r"(?:\A|\n)> \Z")
_PATIENCE = 30  # seconds
_TAKE_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)


def show(*arguments: str | Path, columns: int = 80, rows: int = 24, code: int = 0, **environment: str) -> str:
    """Run newsclean in a terminal of that size, check its exit code, and give all that reached the terminal."""
    master, terminal = open_terminal(columns, rows)
    with subprocess.Popen(
        [sys.executable, "-m", "newsclean", *map(str, arguments)],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=make_environment(environment),
    ) as process:
        os.close(terminal)
        data = b""
        while chunk := read(master):
            data += chunk
    os.close(master)
    text = data.decode("utf-8").replace("\r\n", "\n")
    assert process.returncode == code, text
    assert "Traceback" not in text
    return text


def read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that nobody has the other end any more
        return b""


def check_harmless(text: str) -> None:
    """Check that nothing reached the terminal that it obeys, but the colours of newsclean."""
    assert "\x1b[35m" not in text, "a colour that newsclean does not use"
    assert re.findall(OBEYED, COLOUR.sub("", text)) == []


def open_terminal(columns: int, rows: int) -> tuple[int, int]:
    """Open a terminal of a size: our end, and that of the program."""
    master, terminal = pty.openpty()
    resize(terminal, columns, rows)
    return master, terminal


def resize(terminal: int, columns: int, rows: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def make_environment(environment: dict[str, str]) -> dict[str, str]:
    left_out = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "LESS", "PAGER")
    known = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**known, "TERM": "xterm-256color", "PAGER": "cat", **environment}


class Talk:
    """A command that asks for keys at a terminal which is its own, so that Ctrl-C and a hang-up reach it."""

    def __init__(
        self, *arguments: str | Path, columns: int = 80, rows: int = 40, cwd: Path | None = None, **environment: str
    ) -> None:
        self.master, self.terminal = open_terminal(columns, rows)
        self.hung_up = False
        self.modes = termios.tcgetattr(self.terminal)
        command = [sys.executable, "-m", "newsclean", *map(str, arguments)]
        self.process = subprocess.Popen(
            [sys.executable, "-c", _TAKE_TERMINAL, *command],
            stdin=self.terminal,
            stdout=self.terminal,
            stderr=self.terminal,
            start_new_session=True,
            cwd=cwd,
            env=make_environment(environment),
        )
        self.last = self._read()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.terminal)
        if not self.hung_up:
            os.close(self.master)

    def press(self, keys: str) -> str:
        """Press a key, or several one after the other, and give what is shown then."""
        for key in keys:
            os.write(self.master, key.encode())
            self.last = self._read()
        return self.last

    def end(self, number: int = 0) -> int:
        """Wait for the end, after a signal where one is given, and give the exit code."""
        if number:
            self.process.send_signal(signal.Signals(number))
        return self.process.wait(_PATIENCE)

    def hold(self) -> str:
        """Hold the program for a moment, as Ctrl-Z in a shell does, and give what is shown when it goes on."""
        self.process.send_signal(signal.SIGSTOP)
        termios.tcsetattr(self.terminal, termios.TCSANOW, self.modes)
        self.process.send_signal(signal.SIGCONT)
        return self._read()

    def hang_up(self) -> None:
        """Close the terminal, as its window does."""
        os.close(self.master)
        self.hung_up = True

    def is_as_before(self) -> bool:
        """Tell whether the terminal is in the modes that it was in."""
        return bool(termios.tcgetattr(self.terminal) == self.modes)

    def _read(self) -> str:
        """Read what is shown until there is a prompt, or until the program ends."""
        data = b""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            ended = self.process.poll() is not None
            if select.select([self.master], [], [], 0 if ended else 0.02)[0]:
                data += os.read(self.master, 65536)
            elif ended:
                break
            if _PROMPT.search(text := _decode(data)):
                return text
        text = _decode(data)
        assert self.process.poll() is not None, f"no prompt came: {text}"
        assert "Traceback" not in text, text
        return text


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace("\r\n", "\n")


def list_wide(text: str, columns: int) -> Sequence[str]:
    """List the lines that are wider than a screen."""
    return [line for line in COLOUR.sub("", text).splitlines() if cell_len(line) > columns]
