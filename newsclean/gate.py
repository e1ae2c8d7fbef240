"""The words that a pattern needs, so that a line is tried only against the patterns that could match it."""

import importlib
import tomllib
from collections.abc import Collection, Sequence
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import Any

from newsclean.fold import is_unspaced, split_words, words

# The parser behind `re` is what tells what a pattern needs; no public module shows its tree.
_parser: Any = importlib.import_module("re._parser")

_COMMON_WORDS = Path(__file__).parent / "packs" / "common-words.toml"
_SHORTEST = 3

_UNKNOWN = "\x00"  # anything may stand here, letters too
_BREAK = "\x01"  # no word runs on over this place
_MARKER = "\ua66e"  # a letter that no pattern has, to see what touches something unknown
_OUTSIDE = ("OUTSIDE", None)  # a node for what stands before the pattern begins and after it ends
_MOST_SPELLINGS = 2048
_MOST_CHARACTERS = 8


def parse_pattern(pattern: str) -> Any:
    """Parse a pattern into the tree of nodes (name, value) that Python's `re` makes of it."""
    return _parser.parse(pattern)


def needed_words(pattern: str) -> list[frozenset[str]]:
    """Find groups of words: a line that the pattern can match has at least one word of each. The most telling first.

    Raises ValueError where no part of the pattern names a whole word.

    >>> [sorted(group) for group in needed_words("^(sign up|subscribe) (to|for) .{0,40} newsletters?$")]
    [['newsletter', 'newsletters'], ['sign', 'subscribe'], ['for', 'to']]
    """
    groups = _find_groups(parse_pattern(pattern))
    if not groups:
        raise ValueError("it names no whole word that a line must have; add one, or mark its ends with \\b")
    return groups


def early_words(pattern: str, most: int) -> frozenset[str]:
    """Find telling words of which a line has one in its first `most` characters; none where they may come later.

    >>> sorted(early_words("^.{0,80} (boat|ferry) .{0,80} newsletter$", 100))
    ['boat', 'ferry']
    """
    tree = parse_pattern(pattern)
    if not _is_anchored(tree):
        return frozenset()
    upto = next((end for end in range(len(tree), 0, -1) if tree[:end].getwidth()[1] <= most), 0)
    return next(filter(is_telling, _find_groups(tree[:upto])), frozenset())


def _find_groups(tree: Sequence[Any]) -> list[frozenset[str]]:
    choices = [{_choose_word(spelling) for spelling in _spell(segment)} for segment in _segments(tree)]
    return sorted({frozenset(words) for words in choices if "" not in words}, key=_rank)


def _is_anchored(tree: Sequence[Any]) -> bool:
    """Tell whether a pattern holds only from the beginning of a line."""
    return bool(tree) and str(tree[0][1]) == "AT_BEGINNING"


def openings(pattern: str) -> frozenset[str]:
    """Find the openings of which one begins every line that the pattern can match; none where that is not known.

    An opening is a word, or two where the first is a common one.

    >>> sorted(openings("^(please )?share this")), sorted(openings("^(the|all) views are ours"))
    (['please', 'share'], ['all views', 'the views'])
    """
    tree = parse_pattern(pattern)
    if not _is_anchored(tree):
        return frozenset()
    segments = _segments(tree)
    found = set()
    _, beginning, *others = segments
    for spelling in _spell([*beginning, *(others[0][1:] if others else ())]):
        first = _leading_words(spelling)
        if not first:
            return frozenset()
        found.add(" ".join(first[:1] if is_telling(first[:1]) else first[:2]))
    return frozenset(found)


def _leading_words(spelling: str) -> list[str]:
    """List the words that a spelling surely begins with, up to what is not known."""
    leading: list[str] = []
    for run in spelling.replace(_BREAK, " ").split():
        if _UNKNOWN not in run:
            leading += words(run)
            continue
        known = words(run.partition(_UNKNOWN)[0])
        return [*leading, *(known if is_unspaced("".join(known[-1:])) else known[:-1])]
    return leading


def is_telling(group: Collection[str]) -> bool:
    """Tell whether few lines have a word of a group: none of them is short, or common in one of the languages.

    >>> is_telling({"newsletter", "newsletters"}), is_telling({"newsletter", "the"})
    (True, False)
    """
    common = _load_common_words()
    return all(word == "©" or is_unspaced(word) or (len(word) >= _SHORTEST and word not in common) for word in group)


def _rank(group: Collection[str]) -> tuple[bool, float, list[str]]:
    """Rank telling groups first; long words are rare words, and a few are better than many."""
    shares = sum(1 / (5 if is_unspaced(word) else len(word)) ** 3 for word in group)
    return not is_telling(group), shares, sorted(group)


@cache
def _load_common_words() -> frozenset[str]:
    words_by_language = tomllib.loads(_COMMON_WORDS.read_text(encoding="utf-8"))
    return frozenset(word for listed in words_by_language.values() for word in split_words(listed))


def _choose_word(spelling: str) -> str:
    """Choose the most telling of the whole words of a spelling: one that is not common, and long."""
    runs = spelling.replace(_BREAK, " ").split()
    return max(
        (word for run in runs for word in _whole_words(run)),
        key=lambda word: (is_telling([word]), len(word)),
        default="",
    )


def _whole_words(run: str) -> list[str]:
    """List the words of a piece that do not touch something unknown; of unspaced scripts, the pairs of characters."""
    if is_unspaced(run):
        pairs = [pair for part in run.split(_UNKNOWN) for pair in pairwise(words(part))]
        return [left + right for left, right in pairs if is_unspaced(left) and is_unspaced(right)]
    return [word for word in words(run.replace(_UNKNOWN, _MARKER)) if _MARKER not in word]


def _segments(tree: Sequence[Any]) -> list[list[Any]]:
    """Cut a pattern where a space or an edge must stand, so that each segment can be spelled out by itself."""
    segments: list[list[Any]] = [[]]
    for node in tree:
        segments[-1].append(node)
        if all(spelling and not spelling.strip(" " + _BREAK) for spelling in _spell([node])):
            segments.append([node])
    segments[0].insert(0, _OUTSIDE)
    segments[-1].append(_OUTSIDE)
    return segments


def _spell(nodes: Sequence[Any]) -> list[str]:
    """Write a sequence of nodes in every way it can read, with marks where that is not known."""
    spelled = [""]
    for node in nodes:
        ways = list(dict.fromkeys(_spell_node(node)))
        if len(spelled) * len(ways) > _MOST_SPELLINGS:
            ways = [_UNKNOWN]
        spelled = [head + tail for head, tail in product(spelled, ways)]
    return spelled


def _spell_node(node: Any) -> list[str]:
    name, value = str(node[0]), node[1]
    match name:
        case "LITERAL":
            return [chr(value)]
        case "IN":
            return _spell_set(value)
        case "BRANCH":
            return [way for branch in value[1] for way in _spell(branch)]
        case "SUBPATTERN" | "ATOMIC_GROUP":
            return _spell(value[3] if name == "SUBPATTERN" else value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _spell_repeat(*value)
    return _spell_edge(name, str(value))


def _spell_edge(name: str, value: str) -> list[str]:
    """Write a node that takes no room: an edge of a word or of the line, or a look around. All others are unknown."""
    if name == "AT":
        return [""] if "NON_BOUNDARY" in value else [_BREAK]
    return [""] if name in ("ASSERT", "ASSERT_NOT") else [_UNKNOWN]


def _spell_set(items: Sequence[Any]) -> list[str]:
    characters = []
    for kind, value in items:
        if str(kind) == "LITERAL":
            characters.append(chr(value))
        elif str(value) == "CATEGORY_SPACE":
            characters.append(" ")
        else:
            return [_UNKNOWN]
    return characters if len(characters) <= _MOST_CHARACTERS else [_UNKNOWN]


def _spell_repeat(least: int, most: int, inner: Sequence[Any]) -> list[str]:
    ways = _spell(inner)
    if most == 1 or all(not way.strip() for way in ways):
        return ["", *ways] if least == 0 else ways
    return [_UNKNOWN] if least == 0 else [way + _UNKNOWN for way in ways]
