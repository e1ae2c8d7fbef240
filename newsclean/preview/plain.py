"""The plain form of a preview: that of a test case, and of a bug report. It is written and read."""

from collections.abc import Iterator, Sequence

from newsclean.document import Result, apply
from newsclean.lines import Line, split_lines
from newsclean.preview.rows import Row, list_rows

_BREAKS = ("\n", "\r")


def write_plain(result: Result) -> str:
    """Write the whole document behind a margin of two characters: the form of a test case, and of a bug report.

    What is known of the document comes first, in lines that begin with "# ". An untouched blank line is an empty line.
    Where the lines are sentences, "# unit: sentence" says so, and a physical line ends at an empty line.
    """
    source = result.source
    unit = source.unit if source.unit == "sentence" else ""
    known = (("title", source.title), ("site", source.site), ("unit", unit))
    header = [f"# {key}: {' '.join(value.split())}\n" for key, value in known if value]
    rows = _write_sentences(result) if unit else map(_write_row, list_rows(result))
    return "".join([*header, *rows])


def _write_row(row: Row) -> str:
    """Write a row behind its margin, which stands before each physical line of a paragraph."""
    return "".join([f"{row.mark} {line.text}\n" for line in split_lines(row.text)]) or f"{row.mark} ".lstrip(" ") + "\n"


def _write_sentences(result: Result) -> Iterator[str]:
    kept = {line.number: line for line in apply(result.source, result.edits).lines}
    ends_gone = {edit.line: edit.end for edit in result.edits if edit.after is None}
    unsure = {edit.line for edit in result.unsure}
    for line in result.source.lines:
        before = _write_sentence(line)
        after = _write_sentence(kept[line.number]) if line.number in kept else ""
        if before != after:
            yield f"- {before}\n"
            yield f"+ {after}\n" if after else ""
        elif before:
            yield f"{'?' if line.number in unsure else ' '} {before}\n"
        if line.number < len(result.source.lines) and line.end.endswith(_BREAKS):
            yield "- \n" if ends_gone.get(line.number) == line.end else "\n"


def _write_sentence(line: Line) -> str:
    """Write a sentence, and the space that follows it on its line where that is not the usual one."""
    from newsclean.sentences import joins_with_space  # noqa: PLC0415 - few texts stand on one line

    usual = " " if joins_with_space(line.text) else ""
    return line.text if line.end in ("", usual) or line.end.endswith(_BREAKS) else line.text + line.end


def read_plain(text: str) -> tuple[dict[str, str], str, str]:
    """Read what `write_plain` wrote: what is known of the document, its source and its cleaned text.

    Raises ValueError, naming the line, where the margin is none of the four.
    """
    known: dict[str, str] = {}
    before: list[str] = []
    after: list[str] = []
    for number, row, _ in split_lines(text):
        margin, body = row[:2], row[2:]
        if margin == "# " and not before and not after:
            key, _, value = body.partition(": ")
            known[key] = value
            continue
        if margin not in ("", " ", "  ", "- ", "-", "+ ", "+", "? "):
            raise ValueError(f"line {number}: the margin must be two spaces, '- ', '+ ' or '? '")
        if not margin.startswith("+"):
            before.append(body)
        if not margin.startswith("-"):
            after.append(body)
    join = _join_sentences if known.get("unit") == "sentence" else _join_lines
    return known, join(before), join(after)


def _join_lines(rows: Sequence[str]) -> str:
    return "".join([f"{row}\n" for row in rows])


def _join_sentences(rows: Sequence[str]) -> str:
    """Put sentences on a line again, with a space between them where their script has one."""
    from newsclean.sentences import joins_with_space  # noqa: PLC0415 - as above

    parts: list[str] = []
    for row in rows:
        if row and parts and parts[-1] != "\n" and joins_with_space(parts[-1]):
            parts.append(" ")
        parts.append(row or "\n")
    return "".join([*parts, "\n"])
