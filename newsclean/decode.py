"""From the bytes of a file to its text and back: which encoding they are in, and what is no text at all."""

import codecs
import re
from collections import Counter
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16, whose mark it begins with.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What chardet chooses from, by its own names: of encodings that share their letters, the widest.
_DOUBLE_BYTE = ("big5hkscs", "cp932", "cp949", "euc_jis_2004", "gb18030")
_SINGLE_BYTE = ("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257")
_SINGLE_BYTE += ("iso8859-1", "iso8859-2", "iso8859-7", "iso8859-9", "koi8-r", "koi8-u")
# What to read instead, the first that fits. Who says ISO-8859-1 or -9 means the Windows code page.
_READERS = {
    "big5hkscs": ("big5", "cp950", "big5hkscs"),
    "euc_jis_2004": ("euc_jp", "euc_jis_2004"),
    "iso8859-1": ("cp1252",),
    "iso8859-9": ("cp1254",),
}
# Better known by these names, which will do where they read the same text.
_BETTER_KNOWN = {"cp932": "shift_jis", "cp949": "euc_kr", "koi8-u": "koi8-r"}
_WIDER = {"big5": "cp950", "euc_jp": "euc_jis_2004", "euc_kr": "cp949", "gb2312": "gb18030", "gbk": "gb18030"}
_WIDER |= {"shift_jis": "cp932"}
# Python calls these encodings of texts, but they write program code and names of hosts.
_NO_ENCODINGS = {"idna", "punycode", "raw-unicode-escape", "unicode-escape"}

# The fewest bytes that two characters of UTF-16 take.
_SHORTEST_WIDE = 4
# Parts of a text under a fifth of this, in bytes, say too little about its encoding.
_VOTING = 1000

_HIGH = bytes(range(0x80, 0x100))
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1b"))
# Controls, characters for private use, and what stands where bytes made no character.
_ODD = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f\ue000-\uf8ff\ufffd]")
_C1 = re.compile("([\x80-\x9f])")
_SPACE = re.compile(rb"\s+")
# Python hands bytes that fit nothing over as lone surrogates; the tables make characters of them.
_ESCAPED = re.compile("[\udc80-\udcff]")
_AS_C1 = {0xDC00 + byte: chr(byte) for byte in _HIGH}
_AS_WINDOWS = _AS_C1 | {
    0xDC00 + byte: bytes([byte]).decode("cp1252") for byte in _HIGH if byte not in b"\x81\x8d\x8f\x90\x9d"
}

_KINDS = tuple(
    (re.compile(magic, re.DOTALL), kind, remedy)
    for magic, kind, remedy in (
        (rb"%PDF-\d", "a PDF file", "extract its text first, for instance with pdftotext"),
        (rb"PK(\x03\x04|\x05\x06)", "a ZIP archive or an office document", "unpack it, or save it as plain text, first"),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document", "save it as plain text first"),
        (rb"\{\\rtf\d", "an RTF document", "save it as plain text first"),
        (rb"\x1f\x8b", "gzip data", "decompress it first"),
        (rb"\xfd7zXZ\0", "xz data", "decompress it first"),
        (rb"BZh[1-9](1AY&SY|\x17rE8P\x90)", "bzip2 data", "decompress it first"),
        (rb"\x28\xb5\x2f\xfd", "Zstandard data", "decompress it first"),
        (rb"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
        (rb"Rar!\x1a\x07", "a RAR archive", "unpack it first"),
        (rb"\x89PNG\r\n", "a PNG picture", "give the text of the article instead"),
        (rb"\xff\xd8\xff", "a JPEG picture", "give the text of the article instead"),
        (rb"GIF8[79]a(?=.{0,7}[^\t\n\r -~])", "a GIF picture", "give the text of the article instead"),
        (rb"RIFF.{4}WEBP", "a WebP picture", "give the text of the article instead"),
        (rb"SQLite format 3\0", "an SQLite database", "export the articles as text first"),
        (rb"PAR1(?=.{0,7}[^\t\n\r -~])", "a Parquet file", "export the articles as text first"),
        (rb"\x7fELF", "a program", "give the text of an article instead"),
    )
)

_PAGE = re.compile(
    r"\s*+(?:(?><\?xml.*?\?>|<!--.*?-->)\s*+)*+<(?:!doctype\s+html\b|html[\s>])", re.IGNORECASE | re.DOTALL
)
_BLOCK = re.compile(
    r"<(/?)(?:p|div|section|article|main|aside|header|footer|nav|head|body|figure|blockquote|[uo]l|li|table|t[rdh]|h[1-6])"
    r"(?:\s[^<>]*)?>",
    re.IGNORECASE,
)


class InputError(ValueError):
    """Input that is not text that can be cleaned. The message says what it is and what to try."""


@dataclass(frozen=True, slots=True)
class Decoded:
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

    Bytes that fit no character stay: in a UTF-8 text as Windows-1252 characters, elsewhere as the characters with
    their numbers. Raises InputError for an HTML page, for data that are no text and, where an encoding is given, for
    one that is unknown or does not fit.

    >>> decode(b"caf\xc3\xa9, cr\xc3\xa8me: it\x92s")
    Decoded(text='caf\xe9, cr\xe8me: it\u2019s', encoding='utf-8', bom=False, exact=False)
    """
    for magic, kind, remedy in _KINDS:
        if magic.match(data):
            raise InputError(f"this is {kind}, not text; {remedy}")
    decoded = _read_as(data, encoding) if encoding else _find_out(data)
    if _is_html(decoded.text):
        raise InputError(
            "this is an HTML page, not text; extract the article first, for instance with trafilatura, "
            "and clean what comes out"
        )
    return decoded


def encode(text: str, encoding: str, bom: bool) -> bytes:  # noqa: FBT001 - a field of Decoded, handed back
    r"""Write a text in an encoding, after a byte-order mark where `bom` says so and the encoding has one.

    Control characters that `decode` made of bytes become those bytes again. Raises InputError where the encoding is
    unknown or lacks a character of the text.

    >>> encode("caf\xe9", "windows-1252", bom=False)
    b'caf\xe9'
    """
    codec = _look_up(encoding)
    codec = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(codec, codec)
    mark = next((mark for mark, name in _MARKS if name == codec), b"") if bom else b""
    try:
        return mark + _write(text, codec)
    except UnicodeError as error:
        raise InputError(f"the text has characters that {_name(codec)} lacks; write it as utf-8") from error


def _write(text: str, codec: str) -> bytes:
    try:
        return text.encode(codec)
    except UnicodeError:
        parts = _C1.split(text)
        if len(parts) == 1:
            raise
    return b"".join([_write_control(part, codec) if _C1.match(part) else part.encode(codec) for part in parts])


def _write_control(control: str, codec: str) -> bytes:
    byte = control.encode("latin-1")
    # A byte that means something else cannot stand for the control character.
    return byte if _ESCAPED.match(byte.decode(codec, "surrogateescape")) else control.encode(codec)


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
    wanted = _look_up(encoding).removesuffix("-sig").removesuffix("_sig")
    default = f"{wanted}-le" if wanted in {"utf-16", "utf-32"} else wanted
    fitting = [(mark, name) for mark, name in _MARKS if data.startswith(mark) and name.startswith(wanted)]
    mark, codec = fitting[0] if fitting else (b"", default)
    for reader in (codec, _WIDER.get(codec, codec)):
        try:
            text = data[len(mark) :].decode(reader)
            # Some encodings can write halves of characters, which are in no text.
            text.encode("utf-8")
        except UnicodeError:
            continue
        return _make_decoded(data, text, reader, mark)
    raise InputError(f"this text is not in {_name(codec)}; try another encoding, or none, to have it found out")


def _find_out(data: bytes) -> Decoded:
    """Decode what nobody named the encoding of. Raises InputError for data that are no text."""
    for mark, name in _MARKS[1:]:
        if data.startswith(mark):
            text = data[len(mark) :].decode(name, "replace")
            if not _too_many(len(_ODD.findall(text)), len(text)):
                return _make_decoded(data, text, name, mark)
    if name := _find_wide(data):
        return _make_decoded(data, data.decode(name, "replace"), name)
    if _too_many(len(data) - len(data.translate(None, _CONTROLS)), len(data)):
        raise InputError("this is binary data, not text; convert it to plain text first")
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    body = data[len(mark) :]
    try:
        return Decoded(body.decode("utf-8"), "utf-8", bool(mark), exact=True)
    except UnicodeDecodeError:
        text = body.decode("utf-8", "surrogateescape")
    good = len(text) - len(text.encode("ascii", "ignore")) - len(_ESCAPED.findall(text))
    # A cut through a character leaves up to three bytes of it at an end.
    if mark or good >= max(1, len(_ESCAPED.findall(text[3:-3]))):
        return _make_decoded(data, text.translate(_AS_WINDOWS), "utf-8", mark)
    return _read_legacy(data)


def _too_many(odd: int, total: int) -> bool:
    """Tell whether a text with so many odd characters is none: more than two, and than one in twenty."""
    return odd > 2 and odd * 20 > total  # noqa: PLR2004 - said above


def _find_wide(data: bytes) -> str:
    """Name the UTF-16 or UTF-32 without a mark that bytes are in, by where their NULs stand; empty where in none."""
    nuls = data.count(0)
    names = ["utf-32-le", "utf-32-be"] if nuls and 2 * nuls >= len(data) and len(data) % 4 == 0 else []
    if nuls:
        evens, odds = data[::2], data[1::2]
        names += ["utf-16-le"] if _are_halves(evens, odds) else ["utf-16-be"] if _are_halves(odds, evens) else []
    for name in names:
        text = data.decode(name, "replace")
        if not _too_many(len(_ODD.findall(text)), len(text)):
            return name
    return ""


def _are_halves(low: bytes, high: bytes) -> bool:
    """Tell whether bytes are the lower and the upper halves of characters: NULs above only, and little else."""
    nuls = high.count(0)
    uneven = 4 * len(set(high)) <= 3 * len(set(low))
    return nuls > max(2, 3 * low.count(0)) and nuls * (100 if uneven else 10) >= len(high)


def _read_legacy(data: bytes) -> Decoded:
    found = _detect(data.translate(None, _CONTROLS))
    readers = _READERS.get(found, (found,))
    texts = {reader: text for reader in readers if (text := _try(data, reader))}
    if not texts:
        texts[readers[0]] = data.decode(readers[0], "surrogateescape").translate(_AS_C1)
    reader, text = next(iter(texts.items()))
    usual = _BETTER_KNOWN.get(reader, reader)
    return _make_decoded(data, text, usual if _try(data, usual) == text else reader)


def _try(data: bytes, codec: str) -> str:
    """Decode bytes; empty where they do not fit."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return ""


def _detect(data: bytes) -> str:
    """Name the legacy encoding that bytes look like, as chardet does."""
    found = _ask(data)
    # A byte too many at an end, of a character cut through, hides a double-byte encoding.
    middle = data.strip(_HIGH)
    if found not in _DOUBLE_BYTE and 2 * len(middle) >= len(data) and (inner := _ask(middle)) in _DOUBLE_BYTE:
        return inner
    if found in _DOUBLE_BYTE or len(data) < _VOTING:
        return found
    # A stray byte misleads about the part that it is in, and not about the others.
    votes: Counter[str] = Counter()
    start = 0
    while start < len(data):
        space = _SPACE.search(data, start + len(data) // 5)
        end = space.end() if space else len(data)
        votes[_ask(data[start:end])] += len(data[start:end]) - len(data[start:end].translate(None, _HIGH))
        start = end
    winner, count = votes.most_common(1)[0]
    return winner if 3 * count >= 2 * votes.total() else found


def _ask(data: bytes) -> str:
    import chardet  # noqa: PLC0415 - a twentieth of a second that UTF-8, which is nearly everything, does not need

    # Unless told so it looks at the first 200 kB only.
    found = chardet.detect(data, max_bytes=len(data) + 1, include_encodings=_SINGLE_BYTE + _DOUBLE_BYTE, compat_names=False)
    return found["encoding"] or "cp1252"


def _is_html(text: str) -> bool:
    """Tell whether a text is a page, or a part of one in which half of the lines and most of the text are in tags."""
    if _PAGE.match(text):
        return True
    inside = depth = place = 0
    for tag in _BLOCK.finditer(text):
        inside += tag.end() - (place if depth else tag.start())
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        place = tag.end()
    if 2 * inside <= len(text) or len(_BLOCK.findall(text)) < 4:
        return False
    lines = [line for line in text.split("\n") if line.strip()]
    return 2 * sum(1 for line in lines if _BLOCK.match(line.lstrip())) >= len(lines)
