"""Mojibake, HTML entities and stray control characters, repaired by ftfy where a line shows signs of them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from newsclean.characters import DAMAGE, classify, classify_lines
from newsclean.document import Document, Edit, Line, change

# Letters and signs that text in the wrong encoding is made of. Upper and lower case are apart, because good text
# puts a small accented letter after another all the time, and a capital one hardly ever.
_CAPITAL = "À-ÑØÜÝĂĀĄĆČĎĐĘĚĒĖĞĢİĪĶĹĽŁĻŃŇŅŒŘŚŞŠŢŤŮŰŸŹŻŽҐ"
_SMALL = "ßà-ñăāąćčďđęěēėğģįīķĺľłļœŕśşšťüźżžґﬁﬂ"
_GREEK_OR_CYRILLIC_SMALL = "α-ωάέήίΰа-џ"
_CURRENCY = "¢£¥₧€"
_OPENING = "¡«¿©΄΅‘‚“„•‹\uf8ff"
_CLOSING = "®»˝”›™"
_NUMERIC = "²³¹±¼½¾×µ÷⁄∂∆∏∑√∞∩∫≈≠≡≤≥№"
_LAW = "¶§"

_ENTITY = "&#?[0-9A-Za-z]{1,24};"

# Each sign of damage holds at a character that good text seldom has, and looks back and ahead from there. So good text
# is run through at the speed of a search for these characters.
_SIGNS = (
    f"(?<=[{DAMAGE}])",
    f"(?<=&){_ENTITY[1:]}",
    f"(?<=[{_SMALL}{_GREEK_OR_CYRILLIC_SMALL}{_CLOSING}{_CURRENCY}{_NUMERIC}][{_CAPITAL}])",
    f"(?<=[{_CLOSING}{_CURRENCY}{_NUMERIC}])[{_SMALL}{_OPENING}]",
    f"(?<=[{_SMALL}{_CLOSING}{_CAPITAL}][{_CURRENCY}{_NUMERIC}{_LAW}°])",
    f"(?<=[{_CAPITAL}{_NUMERIC}{_CURRENCY}{_LAW}{_SMALL}][{_CLOSING}{_OPENING}])[\\w{_OPENING}{_NUMERIC}]",
    f"(?<=[{_CLOSING}][{_OPENING}])[{_NUMERIC}]",
    f"(?<=[a-z][{_CAPITAL}])[{_OPENING}{_CURRENCY}]",
    "(?<=[Œœ])[^A-Za-z]",
    "(?<=[вВ]Ђ)",
    f"(?<=[ВГРС][{_OPENING}{_CLOSING}{_CURRENCY}°µ])[ВГРС]",
    f"(?<=[βΒΓΞΟ][{_OPENING}{_CLOSING}{_CURRENCY}°])",
)
_PIVOTS = f"[{DAMAGE}&{_CAPITAL}{_OPENING}{_CLOSING}{_CURRENCY}{_NUMERIC}{_LAW}°ŒœЂ]"

# All signs but the first two, and that of Œ, are two characters side by side that ASCII has not, or one and a mark.
# These are the classes of characters in a row that are no such pair.
_NO_PAIRS = frozenset({b"x", b"m", b"mm", b"mmm", b"-"})


def encoding(document: Document) -> Iterator[Edit]:
    """Repair mojibake, HTML entities and stray control characters.

    Typographic quotes, full-width letters and ligatures stay as they are; only damage is repaired.
    """
    if document.unit == "sentence":
        yield from _repair_sentences(document)
        return
    classes = classify_lines(document)
    if _is_plain(classes) or not _is_damaged(" ".join([line.text for line in document.lines]), classes):
        return  # as most texts are
    for line in document.lines:
        if _is_damaged(line.text, classify(line.text)):
            yield from _change(line, _repair(line.text))


def _repair_sentences(document: Document) -> Iterator[Edit]:
    """Repair sentences as the physical line that they stand on: a whole line shows damage that a sentence does not."""
    lines = []
    for line in document.lines:
        lines.append(line)
        if line.end.endswith(("\n", "\r")) or line is document.lines[-1]:
            text = "".join([part.text + part.end for part in lines])
            if _is_damaged(text, classify(text)):
                repaired = _repair_alike(text, [part.text for part in lines])
                for part, after in zip(lines, repaired, strict=True):
                    yield from _change(part, after)
            lines = []


def _change(line: Line, repaired: str) -> Iterator[Edit]:
    if repaired != line.text:
        yield change(line, repaired, *_name_repair(line.text))


def _is_damaged(text: str, classes: bytes) -> bool:
    """Tell whether a text may be damaged, whose characters are of these classes."""
    if _is_plain(classes.replace(b"&", b" ")):
        return b"&" in classes and re.search(_ENTITY, text) is not None
    return _find_damage().search(text) is not None


def _is_plain(classes: bytes) -> bool:
    """Tell, faster than the pattern can, by the classes of its characters that a text shows no sign of damage."""
    if not classes or b"!" in classes or b"&" in classes:
        return False
    return b"x" not in classes or _NO_PAIRS.issuperset(classes.split())


@cache
def _find_damage() -> re.Pattern[str]:
    return re.compile(f"{_PIVOTS}(?:{'|'.join(_SIGNS)})")


def _name_repair(text: str) -> tuple[str, str]:
    """Name the rule and the reason by what the damaged line shows."""
    if re.search(_ENTITY, text):
        return "encoding.entity", "HTML entities left in the text"
    if re.search("[^\x00-\x7f]", text):
        return "encoding.mojibake", "characters that were decoded wrongly"
    return "encoding.control", "control characters"


def _repair(text: str) -> str:
    import ftfy  # noqa: PLC0415 - costs more time than all else together, and most texts are not damaged

    return _keep_on_line(ftfy.fix_text(text, _settings()))


def _repair_alike(text: str, parts: Sequence[str]) -> list[str]:
    """Repair parts of a text by the steps that repair the whole text."""
    import ftfy  # noqa: PLC0415 - as above

    _, explanation = ftfy.fix_and_explain(text, _settings()._replace(explain=True))
    steps = [(action, parameter) for action, parameter in explanation or ()]
    try:
        return [_keep_on_line(ftfy.apply_plan(part, steps)) for part in parts]
    except UnicodeError:  # a step that one part alone does not stand
        return list(map(_repair, parts))


def _keep_on_line(text: str) -> str:
    """Write line breaks as spaces: an entity may stand for one, and an edit stays within its line."""
    return re.sub(r"[\r\n]+", " ", text)


@cache
def _settings() -> Any:
    import ftfy  # noqa: PLC0415 - as above

    return ftfy.TextFixerConfig(
        uncurl_quotes=False,
        fix_character_width=False,
        fix_latin_ligatures=False,
        fix_line_breaks=False,
        normalization=None,
        explain=False,
    )
