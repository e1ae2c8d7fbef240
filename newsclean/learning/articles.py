"""What is remembered of an article so that its site's lines can be counted: digests of its lines, and their texts."""

import sys
import zlib
from array import array
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

from newsclean.document import Document
from newsclean.learning.templates import SHORTEST_PART, Marks, find_parts, hide_names, make_templates
from newsclean.view import show

LONGEST = 6000
"""The longest line, in characters, that can become a rule. Of longer ones the beginning is remembered."""
WORDY = 8
"""From how many words on a line may be a sentence of the article. A character of an unspaced script is half a word."""

_MOST_LINES = 20_000
_DRAWN = "___"  # agencies part a report from their notes with it
_SPACED = 3  # characters a word, with its space, that a line has at least in scripts with spaces
_QUICK = 1  # of zlib's levels


class Article(NamedTuple):
    """An article of a site, as it is counted.

    `marks` has a digest for each line: of its words, with numbers and dates left open, so that lines which differ in
    these alone have the same. It is odd where the line has WORDY words or more. `parts` are digests of beginnings, ends
    and lines without their names. `packed` are the texts of the lines. `key` stands for the lines alone, so that a text
    under two names is one article.
    """

    site: str
    key: bytes
    id: str
    title: str
    marks: bytes
    parts: bytes
    packed: bytes

    @property
    def texts(self) -> list[str]:
        """The texts of the lines, each as long as LONGEST and a character at most."""
        return zlib.decompress(self.packed).decode("utf-8").split("\n") if self.marks else []


def read_article(document: Document) -> Article:
    """Read what is remembered of a document. Lines of numbers and marks say nothing of a site, and are left out."""
    texts = list_texts(document)
    joined = "\n".join(texts).encode("utf-8", "replace")
    key = blake2b(joined, digest_size=16).digest()
    marks = mark_lines(make_templates(texts)) if texts else ()
    parts = sorted({part.digest for part in list_parts(texts)})
    site, name, title = map(_mend, (name_site(document.site), document.id, " ".join(document.title.split())))
    packed = zlib.compress(joined, _QUICK)
    return Article(site, key, name, title, _pack(marks), _pack(parts), packed)


def _mend(text: str) -> str:
    """Write halves of characters, which no file of counts can hold, as question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def name_site(site: str) -> str:
    """Write a site as its pack names it.

    >>> name_site("WWW.Lantern.example")
    'lantern.example'
    """
    return site.strip().strip(".").lower().removeprefix("www.")


def list_texts(document: Document) -> list[str]:
    """List the lines of a document as rules read them: those with a letter, and those drawn of underscores."""
    shown = show(document)
    texts = [" ".join(line.text.split())[: LONGEST + 1] for line in shown.lines]
    return [text for text in texts if any(map(str.isalpha, text)) or _DRAWN in text][:_MOST_LINES]


def mark_lines(templates: Iterable[str]) -> list[int]:
    """Give the digest of each of several templates; it is odd where the template has WORDY words or more."""
    return [_digest(template) & ~1 | _has_many_words(template) for template in templates]


def is_wordy(mark: int) -> bool:
    """Tell of a digest whether its line has WORDY words or more."""
    return bool(mark & 1)


class Part(NamedTuple):
    """A part of a line that may return in other lines: the place of the line, the part's ends in it, and its digest.

    A whole line stands for a line without its names.
    """

    place: int
    start: int
    end: int
    digest: int


def list_parts(texts: Sequence[str]) -> list[Part]:
    """List the parts of lines that may return."""
    found: list[tuple[int, int, int]] = []
    parts: list[str] = []
    marks = Marks.find("\n".join(texts))
    for place, text in enumerate(texts):
        if nameless := hide_names(text):
            found.append((place, 0, len(text)))
            parts.append(nameless)
        if len(text) > 2 * SHORTEST_PART:
            for start, end in find_parts(text, marks):
                found.append((place, start, end))
                parts.append(text[start:end])
    if not parts:
        return []
    sides = ["<>"[start > 0] if end - start < len(texts[place]) else "=" for place, start, end in found]
    templates = make_templates(parts)
    return [
        Part(*where, _digest(side + template))
        for where, side, template in zip(found, sides, templates, strict=True)
        if " " in template
    ]


def unpack(packed: bytes) -> "array[int]":
    """Read the digests that an article holds."""
    digests = array("Q", packed)
    if sys.byteorder == "big":
        digests.byteswap()
    return digests


def _pack(digests: Iterable[int]) -> bytes:
    packed = array("Q", digests)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def _has_many_words(template: str) -> bool:
    spaces = template.count(" ")
    return spaces >= WORDY - 1 and (len(template) > _SPACED * spaces or spaces >= 2 * WORDY - 1)
