"""What the tests of the review share: articles with lines that are doubted, and a learned pack."""

import re
import tomllib
from pathlib import Path
from typing import Any

from invented import write_body
from program import write

CHOIR, CUP, TIDE = "Harbour choir on Sunday", "Harbour cup on Monday", "Tide table for the week"
SERVICE = "Ask the harbour office for a leaflet"
FRIDAY = "Every Friday our gardener walks the dykes and tells what he found."
BOX = "Send a postcard to the lighthouse"
DOUBTS = """
[[rule]]
id = "harbour.notice"
description = "A notice of the harbour."
pattern = '''^(harbour|the harbour bell) '''
longest = 3000
confidence = 0.6
removes = ["Harbour choir on Sunday"]
keeps = ["The harbour froze."]

[[rule]]
id = "harbour.tide"
description = "A table of tides."
lines = ["Tide table for the week"]
confidence = 0.5
removes = ["Tide table for the week"]
keeps = ["The tide table was wrong."]

[[rule]]
id = "harbour.service"
description = "A service."
lines = ["Ask the harbour office for a leaflet"]
confidence = 0.5
removes = ["Ask the harbour office for a leaflet"]
keeps = ["Ask the harbour office."]
"""
LEARNED = f"""
site = "lantern.example"
articles = 9

[[rule]]
id = "lantern-example.recurring.postcard"
description = "A line that returns in the articles of the site."
lines = ["{BOX}"]
removes = ["{BOX}"]
keeps = ["She sent a postcard."]
articles = 8

[[unsure]]
id = "lantern-example.recurring.friday"
description = "A line that returns in the articles of the site."
lines = ["{FRIDAY}"]
removes = ["{FRIDAY}"]
keeps = ["Every Friday the gardener walked home."]
articles = 4
"""


def write_article(place: int) -> str:
    """Make an article up: seven have the choir, five the gardener, four the postcard, and ever fewer all else."""
    body = write_body(("review", place), 6)
    extra = [(7, CHOIR), (5, FRIDAY), (4, BOX), (3, TIDE), (2, SERVICE), (1, CUP)]
    lines = [body[0], *(line for pair in zip(body[1:], (line for _, line in extra), strict=False) for line in pair)]
    lines.append(CUP)
    kept = {line for most, line in extra if place < most}
    return "\n".join([line for line in lines if line in kept or line in body]) + "\n"


def write_folder(folder: Path) -> Path:
    """Write articles of a site, the rules that doubt their lines, and a learned pack."""
    (folder / "in" / "lantern.example").mkdir(parents=True)
    for place in range(7):
        write(folder / "in" / "lantern.example" / f"{place}.txt", write_article(place))
    write(folder / "doubts.toml", DOUBTS)
    write(folder / "learned.toml", LEARNED)
    return folder


def list_arguments(folder: Path) -> list[str]:
    return ["review", f"{folder}/in", *list_packs(folder), "-o", f"{folder}/my-pack.toml"]


def list_packs(folder: Path, *others: str) -> list[str]:
    return [word for name in ("doubts", "learned", *others) for word in ("--pack", f"{folder}/{name}.toml")]


def read_pack(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "my-pack.toml").read_text(encoding="utf-8"))


def tell_asked(text: str) -> str:
    """Give the line that the last question is about, which is in bold."""
    lines: list[str] = re.findall(r"\x1b\[1;3[13]m([^\x1b]+)\x1b", text)
    return lines[-1].strip()
