"""Draw docs/report.png and docs/report-diff.png: the page that `newsclean report` makes of the examples, in a browser.

pictures.py calls it. Each picture remembers the page that it shows, and a test fails where that is not the page
that newsclean makes now. Where there is no Chromium the pictures stay as they are.
"""  # noqa: INP001 - a script, not part of a package

import hashlib
import runpy
import sys
import tempfile
import zlib
from pathlib import Path

from newsclean import Cleaner
from newsclean.batch.jobs import Watch
from newsclean.batch.sources import Walk
from newsclean.report.page import write_page
from newsclean.report.reading import Reading, read_sources
from newsclean.version import VERSION

ROOT = Path(__file__).resolve().parent.parent
PICTURES = (ROOT / "docs" / "report.png", ROOT / "docs" / "report-diff.png")
WIDTH, SCALE = 1100, 1.5
HEIGHTS = (900, 1230)

_SIGNATURE = 8  # bytes at the beginning of a PNG, and of its first chunk the rest
_HEADER = 25
_KEY = b"tEXtpage\0"


def make_page() -> bytes:
    """Make the report of the examples."""
    walk = Walk((str(ROOT / "examples"),), "*.txt")
    totals = read_sources(walk, Reading(Cleaner()), 1, Watch(lambda _: None, lambda _: None))
    return write_page(totals, "examples")


def digest_page(page: bytes) -> str:
    """Give what a page is known by, whatever the version of newsclean that made it."""
    return hashlib.sha256(page.replace(VERSION.encode(), b"")).hexdigest()


def sign(picture: bytes, digest: str) -> bytes:
    """Write into a PNG which page it shows."""
    text = _KEY + digest.encode()
    chunk = (len(text) - 4).to_bytes(4) + text + zlib.crc32(text).to_bytes(4)
    place = _SIGNATURE + _HEADER
    return picture[:place] + chunk + picture[place:]


def read_signature(picture: bytes) -> str:
    """Read which page a PNG shows; nothing where it does not say so."""
    return picture.partition(_KEY)[2][: hashlib.sha256().digest_size * 2].decode("ascii", "replace")


def draw() -> None:
    """Draw the head of the page by day, and a diff by night."""
    driver = runpy.run_path(str(ROOT / "tests" / "browser.py"))
    if not driver["CHROMIUM"]:
        sys.stderr.write("picture_report.py: there is no Chromium, and the pictures stay; apt install chromium\n")
        return
    page = make_page()
    with tempfile.TemporaryDirectory() as folder, driver["start_browser"]() as browser:
        path = Path(folder) / "report.html"
        path.write_bytes(page)
        browser.resize(WIDTH, HEIGHTS[0], SCALE)
        browser.prefer("light")
        browser.open(path)
        PICTURES[0].write_bytes(sign(browser.draw(), digest_page(page)))
        browser.resize(WIDTH, HEIGHTS[1], SCALE)
        browser.prefer("dark")
        browser.run("document.querySelector('[value=unsure]').click()")
        browser.run("document.querySelector('#rows .open').click()")
        browser.run("document.getElementById('documents').scrollIntoView()")
        PICTURES[1].write_bytes(sign(browser.draw(), digest_page(page)))
