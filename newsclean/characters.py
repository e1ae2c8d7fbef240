"""What kinds of characters a text has: most have none that ask for repair, which is told of all lines at once."""

import re
from functools import cache

from newsclean.document import Document, remember_last

_RARE = "¦¤¨¬¯¸ƒˆˇ˘˛˜†‡‰⌐◊\ufffdªº│┌┐┘├┤┬┼═-╬▀▄█▌▐░▒▓"
DAMAGE = "\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u206a-\u206f\ud800-\udfff\ufeff\ufff9-\ufffc" + _RARE + "ÂÃÎÐØÙ×√≈‚"
"""What good text hardly ever has, as the inside of a set in a pattern."""

_TYPOGRAPHIC = "’“”‘–—…„"
_MARK = "`"  # what typographic marks are written as; it is one of their kind


def classify(text: str) -> bytes:
    r"""Give the class of each character of a Western European text; nothing where a text has others.

    A letter or a sign beyond ASCII is "x", a typographic mark "m", what is not to be seen "-", what may be damage "!",
    "&" itself, and all else a space.

    >>> classify("caf\xe9 \u2013 o&k\t\x7f")
    b'   x m  & -!'
    >>> classify("\u043d\u0435\u0442")
    b''
    """
    if not text.isascii():
        for mark in _TYPOGRAPHIC:
            text = text.replace(mark, _MARK)
    try:
        return text.encode("latin-1").translate(_list_classes())
    except UnicodeEncodeError:
        return b""


@remember_last
def classify_lines(document: Document) -> bytes:
    """Classify the characters of all lines, with a space between."""
    return classify(" ".join([text for _, text, _ in document.lines]))


@cache
def _list_classes() -> bytes:
    western = "".join(map(chr, range(256)))
    classes = [" " if character.isprintable() else "-" for character in western[:161]] + ["x"] * 95
    classes[ord("\xad")] = "-"
    classes[ord(_MARK)], classes[ord("&")] = "m", "&"
    for damage in re.finditer(f"[{DAMAGE}]", western):
        classes[damage.start()] = "!"
    return "".join(classes).encode()
