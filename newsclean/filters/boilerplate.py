"""Lines that belong to the site and not to the article, found by the rules of packs."""

from collections.abc import Iterator

from newsclean.document import Document, Edit
from newsclean.dropping import HEAD, TAIL, propose
from newsclean.rulebook import RuleBook

__all__ = ["HEAD", "TAIL", "Boilerplate"]


class Boilerplate:
    """The filter of the rule packs that are on."""

    def __init__(self, rules: RuleBook) -> None:
        self.rules = rules

    def __call__(self, document: Document) -> Iterator[Edit]:
        """Take out what the rules of packs name: calls to follow, advertisement marks, share bars."""
        return propose(self.rules, document)
