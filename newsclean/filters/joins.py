"""Sentences that were broken at inline tags, such as links and names, put together again."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from newsclean.document import Document, Edit, Line, change, remove
from newsclean.shapes import has_list_mark, is_quoted, is_sentence

_FEWEST_SURE = 2
"""How many sentences have to be broken for sure before any is put together: else the shape is another."""
_SURE_ENOUGH = 0.95

_FEWEST_WORDS, _FEWEST_WORDS_UNSURE = 4, 8  # of a sentence
_LONGEST_FRAGMENT, _LONGEST_HEADING = 8, 6  # in words
_LONGEST_REST = 4  # lines in which a quotation ends
_PARTED = 0.9  # blank lines that stand between lines, for each
_LIST = 3  # words after which a comma is no part of a list of short lines

# What only a line that goes on begins with: the punctuation of the text before it, and particles.
_CLOSES = (
    r"[,;)\]”’\"]+(?=[\s,.;:!?)]|\Z)|[.!?](?=[\s”\"’)]|\Z)|:\s|[’']s\b|[、。，！？；）」』】،؛؟।]"
    r"|(?:은|는|가|을|를|의|에|에서|와|과|도|로|으로|라고|이라고)\s|(?:[はがをにのとでもへや](?![ぁ-ん])|から|まで|によると)"
)
_GOES_ON = r"(?:[–—] ?|\([^()]{1,60}\)[,;]? )?[^\W\d_]"
_FIGURE_GOES_ON = r"\d[\d.,]* [^\W\d_A-Z]"
_BRACKET = r"[(\[（][^()]{1,60}[)\]）]\Z"
_NO_TEXT = r"https?:|\w+(?:[A-Z@/_]|\.\w)"  # addresses, and names such as "iPhone"
_STARTS = frozenset(" \t,;)]”\".!?:’'–—、。，！？；）」』】،؛؟।은는가을를의에와과도로으라이はがをにのとでもへやか")
# What only a line that goes on ends with: what opens a quotation or a bracket, and marks that stand before a word.
_OPENS = r"(?:\A|[\s“(])[“„‘«(\[\"$€£@#]\Z|[「『（《【]\Z"
_PARTICLES = tuple("はがをにのとでもへや은는을를의에")
_OPENING = frozenset('“„‘«(["$€£@#「『（《【')
_QUOTED_WITH_COMMA = (",”", ",’", ',"', ",»", "”,", "“,", '",', "»,")
_ENDS_OPEN = ",;–—-&/’”»)'\"…"
_SPACELESS = r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]"


NO, LIKELY, SURE = 0, 1, 2


def joins(document: Document) -> Iterator[Edit]:
    """Put broken sentences together: the first line of each gets its whole text, and the others go."""
    if document.unit != "line" or not _may_be_broken(document):
        return
    lines = _pass_blanks(document.lines)
    texts = [line.text.strip() for line in lines]
    runs = list(_find_runs(texts))
    if sum(run.sure for run in runs) < _FEWEST_SURE:
        return
    for first, last, _ in runs:
        line, *others = lines[first : last + 1]
        whole = line.text[: len(line.text) - len(line.text.lstrip())] + _join(texts[first : last + 1])
        places = f"line {others[0].number}" if len(others) == 1 else f"lines {others[0].number} to {others[-1].number}"
        yield change(line, whole, "joins.sentence", f"its sentence goes on in {places}", _SURE_ENOUGH)
        for other in others:
            yield remove(other, "joins.sentence", f"joined to line {line.number}", _SURE_ENOUGH)


def _pass_blanks(lines: Sequence[Line]) -> Sequence[Line]:
    """Pass blank lines over where one stands below nearly every line, so that they part nothing."""
    filled = [line for line in lines if line.text.strip()]
    return filled if len(lines) - len(filled) >= _PARTED * (len(filled) - 1) else lines


def _may_be_broken(document: Document) -> bool:
    """Tell, at little cost, whether some lines begin as only those do that go on."""
    odd = [text for _, text, _ in document.lines if (start := text[:1]) > "Z" or start in _STARTS]
    return len(odd) >= _FEWEST_SURE and sum(_begins_inside(text.strip()) for text in odd) >= _FEWEST_SURE


def _begins_inside(text: str) -> bool:
    return text[:1].islower() or _closes(text)


def _closes(text: str) -> bool:
    return text[:1] in _STARTS and _compile(_CLOSES).match(text) is not None


def _opens(text: str) -> bool:
    return text[-1:] in _OPENING and _compile(_OPENS).search(text, len(text) - 2) is not None


class Run(NamedTuple):
    """Lines in a row that are one sentence, by the places of the first and the last; `sure` where nothing else fits."""

    first: int
    last: int
    sure: bool


def _find_runs(texts: Sequence[str]) -> Iterator[Run]:
    lines = _link_lines(texts)
    if sum(map(bool, lines)) < _FEWEST_SURE:
        return
    links = _link_fragments(texts, lines)
    first = 0
    for place in range(1, len(texts) + 1):
        if not links[place]:
            if first < place - 1:
                size = sum(text.count(" ") + 1 for text in texts[first:place])
                sure = SURE in links[first + 1 : place]
                whole = is_sentence(texts[place - 1])
                if size >= (_FEWEST_WORDS if sure else _FEWEST_WORDS_UNSURE) and (sure or whole):
                    yield Run(first, place - 1, sure and whole)
            first = place


def _link_lines(texts: Sequence[str]) -> list[int]:
    """Tell of each line whether it goes on from the one above it: surely, likely, or not by what those two show."""
    links = [NO, *(_link(above, below) for above, below in pairwise(texts)), NO]
    for place in range(len(texts) - 1, 0, -1):
        above, text = texts[place - 1 : place + 1]
        if links[place] or not above:
            continue
        if links[place + 1] and _compile(_BRACKET).match(text):
            links[place] = SURE
        elif text[:1].isdigit() and place > 1 and _is_date(texts[place - 2], above, text):
            links[place] = LIKELY
    return links


def _is_date(two_above: str, above: str, text: str) -> bool:
    """Tell whether a figure goes on from a name, as a year from its month: "in", "November", "2024 and then"."""
    goes_on = above.isalpha() and _compile(_FIGURE_GOES_ON).match(text)
    return bool(goes_on) and two_above.rpartition(" ")[2] in _read("small") | _read("connectors")


def _link(above: str, below: str) -> int:
    if not above or not below:
        return NO
    if _closes(below) or _opens(above) or _ends_in_connector(above, below):
        return SURE
    if not _is_open(above):
        return NO
    said = above.endswith(_QUOTED_WITH_COMMA)
    if _goes_on(below):
        return SURE if said else LIKELY
    return LIKELY if said or (above.endswith(",") and above.count(" ") >= _LIST) else NO


def _link_fragments(texts: Sequence[str], links: Sequence[int]) -> Sequence[int]:
    """Link what a tag held, such as a name, to the line above, where the line below goes on from it.

    The rest of a quotation that is still open is linked too. Whether a line goes on below, and whether its sentence is
    whole then, is known better the second time.
    """
    ahead, wholes = links, [False] * len(texts)
    for _ in range(2):
        found = list(links)
        first = 0
        for place in range(1, len(texts)):
            if not found[place] and texts[place] and texts[place - 1]:
                above = texts[max(first, place - _LONGEST_HEADING - 1) : place]
                if ahead[place + 1] and _is_fragment(texts[place]):
                    found[place] = _link_fragment(above, texts[place], whole=wholes[place])
                rest = texts[place : place + (_LONGEST_REST if ahead[place + 1] else 1)]
                if not found[place] and _is_quotation_open(above, rest):
                    found[place] = LIKELY
            if not found[place]:
                first = place
        if SURE not in found:
            break
        ahead, wholes = found, _find_wholes(texts, found)
    return found


def _find_wholes(texts: Sequence[str], links: Sequence[int]) -> list[bool]:
    """Tell of each line whether the last of those that go on from it ends as a sentence does."""
    wholes = [False] * len(texts)
    for place in range(len(texts) - 1, -1, -1):
        wholes[place] = wholes[place + 1] if links[place + 1] else is_sentence(texts[place])
    return wholes


def _is_fragment(text: str) -> bool:
    """Tell whether a text may be what a tag held: a few words, or a quotation."""
    return not is_sentence(text) and (text.count(" ") < _LONGEST_FRAGMENT or is_quoted(text))


def _link_fragment(lines: Sequence[str], fragment: str, *, whole: bool) -> int:
    """Tell whether the lines of a sentence go on in a fragment below them.

    A heading above a sentence that begins with a name looks much alike; a heading above what is no sentence does not.
    """
    above, quoted = lines[-1], is_quoted(fragment)
    if above.endswith(":"):
        return SURE if quoted else NO
    if not _is_open(above) or (whole and _may_be_heading(lines)):
        return NO
    last = re.split(r"\W+", above.rstrip(_ENDS_OPEN))[-1]
    if len(lines) == 1 and " " not in above and not above.endswith(_PARTICLES) and not (quoted and not whole):
        return SURE if last.lower() in _read("beginners") else NO
    runs_on = _is_inside(last) if last else len(lines) > 1
    if runs_on or above.endswith((",", "–", "—")) or (quoted and not whole):
        return SURE if whole or quoted else LIKELY
    return NO


def _is_inside(word: str) -> bool:
    """Tell whether a line that ends with a word may go on: it is no name, or one as "The" that begins a sentence."""
    return (word[0].isalpha() and not word[0].isupper()) or word.lower() in _read("small") | _read("connectors")


def _may_be_heading(lines: Sequence[str]) -> bool:
    """Tell whether lines may be a heading: short, complete, without a comma, about nobody who is only pointed at.

    A quotation may be one too, where no comma says that its speaker comes.
    """
    if len(lines) == 1 and is_quoted(lines[0]) and "," not in lines[0][-2:]:
        return True
    if len(lines) > _LONGEST_HEADING or lines[0][0].islower() or any("," in line for line in lines):
        return False
    text_words = re.findall(r"\w+", " ".join(lines).lower())
    return (
        len(text_words) <= _LONGEST_HEADING
        and not lines[-1].endswith(_PARTICLES)
        and _read("connectors").union(_read("small"), _read("unfinished")).isdisjoint(text_words[-1:])
        and _read("pronouns").isdisjoint(text_words)
    )


def _is_quotation_open(lines: Sequence[str], below: Sequence[str]) -> bool:
    """Tell whether lines open a quotation that those below close."""
    above, rest = " ".join(lines[-_LONGEST_REST:]), " ".join(below)
    open_ = above.rfind("“") > above.rfind("”") and "„" not in above
    return open_ and "”" in rest.partition("“")[0]


def _is_open(text: str) -> bool:
    return not is_sentence(text) and (text[-1].isalnum() or text[-1] in _ENDS_OPEN)


def _goes_on(text: str) -> bool:
    """Tell whether a line begins with a small letter, and not with an address."""
    if not (text[0].islower() or text[0] in "–—("):
        return False
    start = _compile(_GOES_ON).match(text)
    return start is not None and text[start.end() - 1].islower() and not _compile(_NO_TEXT).match(text)


def _ends_in_connector(above: str, below: str) -> bool:
    """Tell whether a line ends with an article or the like, and none begins as an item of a list."""
    _, space, last = above.rpartition(" ")
    word = last if space else last.lower()
    return word in _read("connectors") and bool(space or len(word) > 1) and not has_list_mark(below)


@cache
def _read(name: str) -> frozenset[str]:
    from newsclean.wordlists import read_words  # noqa: PLC0415 - few texts are broken

    return read_words(name)


def _join(texts: Sequence[str]) -> str:
    """Put the parts of a sentence together, with a space where one belongs."""
    gaps = ("" if _touch(above[-2:], below) else " " for above, below in pairwise(texts))
    return texts[0] + "".join([part for pair in zip(gaps, texts[1:], strict=True) for part in pair])


def _touch(above: str, below: str) -> bool:
    """Tell whether no space stands between two parts of a sentence."""
    return bool(
        _closes(below)
        or _opens(above)
        or (_compile(_SPACELESS).match(above[-1:]) and _compile(_SPACELESS).match(below))
        or re.fullmatch(r"\w-", above)
    )


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
