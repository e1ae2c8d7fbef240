"""Lines that belong to the site and not to the article, found by the rules of packs."""

from collections.abc import Iterator

from newsclean.document import Document, Edit, Line, change, remove
from newsclean.index import IndexedRule, Match
from newsclean.rulebook import RuleBook

HEAD = 8
TAIL = 12
"""How many lines that are not blank make the head and the tail of a document, for rules that hold only there."""

_CLOSING = tuple(",.;:!?)]»”’…")


class Boilerplate:
    """The filter of the rule packs that are on."""

    def __init__(self, rules: RuleBook) -> None:
        self.rules = rules

    def __call__(self, document: Document) -> Iterator[Edit]:
        """Take out what the rules of packs name: calls to follow, advertisement marks, share bars."""
        finds = [index.find for index in self.rules.choose(document.site)]
        edges: dict[str, set[int]] = {}
        for place, line in enumerate(document.lines):
            matches: list[Match] = []
            for find in finds:
                matches += find(line.text)
            for match in self.rules.keep(matches) if matches else ():
                edges = edges or _find_edges(document)
                if match.rule.where == "anywhere" or place in edges[match.rule.where]:
                    yield from _drop(match, line)
                    if match.rule.drop == "rest":
                        yield from _drop_below(match.rule, place, document)
                    break


def _find_edges(document: Document) -> dict[str, set[int]]:
    """Find the places of the first lines with text, and of the last."""
    filled = [place for place, line in enumerate(document.lines) if line.text.strip()]
    return {"head": set(filled[:HEAD]), "tail": set(filled[-TAIL:])}


def _drop(match: Match, line: Line) -> Iterator[Edit]:
    rule = match.rule
    after = _cut(line.text, match.start, match.end) if rule.drop == "match" else ""
    if not after:
        yield remove(line, rule.id, _reason(rule), rule.confidence)
    elif after != line.text:
        yield change(line, after, rule.id, _reason(rule), rule.confidence)


def _drop_below(rule: IndexedRule, place: int, document: Document) -> Iterator[Edit]:
    """Propose that all below a line goes, unless that is the larger part of the document."""
    above, below = document.lines[:place], document.lines[place + 1 :]
    if sum(len(line.text) for line in below) < sum(len(line.text) for line in above):
        for line in below:
            yield remove(line, rule.id, f"below line {document.lines[place].number}: {_reason(rule)}", rule.confidence)


def _reason(rule: IndexedRule) -> str:
    return rule.description.rstrip(".")


def _cut(text: str, start: int, end: int) -> str:
    """Take a part out of a line and close the gap. Nothing is left where only marks would be."""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    if not any(character.isalnum() for character in before + after):
        return ""
    return before + after if not before or after.startswith(_CLOSING) else f"{before} {after}".rstrip()
