"""How the tests run the program, and what they give it."""

import os
import subprocess
import sys
from pathlib import Path

ARTICLE = "The bakery on Mill Lane closed on Friday.\nAdvertisement\nIts ovens had been lit for ninety years.\n"
CLEAN = "The bakery on Mill Lane closed on Friday.\nIts ovens had been lit for ninety years.\n"
PACK = """
[[rule]]
id = "mill.bell"
description = "A bell in the margin."
lines = ["Ring the bell"]
removes = ["Ring the bell"]
keeps = ["Ring the bell and the baker comes."]
"""


def run(
    *arguments: str | Path, stdin: bytes = b"", code: int = 0, cwd: Path | None = None, **environment: str
) -> tuple[bytes, str]:
    """Run newsclean, check its exit code, and give its standard output and standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "newsclean", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**os.environ, **environment},
        timeout=60,
    )
    stderr = done.stderr.decode()
    assert "Traceback" not in stderr
    assert done.returncode == code, stderr
    return done.stdout, stderr


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
