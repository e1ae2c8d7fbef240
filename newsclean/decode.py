"""From the bytes of a file to its text and back: which encoding they are in, and what is no text at all."""

import codecs
import re
from collections import Counter
from typing import NamedTuple

# UTF-32 stands before UTF-16, whose mark its own begins with.
_MARKS = {"utf-8": codecs.BOM_UTF8, "utf-32-le": codecs.BOM_UTF32_LE, "utf-32-be": codecs.BOM_UTF32_BE}
_MARKS |= {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
# What chardet chooses from, by its own names: of encodings that share their letters, the widest.
_DOUBLE_BYTE = ("big5hkscs", "cp932", "cp949", "euc_jis_2004", "gb18030")
_ISO = ("iso8859-1", "iso8859-2", "iso8859-7", "iso8859-9")
_LEGACY = (*(f"cp{number}" for number in range(1250, 1258)), *_ISO, "koi8-r", "koi8-u", *_DOUBLE_BYTE)
# What to read instead, the first that fits. ISO-8859-1 and -9 are nearly always the code pages that go further.
_READERS = {"big5hkscs": ("big5", "cp950", "big5hkscs"), "euc_jis_2004": ("euc_jp", "euc_jis_2004")}
_READERS |= {"iso8859-1": ("cp1252",), "iso8859-9": ("cp1254",)}
# Better known by these names, which will do where they read the same text.
_BETTER_KNOWN = {"cp932": "shift_jis", "cp949": "euc_kr", "koi8-u": "koi8-r"}
# What is often meant by a name, and reads more.
_WIDER = {"big5": "cp950", "euc_jp": "euc_jis_2004", "euc_kr": "cp949", "gb2312": "gb18030", "shift_jis": "cp932"}
# Python counts these among the encodings of texts, but they write program code and names of hosts.
_NO_ENCODINGS = {"idna", "punycode", "raw-unicode-escape", "unicode-escape"}
_ORDERED = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
# Bytes of a text whose fifths still say enough about its encoding.
_VOTING = 1000
_FEW_CONTROLS = 2  # that a text may have, however short it is
_HIGH = bytes(range(0x80, 0x100))
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1b"))
# Controls, characters for private use, and what stands where bytes made no character.
_ODD = "[\0-\x08\x0e-\x1a\x1c-\x1f\x7f\ue000-\uf8ff\ufffd]"
# Python hands bytes that fit nothing over as lone surrogates; the table makes characters of them.
_STRAY = "[\udc80-\udcff]"
_AS_WINDOWS = {0xDC00 + byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in _HIGH}
# The control characters that stand for bytes which windows-1252 gives no meaning.
_UNDEFINED = "([\x81\x8d\x8f\x90\x9d])"
_KINDS = (
    (rb"%PDF-\d", "a PDF file, not text; extract its text first, for instance with pdftotext"),
    (rb"PK(\x03\x04|\x05\x06)", "a ZIP archive or an office document, not text; unpack it, or save it as text, first"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1|\{\\rtf\d", "a word processor's document, not text; save it as plain text first"),
    (rb"\x1f\x8b", "gzip data, not text; decompress it first"),
    (rb"\xfd7zXZ\0", "xz data, not text; decompress it first"),
    (rb"BZh[1-9](1AY&SY|\x17rE8P\x90)", "bzip2 data, not text; decompress it first"),
    (rb"\x28\xb5\x2f\xfd", "Zstandard data, not text; decompress it first"),
    (rb"\x89PNG\r\n", "a PNG picture, not text; give the text of the article instead"),
    (rb"\xff\xd8\xff", "a JPEG picture, not text; give the text of the article instead"),
    (rb"GIF8[79]a(?=[\s\S]{0,7}[^\t\n\r -~])", "a GIF picture, not text; give the text of the article instead"),
    (rb"RIFF[\s\S]{4}WEBP", "a WebP picture, not text; give the text of the article instead"),
    (rb"SQLite format 3\0", "an SQLite database, not text; export the articles as text first"),
    (rb"\x7fELF", "a program, not text; give the text of the article instead"),
)
_HTML = "an HTML page, not text; extract the article first, for instance with trafilatura, and clean what comes out"
_PAGE = r"(?is)\s*+(?:(?><\?xml.*?\?>|<!--.*?-->)\s*+)*+<(?:!doctype\s+html\b|html[\s>])"
_BLOCK = r"(?i)<(/?)(?:p|div|section|article|header|footer|[uo]l|li|table|t[rdh]|h[1-6])(?:\s[^<>]*)?>"


class InputError(ValueError):
    """Input that is not text that can be cleaned. The message says what it is and what to try."""


class Decoded(NamedTuple):
    """A text, and how it stood in its bytes.

    `encoding` is a name that Python and `encode` know. `bom` tells whether a byte-order mark came before the text,
    which is without it. `exact` tells whether `encode` makes the same bytes of the text again.
    """

    text: str
    encoding: str
    bom: bool
    exact: bool


def decode(data: bytes, encoding: str = "") -> Decoded:
    r"""Read the bytes of an article, in the encoding given or else in the one they look like.

    Bytes that fit no character stay, as Windows-1252 characters or, where that has none, as control characters. Raises
    InputError for an HTML page, for data that are no text and, where an encoding is given, for one that is unknown or
    does not fit.

    >>> decode(b"caf\xc3\xa9, cr\xc3\xa8me: it\x92s")
    Decoded(text='café, crème: it’s', encoding='utf-8', bom=False, exact=False)
    """
    for magic, kind in _KINDS:
        if re.match(magic, data):
            raise InputError(f"this is {kind}")
    decoded = _read_as(data, encoding) if encoding else _find_out(data)
    if _is_html(decoded.text):
        raise InputError(f"this is {_HTML}")
    return decoded


def encode(text: str, encoding: str, bom: bool) -> bytes:  # noqa: FBT001 - a field of Decoded, handed back
    r"""Write a text in an encoding, after a byte-order mark where `bom` says so and the encoding has one.

    Raises InputError where the encoding is unknown or lacks a character of the text.

    >>> encode("café", "windows-1252", bom=False)
    b'caf\xe9'
    """
    codec = _look_up(encoding)
    codec = _ORDERED.get(codec, codec)
    mark = _MARKS.get(codec, b"") if bom else b""
    # Every second part is a control character.
    parts = re.split(_UNDEFINED, text) if codec == "cp1252" else [text]
    try:
        return mark + b"".join([part.encode("latin-1" if i % 2 else codec) for i, part in enumerate(parts)])
    except UnicodeError as error:
        raise InputError(f"the text has characters that {_name(codec)} lacks; write it as utf-8") from error


def _look_up(encoding: str) -> str:
    """Find Python's name of an encoding. Raises InputError where there is no such encoding."""
    try:
        codec = codecs.lookup(encoding).name
        "".encode(codec)
    except (LookupError, ValueError):
        codec = ""
    if not codec or codec.replace("_", "-") in _NO_ENCODINGS:
        raise InputError(f"there is no encoding {encoding!r}; try utf-8 or windows-1252, or none, to have it found out")
    return codec


def _name(codec: str) -> str:
    """Write Python's name of an encoding the usual way."""
    return re.sub(r"^cp125(?=\d$)", "windows-125", codec).replace("iso8859-", "iso-8859-").replace("euc_", "euc-")


def _make_decoded(data: bytes, text: str, codec: str, mark: bytes = b"") -> Decoded:
    try:
        exact = encode(text, codec, bom=bool(mark)) == data
    except InputError:
        exact = False
    return Decoded(text, _name(codec), bool(mark), exact)


def _read_as(data: bytes, encoding: str) -> Decoded:
    """Decode what the user named the encoding of. Raises InputError where it does not fit."""
    wanted = _look_up(encoding).removesuffix("-sig")
    marked = next((name for name, mark in _MARKS.items() if name.startswith(wanted) and data.startswith(mark)), "")
    mark = _MARKS.get(marked, b"")
    codec = marked or _ORDERED.get(wanted, wanted)
    for reader in (codec, _WIDER.get(codec, codec)):
        text = _try(data[len(mark) :], reader)
        if text or data == mark:
            return _make_decoded(data, text, reader, mark)
    raise InputError(f"this text is not in {_name(codec)}; try another encoding, or none, to have it found out")


def _try(data: bytes, codec: str) -> str:
    """Decode bytes; empty where they do not fit."""
    try:
        # The way over UTF-8 refuses halves of characters, which some encodings can write.
        return data.decode(codec).encode("utf-8").decode("utf-8")
    except UnicodeError:
        return ""


def _find_out(data: bytes) -> Decoded:
    """Decode what nobody named the encoding of. Raises InputError for data that are no text."""
    for name, mark in _MARKS.items():
        if data.startswith(mark) and name != "utf-8":
            text = data[len(mark) :].decode(name, "replace")
            if not _is_garbage(text):
                return _make_decoded(data, text, name, mark)
    if b"\0" in data and (name := _find_utf16(data)):
        return _make_decoded(data, data.decode(name, "replace"), name)
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    text = data[len(mark) :].decode("utf-8", "surrogateescape")
    if _is_garbage(text):
        raise InputError("this is binary data, not text; convert it to plain text, or name its encoding if it is text")
    strays = 0 if text.isascii() else len(re.findall(_STRAY, text))
    if not strays:
        return Decoded(text, "utf-8", bool(mark), exact=True)
    # Other encodings make more strays than good characters. A cut through a character leaves up to three at an end.
    good = len(text) - len(text.encode("ascii", "ignore")) - strays
    if mark or good >= max(1, len(re.findall(_STRAY, text[3:-3]))):
        return _make_decoded(data, text.translate(_AS_WINDOWS), "utf-8", mark)
    return _read_legacy(data)


def _is_garbage(text: str) -> bool:
    """Tell whether more than two characters and more than a twentieth of a text are of the odd kind."""
    odd = len(re.findall(_ODD, text))
    return odd > _FEW_CONTROLS and odd * 20 > len(text)


def _find_utf16(data: bytes) -> str:
    """Name the UTF-16 that bytes are in, by where their NULs stand; empty where in none."""
    evens, odds = data[::2], data[1::2]
    for name, low, high in (("utf-16-le", evens, odds), ("utf-16-be", odds, evens)):
        nuls = high.count(0)
        # Upper halves are of fewer kinds than lower ones. In a short text that shows less than their NULs do.
        uniform = 3 * len(set(high)) <= 2 * len(set(low))
        empty = 10 * nuls >= len(high) and nuls > 2 * low.count(0)
        if (uniform or empty) and nuls > _FEW_CONTROLS and not _is_garbage(data.decode(name, "replace")):
            return name
    return ""


def _read_legacy(data: bytes) -> Decoded:
    # Lines in ASCII would only drown the letters that tell encodings apart.
    lines = data.translate(None, _CONTROLS).splitlines(keepends=True)
    found = _detect(b"".join([line for line in lines if not line.isascii()]))
    readers = _READERS.get(found, (found,))
    reader = next((reader for reader in readers if _try(data, reader)), readers[0])
    text = data.decode(reader, "surrogateescape").translate(_AS_WINDOWS)
    usual = _BETTER_KNOWN.get(reader, reader)
    return _make_decoded(data, text, usual if _try(data, usual) == text else reader)


def _detect(data: bytes) -> str:
    """Name the legacy encoding that bytes look like, as chardet does."""
    found = _ask(data)
    # Half a character at an end, where a text was cut, hides a double-byte encoding.
    middle = data.strip(_HIGH)
    if found not in _DOUBLE_BYTE and 2 * len(middle) >= len(data) and (inner := _ask(middle)) in _DOUBLE_BYTE:
        return inner
    if found in _DOUBLE_BYTE or len(data) < _VOTING:
        return found
    # A stray byte misleads about the fifth that it stands in only.
    votes = Counter[str]()
    for part in re.findall(rb"[\s\S]{%d}\S*\s*|[\s\S]+" % (len(data) // 5), data):
        votes[_ask(part)] += len(part) - len(part.translate(None, _HIGH))
    winner, count = votes.most_common(1)[0]
    return winner if 3 * count >= 2 * votes.total() else found


def _ask(data: bytes) -> str:
    import chardet  # noqa: PLC0415 - takes a while to load, and UTF-8, which nearly everything is in, does without

    # Without a limit of our own it looks at the first 200 kB.
    found = chardet.detect(data, max_bytes=len(data) + 1, include_encodings=_LEGACY, compat_names=False)
    return found["encoding"] or "cp1252"


def _is_html(text: str) -> bool:
    """Tell whether a text is a page, or a part of one: tags begin half of its lines, and hold most of the text."""
    if "<" not in text:
        return False
    if re.match(_PAGE, text):
        return True
    tags = list(re.finditer(_BLOCK, text))
    inside = depth = place = 0
    for tag in tags:
        inside += tag.end() - (place if depth else tag.start())
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        place = tag.end()
    lines = [line for line in text.split("\n") if line.strip()] if len(tags) > 1 and 2 * inside > len(text) else []
    return 0 < len(lines) <= 2 * sum(1 for line in lines if re.match(_BLOCK, line.lstrip()))
