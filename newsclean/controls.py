"""What a terminal would obey, made visible."""

import re

OBEYED = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
"""What a terminal obeys or cannot write: controls but tab and line feed, turns of direction, halves of characters.

It is compiled when a text first needs it, which few do.
"""

_INVISIBLE = {
    ord(character): f"\\u{ord(character):04x}" for character in "\xa0\xad\u180e\u2007\u200b\u202f\u2060\ufeff"
}


def show_controls(text: str) -> str:
    r"""Make visible what a terminal would obey: control characters, and marks that turn the direction of writing.

    >>> show_controls("red \x1b[31m")
    'red \u241b[31m'
    """
    return text if text.isprintable() else re.sub(OBEYED, _show_control, text)


def show_invisible(text: str) -> str:
    r"""Make odd spaces and what takes no room visible, where they are what changed.

    >>> show_invisible("a\u200bb")
    'a\\u200bb'
    """
    return text.translate(_INVISIBLE)


def _show_control(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < ord(" "):
        return chr(0x2400 + code)  # the picture that Unicode has of it
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004 - the two-figure codes end there
