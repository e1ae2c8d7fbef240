"""Clean every text in a folder: python examples/clean_folder.py FOLDER OUT.

OUT gets the clean texts under their own names, and edits.csv: what went, line by line, with the rule and the reason.
"""  # noqa: INP001 - a script, not part of a package

import csv
import sys
from pathlib import Path

from newsclean import Cleaner, Document
from newsclean.decode import InputError, decode


def clean_folder(folder: Path, out: Path) -> int:
    """Clean the texts of a folder, and tell how many lines went."""
    out.mkdir(parents=True, exist_ok=True)
    cleaner = Cleaner()
    removed = 0
    with (out / "edits.csv").open("w", encoding="utf-8", newline="") as table:
        rows = csv.writer(table)
        rows.writerow(["file", "line", "before", "after", "rule", "reason"])
        for path in sorted(folder.glob("*.txt")):
            try:
                text = decode(path.read_bytes()).text
            except InputError as error:
                sys.stderr.write(f"{path}: {error}\n")
                continue
            result = cleaner(Document.from_text(text, id=path.name))
            # Bytes, because a text file would change the line ends on some systems.
            (out / path.name).write_bytes(result.text.encode("utf-8"))
            for edit in result.edits:
                rows.writerow([path.name, edit.line, edit.before, edit.after, edit.rule, edit.reason])
            removed += sum(edit.after is None for edit in result.edits)
    return removed


if __name__ == "__main__":
    match sys.argv[1:]:
        case [source, target]:
            count = clean_folder(Path(source), Path(target))
            sys.stdout.write(f"{count} lines went; what and why stands in {Path(target) / 'edits.csv'}\n")
        case _:
            sys.exit(__doc__)
