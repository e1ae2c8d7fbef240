"""The one way in which two lines are compared: by their words, and by nothing else."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise

# Scripts without spaces between words, and Hangul, whose particles hang on the word: each character counts as a word.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
# Combining marks, which `\w` leaves out, of the scripts in which a word is not itself without them.
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff"

# The sign of copyright says as much as a word, and lines begin with it.
_WORD = re.compile(r"\w+|©")
# All that texts in Latin letters have, and their punctuation. The quickest way to compile that and to tell.
_LATIN = re.compile("[\x00-\u02ff\u2000-\u2bff]*")

# Texts that match these need no care, and are not unspaced. To match a whole text is quicker than to search it.
_CAREFREE = f"[^\u0130\u0131{_MARKS}{UNSPACED}\uff01-\uff5e]*"
_SPACED = f"[^{UNSPACED}]*"
_CAREFUL_WORD = f"[{UNSPACED}©]|(?:(?![{UNSPACED}])[\\w{_MARKS}])+"

_STRAIGHT = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
        ),
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        "\u0130": "i",
        "\u0131": "i",
    }
)
# Most texts have none but these, and to replace them one by one is ten times as fast as to translate.
_USUAL = [(mark, _STRAIGHT[ord(mark)]) for mark in "’‘“”„–—\u00a0"]
# Most lines have no other punctuation than this, and are plain: Latin and Cyrillic letters, spaces and it.
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~’‘“”„–—…«»"
_PLAIN = re.compile(
    "[\t -~\u00a0\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u012f\u0132-\u02af\u0400-\u0481\u048a-\u052f’‘“”„–—…«»]*"
)

# Typographic marks that most texts have. What is left of most of these texts is Western European.
_TYPOGRAPHIC = "’‘“”„–—…"
# What becomes of the characters of Latin-1: letters are written small, and all else but line breaks parts words.
_WESTERN_WORDS = "".join(
    character.lower() if character.isalnum() or character in "_©\n" else " " for character in map(chr, range(256))
).encode("latin-1")

# To write them small by a table takes a small part of the time that it takes with all that Unicode knows of letters.
_WESTERN_SMALL = bytes(range(256)).decode("latin-1").lower().encode("latin-1")

_UNUSUAL = f"[{''.join(map(chr, _STRAIGHT))}]"


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is first needed: wide sets of characters take long."""
    return re.compile(pattern)


def straighten(text: str) -> str:
    r"""Write quotes, dashes, spaces, full-width letters and the two Turkish i in one way, a character for a character.

    Places in the outcome are places in the text.

    >>> straighten("\u201cWe\u2019re \u2013 here\u201d")
    '"We\'re - here"'
    """
    if text.isascii():
        return text
    for mark, plain in _USUAL:
        text = text.replace(mark, plain)
    if text.isascii():
        return text
    return text.translate(_STRAIGHT) if _compile(_UNUSUAL).search(text) else text


def lower(text: str) -> str:
    """Write a text in lower case, straightened where that could change a word. Line breaks stay where they are.

    >>> lower("«À Paris»"), lower("В Москве")
    ('«à paris»', 'в москве')
    """
    if text.isascii():
        return text.lower()
    for mark, plain in _USUAL:  # what is left of most texts is Western European
        text = text.replace(mark, plain)
    try:
        return text.encode("latin-1").translate(_WESTERN_SMALL).decode("latin-1")
    except UnicodeEncodeError:
        return straighten(text).lower() if _needs_care(text) else text.lower()


def split_words(text: str) -> list[str]:
    """List the words of a text in lower case, without punctuation; a character each in scripts without spaces.

    >>> split_words("\u201cDon\u2019t,\u201d she said\u2026")
    ['don', 't', 'she', 'said']
    >>> split_words("\u95a2\u9023\u30cb\u30e5\u30fc\u30b9")
    ['\u95a2', '\u9023', '\u30cb', '\u30e5', '\u30fc', '\u30b9']
    """
    if _needs_care(text):
        return _compile(_CAREFUL_WORD).findall(straighten(text).lower())
    return _WORD.findall(text.lower())


def split_each(texts: Sequence[str]) -> Iterable[tuple[Sequence[str], Sequence[str]]]:
    """Give the words of each of several lines, sooner than `split_words` does, and its keys.

    A line's keys are what may lead from it to a rule: its words, and pairs of characters in scripts without spaces.

    >>> for line_words, keys in split_each(["Read more:", "\u95a2\u9023"]):
    ...     print(line_words, keys)
    ['read', 'more'] ['read', 'more']
    ['\u95a2', '\u9023'] ['\u95a2', '\u9023', '\u95a2\u9023']
    """
    joined = "\n".join(texts)
    if not joined.isascii():
        for mark in _TYPOGRAPHIC:
            joined = joined.replace(mark, " ")
    try:
        western = joined.encode("latin-1")
    except UnicodeEncodeError:
        return _split_mixed(texts)
    if western.count(b"\n") >= len(texts):
        return map(_split_one, texts)
    words_alone = western.translate(_WESTERN_WORDS).replace(b"\xa9", b" \xa9 ").decode("latin-1")
    rows = [line.split() for line in words_alone.split("\n")]
    return zip(rows, rows, strict=True)


def _split_mixed(texts: Sequence[str]) -> Iterable[tuple[Sequence[str], Sequence[str]]]:
    """Split lines of which some have letters that are not western: plain ones together, and odd ones by themselves."""
    plain = [text for text in texts if _PLAIN.fullmatch(text)]
    joined = "\n".join(plain).lower()
    for mark in _PUNCTUATION:
        joined = joined.replace(mark, " ")
    rows = dict(zip(plain, joined.split("\n"), strict=False))  # of no plain text there is an empty row
    for text in texts:
        if text in rows:
            line_words = rows[text].split()
            yield line_words, line_words
        else:
            yield _split_one(text)


def _split_one(text: str) -> tuple[Sequence[str], Sequence[str]]:
    line_words = split_words(text)
    pairs = map("".join, pairwise(line_words)) if is_unspaced(text) else ()
    return line_words, [*line_words, *pairs]


def _needs_care(text: str) -> bool:
    r"""Tell whether `\w+` would miss words: marks, scripts without spaces, the Turkish i, wide letters."""
    if text.isascii() or _PLAIN.fullmatch(text):
        return False
    if _LATIN.fullmatch(text):
        return "\u0130" in text or "\u0131" in text
    return _compile(_CAREFREE).fullmatch(text) is None


# A filter after the other asks for the words of the same lines, and so does the second look at a cleaned text.
@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Give the words of a text, as `split_words` does, and remember them for a while."""
    return tuple(split_words(text))


def find_words(text: str) -> list[int]:
    """Give the place, in characters, where each of a text's words begins.

    >>> find_words("Well, well")
    [0, 6]
    """
    straight = straighten(text)
    return [match.start() for match in (_compile(_CAREFUL_WORD) if _needs_care(text) else _WORD).finditer(straight)]


def fold(text: str) -> str:
    """Reduce a text to what two lines must share to say the same.

    >>> fold("  \u2022 READ  more:") == fold("Read more \u2026")
    True
    """
    return " ".join(words(text))


def is_unspaced(text: str) -> bool:
    """Tell whether a text has characters of a script without spaces between words, or Hangul."""
    if text.isascii() or _PLAIN.fullmatch(text) or _LATIN.fullmatch(text):
        return False
    return _compile(_SPACED).fullmatch(text) is None


def count_words(text: str) -> float:
    """Count the words of a text; a character of a script without spaces is half a word.

    >>> count_words("Read more"), count_words("\u95a2\u9023\u8a18\u4e8b")
    (2.0, 2.0)
    """
    return len(words(text)) / (2 if is_unspaced(text) else 1)
