"""A headless Chromium, as far as the page of a report needs one: it opens a file, looks at it, and presses keys.

It is driven by the DevTools protocol through two pipes, and needs no library: messages are JSON, each ended by a zero.
"""

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
"""The program; empty where there is none. On Debian and Ubuntu: apt install chromium."""

_SECONDS = 30.0  # that an answer may take
_FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),  # root has no sandbox
)
# Chromium reads from the descriptor 3 and writes to 4.
_PLUG_IN = (
    "import os, sys; [os.dup2(int(sys.argv[end]), end + 2) for end in (1, 2)]; os.execv(sys.argv[3], sys.argv[3:])"
)
_KEYS = {"Enter": ("\r", 13), "Tab": ("", 9), "Escape": ("", 27), "/": ("/", 191), " ": (" ", 32)}


class Browser:
    """A browser with one page. `events` are what it told of the page: requests, errors, and all else."""

    def __init__(self, reading: int, writing: int) -> None:
        self.events: list[dict[str, Any]] = []
        self._reading = reading
        self._writing = writing
        self._begun = b""
        self._number = 0
        self._session: dict[str, str] = {}
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = {"sessionId": self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]}
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Call a method of the protocol, and give its answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters, **self._session}
        os.write(self._writing, json.dumps(message).encode() + b"\0")
        while (answer := self._read()).get("id") != self._number:
            self.events.append(answer)
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def _read(self) -> dict[str, Any]:
        end = time.monotonic() + _SECONDS
        while b"\0" not in self._begun:
            ready, _, _ = select.select([self._reading], [], [], max(end - time.monotonic(), 0))
            assert ready, "the browser does not answer"
            piece = os.read(self._reading, 1 << 16)
            assert piece, "the browser has ended"
            self._begun += piece
        message, _, self._begun = self._begun.partition(b"\0")
        read: dict[str, Any] = json.loads(message)
        return read

    def open(self, path: Path) -> None:
        """Open a file, and wait until it is loaded."""
        self.call("Page.navigate", url=path.resolve().as_uri())
        while self.run("document.readyState") != "complete":
            time.sleep(0.01)

    def run(self, expression: str) -> Any:
        """Give the value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        text, code = _KEYS[key]
        named = {"key": key, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **named)
        self.call("Input.dispatchKeyEvent", type="keyUp", **named)

    def type(self, text: str) -> None:
        """Write a text where the focus is."""
        self.call("Input.insertText", text=text)

    def resize(self, width: int, height: int, scale: float = 1) -> None:
        """Give the page the size of a screen, in pixels of CSS. A narrow one is a phone's."""
        mobile = width < 600
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=mobile
        )

    def prefer(self, scheme: str) -> None:
        """Say that the user prefers light or dark pages."""
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def draw(self) -> bytes:
        """Draw what is on the screen, as PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])

    def list_requests(self) -> list[str]:
        """List the addresses that were asked for."""
        sent = (event["params"] for event in self.events if event["method"] == "Network.requestWillBeSent")
        return [parameters["request"]["url"] for parameters in sent]

    def list_complaints(self) -> list[Mapping[str, Any]]:
        """List what the browser found wrong with the page: errors in its script, and what its policy forbids."""
        return [event for event in self.events if event["method"] in ("Runtime.exceptionThrown", "Log.entryAdded")]


@contextmanager
def start_browser() -> Iterator[Browser]:
    """Start a browser with nothing in its profile, and end it."""
    to_browser, writing = os.pipe()
    reading, from_browser = os.pipe()
    ends = (to_browser, from_browser)
    with tempfile.TemporaryDirectory(prefix="newsclean-browser-", ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [sys.executable, "-c", _PLUG_IN, *map(str, ends), CHROMIUM, *_FLAGS, f"--user-data-dir={profile}"],
            pass_fds=ends,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for end in ends:
            os.close(end)
        try:
            yield Browser(reading, writing)
        finally:
            os.close(writing)  # which ends it
            try:
                process.wait(_SECONDS)
            finally:
                process.kill()
                os.close(reading)
