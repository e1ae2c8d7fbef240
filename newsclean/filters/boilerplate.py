"""Lines that belong to the site and not to the article, found by the rules of packs."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsclean.document import Document, Edit, Line, change, remove
from newsclean.index import IndexedRule, Match
from newsclean.rulebook import RuleBook

HEAD = 8
TAIL = 12
"""How many lines that are not blank make the head and the tail of a document, for rules that hold only there."""

_CLOSING = tuple(",.;:!?)]»”’…")


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The filter of the rule packs that are on."""

    rules: RuleBook

    def __call__(self, document: Document) -> Iterator[Edit]:
        """Propose what the rules drop: a line, the part of it that matches, or it and all below."""
        filled = [line.number for line in document.lines if line.text and not line.text.isspace()]
        places = {"head": filled[:HEAD], "tail": filled[-TAIL:]}
        for place, line in enumerate(document.lines):
            for match in self.rules.find(line.text, document.site):
                if match.rule.where == "anywhere" or line.number in places[match.rule.where]:
                    yield from _drop(match, line)
                    if match.rule.drop == "rest":
                        yield from _drop_below(match.rule, place, document)
                    break


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
