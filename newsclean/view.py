"""A document as filters see it: a paragraph on one line, and no list marks where nearly every line has one."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

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
    like = None
    for edit in edits:
        before, seen = pairs.get(edit.line, ("", ""))
        if edit.before != seen:
            yield edit
        elif not edit.after:
            yield edit._replace(before=before)
        else:
            like = like or _Like.read(document)
            yield edit._replace(before=before, after=like.write(edit.after, before))


class _Like(NamedTuple):
    """What the lines of a document are like: whether they have list marks, and the width that they are wrapped at."""

    marked: bool
    width: int

    @classmethod
    def read(cls, document: Document) -> "_Like":
        texts = [line.text for line in document.lines]
        if document.unit != "paragraph":
            return cls(have_list_marks(texts), 0)
        from newsclean.wrapping import measure_width  # noqa: PLC0415 - as above

        return cls(have_list_marks(texts), measure_width(texts))

    def write(self, text: str, before: str) -> str:
        """Write a line's new text like the line was before."""
        if self.marked:
            text = split_list_mark(before)[0] + text
        if len(text) <= self.width or not self.width:
            return text
        from newsclean.wrapping import wrap  # noqa: PLC0415 - as above

        return wrap(text, self.width, before)
