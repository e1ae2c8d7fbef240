"""What the rules of packs propose for a document: the lines, the parts and the rests that they drop."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from newsclean.document import Document, Edit, Line, change, remove
from newsclean.fold import fold
from newsclean.index import IndexedRule, Match
from newsclean.rulebook import RuleBook
from newsclean.shapes import is_sentence

HEAD = 8
TAIL = 12
"""How many lines that are not blank make the head and the tail of a document, for rules that hold only there."""

_PARAGRAPH = 60  # characters that the first paragraph has at least; what stands above it may be the article's headline
_STOPS = tuple(".!?…。！？")
_CLOSING = tuple(",.;:!?)]»”’…")


def propose(rules: RuleBook, document: Document) -> Iterator[Edit]:
    """Propose the edits of the rules that are on for a document."""
    found = _find(rules, document)
    edges = _find_edges(document, found)
    for place, kept in found.items():
        holding = (match for match in kept if match.rule.where == "anywhere" or place in edges[match.rule.where])
        if (match := next(holding, None)) is not None:
            yield from _drop(match, document.lines[place])
    yield from _drop_rest(document, found)


def _find(rules: RuleBook, document: Document) -> dict[int, Sequence[Match]]:
    """Find the lines that rules hold for, by their places, and the rules of each."""
    texts = [text for _, text, _ in document.lines]
    found: dict[int, list[Match]] = {}
    for index in rules.choose(document.site):
        if matches := index.find_each(texts):
            for place, text in enumerate(texts):
                if text in matches:
                    found.setdefault(place, []).extend(matches[text])
    return {place: rules.keep(found[place]) for place in sorted(found)}


def _find_edges(document: Document, found: Mapping[int, Sequence[Match]]) -> dict[str, set[int]]:
    """Find the lines at the head, at the tail and below the first paragraph, where a rule asks for them.

    Lines that go do not count, so that none moves up in a later round.
    """
    asked = {match.rule.where for kept in found.values() for match in kept}
    below = _find_below(document, found) if "below" in asked else set()
    places = range(len(document.lines))
    edges = {"head": (places, HEAD), "tail": (places[::-1], TAIL)}
    found_edges = {where: _find_edge(document, found, below, where, *edges[where]) for where in asked if where in edges}
    return {**found_edges, "below": below}


def _find_edge(  # noqa: PLR0913, PLR0917 - what to look at, where, and how far
    document: Document,
    found: Mapping[int, Sequence[Match]],
    below: set[int],
    where: str,
    places: Iterable[int],
    most: int,
) -> set[int]:
    edge: set[int] = set()
    staying = 0
    for place in places:
        if staying == most:
            break
        edge.add(place)
        goes = any(
            match.rule.confidence == 1
            and match.rule.drop != "match"
            and (match.rule.where in ("anywhere", where) or (match.rule.where == "below" and place in below))
            for match in found.get(place, ())
        )
        staying += not goes and bool(document.lines[place].text.strip())
    return edge


def _find_below(document: Document, found: Mapping[int, Sequence[Match]]) -> set[int]:
    """Find the lines below the first paragraph, without those that are the article's own headline."""
    for place, line in enumerate(document.lines):
        if len(line.text) >= _PARAGRAPH and is_sentence(line.text) and place not in found:
            title = fold(document.title)
            return {below for below in range(place + 1, len(document.lines)) if _says_other(document, below, title)}
    return set()


def _says_other(document: Document, place: int, title: str) -> bool:
    return not title or fold(document.lines[place].text) != title


def _drop(match: Match, line: Line) -> Iterator[Edit]:
    rule = match.rule
    after = _cut(line.text, match.start, match.end) if rule.drop == "match" else ""
    if not after:
        yield remove(line, rule.id, _reason(rule), rule.confidence)
    elif after != line.text:
        yield change(line, after, rule.id, _reason(rule), rule.confidence)


def _drop_rest(document: Document, found: Mapping[int, Sequence[Match]]) -> Iterator[Edit]:
    """Propose that all below a line goes where a rule says so, unless that is the larger part of the document."""
    rests = [(place, match) for place, kept in found.items() for match in kept if match.rule.drop == "rest"]
    if not rests:
        return
    upto = [0, *accumulate(len(line.text) for line in document.lines)]
    for place, match in rests:
        if upto[-1] - upto[place + 1] < upto[place]:
            reason = f"below line {document.lines[place].number}: {_reason(match.rule)}"
            for line in document.lines[place + 1 :]:
                yield remove(line, match.rule.id, reason, match.rule.confidence)
            return


def _reason(rule: IndexedRule) -> str:
    return rule.description.rstrip(".")


def _cut(text: str, start: int, end: int) -> str:
    """Take a part out of a line and close the gap. Nothing is left where only marks would be."""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    if not any(character.isalnum() for character in before + after):
        return ""
    if before.endswith(_STOPS):
        after = after.lstrip("".join(_STOPS)).lstrip()
    return before + after if not before or after.startswith(_CLOSING) else f"{before} {after}".rstrip()
