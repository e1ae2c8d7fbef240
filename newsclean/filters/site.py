"""Lines that return in the articles of the document's site, found by the rules of its own pack."""

from collections.abc import Iterable

from newsclean.document import Document, Edit
from newsclean.dropping import propose
from newsclean.rulebook import RuleBook


class Site:
    """The filter of the packs of sites."""

    def __init__(self, rules: RuleBook) -> None:
        self.rules = rules._replace(indexes=())

    def __call__(self, document: Document) -> Iterable[Edit]:
        """Take out what the pack of the document's site names: what returns in the site's articles."""
        return propose(self.rules, document) if document.site and self.rules.sites else ()
