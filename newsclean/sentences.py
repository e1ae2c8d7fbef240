"""Sentences: where a text that stands on one line can be cut, in all scripts."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from newsclean.wordlists import read_words

_LONGEST_QUOTATION = 600
"""How far, in characters, a quotation is followed to its end. No sentence ends inside one."""

_STOPS = ".!?…‽؟۔।॥"
_SPACELESS_STOPS = "。！？｡．"
_SPACES = "[ \t\u3000]*"
_CLOSING = "\"'”’»›“‘«‹」』】》〉）)\\]"

# Each mark that opens a quotation or a bracket, and the pattern of what closes it. An apostrophe opens nothing.
_PAIRS = {
    **dict.fromkeys("“‟", "[”“]"),
    **dict.fromkeys("„”", "[“”]"),
    **dict.fromkeys("‘‚‛", r"[’‘](?!\w)"),
    **dict.fromkeys("«‹", "[»›]"),
    **dict.fromkeys("»›", "[«‹]"),
    '"': r'"(?!\w)',
    **dict.fromkeys("(（", "[)）]"),
    "[": r"\]",
    **dict(zip("「『《〈【", "」』》〉】", strict=True)),
}
# Some of these close too, and open only where nothing stands before them but much behind.
_OPENS = r"[“‟„‘‚‛«‹(（\[「『《〈【]|(?<![^\s(\[–—-])[”»›\"](?=\S)"
_MARK = re.compile(rf"(?P<opens>{_OPENS})|[{_STOPS}]+(?=[{_CLOSING}]*\s)|[{_SPACELESS_STOPS}]+")
_AFTER = re.compile(rf"[{_CLOSING}]*({_SPACES})")
_AFTER_SPACELESS = re.compile(rf"[\"'”’」』】》〉）)]*({_SPACES})")  # what opens in these scripts closes in others

_VOWELS = frozenset("aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýăąęıаеёиоуыэюяіїє")
_IDEOGRAPHS = 0x2E80  # from here on a character is a word, and no abbreviation
_ORDINAL, _SHORT = 2, 4  # the longest number that may be an ordinal, and the longest abbreviation that nobody listed

_SHORT_ENOUGH = 60  # characters; longer sentences are of more than two words
_SHORTEST_SPACELESS = 6  # characters of a sentence in a script without spaces
_SHORTEST_ALONE = 7  # characters of a word that is a line of its own, such as "Advertisement"
_FEWEST_CAPITALS = 8  # letters of a line in capitals
_FEWEST_TITLED = 4  # words in title case of a headline
_LONGEST_LINE = 30  # words that are looked at for the end of a line without a full stop

_TOKEN = re.compile(r"[^ \t\u3000]+")  # other characters that count as spaces are damage, and stay inside
_LAST_TOKEN = re.compile(r"[^\s(\[“„«\"'‘’–—/]*\Z")
_LABEL = re.compile(r"\W*(?:\w+ ){0,3}\w+[:：]\s+(?=\w)")
_UNMARKED = re.compile(r"(?<=\w)[’”\"»)\]]* (?=([^\W\d_]{2,}) (\w))")
_DASHES = "-–—"
_OPENING = "“‘«„(\"'"
_UNFINISHED = ":,-–—"


def split_sentences(text: str) -> Iterator[tuple[str, str]]:
    """Cut a line into sentences, each with the space that follows it; joined they give the line again.

    >>> list(split_sentences("“It is late. Go,” said Dr. Moe on Feb. 3. The owls left."))
    [('“It is late. Go,” said Dr. Moe on Feb. 3.', ' '), ('The owls left.', '')]
    >>> list(split_sentences("夜通し雨が降った。朝になった。"))
    [('夜通し雨が降った。', ''), ('朝になった。', '')]
    """
    start = 0
    for end, begin in _find_cuts(text):
        yield text[start:end], text[end:begin]
        start = begin
    if start < len(text):
        yield text[start:], ""


def is_cut_between(text: str, below: str) -> bool:
    """Tell whether a line would be cut between two texts if they stood on it together.

    >>> is_cut_between("It is late.", "We go home."), is_cut_between("“It is late.", "We go home,” she said.")
    (True, False)
    """
    return any(end == len(text) for end, _ in _find_cuts(f"{text} {below}"))


def joins_with_space(text: str) -> bool:
    """Tell whether a space is to part a sentence from the next, as in most scripts, and is not there yet.

    >>> joins_with_space("It is late."), joins_with_space("夜だ。")
    (True, False)
    """
    return not text[-1:].isspace() and not text.rstrip(_CLOSING).endswith(tuple(_SPACELESS_STOPS))


def _find_cuts(text: str) -> Iterator[tuple[int, int]]:
    """Find where a sentence ends and the next one begins.

    A sentence of a word or two stays with the one before it, as does one that begins like a label and seems to run on:
    who took it for a leftover would take a part of the article too.
    """
    start = 0
    # Of the last cut: where the sentence below it begins, and whether it is still in doubt
    before: tuple[int, int] | None = None
    for end, begin in (*_find_ends(text), (len(text), len(text))):
        place = before[1] if before else 0
        inner = list(_find_unmarked(text, place, end))
        short = before and (_is_short(text, start, before[0]) or (_is_short(text, place, end) and not inner))
        if before and not short and not _runs_on(text[place : inner[0][0] if inner else end]):
            yield before
            start = place
        yield from inner
        start = inner[-1][1] if inner else start
        before = end, begin


def _is_short(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence has a word or two, or few characters in a script without spaces."""
    if end - start > _SHORT_ENOUGH:
        return False
    sentence = text[start:end]
    if sentence.rstrip(_CLOSING).endswith(tuple(_SPACELESS_STOPS)):
        return len(sentence) < _SHORTEST_SPACELESS
    return sentence.count(" ") < 2  # noqa: PLR2004 - spaces between three words


# Ends that are marked


def _find_ends(text: str) -> Iterator[tuple[int, int]]:
    place = 0
    while (mark := _MARK.search(text, place)) is not None:
        place = mark.end()
        stop = mark.end() - 1
        if mark["opens"]:
            place = _find_closing(text, mark.start())
            if place < 0:
                place = mark.end()
                continue
            stop = place - 2 if text[place - 2 : place - 1] != " " else place - 3
        after = (_AFTER_SPACELESS if text[stop] in _SPACELESS_STOPS else _AFTER).match(text, place)
        end, begin = after.span(1) if after else (place, place)
        if begin == len(text):
            return
        if text[stop] in _STOPS + _SPACELESS_STOPS and _begins_sentence(text, stop, end, begin):
            yield end, begin
            place = begin


def _find_closing(text: str, place: int) -> int:
    """Give the place behind the mark that closes what opens at a place, or -1 where that is too far off."""
    closing = _compile(_PAIRS[text[place]]).search(text, place + 1, place + _LONGEST_QUOTATION)
    return closing.end() if closing else -1


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _begins_sentence(text: str, stop: int, end: int, begin: int) -> bool:
    """Tell whether a new sentence begins at a place: `stop` is where the last one's full stop is, `end` its end."""
    first = text[begin]
    if first in _DASHES:
        first = text[begin + 1 : begin + 3].lstrip()[:1]
    opens = re.match(_OPENS, text[begin : begin + 2]) is not None
    if first.islower() or not (first.isalnum() or opens or first in "•*#@¿¡$€£©"):
        return False
    if begin == end:
        return text[stop] in _SPACELESS_STOPS and (end == stop + 1 or opens)
    return text[stop] != "." or text[stop - 1 : stop] == "." or not _is_abbreviation(text, stop, begin)


def _is_abbreviation(text: str, stop: int, begin: int) -> bool:
    """Tell whether a full stop marks an abbreviation or an ordinal, and ends no sentence."""
    token = _search_last_token(text[max(0, stop - 20) : stop])
    following = _first_word(text, begin)
    if not token or _is_beginner(following) or not (following or text[begin] in "(["):
        return False
    if token.isdigit():
        return len(token) <= _ORDINAL and not (len(following) > 1 and following.isupper())
    if len(token) == 1:
        return ord(token) < _IDEOGRAPHS
    small = token.lower()
    if "." in token or small in read_words("abbreviations"):
        return True
    if len(token) > _SHORT or not token.isalpha() or token.isupper():
        return False
    return (following.isdigit() and token[0].isupper()) or (small != token.upper() and _VOWELS.isdisjoint(small))


def _search_last_token(text: str) -> str:
    match = _LAST_TOKEN.search(text)
    return match[0] if match else ""


def _first_word(text: str, place: int) -> str:
    match = _compile(r"\w+").match(text, place)
    return match[0] if match else ""


def _is_beginner(word: str) -> bool:
    return word[:1].isupper() and word[1:].islower() and word.lower() in read_words("beginners")


# Ends that only the letter case shows, because what ended was a line without a full stop


def _find_unmarked(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    cut = _find_line(text, start, stop)
    if cut:
        yield cut
        start = cut[1]
    for gap in _UNMARKED.finditer(text, start, stop):
        if not gap[2].isupper() and _is_beginner(gap[1]):
            word = max(start, text.rfind(" ", start, gap.start()) + 1)
            first = text[word : gap.start()].lstrip(_OPENING)[:1]
            alone = word == start and gap.start() - word >= _SHORTEST_ALONE
            if alone or first.islower() or first.isdigit():
                yield gap.end() - 1, gap.end()


def _find_line(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """Find where a line in capitals or in title case ends, at the start of a piece of text, and a sentence begins.

    "JOIN US TODAY | The ferry sailed", "Harbour to Announce New Era on Feb. 24 | In the year before"
    """
    tokens = list(islice(_TOKEN.finditer(text, start, stop), _LONGEST_LINE))
    words = [token[0] for token in tokens]
    count = _count_capitals(words) or _count_titled(words)
    return (tokens[count - 1].end(), tokens[count].start()) if count else None


def _count_capitals(words: Sequence[str]) -> int:
    """Count the words of a line in capitals that stands before a sentence; none where no such line does."""
    count = next((place for place, word in enumerate(words) if word.upper() != word), 0)
    if count and words[count].lstrip(_OPENING)[:1].islower():
        count -= 1  # the sentence begins with a word in capitals, such as "A"
    letters = sum(map(str.isupper, "".join(words[:count])))
    return count if count > 1 and letters >= _FEWEST_CAPITALS and words[count - 1][-1] not in _UNFINISHED else 0


def _count_titled(words: Sequence[str]) -> int:
    """Count the words of a line in title case that stands before a sentence; none where no such line does."""
    running = next((place for place, word in enumerate(words) if _is_running(word)), 0)
    count = next((place for place in range(running - 1, 0, -1) if words[place][0].isupper()), 0)
    titled = sum(word.lstrip(_OPENING)[:1].isupper() for word in words[:count])
    whole = titled >= _FEWEST_TITLED and words[count - 1][-1] not in _UNFINISHED
    return count if whole and _is_beginner(words[count].rstrip(",")) else 0


def _is_running(word: str) -> bool:
    """Tell whether a word is written small, as a headline in title case would not write it."""
    bare = word.strip(_OPENING + ".,:;!?’”»)]")
    return bare[:1].islower() and bare not in read_words("small")


def _runs_on(text: str) -> bool:
    """Tell whether a text begins with a label, as "Read also:", and may run on from what it labels into a sentence.

    What is labelled by itself is in title case, or has no capital letter but the first.
    """
    label = _LABEL.match(text)
    if label is None:
        return False
    words = text[label.end() :].split()
    running = [word for word in words if _is_running(word)]
    capitals = [word for word in words[1:] if word.lstrip(_OPENING)[:1].isupper()]
    return bool(running and capitals) or (text.upper() == text.lower() and len(words) > 1)
