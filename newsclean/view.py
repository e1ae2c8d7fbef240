"""A document as filters see it: a paragraph on one line, and no list marks where nearly every line has one."""

from collections.abc import Iterable, Iterator

from newsclean.document import Document, Edit
from newsclean.shapes import have_list_marks, split_list_mark


def show(document: Document) -> Document:
    r"""Give a document as filters see it; the same one where they see it as it is.

    >>> show(Document.from_text("- Rain.\n- Sun.\n- Wind.\n- Fog.\n")).text
    'Rain.\nSun.\nWind.\nFog.\n'
    """
    texts = [line.text for line in document.lines]
    marked = have_list_marks(texts)
    if document.unit != "paragraph" and not marked:
        return document
    if document.unit == "paragraph":
        from newsclean.wrapping import unwrap  # noqa: PLC0415 - few texts are wrapped

        texts = list(map(unwrap, texts))
    if marked:
        texts = [split_list_mark(text)[1] or text for text in texts]
    lines = [line._replace(text=text) for line, text in zip(document.lines, texts, strict=True)]
    return document._replace(lines=tuple(lines))


def write_back(document: Document, shown: Document, edits: Iterable[Edit]) -> Iterator[Edit]:
    """Write edits of what filters see as edits of the document itself, with its marks and its breaks.

    One that does not fit is handed on as it is, and refused when it is applied.
    """
    if shown is document:
        yield from edits
        return
    pairs = {line.number: (line.text, seen.text) for line, seen in zip(document.lines, shown.lines, strict=True)}
    for edit in edits:
        before, seen = pairs.get(edit.line, ("", ""))
        if edit.before != seen:
            yield edit
        elif edit.after is None:
            yield edit._replace(before=before)
        else:
            yield edit._replace(before=before, after=_write_like(before, edit.after, document))


def _write_like(before: str, after: str, document: Document) -> str:
    """Write a line's new text with the list mark that it had before, wrapped where the document is."""
    from newsclean.wrapping import rewrap  # noqa: PLC0415 - as above

    texts = [line.text for line in document.lines]
    if after and have_list_marks(texts):
        after = split_list_mark(before)[0] + after
    return rewrap(after, before, texts) if document.unit == "paragraph" else after
